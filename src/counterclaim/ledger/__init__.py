"""The ledger: what was read, found and reviewed, only added to; the present is a fold of it."""
