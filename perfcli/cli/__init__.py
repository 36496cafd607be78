"""The command line: one command a file, shared options, one error boundary."""
