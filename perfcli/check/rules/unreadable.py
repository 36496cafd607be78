"""D501."""

from __future__ import annotations

from perfcli.check.rule import Rule
from perfcli.i18n import noop

REASON = noop("{reason}")


class Unreadable(Rule):
    """A file cannot be read: it is not TOML or not UTF-8, holds an unresolved merge, or a key has the wrong type.

    What cannot be read is missing from every list and keeps every sum from being made.

    Leaves alone: unknown keys, which belong to the user. A required key that is missing is C101.

    Fails:

        year = "2021"

    Passes:

        year = 2021

    Source: the format of the repository.
    """

    code = "D501"
    name = "unreadable"
    severity = "error"
    nature = "data"
