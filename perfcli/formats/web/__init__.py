"""Web pages, also those that are named .xls: bytes -> lines and tables of cells with their spans."""
