"""A list of projects with a column for each level two: a cell has all indicators of it, as 新建泵站：≥3座；…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from perfcli.formats.blocks import clean
from perfcli.formats.pages import Spot
from perfcli.forms.blanks import is_blank
from perfcli.forms.indicator_columns import Column
from perfcli.forms.ledger import NOTHING, Ledger
from perfcli.forms.levels import is_level, level_name
from perfcli.framework import FRAMEWORKS, kinds_meant, level_one
from perfcli.model import Indicator

LISTED = "listed"
"""What a column of such cells is of."""

_CLAUSES = re.compile(r"[\n；;]+")
_NUMBER = re.compile(r"^\s*(?:[0-9]{1,2}\s*[.．、]|[（(][0-9]{1,2}[)）]|[①-⑳]|指标\s*[0-9]{0,2}\s*[:：.、])\s*(?=\D)")
_COLON = re.compile(r"([^:：]{1,40})[:：]\s*(\S.*)", re.DOTALL)
_SIGN = re.compile(
    r"(.{1,40}?)\s*((?:[≥≤＞＜><＝=]|不低于|不少于|不高于|不超过|不多于|大于|小于|等于|达到).*\d.*)", re.DOTALL
)


def set_listed(columns: Sequence[Column]) -> None:
    """Where projects have rows and no column names indicators, a column under a level has those of it.

    Any other column that is not known has a detail of the project.
    """
    named = any(column.of == "project" and column.key == "name" for column in columns)
    if not named or any(column.of == "indicator" and column.key == "name" for column in columns):
        return
    for column in columns:
        if column.of == "indicator" and not column.key and is_level(column.heading):
            column.of = LISTED
        elif (column.of == "indicator" and not column.key) or column.result == "score":
            column.of, column.key = "project", "detail"


def read_listed(column: Column, spot: Spot, ledger: Ledger) -> Iterator[Indicator]:
    """The indicators of a cell under a level."""
    if spot.is_empty or spot.above is not None:
        return
    if is_blank(spot.text):
        ledger.put(spot, NOTHING)
        return
    level1, kind = _levels(column)
    for clause in _CLAUSES.split(clean(spot.text)):
        text = _NUMBER.sub("", clause).strip().rstrip("。，,")
        if not text or is_blank(text):
            continue
        said = _COLON.fullmatch(text) or _SIGN.fullmatch(text)
        name, target = (said[1].strip(), said[2].strip()) if said else (text, "")
        ledger.put(spot, "indicators.name")
        yield Indicator(kind=kind, name=name, target=target, level1=level1)


def _levels(column: Column) -> tuple[str, str]:
    """Levels one and two: what stands over the column, else what a framework says, where it is not a level one."""
    name, over = level_name(column.heading), level_name(column.option)
    if is_level(over) and over != name:
        return over, name
    kinds = kinds_meant(name)
    known = [level for framework in FRAMEWORKS if kinds and (level := level_one(kinds[0], framework))]
    return (known[0], name) if known and known[0] != name else (name, "")
