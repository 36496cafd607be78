"""What DuckDB says of a statement, in the language spoken and at its place; its own sentences are all that it gives."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NoReturn

import msgspec

from perfcli.errors import PerfError, ReplacedMeanwhile, SystemFailure
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.select import nearest

REASONS: tuple[tuple[str, str], ...] = (
    (r'syntax error at or near "(?P<text>.*)"', noop('near "{text}": syntax error')),
    (r"syntax error at end of input", noop("incomplete input")),
    (r'Referenced column "(?P<name>.*?)" (?:was )?not found.*', noop("no such column: {name}")),
    (r'(?:Table|Values list) "(?P<name>.*?)" does not have a column named.*', noop("no such column: {name}")),
    (r"(?:Scalar|Aggregate|Table|Scalar Macro)? ?Function with name (?P<name>\S+) does not exist.*",
     noop("no such function: {name}")),
    (r'Ambiguous reference to column name "(?P<name>.*?)".*', noop("ambiguous column name: {name}")),
    (r'column "?(?P<name>.*?)"? must appear in the GROUP BY clause.*',
     noop("the column {name} stands neither in GROUP BY nor in a function of many rows")),
    (r"Could not convert string ['\"](?P<text>.*?)['\"] to BOOL.*", noop("{text} is neither true nor false")),
    (r"(?:Could not convert string|Conversion Error: Could not convert string) ['\"](?P<text>.*?)['\"] to .*",
     noop("{text} is not a number")),
    (r"(?:Failed to cast decimal value|Casting value|Overflow in|Type \S+ with value) .*",
     noop("a number is too large")),
    (r"invalid date field format: \"(?P<text>.*?)\".*", noop("{text} is not a date")),
    (r"(?:No function matches|Could not choose a best candidate function for) .*?['\"](?P<name>.*?)['\"].*",
     noop("these kinds of values do not go together: {name}")),
    (r"Macro (?P<name>\w+)\(\) does not support the supplied arguments.*",
     noop("these kinds of values do not go together: {name}")),
    (r"Cannot compare values of type (?P<one>.*?) and type (?P<other>.*?) -.*",
     noop("values of type {one} and {other} cannot be compared")),
    (r"Cannot access file .*", noop("a statement reads the tables of the lake alone")),
    (r"Cannot change configuration option .*", noop("the settings of the engine are fixed")),
    (r"WHERE clause cannot contain aggregates.*", noop("WHERE has no function of many rows: use HAVING")),
)  # fmt: skip
"""The usual ones, as patterns; any other is shown as it comes, its first line."""

_GONE = r"(?:IO Error: )?(?:No files found|(?:Cannot|Could not) open file .*No such file)"
_MEMORY = ("Out of Memory", "OutOfMemory")
_SYSTEM = ("IO", "Internal", "Fatal")
_SHOWN = 120


class Said(msgspec.Struct):
    """What DuckDB says of an error."""

    exception_type: str = ""
    exception_message: str = ""
    position: str = ""
    name: str = ""
    error_subtype: str = ""
    candidates: str = ""


class DamagedLake(PerfError):
    """Files of a lake do not give the rows that its manifest says they have."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(_("the lake cannot be read: {reason}").format(reason=reason), hint=hint)


def elsewhere() -> str:
    """What to do about files that are as they were written, but cannot be made out."""
    return _("Gather its repositories into another folder.")


def refuse_lake(error: BaseException) -> NoReturn:
    """Raise DamagedLake, as no user wrote the statement, or what is meant where the memory ended."""
    said = read(str(error))
    if said.exception_type in _MEMORY:
        raise out_of_memory() from None
    if re.match(_GONE, said.exception_message, re.DOTALL):
        raise replaced() from None
    raise DamagedLake(spoken(said.exception_message), "" if said.exception_type in _SYSTEM else elsewhere()) from None


def refuse(error: BaseException, text: str, tables: Mapping[str, Sequence[str]]) -> NoReturn:
    """Raise what an error of DuckDB means for who wrote the statement."""
    said = read(str(error))
    _refuse_for_the_system(said)
    at = _place(text, said.position)
    raise _explained(said, text, tables, () if at is None else place_of(text, at)) from None


def refuse_condition(error: BaseException, where: str, tables: Mapping[str, Sequence[str]], before: int) -> NoReturn:
    """The same of a condition that stands behind so many characters of ours, which are all of one byte."""
    said = read(str(error))
    _refuse_for_the_system(said)
    at = _place(" " * before + where, said.position)
    if at is not None and at >= before + len(where) and "syntax error" in said.exception_message:
        said = Said(said.exception_type, "syntax error at end of input")  # our own bracket
        at = before + len(where.rstrip())
    place = () if at is None or at < before else place_of(where, at - before)
    raise _explained(said, where, tables, place) from None


def _refuse_for_the_system(said: Said) -> None:
    if said.exception_type in _MEMORY:
        raise out_of_memory() from None
    if re.match(_GONE, said.exception_message, re.DOTALL):
        raise replaced() from None
    if said.exception_type in _SYSTEM:
        raise SystemFailure(_("DuckDB says: {reason}").format(reason=spoken(said.exception_message))) from None


def _explained(said: Said, text: str, tables: Mapping[str, Sequence[str]], place: tuple[str, ...]) -> PerfError:
    if said.exception_type == "Catalog" and said.exception_message.startswith("Table with name"):
        return PerfError(
            _("there is no table {table}").format(table=said.name),
            details=place,
            hint=nearest(said.name.lower(), tables) or _("See `perf query --tables`."),
        )
    name = _column(said.exception_message)
    named = [table for table in tables if re.search(rf"\b{table}\b", text)] or list(tables)
    hint = nearest(name, {column for table in named for column in tables[table]}) if name else ""
    return PerfError(
        _("DuckDB says: {reason}").format(reason=spoken(said.exception_message)),
        details=place,
        hint=hint or _("`perf query --tables` prints the tables and their columns."),
    )


def out_of_memory() -> SystemFailure:
    """The error of a statement that takes more memory than it may."""
    return SystemFailure(
        _("there is not enough memory for the statement or its result"),
        hint=_("Narrow it, ask for csv or jsonl, or raise `memory` under [query] in perf.toml (0: no limit)."),
    )


def replaced() -> ReplacedMeanwhile:
    """The error where a file is gone that the manifest named: another one has its rows now."""
    return ReplacedMeanwhile(_("a file of the lake is gone: it was gathered anew meanwhile; run the command again"))


def read(text: str) -> Said:
    """The parts of DuckDB's message, which are JSON behind its kind; of one that is none its text."""
    _kind, _colon, body = text.partition(": ")
    try:
        return msgspec.json.decode(body, type=Said, strict=False)
    except msgspec.MsgspecError:
        return Said(_kind.removesuffix(" Error"), body)


def spoken(reason: str) -> str:
    """A sentence of DuckDB in the language spoken, with the names in it; its first line where it is none of REASONS."""
    for pattern, sentence in REASONS:
        found = re.match(pattern, reason, re.DOTALL)
        if found:
            return _(sentence).format_map(_Known(found.groupdict()))
    return _first_line(reason)


class _Known(dict[str, str]):
    def __missing__(self, _key: str) -> str:
        return ""


def _first_line(reason: str) -> str:
    return reason.partition("\n")[0]


def _column(reason: str) -> str:
    found = re.match(r'Referenced column "(.*?)"', reason)
    return found[1].rpartition(".")[2].lower() if found else ""


def _place(text: str, position: str) -> int | None:
    """The character that an error is about; DuckDB counts bytes."""
    if not position.isdigit():
        return None
    return len(text.encode("utf-8", "surrogatepass")[: int(position)].decode("utf-8", "ignore"))


def place_of(text: str, at: int, first_line: int = 1) -> tuple[str, ...]:
    """The line of a statement in which this character stands, with its number and column."""
    start = text.rfind("\n", 0, at) + 1
    line = text[start:].partition("\n")[0]
    if len(line) > _SHOWN:
        begin = max(0, at - start - _SHOWN // 2)
        line = ("…" if begin else "") + line[begin : begin + _SHOWN] + ("…" if begin + _SHOWN < len(line) else "")
    number = text.count("\n", 0, at) + 2 - first_line
    return (_("line {line}, column {column}: {text}").format(line=number, column=at - start + 1, text=line),)
