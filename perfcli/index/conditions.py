"""Selections -> SQL: the same filters that `Selection.takes` applies to records."""

from __future__ import annotations

import msgspec

from perfcli.conditions import Conditions
from perfcli.index.schema import LEVEL_ONE, PLACE_BITS
from perfcli.select import Selection, fold

_NAMED = "instr(coalesce(f.folded, i.name), $indicator) > 0"
"""That the indicator i, whose name f may have folded, has a text in its name."""


def of_projects(selection: Selection) -> Conditions:
    """What a row of the table `project`, called p, has to fulfil."""
    asked = of_unreadable(selection)
    asked.says("p", "name", selection.name)
    if selection.indicator:
        asked.add(
            f"p.id IN (SELECT i.id >> {PLACE_BITS} FROM indicator i LEFT JOIN folding f ON f.name = i.name"
            f" WHERE {_NAMED})",
            indicator=fold(selection.indicator),
        )
    asked.within("p.total_fen", selection)
    return asked


def of_unreadable(selection: Selection) -> Conditions:
    """Which unreadable files, called p, a selection looks at: those of its years, units and codes."""
    asked = Conditions()
    asked.among_years("p.year", selection.years)
    _add_units(asked, selection)
    asked.begins("p.code", selection.code_prefix)
    return asked


def of_unlisted(selection: Selection, kind: str = "projects") -> Conditions:
    """Which folders, called f, with their rows p in `unreadable`, a selection looks into: those above its units too."""
    asked = Conditions()
    years, units = Conditions(), Conditions()
    years.among_years("p.year", selection.years)
    _add_units(units, selection)
    for part, above in ((years, f"f.path = '{kind}'"), (units, "p.unit = ''")):
        if part.texts:
            asked.add(f"({part.text} OR {above})", **part.values)
    return asked


def _add_units(asked: Conditions, selection: Selection) -> None:
    """A department's units follow each other, from its three digits to the next text with these."""
    choices = []
    values: dict[str, object] = {}
    for place, unit in enumerate(selection.units):
        values[f"unit_{place}"] = unit
        choices.append(f"p.unit = $unit_{place}")
        if len(unit) == 3:
            values[f"after_{place}"] = f"{unit}:"
            choices.append(f"(p.unit >= $unit_{place} AND p.unit < $after_{place})")
    if choices:
        asked.add(f"({' OR '.join(choices)})", **values)


def of_indicators(selection: Selection) -> Conditions:
    """What a row of `indicator`, called i, and its project, called p, have to fulfil."""
    asked = of_projects(msgspec.structs.replace(selection, indicator=""))
    for name, column in (("level1", LEVEL_ONE), ("kind", "i.kind"), ("operator", "m.operator")):
        asked.equals(column, name, getattr(selection, name))
    if selection.indicator:
        asked.add(_NAMED, indicator=fold(selection.indicator))
    return asked


def of_function(selection: Selection) -> Conditions:
    """What a row of `function`, called f, and its department's goals, called g, have to fulfil."""
    asked = Conditions()
    asked.among_years("g.year", selection.years)
    choices = []
    values: dict[str, object] = {}
    for place, unit in enumerate(selection.units):
        values[f"department_{place}"] = unit[:3]
        choice = f"g.department = $department_{place}"
        if len(unit) > 3:  # the department's goals, and those of this unit alone
            values[f"unit_{place}"] = unit
            choice = f"({choice} AND g.unit IN ('', $unit_{place}))"
        choices.append(choice)
    if choices:
        asked.add(f"({' OR '.join(choices)})", **values)
    asked.says("f", "name", selection.name)
    inner = Conditions()
    inner.says("i", "indicator", selection.indicator)
    inner.equals("i.operator", "operator", selection.operator)
    if inner.texts:
        exists = "SELECT 1 FROM function_indicator i WHERE i.parent = f.parent AND i.function = f.number AND "
        asked.add(f"EXISTS ({exists}{inner.text})", **inner.values)
    return asked
