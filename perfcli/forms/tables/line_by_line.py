"""A row whose cells hold several indicators, one a line of each: two names over each other beside two targets."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from perfcli.exact import Points
from perfcli.formats.blocks import clean
from perfcli.forms.record.kept_apart import is_apart
from perfcli.model import Indicator
from perfcli.regex import regex
from perfcli.target import read_target

_COUNT = regex(r"\s*(?:[0-9]{1,2}\s*[.．、](?=\s*[^0-9\s])|[（(][0-9]{1,2}[)）]|[①-⑳])\s*")
_COUNT_OR_NUMBER = regex(r"\s*[0-9]{1,2}[.．][0-9]")
_POINTS = regex(r"[0-9]{1,3}(?:\.[0-9]{1,2})?")
_WEIGHT = "分值"
"""The detail that points are where a cell has more than one number of them."""


def line_by_line(names: str, row: Indicator) -> list[Indicator]:
    """The indicators of a row, one for each line of `names` where its targets have as many; else the row as it is.

    Lines are several values where each is a quantity and together they are none, or where lines of both are numbered:
    a name or a target that is merely wrapped (2024年 over 12月底前) stays one. A text of as many lines is shared out,
    any other stays with each, what became of an indicator with the first.
    """
    if "\n" not in names:
        return [row]
    name_lines, target_lines = _lines(names), _lines(row.target)
    if len(name_lines) < 2 or len(name_lines) != len(target_lines) or not _are_several(name_lines, target_lines):
        return [row]
    return [
        replace(
            _share(row, at, len(name_lines)), name=_COUNT.sub("", name, count=1), target=_COUNT.sub("", target, count=1)
        )
        for at, (name, target) in enumerate(zip(name_lines, target_lines, strict=True))
    ]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in clean(text).split("\n") if line.strip()]


def _are_several(names: Sequence[str], targets: Sequence[str]) -> bool:
    if all(map(_COUNT.match, names)):
        if all(map(_COUNT.match, targets)):
            return True
        if all(map(_COUNT_OR_NUMBER.match, targets)):
            return False  # 1.22次 may be 22次 or what it says
    are_values = all(read_target(line).operator is not None for line in targets)
    return are_values and read_target("".join(targets)).operator is None


def _share(row: Indicator, at: int, count: int) -> Indicator:
    """What the indicator of one line has of the row's other texts."""

    def of(text: str) -> str:
        lines = _lines(text)
        return lines[at] if len(lines) == count else text

    details = {
        label: of(str(text))
        for label, text in row.details.items()
        if at == 0 or not is_apart(label) or len(_lines(str(text))) == count
    }
    weight = row.weight if at == 0 else None
    if _POINTS.fullmatch(details.get(_WEIGHT, "")):
        weight = Points.parse(Decimal(details.pop(_WEIGHT)))
    return replace(
        row,
        description=of(row.description),
        basis=of(row.basis),
        scoring=of(row.scoring),
        weight=weight,
        details=details,
    )
