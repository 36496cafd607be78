"""The headings of tables: which columns are which, over how many tiers, and where their levels stand."""
