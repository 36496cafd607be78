"""Selections -> SQL: the same filters that `Selection.takes` applies to records."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from perfcli.index.schema import PLACE_BITS
from perfcli.select import Selection, fold

_LARGEST = (1 << 63) - 1


class Condition(msgspec.Struct, frozen=True):
    """The text of a condition and the values of its parameters, by name."""

    text: str
    values: dict[str, object]


def of_projects(selection: Selection) -> Condition:
    """What a row of the table `project`, called p, has to fulfil."""
    parts, values = _placed(selection)
    if selection.code:
        parts.append(f"substr(p.code, 1, {len(selection.code)}) = $code")
        values["code"] = selection.code_prefix
    if selection.name:
        parts.append("instr(coalesce(p.folded, p.name), $name) > 0")
        values["name"] = fold(selection.name)
    if selection.indicator:
        parts.append(
            f"p.id IN (SELECT i.id >> {PLACE_BITS} FROM indicator i LEFT JOIN folding f ON f.name = i.name"
            " WHERE instr(coalesce(f.folded, i.name), $indicator) > 0)"
        )
        values["indicator"] = fold(selection.indicator)
    for bound, sign in ((selection.min_budget, ">="), (selection.max_budget, "<=")):
        if bound is not None:
            name = "least" if sign == ">=" else "most"
            parts.append(f"p.total_fen {sign} ${name}")
            values[name] = max(-_LARGEST, min(int(bound * 100), _LARGEST))
    return Condition(" AND ".join(parts) or "1", values)


def of_unreadable(selection: Selection) -> Condition:
    """Which unreadable files, called p, a selection looks at: those of its years, units and codes."""
    parts, values = _placed(selection)
    if selection.code:
        parts.append(f"substr(p.code, 1, {len(selection.code)}) = $code")
        values["code"] = selection.code_prefix
    return Condition(" AND ".join(parts) or "1", values)


def of_unlisted(selection: Selection, kind: str = "projects") -> Condition:
    """Which folders, called f, with their rows p in `unreadable`, a selection looks into: those above its units too."""
    texts = []
    values: dict[str, object] = {}
    for part, above in ((_of_years(selection), f"f.path = '{kind}'"), (_of_units(selection), "p.unit = ''")):
        if part:
            texts.append(f"({part.text} OR {above})")
            values |= part.values
    return Condition(" AND ".join(texts) or "1", values)


def storable_years(years: Iterable[int]) -> tuple[int, ...]:
    """Years as SQLite can compare them: one that no folder is called is none of any row."""
    return tuple(year if 0 <= year <= 9999 else -1 for year in years)


def _placed(selection: Selection) -> tuple[list[str], dict[str, object]]:
    parts = []
    values: dict[str, object] = {}
    for part in (_of_years(selection), _of_units(selection)):
        if part:
            parts.append(part.text)
            values |= part.values
    return parts, values


def _of_years(selection: Selection) -> Condition | None:
    if not selection.years:
        return None
    names = [f"year_{place}" for place in range(len(selection.years))]
    values: dict[str, object] = dict(zip(names, storable_years(selection.years), strict=True))
    return Condition(f"p.year IN ({', '.join(f'${name}' for name in names)})", values)


def _of_units(selection: Selection) -> Condition | None:
    if not selection.units:
        return None
    choices = []
    values: dict[str, object] = {}
    for place, unit in enumerate(selection.units):
        values[f"unit_{place}"] = unit
        choices.append(f"p.unit = $unit_{place}")
        if len(unit) == 3:
            values[f"after_{place}"] = f"{unit}:"
            choices.append(f"(p.unit >= $unit_{place} AND p.unit < $after_{place})")
    return Condition(f"({' OR '.join(choices)})", values)


def of_indicators(selection: Selection) -> Condition:
    """What a row of `indicator`, called i, and its project, called p, have to fulfil."""
    project = of_projects(msgspec.structs.replace(selection, indicator=""))
    parts, values = [project.text], project.values
    for column in ("l.level1", "i.kind", "m.operator"):
        name = column[2:]
        wanted = getattr(selection, name)
        if wanted:
            parts.append(f"{column} = ${name}")
            values[name] = wanted
    if selection.indicator:
        parts.append("instr(coalesce(f.folded, i.name), $indicator) > 0")
        values["indicator"] = fold(selection.indicator)
    return Condition(" AND ".join(parts), values)


def of_function(selection: Selection) -> Condition:
    """What a row of `function`, called f, and its department's goals, called g, have to fulfil."""
    parts = ["1"]
    values: dict[str, object] = {}
    if selection.years:
        parts.append(f"g.year IN ({', '.join(map(str, storable_years(selection.years)))})")
    choices = []
    for place, unit in enumerate(selection.units):
        values[f"department_{place}"] = unit[:3]
        choice = f"g.department = $department_{place}"
        if len(unit) > 3:  # the department's goals, and those of this unit alone
            values[f"unit_{place}"] = unit
            choice = f"({choice} AND g.unit IN ('', $unit_{place}))"
        choices.append(choice)
    parts += [f"({' OR '.join(choices)})"] if choices else []
    if selection.name:
        parts.append("instr(coalesce(f.folded, f.name), $name) > 0")
        values["name"] = fold(selection.name)
    inner = []
    if selection.indicator:
        inner.append("instr(coalesce(i.folded, i.name), $indicator) > 0")
        values["indicator"] = fold(selection.indicator)
    if selection.operator:
        inner.append("i.operator = $operator")
        values["operator"] = selection.operator
    if inner:
        exists = "SELECT 1 FROM function_indicator i WHERE i.parent = f.parent AND i.function = f.number AND "
        parts.append(f"EXISTS ({exists}{' AND '.join(inner)})")
    return Condition(" AND ".join(parts), values)
