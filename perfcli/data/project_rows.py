"""Rows that each tell a part of a project (its name, an indicator, a goal, a checkpoint) -> projects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from perfcli.data.parts import AMOUNTS, BadRowError, Parts
from perfcli.data.pasted import has_lost_digits, is_filled, pasted_code, pasted_number, visible
from perfcli.exact import Money, Percent
from perfcli.formats.tables import CellValue, Number, Unread, as_text
from perfcli.forms.amounts import read_amount, read_percent
from perfcli.forms.goals import read_goals
from perfcli.forms.table import read_unit
from perfcli.forms.wording import narrow
from perfcli.i18n import gettext as _
from perfcli.model import Indicator

Row = Mapping[str, CellValue]

_CODE = re.compile(r"[0-9A-Z]{21}", re.ASCII)
_SCIENTIFIC = re.compile(r"[0-9.]+E\+?[0-9]{2}")
_ROUNDED = re.compile(r"[0-9]{15}0{6}")
_INDICATOR = {"kind": "kind", "indicator_name": "name", "description": "description", "target": "target"} | {
    "basis": "basis"
}
_TEXTS = {"project_name": "name", "template": "template", "purpose": "purpose"}
_LISTED = {"goal": "goals", "goals": "goals", **dict.fromkeys(_INDICATOR, "indicators")}
_SHARE = Decimal(1)
_LONGEST_CODE = 100


class ProjectRows:
    """Collects rows of any table that names projects by year and code."""

    def __init__(self) -> None:
        self.projects: dict[tuple[int, str], Parts] = {}
        self.unit_names: dict[str, str] = {}

    def take(self, given: Row, scales: Mapping[str, Decimal], *, exact: bool, table: str = "") -> tuple[Parts, bool]:
        """Add a row of a table by this name; `exact` keeps white space around texts.

        Returns its project and whether the row says anything new of it. Raises BadRowError; then nothing of the row is
        kept. A cell that cannot be read is as if its column were not there, and spoils what it would have been.
        """
        row = {key: value for key, value in given.items() if not isinstance(value, Unread)}
        code = read_code(given.get("code", ""), exact=exact)
        if isinstance(given.get("year"), Unread):
            raise BadRowError(_("its year cannot be read"))
        year = _year(row.get("year", ""))
        parts = self.projects.get((year, code)) or Parts(year, code)
        try:
            unit, unit_name = _unit(row)
            amounts = read_amounts(row, scales)
            plan = dict(_plan(row, exact=exact))
            texts = {
                name: _text(row[key], exact)
                for key, name in _TEXTS.items()
                if key in row and (exact or is_filled(row[key]))
            }
            parts.require_same(unit, texts, amounts)
            _require_sum(parts.amounts | amounts)
            is_new = _add_lists(parts, row, table, exact=exact)
        except BadRowError:
            parts.spoilt |= {_LISTED[key] for key in given if key in _LISTED}
            raise
        self.projects[year, code] = parts
        parts.spoilt |= _spoilt(given)
        parts.unit = unit or parts.unit
        parts.texts |= texts
        parts.amounts |= amounts
        parts.plan |= plan
        parts.carried |= {"spending_plan"} if any(key == "month" or key.startswith("plan_") for key in row) else set()
        if unit_name and unit:
            self.unit_names.setdefault(unit, unit_name)
        return parts, is_new


def read_code(value: CellValue, *, exact: bool = False) -> str:
    """A project's code as it was meant; raises BadRowError for a cell that holds none, or one that lost digits."""
    if isinstance(value, Unread):
        raise BadRowError(_("the cell of its code cannot be read"))
    code = pasted_code(as_text(value)).upper()
    if isinstance(value, Number) or _SCIENTIFIC.fullmatch(code) or (not exact and _ROUNDED.fullmatch(code)):
        raise BadRowError(
            _("a code that is a number has lost its digits from the 16th on: format the column as text, type it again")
        )
    if not _CODE.fullmatch(code):
        raise BadRowError(_("a project's code has 21 characters out of 0-9 and A-Z"))
    return code


def read_amounts(row: Row, scales: Mapping[str, Decimal]) -> dict[str, Money]:
    """The amounts of a row in 元, `scales` being how many of them one is; raises BadRowError."""
    return {name: _amount(row[name], scales[name]) for name in AMOUNTS if is_filled(row.get(name))}


def is_code(value: CellValue) -> bool:
    """Whether a cell holds a project's code, be it one that a number has spoilt."""
    return isinstance(value, str) and 20 < len(value) < _LONGEST_CODE and _is_code(value)


@lru_cache(1000)
def _is_code(text: str) -> bool:
    return _CODE.fullmatch(pasted_code(text).upper()) is not None


def _spoilt(given: Row) -> set[str]:
    """The keys of a project of which this row has a cell that cannot be read."""
    keys = {key for key, value in given.items() if isinstance(value, Unread)}
    spoilt = {_LISTED[key] for key in keys if key in _LISTED} | {_TEXTS[key] for key in keys if key in _TEXTS}
    spoilt |= {"budget"} if keys & set(AMOUNTS) else set()
    return spoilt | ({"spending_plan"} if any(key.startswith(("plan_", "month", "percent")) for key in keys) else set())


def _add_lists(parts: Parts, row: Row, table: str, *, exact: bool) -> bool:
    """Goals and indicators of a row; whether there is something new in them, or there are none."""
    is_new = True
    if "goal" in row:
        is_new = parts.add_goal(_number(row, len(parts.goals)), _text(row["goal"], exact), table)
        parts.carried.add("goals")
    elif "goals" in row and (cell := as_text(row["goals"]).strip()):
        goals = read_goals(cell)
        known = [goal for _number, goal, _table in parts.goals]
        if not known:
            parts.goals.extend((Decimal(number), goal, table) for number, goal in enumerate(goals))
        elif known != list(goals):
            raise BadRowError(_("another row has other goals for it"))
        parts.carried.add("goals")
    if any(key in row for key in _INDICATOR):
        parts.carried |= {"indicators", *(f"indicators.{name}" for key, name in _INDICATOR.items() if key in row)}
        said: dict[str, Any] = {name: _text(row[key], exact) for key, name in _INDICATOR.items() if key in row}
        if exact or any(said.values()):
            number = _number(row, len(parts.indicators))
            is_new = parts.add_indicator(number, Indicator(**said), table, once=not exact)
    return is_new


def _number(row: Row, fallback: int) -> Decimal:
    """What a row is sorted by among its like, where its table says it."""
    value = row.get("number", "")
    if isinstance(value, Number):
        return value.value
    text = as_text(value).strip()
    return Decimal(text) if text.isdecimal() and len(text) < 10 else Decimal(fallback)


def _text(value: CellValue, exact: bool) -> str:
    if has_lost_digits(value):
        raise BadRowError(
            _("{number} is a number that has lost digits: format the column as text").format(number=as_text(value)[:40])
        )
    text = as_text(value)
    if exact or "\n" not in text:
        return text if exact else text.strip()
    return "\n".join(line.strip() for line in text.strip().split("\n"))


def _year(value: CellValue) -> int:
    text = narrow(pasted_code(as_text(value))).removesuffix("度").removesuffix("年")
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise BadRowError(_("a budget year has four digits"))
    return int(text)


def _unit(row: Row) -> tuple[str, str]:
    """A row's unit: its code and its name, which may stand in one cell."""
    given = row.get("unit", "")
    text, name = visible(as_text(given)).strip(), visible(as_text(row.get("unit_name", ""))).strip()
    code = pasted_code(text)
    if isinstance(given, Number) and has_lost_digits(given):
        raise BadRowError(_("a unit's code of more than 15 digits has to be a text: format the column as text"))
    if code.isascii() and code.isdigit() and len(code) < 6:
        raise BadRowError(_("{code}: a unit's code has six or more digits").format(code=code))
    read = read_unit(code) if code.isascii() else read_unit(text) or read_unit(code)
    if read:
        return read[0], name or read[1]
    read = read_unit(name)
    return (read[0], read[1]) if read and not text else ("", name or text)


def _amount(value: CellValue, scale: Decimal) -> Money:
    """An amount as it is shown, with all of the decimals that the cell keeps."""
    given = value.exact if isinstance(value, Number) else as_text(value)
    if isinstance(value, Number) and not value.value and not any(sign.isdigit() for sign in value.shown):
        given = "0"
    try:
        return read_amount(pasted_number(given), scale)
    except (ValueError, ArithmeticError):
        if scale.is_nan():
            raise BadRowError(_("what the amounts of this list are in is not known, or said twice")) from None
        reason = _("{amount} is no amount from 0 to 70 万亿 元 with at most two decimals")
        raise BadRowError(reason.format(amount=given[:40])) from None


def _require_sum(amounts: Mapping[str, Money]) -> None:
    """Raise BadRowError where the total, which no row names, would be none."""
    if "total" not in amounts and len(amounts) == 2:
        _amount(f"{amounts['fiscal'] + amounts['other']:f}", Decimal(1))


def _plan(row: Row, *, exact: bool) -> Iterator[tuple[int, Percent]]:
    """The checkpoints of a row: a month with its percent, or a column for each month."""
    cells = {key: row[key] for key in row if key.startswith("plan_")}
    if "month" in row:
        cells = {f"plan_{as_text(row['month']).strip()}": row.get("percent", "")}
    cells = {key: value for key, value in cells.items() if is_filled(value)}
    shares = not exact and _are_shares(list(cells.values()))
    for key, value in cells.items():
        month = key.removeprefix("plan_")
        if month not in map(str, range(1, 13)):
            raise BadRowError(_("{month} is no month from 1 to 12").format(month=month[:20]))
        percent = _percent(value)
        yield int(month), Percent.parse(percent * 100) if shares else percent


def _are_shares(values: Sequence[CellValue]) -> bool:
    """Whether a plan is said as parts of one: 0.25, 0.5, 1. Raises BadRowError where it may be either."""
    texts = [narrow(value.exact if isinstance(value, Number) else as_text(value)) for value in values]
    if not texts or any("%" in text for text in texts):
        return False
    numbers = [_percent(value) for value in values]
    if not any(0 < number < _SHARE for number in numbers) or max(numbers) > _SHARE:
        return False
    if max(numbers) == _SHARE:
        return True
    raise BadRowError(_("{shares}: parts of one, or percents? Write them as percents").format(shares=" ".join(texts)))


def _percent(value: CellValue) -> Percent:
    given = value.exact if isinstance(value, Number) else as_text(value)
    try:
        share = read_percent(pasted_number(given))
    except (ValueError, ArithmeticError):
        share = None
    if share is None:
        raise BadRowError(_("{text} is no percent").format(text=given[:40]))
    return share


def columns(keys: Sequence[str], cells: Sequence[CellValue]) -> dict[str, CellValue]:
    """A row by the keys of its columns; a column without a cell is empty."""
    padded = [*cells, *([""] * (len(keys) - len(cells)))]
    return {key: cell for key, cell in zip(keys, padded, strict=False) if key}
