"""SQL that every engine reads alike, over what a lake has of monitoring and self-evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from perfcli.progress.lights import LIGHTS
from perfcli.progress.scoring import GRADES
from perfcli.relations import OWN
from perfcli.select import Selection
from perfcli.statements import KEY, Ask, all_of, of_projects, source

MONITORED = (
    *KEY,
    *("name", "date", "spent_fen", "planned_fen", "execution_text", "light", "place"),
)
"""The columns of `monitored`: amounts in whole 分, execution as it is written, the monitoring's place in its file."""

_RANKS = " ".join(f"WHEN '{light}' THEN {rank}" for rank, light in enumerate(LIGHTS))
_RANK = f"CASE light {_RANKS} ELSE {len(LIGHTS)} END"
_ORDER = f"{_RANK}, CASE WHEN date IS NULL THEN 1 ELSE 0 END, division, year, code, unit, repository"
_ADJUSTED = "coalesce(g.adjusted_fen, p.total_fen)"


def monitored(selection: Selection, by: date | None, limit: int | None) -> Ask:
    """Each project at its last monitoring up to a day: worst light first, those without a monitoring last."""
    last, values = _last_monitored(selection, by)
    end = "" if limit is None else f" LIMIT {limit}"
    return Ask(f"SELECT {', '.join(MONITORED)} FROM ({last}) s ORDER BY {_ORDER}{end}", values)


def monitored_values(selection: Selection, by: date | None, limit: int | None) -> Ask:
    """KEY, name, target, value, progress and light of the indicators of the same projects, in order."""
    ask = monitored(selection, by, limit)
    same = " AND ".join(f"v.{name} = s.{name}" for name in KEY)
    keys = ", ".join(f"v.{name}" for name in KEY)
    return Ask(
        f"SELECT {keys}, v.name, v.target, v.value, v.progress_text, v.light FROM ({ask.text}) s"
        f" JOIN {OWN}monitored_values v ON {same} AND v.monitoring = s.place WHERE v.number IS NOT NULL"
        f" ORDER BY {keys}, v.place",
        ask.values,
    )


def monitored_counts(selection: Selection, by: date | None) -> Ask:
    """How many projects are chosen, and how many of them have a monitoring up to a day."""
    last, values = _last_monitored(selection, by)
    return Ask(f"SELECT COUNT(*), COUNT(s.date) FROM ({last}) s", values)


def _last_monitored(selection: Selection, by: date | None) -> tuple[str, dict[str, object]]:
    conditions, values = of_projects(selection)
    if by:
        values["by"] = by.isoformat()
    nth = f"row_number() OVER (PARTITION BY {', '.join(KEY)} ORDER BY date DESC, place)"
    until = " WHERE date <= $by" if by else ""
    of_project = ", ".join(f"p.{name}" for name in (*KEY, "name"))
    of_monitoring = ", ".join(f"m.{name}" for name in MONITORED[len(KEY) + 1 :])
    same = " AND ".join(f"m.{name} = p.{name}" for name in KEY)
    return (
        f"SELECT {of_project}, {of_monitoring} FROM {source('projects', selection.where)}"
        f" LEFT JOIN (SELECT *, {nth} AS nth FROM {OWN}monitoring{until}) m ON {same} AND m.nth = 1"
        f" WHERE {all_of(conditions)}",
        values,
    )


EVALUATED = (
    *("projects", "scored", "money", "weighted"),
    *GRADES,
    *("adjusted", "spent", "recorded", "of_recorded", "alarms"),
)
"""The figures of `evaluated`: amounts in whole 分, `weighted` in 分 times hundredths of points."""


def evaluated(selection: Selection, by: Sequence[str]) -> Ask:
    """Keys and EVALUATED of each group: counts, sums, the totals of points weighted by the budgets of the year."""
    conditions, values = of_projects(selection)
    keys = ", ".join(f"p.{name}" for name in by)
    score = "e.total_cents"
    exact = f"CAST({_ADJUSTED} AS DECIMAL(19, 0)) * CAST({score} AS DECIMAL(10, 0))"
    figures = (
        "COUNT(*)",
        f"COUNT({score})",
        f"SUM(CASE WHEN {score} IS NULL THEN 0 ELSE {_ADJUSTED} END)",
        f"SUM(coalesce({exact}, 0))",
        *(f"SUM(CASE WHEN e.grade = '{grade}' THEN 1 ELSE 0 END)" for grade in GRADES),
        f"SUM({_ADJUSTED})",
        "SUM(coalesce(e.spent_fen, 0))",
        "COUNT(e.spent_fen)",
        f"SUM(CASE WHEN e.spent_fen IS NULL THEN 0 ELSE {_ADJUSTED} END)",
        "SUM(coalesce(e.alarm, 0))",
    )
    beside = " ".join(
        f"LEFT JOIN {OWN}{table} {alias} ON {' AND '.join(f'{alias}.{name} = p.{name}' for name in KEY)}"
        for table, alias in (("progress", "g"), ("evaluations", "e"))
    )
    return Ask(
        f"SELECT {keys}, {', '.join(figures)} FROM {source('projects', selection.where)} {beside}"
        f" WHERE {all_of(conditions)} GROUP BY {keys} ORDER BY {keys}",
        values,
    )
