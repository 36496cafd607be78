"""The command line: one command a file, shared options, one error boundary."""

from perfcli.cli import interrupts

interrupts.watch()

import gc  # noqa: E402  # nothing is loaded before Ctrl-C is watched

gc.disable()
"""Loading modules leaves nothing to collect; looking for it would be a tenth of a short command. `main` enables it."""
