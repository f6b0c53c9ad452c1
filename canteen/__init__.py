"""The kernel every other package stands on: money, measures, time, text, errors, database."""
