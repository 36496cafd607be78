"""Rows that each tell a part of a project (its name, an indicator, a goal, a checkpoint) -> projects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal
from typing import Any

from perfcli.data.cell_values import Row, read_code, read_money, read_month_of, read_share, read_unit_of, read_year
from perfcli.data.joining import joined_target, read_term, scoring_of
from perfcli.data.parts import AMOUNTS, GOALS, Parts
from perfcli.data.pasted import is_filled
from perfcli.data.row_columns import OF_INDICATOR, OF_PROJECT, SOURCE, Labelled, RowColumns, told_by
from perfcli.data.said import SaidDetails, add_source
from perfcli.data.scalars import BadRowError, read_scalar, read_text
from perfcli.exact import Money, Percent
from perfcli.formats.tables import CellValue, Number, Unread, as_text
from perfcli.forms.words.goals import read_goals
from perfcli.forms.words.wording import narrow
from perfcli.framework import own_level_one
from perfcli.i18n import gettext as _
from perfcli.model import Indicator

_LISTED = {"goal": "goals", "goals": "goals", "long_term_goals": "long_term_goals", "label": "details"}
_LISTED |= dict.fromkeys(OF_INDICATOR, "indicators") | {"amount": "budget"}
_SHARE = Decimal(1)


class ProjectRows:
    """Collects rows of any table that names projects by year and code."""

    def __init__(self) -> None:
        self.projects: dict[tuple[int, str], Parts] = {}
        self.unit_names: dict[str, str] = {}
        self.unplaced: dict[str, set[str]] = {}
        """Keys of which a row could not be read, by the project's code; that of any project where it is empty."""

        self.left_alone: dict[tuple[int, str], set[str]] = {}
        """Keys of a project of which it is not known what belongs to which row: what there is of them stays."""

        self._spoilt: dict[tuple[int, str], set[str]] = {}

    def take(self, given: Row, scales: Mapping[str, Decimal], *, exact: bool, table: str = "") -> tuple[Parts, bool]:
        """Add a row of a table by this name; `exact` keeps white space around texts.

        Returns its project and whether the row says anything new of it. Raises BadRowError; then nothing of the row is
        kept. A cell that cannot be read is as if its column were not there, and spoils what it would have been.
        """
        unread = {key for key, value in given.items() if isinstance(value, Unread)}
        row = {key: value for key, value in given.items() if key not in unread} if unread else given
        told = told_by(tuple(row))
        code = read_code(given.get("code", ""), exact=exact)
        if "year" in unread:
            raise BadRowError(_("its year cannot be read"))
        year = read_year(row.get("year", ""))
        spoilt = self._spoilt.setdefault((year, code), set())
        parts = self.projects.get((year, code)) or Parts(year, code, spoilt=spoilt)
        try:
            unit, unit_name = read_unit_of(row)
            amounts = read_amounts(row, scales) if told.amounts else {}
            plan = dict(_plan(row, told.months, exact=exact)) if told.has_plan else {}
            texts = {
                key: read_scalar(row[column], kind, exact=exact)
                for column, key, kind in told.texts
                if exact or is_filled(row[column])
            }
            sources = dict(_sources(row, told.sources, scales))
            parts.require_same(unit, texts, amounts)
            if amounts:
                _require_sum(parts.amounts | amounts)
            is_new = _add_lists(parts, row, told, table, exact=exact)
            if sources:
                is_new = add_source(parts.sources, sources) or "amount" not in row
        except BadRowError:
            parts.spoilt |= {_LISTED[key] for key in given if key in _LISTED}
            parts.spoilt |= {"indicators"} if "label" in given and is_filled(given.get("number")) else set()
            raise
        self.projects[year, code] = parts
        parts.spoilt |= _spoilt(unread) if unread else set()
        parts.unit = unit or parts.unit
        parts.texts |= texts
        parts.amounts |= amounts
        parts.plan |= plan
        if sources and "amount" not in row:
            parts.carried.update(f"{SOURCE}{label}" for label in sources)
        if "month" in row:
            parts.carried.add("spending_plan")
        elif plan:
            parts.carried.update(("spending_plan", *(f"spending_plan.{month}" for month in plan)))
        if unit_name and unit:
            self.unit_names.setdefault(unit, unit_name)
        return parts, is_new


def read_amounts(row: Row, scales: Mapping[str, Decimal]) -> dict[str, Money]:
    """The amounts of a row in 元, `scales` being how many of them one is; raises BadRowError."""
    return {name: read_money(row[name], scales[name]) for name in AMOUNTS if is_filled(row.get(name))}


def is_amount(key: str) -> bool:
    """Whether a column of this key holds amounts."""
    return key in AMOUNTS or key.startswith(SOURCE)


def _spoilt(keys: Set[str]) -> set[str]:
    """The keys of a project that columns of these keys are part of, as their cells cannot be read."""
    spoilt = {_LISTED[key] for key in keys if key in _LISTED} | {OF_PROJECT[key] for key in keys if key in OF_PROJECT}
    spoilt |= {"budget"} if keys & set(AMOUNTS) else set()
    spoilt |= {key.partition(".")[0] for key in keys if "." in key}
    return spoilt | ({"spending_plan"} if any(key.startswith(("plan_", "month", "percent")) for key in keys) else set())


def _add_lists(parts: Parts, row: Row, told: RowColumns, table: str, *, exact: bool) -> bool:
    """Goals, details and indicators of a row; whether there is something new in them, or there are none."""
    if "goal" in row:
        key = "long_term_goals" if is_filled(row.get("term")) else "goals"
        return parts.add_goal(key, _number(row, len(parts.goals[key])), read_text(row["goal"], exact=exact), table)
    if "label" in row:
        return "value" not in row or add_detail(parts.details, row)
    for key in GOALS:
        if cell := as_text(row.get(key, "")).strip():
            parts.add_goals(key, read_goals(cell), table)
    for key, text in _labelled(row, told.details):
        parts.details.add(None, key, text)
        parts.carried.add(f"details.{key}")
    if not told.has_indicator:
        return True
    item, carried = _indicator(row, told, exact=exact)
    parts.carried |= {"indicators", *(f"indicators.{key}" for key in carried)}
    if not exact and item == Indicator():
        return True
    return parts.add_indicator(_number(row, len(parts.indicators)), item, table, once=not exact)


def _indicator(row: Row, told: RowColumns, *, exact: bool) -> tuple[Indicator, set[str]]:
    """The indicator of a row, and which of its keys the row carries."""
    said: dict[str, Any] = {key: read_scalar(row[column], kind, exact=exact) for column, key, kind in told.indicator}
    given = set(said)
    if said.get("level1"):
        said["level1"] = own_level_one(said["level1"], said.get("kind", ""))
    if exact:
        return Indicator(**said), given
    details = dict(_labelled(row, told.indicator_details))
    said |= joined_target(said.get("target", ""), details)
    if "term" in said:
        said["term"] = read_term(said["term"])
    if "scoring" in said:
        said |= scoring_of(said["scoring"], details)
    return Indicator(**said, details=details), {*given, *(f"details.{label}" for label in details)}


def add_detail(details: SaidDetails, row: Row) -> bool:
    """Add a row of our own table of details; False where it was said before. Raises BadRowError."""
    cell = row.get("number", "")
    number, place = (as_text(row.get(key, "")).strip() for key in ("number", "place"))
    typed = (place,) if isinstance(cell, Number) else (number, place)
    if any(text and not (text.isascii() and text.isdigit() and len(text) < 7) for text in typed):
        raise BadRowError(_("{text} is not a number of a row").format(text=f"{number} {place}".strip()[:20]))
    label, text = (read_text(row[key], exact=True) for key in ("label", "value"))
    of = cell.value if isinstance(cell, Number) else Decimal(number) if number else None
    return details.add(of, label, text, int(place or 0))


def _labelled(row: Row, columns: Labelled) -> Iterator[tuple[str, str]]:
    """What the columns that go by their headings say, where they are filled."""
    return ((label, read_text(row[column], exact=False)) for column, label in columns if is_filled(row[column]))


def _sources(row: Row, columns: Labelled, scales: Mapping[str, Decimal]) -> Iterator[tuple[str, Money]]:
    """Further amounts of a row in 元, by their labels; raises BadRowError."""
    if "amount" in row:
        if "label" not in row:
            raise BadRowError(_("no label says what the amount is"))
        yield read_text(row["label"], exact=True), read_money(row["amount"], _SHARE)
    for column, label in columns:
        if is_filled(row[column]):
            yield label, read_money(row[column], scales[column])


def _number(row: Row, fallback: int) -> Decimal:
    """One row per sorted by among its like, where its table says it."""
    value = row.get("number", "")
    if isinstance(value, Number):
        return value.value
    text = as_text(value).strip()
    return Decimal(text) if text.isdecimal() and len(text) < 10 else Decimal(fallback)


def _require_sum(amounts: Mapping[str, Money]) -> None:
    """Raise BadRowError where the one amount of three that no row names would be none."""
    if "total" not in amounts and len(amounts) == 2:
        read_money(f"{amounts['fiscal'] + amounts['other']:f}", Decimal(1))
    elif len(amounts) == 2 and (most := max(amounts.values())) > amounts["total"]:
        message = _("one of its funds is {amount}, more than its total {total}")
        raise BadRowError(message.format(amount=most, total=amounts["total"]))


def _plan(row: Row, columns: Labelled, *, exact: bool) -> Iterator[tuple[int, Percent]]:
    """The checkpoints of a row: a month with its percent, or a column for each month."""
    cells = {month: row[column] for column, month in columns}
    if "month" in row:
        month = read_month_of(row["month"]) or as_text(row["month"]).strip()
        cells = {f"{month}": row.get("percent", "")}
    cells = {month: value for month, value in cells.items() if is_filled(value)}
    shares = not exact and _are_shares(list(cells.values()))
    for month, value in cells.items():
        if month not in map(str, range(1, 13)):
            raise BadRowError(_("{month} is not a month from 1 to 12").format(month=month[:20]))
        percent = read_share(value)
        yield int(month), Percent.parse(percent * 100) if shares else percent


def _are_shares(values: Sequence[CellValue]) -> bool:
    """Whether a plan is said as parts of one: 0.25, 0.5, 1. Raises BadRowError where it may be either."""
    texts = [narrow(value.exact if isinstance(value, Number) else as_text(value)) for value in values]
    if not texts or any("%" in text for text in texts):
        return False
    numbers = [read_share(value) for value in values]
    if not any(0 < number < _SHARE for number in numbers) or max(numbers) > _SHARE:
        return False
    if max(numbers) == _SHARE:
        return True
    raise BadRowError(_("{shares}: parts of one, or percents? Write them as percents").format(shares=" ".join(texts)))


def columns(keys: Sequence[str], cells: Sequence[CellValue]) -> dict[str, CellValue]:
    """A row by the keys of its columns; a column without a cell is empty."""
    padded = [*cells, *([""] * (len(keys) - len(cells)))]
    return {key: cell for key, cell in zip(keys, padded, strict=False) if key}
