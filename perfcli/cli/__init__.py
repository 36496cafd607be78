"""The command line: one command a file, shared options, one error boundary."""

import gc

gc.disable()
"""Loading modules leaves nothing to collect; looking for it would be a tenth of a short command. `main` enables it."""
