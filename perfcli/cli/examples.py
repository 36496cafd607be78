"""What can be typed, for the help of every command: each line is run by a test in a copy of the example repository."""

from __future__ import annotations

from perfcli.i18n import gettext as _

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {}


def examples_of(command: str) -> list[tuple[str, str]]:
    """The lines for a command such as `perf new unit`, each with what it does, in the language spoken."""
    return [(_(line), _(what)) for line, what in EXAMPLES.get(command, ())]
