"""TOML text <-> records: the one door to TOML libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfcli.codec.faults import Fault, Malformed, dotted
from perfcli.codec.reader import decimal, decode, parse, parse_own
from perfcli.codec.records import from_dict, from_toml, located
from perfcli.codec.written import project_as_written

if TYPE_CHECKING:
    from perfcli.codec.canonical import write
    from perfcli.codec.edit import patch
    from perfcli.codec.formatting import formatted
    from perfcli.codec.repair import repaired

__all__ = [
    "Fault",
    "Malformed",
    "decimal",
    "decode",
    "dotted",
    "formatted",
    "from_dict",
    "from_toml",
    "located",
    "parse",
    "parse_own",
    "patch",
    "project_as_written",
    "repaired",
    "write",
]


def __getattr__(name: str) -> Any:
    """Load what writes only when it is asked for: a command that reads need not pay for it."""
    if name == "write":
        from perfcli.codec.canonical import write

        return write
    if name == "patch":
        from perfcli.codec.edit import patch

        return patch
    if name == "formatted":
        from perfcli.codec.formatting import formatted

        return formatted
    if name == "repaired":
        from perfcli.codec.repair import repaired

        return repaired
    raise AttributeError(name)
