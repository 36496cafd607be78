"""A project's table as the form prints it, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from perfcli import i18n
from perfcli.cells import GAP, READABLE, filled, text_width, wrapped
from perfcli.drawing import blocks, grid, has_room
from perfcli.i18n import gettext as _
from perfcli.labels import LABELS
from perfcli.output import markdown, markdown_table
from perfcli.printable import printable
from perfcli.select import Row

_IN_PLACE = ("unit", "code", "year", "name", "template", "budget", "purpose", "spending_plan", "goals", "indicators")
"""Keys of a project that have their places in the form, and the template, which is none of its content."""

_COLUMNS = ("level1", "kind", "name", "description", "target", "basis", "details")
"""Keys of an indicator that have their columns, or several of them."""


def sheet(project: Row, unit_name: str, width: int | None, scale: str) -> str:
    """The form of a project row (see `project_with_meaning`): head, money, plan, goals, indicators."""
    head = grid(_head(project, unit_name, scale, width), (), style="plain", width=width)
    title = printable(_title(project))
    return f"{title if width is None else wrapped(title, width)}\n\n{head}\n{_table(project, width)}"


def markdown_sheet(project: Row, unit_name: str, scale: str) -> str:
    """The same as Markdown."""
    head = markdown_table(_head(project, unit_name, scale, None), [_("Item"), _("Content")])
    further = _further_columns(project["indicators"])
    headings = [*_headings(), *(markdown(heading) for heading, _path in further)]
    rows = list(_indicators(project, further))
    table = markdown_table(rows, headings) if rows else _no_indicators()
    return f"## {markdown(_title(project))}\n\n{head}\n{table}"


def _title(project: Row) -> str:
    return _("Performance goals: {name}").format(name=" ".join(project["name"].split()))


def _headings() -> list[str]:
    return [_("Level one"), _("Level two"), _("Level three"), _("Description"), _("Target"), _("Basis")]


def _no_indicators() -> str:
    return _("No indicators yet.") + "\n"


def _table(project: Row, width: int | None) -> str:
    """The indicators in a frame, or as blocks where its columns could not be read."""
    further = _further_columns(project["indicators"])
    headings = [*_headings(), *(heading for heading, _path in further)]
    rows = list(_indicators(project, further))
    if not rows:
        return _no_indicators()
    if width is None or has_room(rows, headings, width):
        return grid(rows, headings, width=width)
    return "".join(blocks(headings, list(_indicators(project, further, is_grouped=False)), width))


def _head(project: Row, unit_name: str, scale: str, width: int | None) -> list[list[str]]:
    """Labels with their texts; what stands beside each other in one is broken between its parts."""
    labelled = list(_labelled(project, unit_name, scale))
    labels = max(text_width(label) for label, _value in labelled)
    room = None if width is None else max(width - labels - len(GAP), READABLE)
    return [[label, value if isinstance(value, str) else filled(value, room)] for label, value in labelled]


def _labelled(project: Row, unit_name: str, scale: str) -> Iterator[tuple[str, str | Sequence[str]]]:
    budget, plan = project["budget"], project["spending_plan"]
    amounts = {
        _("Total budget"): budget["total"],
        _("of it fiscal"): budget["fiscal"],
        _("other funds"): budget["other"],
    }
    yield _("Unit"), f"{project['unit']} {unit_name}".strip()
    yield _("Code"), project["code"]
    yield _("Year"), str(project["year"])
    yield _("Name"), project["name"]
    yield (
        _("Budget ({unit})").format(unit=scale),
        [f"{label} {i18n.money(amount, scale)}" for label, amount in amounts.items()],
    )
    if sources := budget["sources"]:
        parts = [f"{' '.join(label.split())} {i18n.money(amount, scale)}" for label, amount in sources.items()]
        yield LABELS["Budget"]["sources"].spoken, parts
    yield _("Purpose"), project["purpose"]
    shares = [
        _("end of month {month}: {share}").format(month=month, share=i18n.percent(share))
        for month, share in sorted(plan.items(), key=lambda item: int(item[0]))
    ]
    yield _("Spending plan"), shares
    yield _("Goals"), _numbered(project["goals"])
    for key, label in LABELS["Project"].items():
        if key and key not in _IN_PLACE and project[key]:
            yield from _further(label.spoken, project[key])


def _further(label: str, value: Any) -> Iterator[tuple[str, str]]:
    """The rows of a key that has no place of its own: one, or of a table one a label."""
    if isinstance(value, Mapping):
        yield from ((" ".join(name.split()), _spelled(text)) for name, text in value.items())
    else:
        yield label, _numbered(value) if isinstance(value, list) else _spelled(value)


def _numbered(texts: Sequence[str]) -> str:
    return "\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1))


def _spelled(value: Any) -> str:
    """A text, a number or the texts of a list as a cell shows them."""
    if isinstance(value, list):
        return "\n".join(value)
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _further_columns(indicators: Sequence[Row]) -> list[tuple[str, tuple[str, ...]]]:
    """The columns that any indicator fills beside those of every form: heading and key, of a detail its label too."""
    columns = [
        (label.spoken, (key,))
        for key, label in LABELS["Indicator"].items()
        if key and key not in _COLUMNS and any(row[key] not in ("", None) for row in indicators)
    ]
    labels = dict.fromkeys(label for row in indicators for label in row["details"])
    return [*columns, *((" ".join(label.split()), ("details", label)) for label in labels)]


def _indicators(
    project: Row, further: Sequence[tuple[str, tuple[str, ...]]], *, is_grouped: bool = True
) -> Iterator[list[str]]:
    """One row an indicator, level one printed once for its group."""
    before = None
    for row in project["indicators"]:
        level1 = row["level1"]
        shown = "" if is_grouped and level1 == before else level1
        before = level1
        known = [row["kind"], row["name"], row["description"], row["target"], row["basis"]]
        more = (row["details"].get(path[1], "") if len(path) > 1 else row[path[0]] for _heading, path in further)
        yield [shown, *known, *map(_spelled, more)]
