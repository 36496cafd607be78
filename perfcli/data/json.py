"""The whole of a repository as one JSON text, and its projects as JSON lines: items as in their files.

Numbers are read and written as they are spelled, so that amounts stay exact. An item's keys that no record knows,
such as those that `perf show -f json` derives, are no part of it and are named.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from perfcli.carried import keys_of
from perfcli.codec import Malformed, from_dict
from perfcli.codec.canonical import lean
from perfcli.codec.excerpts import excerpt
from perfcli.codec.strict_json import NotJson, read_json_text
from perfcli.data.dataset import Dataset, Entry, renamed
from perfcli.data.unknown_keys import unknown_keys
from perfcli.errors import PerfError
from perfcli.formats.leftovers import Leftover
from perfcli.formats.xml_parts import too_large
from perfcli.i18n import gettext as _
from perfcli.model import Department, DepartmentGoals, Project, Record, Template, plain, with_own_levels
from perfcli.progress import Progress, indicators_in, names_of

R = TypeVar("R", bound=Record)

SCHEMA = 1
_LISTS: dict[str, type[Record]] = {
    "departments": Department,
    "goals": DepartmentGoals,
    "projects": Project,
    "templates": Template,
    "progress": Progress,
}
_PROGRESS = "progress"
"""The key of a JSON line that holds what became of its project."""

_DERIVED = frozenset({"operator", "value", "upper", "unit"})
"""Keys of an indicator that `perf show` derives from the others."""

_RECORDED = "recorded_as"
"""The key of an indicator that says under what name it is recorded: where it is renamed in the text, that is seen."""

_OF_WHOM = ("code", "department", "unit", "year")

_ENCODER = msgspec.json.Encoder(enc_hook=Decimal, decimal_format="number")
_MOST_FAULTS = 1000
"""Faults that are named: beyond, a text is no export that a few slips came into."""

_MOST_VALUES = 30_000_000
"""Signs that begin or part values in a text: far beyond any repository, each takes memory."""


def write_json(dataset: Dataset) -> str:
    """One JSON text with one item a line; a template's item has its slug too."""
    named = _by_names(dataset)
    items: dict[str, list[dict[str, Any]]] = {
        "departments": [plain(entry.record) for entry in dataset.departments],
        "goals": [plain(entry.record) for entry in dataset.goals],
        "projects": [_project(entry.record, named) for entry in dataset.projects],
        "templates": [{"slug": slug} | plain(entry.record) for slug, entry in dataset.templates],
    }
    if dataset.progress:
        items["progress"] = [_lean(entry.record) for entry in dataset.progress]
    lists = (f'"{name}":[{_lines(rows)}]' for name, rows in items.items())
    return f'{{"schema":{SCHEMA},\n' + ",\n".join(lists) + "}\n"


def write_jsonl(dataset: Dataset) -> str:
    """One project a line, with what became of it as its last key."""
    became = {(one.record.year, one.record.code): _lean(one.record) for one in dataset.progress if one.record.code}
    named = _by_names(dataset)
    items = (_project(entry.record, named) | _became(entry.record, became) for entry in dataset.projects)
    return "".join(f"{_text(item)}\n" for item in items)


def _by_names(dataset: Dataset) -> set[tuple[int, str]]:
    """The projects of which anything is recorded by the names of indicators."""
    return {(one.record.year, one.record.code) for one in dataset.progress if indicators_in(one.record)}


def _project(project: Project, named: Set[tuple[int, str]]) -> dict[str, Any]:
    """A project as in its file; of one in `named` its indicators also say under what names they are recorded."""
    item = plain(project)
    if project.key in named:
        names = iter(names_of(project.year_indicators))
        for row, indicator in zip(item["indicators"], project.indicators, strict=True):
            row |= {} if indicator.term else {_RECORDED: next(names)}
    return item


def _became(project: Project, became: Mapping[tuple[int, str], dict[str, Any]]) -> dict[str, Any]:
    found = became.get(project.key)
    if found is None:
        return {}
    return {_PROGRESS: {key: value for key, value in found.items() if key not in _OF_WHOM}}


def _lean(progress: Progress) -> dict[str, Any]:
    """A progress file's keys, empty ones left out as in the file."""
    return {key: value for key, value in lean(plain(progress)).items() if value not in (None, "", [], {})}


def read_json(text: str) -> Dataset:
    """The records of a JSON text; a bare list is one of projects. Raises PerfError with every fault."""
    _require_size(text)
    data = _parsed(text, "")
    if isinstance(data, list):
        data = {"projects": data}
    if not isinstance(data, dict):
        raise PerfError(_("this JSON is not an export of a repository: neither an object nor a list"))
    schema = data.pop("schema", SCHEMA)
    if schema != SCHEMA:
        raise PerfError(
            _("this export has schema {found}, not {known}").format(found=str(schema)[:20], known=SCHEMA),
            hint=_("A newer perf wrote it: bring perf up to date."),
        )
    if not any(name in data for name in _LISTS):
        raise PerfError(
            _("this JSON is not an export of a repository"),
            hint=_("It has to hold one of these lists: {names}.").format(names=_(", ").join(_LISTS)),
        )
    faults: list[str] = []
    for name in _LISTS:
        if not isinstance(data.get(name, []), list):
            faults.append(_("{key}: expected a list").format(key=name))
    known = {name: data[name] for name in _LISTS if isinstance(data.get(name), list)}
    rows = {name: [(f"{name}[{n}]", item) for n, item in enumerate(items, 1)] for name, items in known.items()}
    return _dataset(rows, faults, [_stranger(name, data[name]) for name in data if name not in _LISTS])


def read_jsonl(text: str) -> Dataset:
    """The projects of JSON lines; raises PerfError with every fault."""
    rows: list[tuple[str, Any]] = []
    _require_size(text)
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            where = _("line {line}").format(line=number)
            rows.append((where, _parsed(line, f"{where}: ")))
    became = [(where, item.pop(_PROGRESS), item) for where, item in rows if _holds_progress(item)]
    whose = [
        (f"{where}.{_PROGRESS}", {key: item[key] for key in ("code", "unit", "year") if key in item} | said)
        for where, said, item in became
    ]
    return _dataset({"projects": rows, "progress": whose}, [], [])


def _holds_progress(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get(_PROGRESS), dict)


def _dataset(rows: Mapping[str, list[tuple[str, Any]]], faults: list[str], leftovers: list[Leftover]) -> Dataset:
    read = _Reading(faults, leftovers)
    departments = tuple(read.entries(rows.get("departments", []), Department))
    goals = tuple(read.entries(rows.get("goals", []), DepartmentGoals))
    names = [_taken_names(item) for _where, item in rows.get("projects", [])]
    projects = tuple(read.entries(rows.get("projects", []), Project))
    called = {
        one.record.key: _renamed(one.record, said) for one, said in zip(projects, names, strict=False) if any(said)
    }
    progress = tuple(
        Entry(one.record, one.carried, called.get((one.record.year, one.record.code)))
        for one in read.entries(rows.get("progress", []), Progress)
    )
    templates = []
    for where, item in rows.get("templates", []):
        slug = item.pop("slug", None) if isinstance(item, dict) else None
        if isinstance(slug, str):
            templates += [(slug, entry) for entry in read.entries([(where, item)], Template)]
        else:
            faults.append(_("{where}: a template needs its slug").format(where=where))
    if faults:
        message = _("the export has {count} faults; nothing was read")
        if len(faults) > _MOST_FAULTS:
            message = _("the export has more than {count} faults; nothing was read")
        details = tuple(faults[:_MOST_FAULTS])
        raise PerfError(message.format(count=len(details)), details=details)
    numbered = [Leftover(place, item.text, item.reason, item.where) for place, item in enumerate(read.leftovers, 1)]
    return Dataset(departments, goals, projects, tuple(templates), tuple(numbered), progress=progress)


def _taken_names(item: Any) -> list[str]:
    """Under what names the indicators of a project are recorded, which are taken out of it; empty of others."""
    rows = item.get("indicators") if isinstance(item, dict) else None
    if not isinstance(rows, list):
        return []
    return [str(row.pop(_RECORDED, "")) if isinstance(row, dict) else "" for row in rows]


def _renamed(project: Project, names: Sequence[str]) -> dict[str, str]:
    of_year = [name for name, row in zip(names, project.indicators, strict=True) if not row.term]
    return renamed(zip(of_year, names_of(project.year_indicators), strict=True))


class _Reading:
    """Items -> records, collecting what is wrong with them."""

    def __init__(self, faults: list[str], leftovers: list[Leftover]) -> None:
        self.faults = faults
        self.leftovers = leftovers

    def entries(self, rows: Iterable[tuple[str, Any]], kind: type[R]) -> Iterator[Entry[R]]:
        """The entry of each item that is of this kind."""
        for where, item in rows:
            if len(self.faults) > _MOST_FAULTS:
                return
            if not isinstance(item, dict):
                self.faults.append(_("{where}: expected an object").format(where=where))
                continue
            try:
                record = from_dict(item, kind)
            except Malformed as error:
                self.faults += [f"{where}: {fault.message}" for fault in error.faults]
                continue
            self.leftovers += [
                _stranger(f"{where}.{key}", value) for key, value in unknown_keys(item, kind) if not _is_derived(key)
            ]
            own = record if kind is Progress else with_own_levels(record)
            yield Entry(own, keys_of(item, kind))


def _is_derived(key: str) -> bool:
    return key.startswith("indicators[") and key.rpartition(".")[2] in _DERIVED


def _stranger(where: str, value: Any) -> Leftover:
    return Leftover(0, json.dumps(value, ensure_ascii=False, default=str)[:80], _("not a known key"), where)


def _require_size(text: str) -> None:
    """Raise PerfError for a text with more lists, objects and values than any repository has."""
    if text.count("{") + text.count("[") > _MOST_VALUES // 15 or text.count(",") > _MOST_VALUES:
        raise too_large()


def _parsed(text: str, where: str) -> Any:
    """JSON with its decimal numbers exact; `where` is the line of a text of one line. Raises PerfError."""
    try:
        return read_json_text(text)
    except NotJson as error:
        below = tuple(excerpt(text, error.line, error.column).split("\n")) if error.line else ()
        if error.line and not where:
            place = _("line {line}, column {column}: {reason}")
            message = place.format(line=error.line, column=error.column, reason=error)
            raise PerfError(message, details=below) from None
        raise PerfError(f"{where}{error}", details=below) from None


def _text(value: object) -> str:
    return _ENCODER.encode(value).decode("utf-8")


def _lines(rows: list[dict[str, Any]]) -> str:
    return "" if not rows else "\n" + ",\n".join(map(_text, rows)) + "\n"
