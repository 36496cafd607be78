"""Counties beside each other: what was copied, entered twice, or stands far from its peers, as SQL over a lake.

Each statement gives its finding's own side, the other side, and figures. Groups are hashed and ordered nowhere, so that
time grows with the rows; texts are compared by the keys that `keyed` gives them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from perfcli.lake.keyed import KEYED
from perfcli.relations import OWN

_FENCE = 3
"""So many times the distance of the quartiles beyond them a value is far out (Tukey 1977)."""

MOST_OTHERS = 20
"""So many other divisions are named, each with its first project; the rest is counted."""

_KEY = ("division", "repository", "year", "unit", "code")
_PLACE = "unit || chr(10) || code || chr(10) || repository"


class Comparison(msgspec.Struct, frozen=True):
    """A statement that compares, by the code and name of the rule whose matter it is; the code is empty for none.

    `sides` gives year, the group's name, place, and of each side division, unit, code and name; empty where it needs
    none.
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
    """All of them; rows are year, division, unit, code, name, the group's name, places of other sides, figures."""
    yield _pairs("D506", "repeated-code", _projects("p.code"))
    same = "p.bare_name || chr(10) || p.bare_purpose"
    yield _pairs("R211", "repeated-project", _projects(same, "p.bare_purpose <> ''"))
    yield _pairs("R205", "copied-purpose", _projects("p.bare_purpose", "p.bare_purpose <> ''"), "bare_name")
    yield _pairs("", "copied-goals", _goals(), "bare_name", is_costly=True)
    yield _pairs("R202", "copied-indicators", _names(limits.names), "bare_purpose", is_costly=True)
    yield Comparison("", "unusual-target", _far_out("i.value", "i.value IS NOT NULL", limits.peers))
    per_unit = "CAST(p.total_fen AS DOUBLE) / 100 / i.value"
    counted = "i.kind = '数量指标' AND i.value > 0 AND p.total_fen > 0"
    yield Comparison("F407", "unusual-budget", _far_out(per_unit, counted, limits.peers))


def _projects(key: str, where: str = "true") -> str:
    return f"SELECT {_OF_PROJECT}, {key} AS same FROM {KEYED}projects p WHERE {where}"


_OF_PROJECT = ", ".join(f"p.{name}" for name in (*_KEY, "name", "template", "total", "bare_name", "bare_purpose"))
"""What is told of a project or compared: whole rows would be copied with all their amounts."""


def _goals() -> str:
    keys = ", ".join(f"g.{name}" for name in _KEY)
    goals = f"SELECT {keys}, string_agg(g.bare_goal, chr(10) ORDER BY g.number) AS same FROM {KEYED}goals g"
    goals += f" WHERE g.term = '' AND g.bare_goal <> '' GROUP BY {keys}"
    return f"SELECT {_OF_PROJECT}, g.same FROM {KEYED}projects p JOIN ({goals}) g USING ({', '.join(_KEY)})"


def _names(least: int) -> str:
    """The projects with their sets of names, of those alone whose sets may be copies.

    Sets of a million projects fill the memory. Equal sets have equal first and last names, by themselves and by their
    digests, however often a name is in them: what agrees in these with nothing of another division and purpose is left
    out before a set is put together. Whether two are equal the sets themselves say.
    """
    keys = ", ".join(f"i.{key}" for key in _KEY)
    joined = f"USING ({', '.join(_KEY)})"
    named = f"{KEYED}indicators i WHERE i.term = '' AND i.bare_name <> ''"
    ends = "MIN(i.bare_name) AS a, MAX(i.bare_name) AS b, MIN(md5(i.bare_name)) AS c, MAX(md5(i.bare_name)) AS d"
    looks = f"""
    SELECT p.*, e.a, e.b, e.c, e.d FROM (SELECT {_OF_PROJECT} FROM {KEYED}projects p WHERE p.bare_purpose <> '') p
    JOIN (SELECT {keys}, {ends} FROM {named} GROUP BY {keys}) e {joined}"""
    alike = f"SELECT year, a, b, c, d FROM looks GROUP BY year, a, b, c, d HAVING {_may_pair('bare_purpose')}"
    candidates = f"""
    SELECT l.* FROM looks l JOIN ({alike}) s
    ON s.year = l.year AND s.a = l.a AND s.b = l.b AND s.c = l.c AND s.d = l.d"""
    once = f"""
    SELECT DISTINCT {keys}, i.bare_name FROM (SELECT * FROM {named}) i
    JOIN (SELECT {", ".join(_KEY)} FROM candidates) c {joined}"""
    sets = f"""
    SELECT {keys}, string_agg(i.bare_name, chr(10) ORDER BY i.bare_name) AS same
    FROM ({once}) i GROUP BY {keys} HAVING COUNT(*) >= {least}"""
    return f"""
    WITH looks AS ({looks}), candidates AS ({candidates})
    SELECT {_OF_PROJECT}, s.same FROM candidates p JOIN ({sets}) s {joined}"""


def _may_pair(differing: str) -> str:
    """What holds of every group in which two projects of two divisions differ there and have no common template."""
    return (
        f"MIN(division) <> MAX(division) AND MIN({differing}) <> MAX({differing})"
        " AND (MIN(template) <> MAX(template) OR MIN(template) = '')"
    )


def _pairs(code: str, rule: str, projects: str, differing: str = "", *, is_costly: bool = False) -> Comparison:
    """Each project beside those of other divisions with the same key in its year, the first of each division.

    Those that differ in a column, and have no common template, or all. A group is called by its first project, which is
    shorter than what its projects share, and as certain. The sides of a group are asked for once, and by their places
    in what is found: texts copied by thousands of projects would fill the memory. What two parts ask is kept between
    them only where it is costly to find again.
    """
    found = _Groups(projects, differing, is_costly=is_costly)
    names = _FIRSTS if differing else _FIRSTS[:1]
    sides = " UNION ALL ".join(
        f"SELECT year, called, number + {at} AS place, division, {name}.unit, {name}.code, {name}.name FROM numbered"
        f" WHERE {name} IS NOT NULL"
        for at, name in enumerate(names)
    )
    one = ", ".join(f"{name} := {name}" for name in ("division", "number", *names))
    places = "".join(
        f" WHEN {_is_first(name) if differing else 'true'} THEN o.number + {at}" for at, name in enumerate(names)
    )
    beside = f"list_transform(list_filter(g.sides, lambda o: o.division <> m.division), lambda o: CASE{places} END)"
    text = f"""{found.numbered(())},
    groups AS (SELECT year, called, list(struct_pack({one})) AS sides FROM numbered GROUP BY year, called),
    beside AS (
        SELECT m.*, list_filter({beside}, lambda place: place IS NOT NULL) AS places
        FROM among m JOIN groups g ON g.year = m.year AND g.called = m.called
    )
    SELECT m.year, m.division, m.unit, m.code, m.name, m.called, m.places, m.total,
        CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), ''
    FROM beside m WHERE array_length(m.places) > 0
    ORDER BY m.year, m.division, m.unit, m.code, m.repository"""
    return Comparison(code, rule, text, f"{found.numbered(('unit', 'code', 'name'))} {sides}")


_FIRSTS = ("a", "b", "c", "d", "e")
"""The projects of a division in a group of which one is the first beside any other project.

That is its first, `a`, where the two differ and have no common template. Beside a project that is like `a` in what has
to differ it is `b`, the first that is not; where that has the project's template `c`, the first that differs from `b`
in this too. Beside one of the template of `a` it is `d`, the first of another; where that is alike `e`.
"""


class _Groups:
    """The projects that share a key, and the first of each division among them."""

    def __init__(self, projects: str, differing: str, *, is_costly: bool) -> None:
        self._chosen = "chosen" if is_costly else f"({projects})"
        self._kept = f"chosen AS ({projects})," if is_costly else ""
        self._differing = differing

    def numbered(self, told: Sequence[str]) -> str:
        """The beginning of a statement: `among` the projects, in `numbered` _FIRSTS of each group and division.

        Of these there are what has to differ, templates and the columns told, nothing else: they take the memory.
        """
        some = _may_pair(self._differing) if self._differing else "MIN(division) <> MAX(division)"
        return f"""
    WITH {self._kept} shared AS (
        SELECT year, same, MIN(division || chr(10) || {_PLACE}) AS called
        FROM {self._chosen} GROUP BY year, same HAVING {some}
    ),
    among AS (
        SELECT {_OF_PROJECT}, s.called, {_PLACE} AS place, {self._differing or "''"} AS own
        FROM {self._chosen} p JOIN shared s ON s.year = p.year AND s.same = p.same
    ),
    {self._firsts(", ".join(f"{name} := p.{name}" for name in ("own", "template", *told)))},
    numbered AS (
        SELECT f.*, {len(_FIRSTS)} * row_number() OVER (PARTITION BY year, called ORDER BY division) AS number
        FROM firsts f
    )"""

    def _firsts(self, side: str) -> str:
        first = f"""
        SELECT year, called, division, arg_min(struct_pack({side}), place) AS a
        FROM among p GROUP BY year, called, division"""
        if not self._differing:
            return f"firsts AS ({first})"

        def other(name: str) -> str:
            return f"p.own <> f.{name}.own"

        def apart(name: str) -> str:
            return f"NOT (p.template <> '' AND p.template = f.{name}.template)"

        second = _next("first", side, {"b": other("a"), "d": apart("a")})
        third = _next("second", side, {"c": f"{other('a')} AND {apart('b')}", "e": f"{apart('a')} AND {other('d')}"})
        return f"first AS ({first}), second AS ({second}), firsts AS ({third})"


def _next(known: str, side: str, wanted: Mapping[str, str]) -> str:
    """Those found before, and the first projects of their division of which these conditions hold."""
    found = ", ".join(
        f"arg_min(struct_pack({side}), CASE WHEN {condition} THEN place END) AS {name}"
        for name, condition in wanted.items()
    )
    keys = ("year", "called", "division")
    of_project, of_found = (" AND ".join(f"{one}.{key} = f.{key}" for key in keys) for one in "pn")
    grouped = ", ".join(f"p.{key}" for key in keys)
    return f"""
        SELECT f.*, {", ".join(f"n.{name}" for name in wanted)} FROM {known} f JOIN (
            SELECT {grouped}, {found} FROM among p JOIN {known} f ON {of_project} GROUP BY {grouped}
        ) n ON {of_found}"""


def _is_first(name: str) -> str:
    """That one of _FIRSTS is the first beside a project `m`: they differ, and have no common template."""
    like = {"b": "=", "c": "=", "d": "<>", "e": "<>"}
    asked = f"m.own {like[name]} o.a.own AND " if name in like else ""
    return f"{asked}m.own <> o.{name}.own AND NOT (m.template <> '' AND m.template = o.{name}.template)"


def _far_out(value: str, condition: str, peers: int) -> str:
    """Each project with an indicator whose value is far from those of the same kind, name and unit in its year."""
    keys = ", ".join(f"i.{name}" for name in _KEY)
    joined = " AND ".join(f"p.{name} = i.{name}" for name in _KEY)
    needed = f"JOIN {OWN}projects p ON {joined}" if "p." in value else ""
    measured = f"""
        SELECT {keys}, i.number, i.name AS indicator, i.kind, i.bare_name AS same,
            coalesce(i.unit_of_measure, '') AS measure, {value} AS value
        FROM {KEYED}indicators i {needed} WHERE i.term = '' AND {condition}"""
    return f"""
    WITH spread AS (
        SELECT year, kind, same, measure, quantile_cont(value, [0.25, 0.5, 0.75]) AS q
        FROM ({measured}) GROUP BY year, kind, same, measure HAVING COUNT(*) > {peers} AND COUNT(DISTINCT division) > 1
    ),
    far AS (
        SELECT m.*, s.q FROM ({measured}) m JOIN spread s USING (year, kind, same, measure)
        WHERE s.q[3] > s.q[1] AND (m.value > s.q[3] + {_FENCE} * (s.q[3] - s.q[1])
            OR m.value < s.q[1] - {_FENCE} * (s.q[3] - s.q[1]))
    )
    SELECT i.year, i.division, i.unit, i.code, p.name, '', [], p.total, i.value, i.q[1], i.q[2], i.q[3], i.indicator
    FROM far i JOIN {OWN}projects p ON {joined}
    ORDER BY i.year, i.division, i.unit, i.code, i.repository, i.number"""
