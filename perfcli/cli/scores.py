"""Self-evaluations for people: a project's as a table with its arithmetic, and what they lack."""

from __future__ import annotations

from decimal import Decimal

from perfcli import i18n
from perfcli.cells import wrapped
from perfcli.drawing import blocks, grid, has_room
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.output import markdown, markdown_table
from perfcli.printable import one_line, printable
from perfcli.progress.evaluation import Evaluated
from perfcli.progress.lacking import LACKS, Lack
from perfcli.progress.rows import EvaluatedRow, meant
from perfcli.progress.scoring import How

HOWS: dict[How, str] = {
    "reached": noop("reached"),
    "ratio": noop("by ratio"),
    "linear": noop("by excess"),
    "direct": noop("all or nothing"),
    "graded": noop("by grade"),
    "bands": noop("by band"),
    "tier": noop("by tier"),
    "given": noop("as given"),
    "missing": noop("no actual value"),
    "unknown": noop("not sure"),
}


def lack_text(of: str, lack: Lack) -> str:
    """One line about what the self-evaluation of a project, or a whole, with that code lacks."""
    said = _(LACKS[lack.what]).format(indicator=one_line(lack.indicator))
    return f"{of}: {said}"


def evaluation_sheet(one: Evaluated, unit_name: str, width: int | None, scale: str, *, explained: bool) -> str:
    """A project's self-evaluation on a terminal."""
    title = printable(_title(one))
    head = grid(_head(one, unit_name, scale), (), style="plain", width=width)
    rows, headings = _rows(one, explained=explained), _headings(one, explained=explained)
    if width is None or has_room(rows, headings, width):
        table = grid(rows, headings, width=width)
    else:
        table = "".join(blocks(headings, rows, width))
    return f"{title if width is None else wrapped(title, width)}\n\n{head}\n{table}"


def evaluation_markdown(one: Evaluated, unit_name: str, scale: str, *, explained: bool) -> str:
    """The same as Markdown."""
    head = markdown_table(_head(one, unit_name, scale), [_("Item"), _("Content")])
    table = markdown_table(_rows(one, explained=explained), _headings(one, explained=explained))
    return f"## {markdown(_title(one))}\n\n{head}\n{table}"


def _title(one: Evaluated) -> str:
    return _("Self-evaluation: {name}").format(name=" ".join(one.project.name.split()))


def _head(one: Evaluated, unit_name: str, scale: str) -> list[list[str]]:
    def amount(value: Decimal | None) -> str:
        return "" if value is None else i18n.money(value, scale)

    rows = [
        [_("Unit"), f"{one.project.unit} {unit_name}".strip()],
        [_("Code"), one.project.code],
        [_("Year"), str(one.project.year)],
        [_("Initial budget ({unit})").format(unit=scale), amount(one.initial)],
        [_("Budget of the year ({unit})").format(unit=scale), amount(one.adjusted)],
        [_("Spent ({unit})").format(unit=scale), amount(one.spent)],
        [_("Execution"), "" if one.execution is None else i18n.percent(one.execution)],
        [_("Execution points"), points_text(one.execution_points)],
    ]
    if one.results:
        rows.append([_("Results"), "\n".join(f"{number}. {text}" for number, text in enumerate(one.results, 1))])
    grade = f" {one.grade}" if one.grade else ""
    rows.append([_("Total score"), f"{points_text(one.total_score)}{grade}" or _("none yet")])
    return [*rows, [_("Re-checked total"), points_text(one.recheck_score)]] if _is_rechecked(one) else rows


def _is_rechecked(one: Evaluated) -> bool:
    return any(row.said.recheck is not None for row in one.rows)


def points_text(points: Decimal | None) -> str:
    """Points with two decimals, nothing for none."""
    return "" if points is None else f"{points:.2f}"


def _headings(one: Evaluated, *, explained: bool) -> list[str]:
    names = [_("Level one"), _("Level three"), _("Target"), _("Actual"), _("Weight"), _("Score")]
    names += [*([_("Re-check")] if _is_rechecked(one) else []), _("How")]
    return [*names, _("Arithmetic")] if explained else names


def _rows(one: Evaluated, *, explained: bool) -> list[list[str]]:
    rows = []
    for row in one.rows:
        weight = "" if row.weight is None else f"{row.weight.normalize():f}"
        cells = [row.level1, row.name, row.indicator.target, row.said.actual, weight, points_text(row.score)]
        cells += [*([points_text(row.said.recheck)] if _is_rechecked(one) else []), _how(row)]
        rows.append([*cells, arithmetic(one, row)] if explained else cells)
    return rows


def _how(row: EvaluatedRow) -> str:
    return _("shares the weight above") if row.how == "given" and row.score is None else _(HOWS[row.how])


def arithmetic(one: Evaluated, row: EvaluatedRow) -> str:
    """How an indicator's points are worked out by the rule, beside those that were given."""
    computed = row.computed
    if computed.points is None or computed.share is None or row.weight is None:
        return "" if row.score is None else _("given: {points}").format(points=points_text(row.score))
    weight, points = f"{row.weight.normalize():f}", points_text(computed.points)
    said = f"{weight} × {_factor(one, row)} = {points}"
    if row.score is None or row.score == computed.points:
        return said
    return _("{arithmetic}, given: {points}").format(arithmetic=said, points=points_text(row.score))


def _factor(one: Evaluated, row: EvaluatedRow) -> str:
    """The share of the weight as it comes about: 13 ÷ 14, 1 − (3 − 2) ÷ 2, 80%."""
    target, actual = meant(row.indicator, row.said, one.project.year)
    if row.computed.how in ("ratio", "linear") and target.value is not None and actual.number is not None:
        number, goal = _number(actual.number.numerator, actual.number.denominator), f"{target.value.normalize():f}"
        if row.computed.share == 0:
            return "0"
        if row.computed.how == "linear":
            return f"(1 − ({number} − {goal}) ÷ {goal})"
        return f"{goal} ÷ {number}" if actual.number > target.value else f"{number} ÷ {goal}"
    share = row.computed.share or 0
    return f"{_number((share * 100).numerator, (share * 100).denominator)}%"


def _number(numerator: int, denominator: int) -> str:
    return f"{(Decimal(numerator) / Decimal(denominator)).normalize():f}"
