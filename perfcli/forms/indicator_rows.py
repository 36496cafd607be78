"""The lower half of a project's table: one indicator a row, level one printed once for its group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfcli.formats.blocks import Cell, Row, clean, joined, report
from perfcli.formats.leftovers import Leftover
from perfcli.forms.wording import COLUMNS, is_label, squeeze
from perfcli.framework import FRAMEWORKS, level_one, levels
from perfcli.i18n import gettext as _
from perfcli.model import Indicator

WIDTH = len(COLUMNS)

_LEVELS_ONE = frozenset(level for name in FRAMEWORKS for level, _kinds in levels(name))


def is_level_one(text: str) -> bool:
    """Whether a text is a level one (一级指标) of any framework."""
    return text in _LEVELS_ONE


def levels_one(kind: str) -> list[str]:
    """What a kind's level one is, in one framework or the other; empty for an unknown kind."""
    return [level for framework in FRAMEWORKS if (level := level_one(kind, framework))]


def read_header(row: Row) -> Iterator[Leftover]:
    """The cells of a header that are no column of the form."""
    unknown = [cell for cell in row.cells if not any(is_label(cell.text, column) for column in COLUMNS)]
    yield from report(unknown, _("no column of the form"))


def read_indicator(row: Row) -> tuple[Indicator | None, tuple[Leftover, ...]]:
    """The indicator of a row, None where it has none; and what of the row belongs to none.

    A level one that is not the kind's own is left over, because an indicator holds its kind alone.
    """
    cells = row.cells
    if not any(cell.text.strip() for cell in cells):
        return None, ()
    if len(cells) == WIDTH - 1 and levels_one(joined(cells[0].text)):
        cells = (Cell(cells[0].line, ""), *cells)
    if len(cells) != WIDTH:
        reason = _("a row of {count} cells where the table has {width}").format(count=len(row.cells), width=WIDTH)
        return None, tuple(report(cells, reason))
    level, kind, name, description, target, basis = (cell.text for cell in cells)
    indicator = Indicator(
        kind=joined(kind), name=joined(name), description=clean(description), target=clean(target), basis=clean(basis)
    )
    if not level.strip() or squeeze(level) in levels_one(indicator.kind):
        return indicator, ()
    reason = _("not the level one of {kind}").format(kind=indicator.kind or _("an empty kind"))
    return indicator, tuple(report(cells[:1], reason))


def write_indicators(indicators: Iterable[Indicator]) -> Iterator[tuple[str, ...]]:
    """The cells of each row."""
    printed = ""
    for item in indicators:
        known = levels_one(joined(item.kind))
        level = known[0] if known and known[0] != printed else ""
        printed = level or printed
        texts = clean(item.description), clean(item.target), clean(item.basis)
        yield level, joined(item.kind), joined(item.name), *texts
