"""File formats: bytes <-> paragraphs, and tables of cells with spans. Nothing here knows the field."""
