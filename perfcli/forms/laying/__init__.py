"""Records laid out on declared forms: what a key shows, which rows a table has, where each cell stands."""
