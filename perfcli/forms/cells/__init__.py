"""The cells of one form: which are empty, what lies below one, and the ledger that sees that none is forgotten."""
