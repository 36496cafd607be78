"""Tables read row by row: indicators, lists of projects, changes."""
