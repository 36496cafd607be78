"""What stands outside of tables: labels with their values, and blocks of headings over amounts, months or goals."""
