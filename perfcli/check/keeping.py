"""Results of the checker as bytes, for whoever keeps them under the hash of the content and the checker's version.

What was found in a file that can be read depends on nothing else; a file that cannot is not worth keeping, since its
messages are in the language of the moment.
"""

from __future__ import annotations

from typing import Any

import msgspec

from perfcli.check.checker import Checked
from perfcli.check.rule import Finding, Fix
from perfcli.check.views import Fact, Topic


def can_be_kept(checked: Checked) -> bool:
    """Whether a result says the same whenever the file has the same content."""
    return checked.record is not None


def packed(checked: Checked) -> bytes:
    """A result without its path and its record."""
    findings = [
        (f.line, f.column, f.code, f.key, f.message, f.values, f.fix and tuple(f.fix), f.project, f.mark)
        for f in checked.findings
    ]
    fact = checked.fact
    return msgspec.msgpack.encode((findings, fact and [getattr(fact, name) for name in Fact.__slots__[1:]]))


def unpacked(path: str, content: bytes) -> Checked:
    """The result for the file at `path`; raises ValueError for bytes that are none."""
    try:
        findings, fact = msgspec.msgpack.decode(content)
        return Checked(path, tuple(_finding(path, row) for row in findings), _fact(path, fact) if fact else None)
    except (msgspec.DecodeError, TypeError, ValueError) as error:
        raise ValueError(f"no kept result: {error}") from None


def _finding(path: str, row: list[Any]) -> Finding:
    line, column, code, key, message, values, fix, project, mark = row
    return Finding(path, line, column, code, tuple(key), message, values, Fix(*fix) if fix else None, project, mark)


def _fact(path: str, row: list[Any]) -> Fact:
    *plain, own, foreign = row
    values = [path, *plain, tuple(own), tuple(Topic(*topic) for topic in foreign)]
    return Fact(**dict(zip(Fact.__slots__, values, strict=True)))
