"""Counties beside each other: what was copied, entered twice, or stands far from its peers, as SQL over a lake.

Each statement gives its finding's own side, the other side, and figures. Groups are hashed and ordered nowhere, so that
time grows with the rows; texts are compared by the keys that `keyed` gives them.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from perfcli.lake.keyed import KEYED
from perfcli.relations import OWN

_FENCE = 3
"""So many times the distance of the quartiles beyond them a value is far out (Tukey 1977)."""

MOST_OTHERS = 20
"""So many other divisions are named, each with its first project; the rest is counted."""

_KEY = ("division", "repository", "year", "unit", "code")
_SIDE = ", ".join(
    f"{name} := {name}" for name in ("division", "unit", "code", "name", "template", "bare_name", "bare_purpose")
)


class Comparison(msgspec.Struct, frozen=True):
    """A statement that compares, by the code and name of the rule whose matter it is; the code is empty for none.

    `sides` gives year, key, and the sides with it: division, unit, code and name of each; empty where it needs none.
    """

    code: str
    rule: str
    text: str
    sides: str = ""


class Limits(msgspec.Struct, frozen=True):
    """How many names make a set of indicators, and how many peers a value needs."""

    names: int = 2
    peers: int = 5


def comparisons(limits: Limits) -> Iterator[Comparison]:
    """All of them; rows are year, division, unit, code, name, key, places of other sides, figures."""
    yield _pairs("D506", "repeated-code", _projects("p.code"), "true")
    same = "p.bare_name || chr(10) || p.bare_purpose"
    yield _pairs("R211", "repeated-project", _projects(same, "p.bare_purpose <> ''"), "true")
    other_template = "NOT (m.template <> '' AND m.template = o.template)"
    other_name = f"m.bare_name <> o.bare_name AND {other_template}"
    yield _pairs("R205", "copied-purpose", _projects("p.bare_purpose", "p.bare_purpose <> ''"), other_name)
    yield _pairs("", "copied-goals", _goals(), other_name)
    other_purpose = f"m.bare_purpose <> o.bare_purpose AND {other_template}"
    yield _pairs("R202", "copied-indicators", _names(limits.names), other_purpose)
    yield Comparison("", "unusual-target", _far_out("i.value", "i.value IS NOT NULL", limits.peers))
    per_unit = "CAST(p.total_fen AS DOUBLE) / 100 / i.value"
    counted = "i.kind = '数量指标' AND i.value > 0 AND p.total_fen > 0"
    yield Comparison("F407", "unusual-budget", _far_out(per_unit, counted, limits.peers))


def _projects(key: str, where: str = "true") -> str:
    return f"SELECT p.*, {key} AS same FROM {KEYED}projects p WHERE {where}"


def _goals() -> str:
    keys = ", ".join(f"g.{name}" for name in _KEY)
    goals = f"SELECT {keys}, string_agg(g.bare_goal, chr(10) ORDER BY g.number) AS same FROM {KEYED}goals g"
    goals += f" WHERE g.term = '' AND g.bare_goal <> '' GROUP BY {keys}"
    return f"SELECT p.*, g.same FROM {KEYED}projects p JOIN ({goals}) g USING ({', '.join(_KEY)})"


def _names(least: int) -> str:
    name = "i.bare_name"
    keys = ", ".join(f"i.{key}" for key in _KEY)
    sets = f"SELECT {keys}, string_agg(DISTINCT {name}, chr(10) ORDER BY {name}) AS same FROM {KEYED}indicators i"
    sets += f" WHERE i.term = '' AND {name} <> '' GROUP BY {keys} HAVING COUNT(DISTINCT {name}) >= {least}"
    chosen = f"SELECT p.*, s.same FROM {KEYED}projects p JOIN ({sets}) s USING ({', '.join(_KEY)})"
    return f"{chosen} WHERE p.bare_purpose <> ''"


def _pairs(code: str, rule: str, projects: str, condition: str) -> Comparison:
    """Each project beside those of other divisions with the same key in its year, the first of each division.

    The sides of a key are asked for once, and by their places in what is found: texts copied by thousands of projects
    would fill the memory.
    """
    same = f"""
    WITH chosen AS ({projects}),
    shared AS (SELECT year, same FROM chosen GROUP BY year, same HAVING MIN(division) <> MAX(division)),
    among AS (SELECT c.* FROM chosen c JOIN shared s ON s.year = c.year AND s.same = c.same),
    firsts AS (
        SELECT year, same, division, arg_min(struct_pack({_SIDE}), unit || code) AS side
        FROM among GROUP BY year, same, division
    ),
    numbered AS (
        SELECT year, same, struct_pack(
            place := row_number() OVER (PARTITION BY year, same ORDER BY division), division := division, side := side
        ) AS one FROM firsts
    ),
    groups AS (SELECT year, same, list(one) AS sides FROM numbered GROUP BY year, same)"""
    sides = f"""{same}
    SELECT year, md5(same), one.place, one.division, one.side.unit, one.side.code, one.side.name FROM numbered
    ORDER BY one.place"""
    meant = condition.replace(" o.", " o.side.")
    others = f"list_filter(g.sides, lambda o: o.division <> m.division AND {meant})"
    places = f"list_transform({others}, lambda o: o.place)"
    text = f"""{same},
    beside AS (SELECT m.*, {places} AS places FROM among m JOIN groups g ON g.year = m.year AND g.same = m.same)
    SELECT m.year, m.division, m.unit, m.code, m.name, md5(m.same), m.places, m.total,
        CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), ''
    FROM beside m WHERE array_length(m.places) > 0
    ORDER BY m.year, m.division, m.unit, m.code"""
    return Comparison(code, rule, text, sides)


def _far_out(value: str, condition: str, peers: int) -> str:
    """Each project with an indicator whose value is far from those of the same kind, name and unit in its year."""
    joined = " AND ".join(f"p.{name} = i.{name}" for name in _KEY)
    return f"""
    WITH chosen AS (
        SELECT p.year, p.division, p.unit, p.code, p.name, p.total, i.number, i.name AS indicator, i.kind,
            i.bare_name AS same, coalesce(i.unit_of_measure, '') AS measure, {value} AS value
        FROM {KEYED}indicators i JOIN {OWN}projects p ON {joined} WHERE i.term = '' AND {condition}
    ),
    spread AS (
        SELECT year, kind, same, measure, quantile_cont(value, [0.25, 0.5, 0.75]) AS q
        FROM chosen GROUP BY year, kind, same, measure HAVING COUNT(*) > {peers} AND COUNT(DISTINCT division) > 1
    )
    SELECT m.year, m.division, m.unit, m.code, m.name, '', [], m.total,
        m.value, s.q[1], s.q[2], s.q[3], m.indicator
    FROM chosen m JOIN spread s USING (year, kind, same, measure)
    WHERE s.q[3] > s.q[1] AND (m.value > s.q[3] + {_FENCE} * (s.q[3] - s.q[1])
        OR m.value < s.q[1] - {_FENCE} * (s.q[3] - s.q[1]))
    ORDER BY m.year, m.division, m.unit, m.code, m.number"""
