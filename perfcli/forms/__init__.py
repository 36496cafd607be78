"""Forms of the field (绩效目标表): the words on them, cells -> a record and back. Nothing here knows files."""
