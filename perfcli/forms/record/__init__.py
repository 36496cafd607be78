"""What a form becomes: its draft, the parts of it that are found one by one, and the finished record."""
