"""A project's table as the form prints it, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from perfcli import i18n
from perfcli.i18n import gettext as _
from perfcli.labels import LABELS
from perfcli.output import grid, markdown
from perfcli.printable import printable
from perfcli.select import Row

_IN_PLACE = ("unit", "code", "year", "name", "template", "budget", "purpose", "spending_plan", "goals", "indicators")
"""Keys of a project that have their places in the form, and the template, which is none of its content."""

_COLUMNS = ("level1", "kind", "name", "description", "target", "basis", "details")
"""Keys of an indicator that have their columns, or several of them."""


def sheet(project: Row, unit_name: str, style: str, width: int | None, scale: str) -> str:
    """The form of a project row (see `project_with_meaning`): head, money, plan, goals, indicators."""
    is_markdown = style == "pipe"
    headings = [_("Item"), _("Content")] if is_markdown else []
    head_style = "pipe" if is_markdown else "plain"
    head = grid(list(_head(project, unit_name, scale)), headings, style=head_style, width=width)
    further = _further_columns(project["indicators"])
    rows = list(_indicators(project, further))
    headings = [_("Level one"), _("Level two"), _("Level three"), _("Description"), _("Target"), _("Basis")]
    headings += [markdown(heading) if is_markdown else heading for heading, _keys in further]
    table = grid(rows, headings, style=style, width=width) if rows else _("No indicators yet.") + "\n"
    title = _("Performance goals: {name}").format(name=" ".join(project["name"].split()))
    title = f"## {markdown(title)}" if is_markdown else printable(title)
    return f"{title}\n\n{head}\n{table}"


def _head(project: Row, unit_name: str, scale: str) -> Iterator[list[str]]:
    budget, plan = project["budget"], project["spending_plan"]
    amounts = {
        _("Total budget"): budget["total"],
        _("of it fiscal"): budget["fiscal"],
        _("other funds"): budget["other"],
    }
    yield [_("Unit"), f"{project['unit']} {unit_name}".strip()]
    yield [_("Code"), project["code"]]
    yield [_("Year"), str(project["year"])]
    yield [_("Name"), project["name"]]
    yield [
        _("Budget ({unit})").format(unit=scale),
        "  ".join(f"{label} {i18n.money(amount, scale)}" for label, amount in amounts.items()),
    ]
    if sources := budget["sources"]:
        parts = (f"{' '.join(label.split())} {i18n.money(amount, scale)}" for label, amount in sources.items())
        yield [LABELS["Budget"]["sources"].spoken, "  ".join(parts)]
    yield [_("Purpose"), project["purpose"]]
    shares = [
        _("end of month {month}: {share}").format(month=month, share=i18n.percent(share))
        for month, share in sorted(plan.items(), key=lambda item: int(item[0]))
    ]
    yield [_("Spending plan"), "  ".join(shares)]
    yield [_("Goals"), _numbered(project["goals"])]
    for key, label in LABELS["Project"].items():
        if key and key not in _IN_PLACE and project[key]:
            yield from _further(label.spoken, project[key])


def _further(label: str, value: Any) -> Iterator[list[str]]:
    """The rows of a key that has no place of its own: one, or of a table one a label."""
    if isinstance(value, Mapping):
        yield from ([" ".join(name.split()), _spelled(text)] for name, text in value.items())
    else:
        yield [label, _numbered(value) if isinstance(value, list) else _spelled(value)]


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


def _indicators(project: Row, further: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[list[str]]:
    """One row an indicator, level one printed once for its group."""
    before = None
    for row in project["indicators"]:
        level1 = row["level1"]
        shown = "" if level1 == before else level1
        before = level1
        known = [row["kind"], row["name"], row["description"], row["target"], row["basis"]]
        more = (row["details"].get(path[1], "") if len(path) > 1 else row[path[0]] for _heading, path in further)
        yield [shown, *known, *map(_spelled, more)]
