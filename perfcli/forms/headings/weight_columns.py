"""Where the points of indicators stand: in a column of theirs, beside those of levels, or behind their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from perfcli.formats.blocks import clean
from perfcli.formats.pages import PageRow
from perfcli.forms.headings.header import Column
from perfcli.regex import regex

LEVEL_WEIGHT = "level_weight"
"""The key of a column that has the points of the level before it."""

WEIGHED = regex(r"(.+?)\s*[(（]([0-9]{1,3}(?:\.[0-9]+)?)\s*分[)）]", re.DOTALL)
"""A name with the points of its indicator: 巡护里程（10分）."""

OF_EXECUTION = regex("资金|预算|执行")
"""What a heading over points speaks of where they are those of the money."""

_ENOUGH = 200
"""So many rows tell: a page may have very many headers, each over all rows below it."""


def set_weights(columns: list[Column], below: Sequence[PageRow]) -> None:
    """Of several columns of points the one behind a level has those of the level, one below 预算执行情况 the money's.

    Where no column has them each name may say its own: 巡护里程（10分）.
    """
    weights = [at for at, column in enumerate(columns) if column.key == "weight"]
    of_money = [at for at in weights if OF_EXECUTION.search(columns[at].over)]
    for at in of_money if len(of_money) < len(weights) else ():
        columns[at].of, columns[at].key, columns[at].result = "project", "detail", "weight"
        weights.remove(at)
    for column in columns if not weights else ():
        if column.of == "indicator" and column.key == "name":
            target = next((one for one in columns if one.key == "target" and one.block == column.block), None)
            column.says_weights = target is not None and _says_weights(column, target, below)
    of_levels = [at for at in weights if at and columns[at - 1].key in ("level1", "kind")]
    for at in of_levels if len(of_levels) < len(weights) else ():
        columns[at].key = LEVEL_WEIGHT
        columns[at].heading = f"{columns[at - 1].heading}{columns[at].heading}"


def _says_weights(name: Column, target: Column, below: Sequence[PageRow]) -> bool:
    """Whether all names beside targets end with points, and there are several."""
    names: list[str] = []
    for row in takewhile(lambda row: not row.is_line, below[:_ENOUGH]):
        told = [spot.text for spot in row.filled if name.left <= spot.left < name.right]
        if any(target.left <= spot.left < target.right for spot in row.filled):
            names += told
    return len(names) > 1 and all(WEIGHED.fullmatch(clean(text)) for text in names)
