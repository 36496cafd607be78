"""The parts of a form by their rows: where a table, a band, a list or what stands below it begins and ends."""
