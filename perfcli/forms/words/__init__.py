"""The words of the forms: labels and headings as the vocabulary has them; what numbers, units and targets say."""
