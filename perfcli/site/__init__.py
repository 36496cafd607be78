"""The public site: pages, charts and a search out of records that are published already. It knows no files."""
