"""The screens: the only Qt of the house."""
