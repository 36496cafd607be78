"""A text mended where what was meant is beyond doubt: one slip after the other, until it is the record it should be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from perfcli.codec.faults import Fault, Malformed
from perfcli.codec.reader import decode, parse
from perfcli.codec.recoding import recoded
from perfcli.codec.records import from_toml
from perfcli.i18n import gettext as _
from perfcli.model import Record

_MOST_READ = 20_000_000
"""Characters that are read in all, since each slip found has the text read anew."""


class Mended(NamedTuple):
    """Lines that were mended: the number of the first, as it was, and as it is; empty for what is not there."""

    line: int
    before: str
    after: str


class Repair(NamedTuple):
    """A text that can be read now, and what was done to it; `encoding` says what it was in if not in UTF-8."""

    text: str
    mended: tuple[Mended, ...]
    encoding: str = ""


def repaired(data: bytes, record: type[Record] | None) -> Repair:
    """The text of a file's bytes with every slip mended; raises Malformed with what is left to its author.

    Line ends and a byte order mark stay as they are. What is no record of ours only has to be TOML.
    """
    other = recoded(data)
    text = other.text if other else data.decode("utf-8-sig", "surrogateescape")
    mark = "\ufeff" if not other and data.startswith(b"\xef\xbb\xbf") else ""
    line_end = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    body = decode(_with_one_line_end(text).encode("utf-8", "surrogateescape"))
    mending = _Mending(body)
    mending.run(record)
    return Repair(mark + mending.text.replace("\n", line_end), mending.mended(), _(other.message) if other else "")


def _with_one_line_end(text: str) -> str:
    """The text without carriage returns where all its line ends are alike, CR alone or CR CR LF."""
    if "\r" in text and "\n" not in text:
        return text.replace("\r", "\n")
    return text.replace("\r\r\n", "\n") if text.count("\r\r\n") == text.count("\n") > 0 else text


class _Mending:
    """A text as it is mended, each of its lines with the number of the line that it comes from."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._before = text.split("\n")
        self._origins = list(range(len(self._before)))

    def run(self, record: type[Record] | None) -> None:
        """Mend what can be; raises Malformed for what cannot."""
        left = _MOST_READ
        while True:
            try:
                from_toml(self.text, record) if record else parse(self.text)
                return
            except Malformed as error:
                left -= len(self.text)
                if not all(fault.edits for fault in error.faults):
                    raise Malformed([fault for fault in error.faults if not fault.edits]) from None
                if left < 0:
                    raise Malformed([_one_too_many(error.faults[0])]) from None
                self._apply(error.faults)

    def mended(self) -> tuple[Mended, ...]:
        """What became of the lines, by their numbers before."""
        after: dict[int, list[str]] = {}
        for origin, line in zip(self._origins, self.text.split("\n"), strict=True):
            after.setdefault(origin, []).append(line)
        return tuple(
            Mended(number + 1, line, "\n".join(after.get(number, ())))
            for number, line in enumerate(self._before)
            if after.get(number) != [line]
        )

    def _apply(self, faults: Iterable[Fault]) -> None:
        text, known = self.text, self._origins
        parts: list[str] = []
        origins = known[:1]
        at = line = 0
        for start, end, new in [
            *sorted({edit for fault in faults for edit in fault.edits}),
            (len(text), len(text), ""),
        ]:
            if start < at:
                continue
            kept, taken = text.count("\n", at, start), text.count("\n", start, end)
            origins += known[line + 1 : line + kept + 1]
            line += kept + taken
            if taken and not new:  # whole lines are taken out: what follows keeps its number
                origins[-1] = known[line]
            origins += origins[-1:] * new.count("\n")
            parts += [text[at:start], new]
            at = end
        self.text, self._origins = "".join(parts), origins


def _one_too_many(fault: Fault) -> Fault:
    message = _("more slips than are mended at once: mend some by hand, beginning with this one: {message}")
    return msgspec.structs.replace(fault, message=message.format(message=fault.message))
