"""What a form says became of each indicator: kept apart among its details until the form is whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from perfcli.formats.blocks import clean
from perfcli.formats.pages import Spot
from perfcli.forms.cells.ledger import Ledger
from perfcli.model import Indicator
from perfcli.progress import names_of
from perfcli.progress.points import points_of

_APART = "\0"
"""What becomes of an indicator is kept among its details under names with this sign until the form is whole."""

_CHECKED = frozenset("√✓✔☑■●Vv是")

EVALUATED = {
    "result": "actual",
    "score": "score",
    "cause": "reason",
    "explanation": "reason",
    "measure": "measure",
    "recheck": "recheck",
}
"""Keys of an evaluated indicator by the columns of a 自评表."""

MONITORED = {
    "result": "value",
    "expected": "expected",
    "cause": "cause",
    "explanation": "explanation",
    "likelihood": "likelihood",
}
"""Keys of a monitored indicator by the columns of a 监控表."""


_POINTS_KEYS = ("score", "recheck")
_HEADINGS = {
    "score": "得分",
    "expected": "全年预计完成情况",
    "likelihood": "完成目标可能性",
    "measure": "改进措施",
    "recheck": "复评得分",
}


def keep_apart(details: dict[str, str], column: str, heading: str, option: str, spot: Spot, ledger: Ledger) -> None:
    """Keep what a cell says became of an indicator: `column` is its key, `option` what a mark in it stands for."""
    text = clean(spot.text)
    if option and "".join(text.split()) in _CHECKED:
        text, column = option, column or "other"
    elif option and text:
        _add(details, "explanation" if column == "cause" else column, text, "\n")
        text = option
    _add(details, column if column != "other" else f"other{_APART}{heading}", text, "、" if option else "\n")
    ledger.put(spot, f"progress.indicators.{column}")


def _add(details: dict[str, str], column: str, text: str, between: str) -> None:
    key = f"{_APART}{column}"
    before = details.get(key, "")
    details[key] = f"{before}{between}{text}" if before and before != text else text


def is_apart(label: str) -> bool:
    """Whether a detail is what became of an indicator, kept until the form is whole."""
    return label.startswith(_APART)


def without_results(indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Indicators without what became of them."""
    return tuple(
        replace(row, details={key: text for key, text in row.details.items() if not is_apart(key)})
        if any(map(is_apart, row.details))
        else row
        for row in indicators
    )


def apart(indicators: Iterable[Indicator]) -> dict[str, dict[str, str]]:
    """What became of the year's indicators, by the names that progress files give them."""
    rows = [row for row in indicators if not row.term]
    return {
        name: {key.removeprefix(_APART): str(text) for key, text in row.details.items() if is_apart(key)}
        for name, row in zip(names_of(rows), rows, strict=True)
    }


def keyed(said: Mapping[str, str], keys: Mapping[str, str]) -> dict[str, object]:
    """What became of an indicator by the keys of its record; what has no key is a detail under its heading."""
    found: dict[str, object] = {}
    details: dict[str, str] = {}
    for column, text in said.items():
        key = keys.get(column)
        if key in _POINTS_KEYS:
            points = points_of(text)
            if points is not None:
                found[key] = points
            else:
                details[_HEADINGS[key]] = text
        elif key:
            before = str(found.get(key, ""))
            found[key] = f"{before}\n{text}" if before else text
        else:
            details[column.partition(_APART)[2] or _HEADINGS.get(column, column)] = text
    return {**found, **({"details": details} if details else {})}
