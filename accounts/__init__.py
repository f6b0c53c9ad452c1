"""Who pays and from what: staff, the double-entry ledger and its keyed chain."""
