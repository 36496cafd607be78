"""A project's table as the form prints it, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from perfcli import i18n
from perfcli.i18n import gettext as _
from perfcli.output import grid, markdown
from perfcli.printable import printable
from perfcli.select import Row


def sheet(project: Row, unit_name: str, style: str, width: int | None, scale: str) -> str:
    """The form of a project row (see `project_with_meaning`): head, money, plan, goals, indicators."""
    is_markdown = style == "pipe"
    headings = [_("Item"), _("Content")] if is_markdown else []
    head_style = "pipe" if is_markdown else "plain"
    head = grid(list(_head(project, unit_name, scale)), headings, style=head_style, width=width)
    rows = list(_indicators(project))
    headings = [_("Level one"), _("Level two"), _("Level three"), _("Description"), _("Target"), _("Basis")]
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
    yield [_("Purpose"), project["purpose"]]
    shares = [
        _("end of month {month}: {share}").format(month=month, share=i18n.percent(share))
        for month, share in sorted(plan.items(), key=lambda item: int(item[0]))
    ]
    yield [_("Spending plan"), "  ".join(shares)]
    goals = project["goals"]
    yield [_("Goals"), "\n".join(f"{number}. {goal}" for number, goal in enumerate(goals, 1))]


def _indicators(project: Row) -> Iterator[list[str]]:
    """One row an indicator, level one printed once for its group."""
    before = None
    for row in project["indicators"]:
        level1 = row["level1"]
        shown = "" if level1 == before else level1
        before = level1
        yield [shown, row["kind"], row["name"], row["description"], row["target"], row["basis"]]
