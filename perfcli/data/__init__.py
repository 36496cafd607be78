"""Our own tables of records, and the lists that people keep: data for other programs, and out of them."""
