"""The review of goals: one rule a file, a visible tuple of all of them; values in, findings out."""
