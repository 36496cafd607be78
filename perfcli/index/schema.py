"""The tables of the index: those that hold the mirror, and the views that a query sees.

A mirror of another form, of other sources or of other settings is thrown away and made anew, never migrated.
"""

from __future__ import annotations

import re

from perfcli.framework import FRAMEWORKS, level_ones
from perfcli.index import progress_schema
from perfcli.index.view import View, plain, yuan
from perfcli.repository import Repository
from perfcli.sources import state_of_sources

VERSION = 4
NOT_MADE_OF = (
    *("actions", "api", "check", "cli", "data", "documents", "formats", "forms", "git", "lake", "locale", "site"),
)
"""The rooms of the package that no row follows from: looking at all their files would take longer than an answer."""

MONTHS = range(1, 13)
PLACE_BITS = 24
"""An indicator's number holds its place in so many bits: more than a file that fits memory can fill."""

INDICATOR_KEYS = ("kind", "name", "description", "target", "basis", "level1", "weight", "scoring", "term")
"""What the index holds of an indicator, each key a column; a weight as the text it is written with."""

LEVEL_ONE = "coalesce(nullif(i.level1, ''), l.level1, '')"
"""The level one of an indicator: its own, else its framework's."""

_PLANNED = ", ".join(f"planned_{month} INTEGER" for month in MONTHS)

TABLES = f"""
CREATE TABLE project (
    id INTEGER PRIMARY KEY, folder INTEGER NOT NULL, file TEXT NOT NULL,
    code TEXT NOT NULL, unit TEXT NOT NULL, department TEXT NOT NULL, year INTEGER NOT NULL, template TEXT NOT NULL,
    total_fen INTEGER NOT NULL, fiscal_fen INTEGER NOT NULL, other_fen INTEGER NOT NULL,
    months INTEGER NOT NULL, {_PLANNED}, indicators INTEGER NOT NULL, framework TEXT NOT NULL,
    name TEXT NOT NULL, folded TEXT, purpose TEXT NOT NULL, previous TEXT NOT NULL
);
CREATE TABLE indicator (id INTEGER PRIMARY KEY, {", ".join(f"{key} TEXT" for key in INDICATOR_KEYS)});
CREATE TABLE meaning (
    target TEXT PRIMARY KEY, operator TEXT, value TEXT, upper TEXT, unit_of_measure TEXT
) WITHOUT ROWID;
CREATE TABLE folding (name TEXT PRIMARY KEY, folded TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE level (framework TEXT NOT NULL, kind TEXT NOT NULL, level1 TEXT NOT NULL, PRIMARY KEY (framework, kind))
WITHOUT ROWID;
CREATE TABLE goal (
    project INTEGER NOT NULL, term TEXT NOT NULL, number INTEGER NOT NULL, goal TEXT NOT NULL,
    PRIMARY KEY (project, term, number)
) WITHOUT ROWID;
CREATE TABLE detail (
    project INTEGER NOT NULL, place INTEGER NOT NULL, number INTEGER, label TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (project, place)
) WITHOUT ROWID;
CREATE TABLE source (
    project INTEGER NOT NULL, place INTEGER NOT NULL, label TEXT NOT NULL, amount_fen INTEGER NOT NULL,
    PRIMARY KEY (project, place)
) WITHOUT ROWID;
CREATE TABLE plan (
    project INTEGER NOT NULL, month INTEGER NOT NULL, percent TEXT NOT NULL, PRIMARY KEY (project, month)
) WITHOUT ROWID;
CREATE TABLE unreadable (
    id INTEGER PRIMARY KEY, folder INTEGER NOT NULL, file TEXT NOT NULL, year INTEGER NOT NULL, unit TEXT NOT NULL,
    code TEXT NOT NULL
);
CREATE TABLE duplicate (year INTEGER NOT NULL, code TEXT NOT NULL, PRIMARY KEY (year, code)) WITHOUT ROWID;
CREATE TABLE department (
    id INTEGER PRIMARY KEY, folder INTEGER NOT NULL, file TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL
);
CREATE TABLE unit (
    parent INTEGER NOT NULL, number INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, folded TEXT,
    PRIMARY KEY (parent, number)
) WITHOUT ROWID;
CREATE TABLE department_goal (
    id INTEGER PRIMARY KEY, folder INTEGER NOT NULL, file TEXT NOT NULL, department TEXT NOT NULL,
    year INTEGER NOT NULL, overall TEXT NOT NULL, unit TEXT NOT NULL, total_fen INTEGER, fiscal_fen INTEGER,
    other_fen INTEGER
);
CREATE TABLE function (
    parent INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, folded TEXT, goal TEXT NOT NULL,
    indicators INTEGER NOT NULL, PRIMARY KEY (parent, number)
) WITHOUT ROWID;
CREATE TABLE function_indicator (
    parent INTEGER NOT NULL, function INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, folded TEXT,
    description TEXT NOT NULL, target TEXT NOT NULL, operator TEXT, value TEXT, upper TEXT, unit_of_measure TEXT,
    PRIMARY KEY (parent, function, number)
) WITHOUT ROWID;
{progress_schema.TABLES}"""


def level_rows() -> list[tuple[str, str, str]]:
    """The rows that no file fills: which kinds of indicators each framework has below which level one."""
    return [(name, kind, level1) for name in FRAMEWORKS for kind, level1 in level_ones(name).items()]


ROW_TABLES = tuple(name for name in re.findall(r"CREATE TABLE (\w+)", TABLES) if name not in ("level", "duplicate"))
"""The tables that files fill."""

LOOKUPS = f"""
CREATE INDEX IF NOT EXISTS project_sums ON project (
    unit, year, months, template, total_fen, fiscal_fen, other_fen, {", ".join(f"planned_{month}" for month in MONTHS)}
);
CREATE INDEX IF NOT EXISTS project_code ON project (code, year);
CREATE INDEX IF NOT EXISTS project_folder ON project (folder);
CREATE INDEX IF NOT EXISTS folder_place ON folder (kind, unit, year);
CREATE INDEX IF NOT EXISTS unreadable_folder ON unreadable (folder);
{progress_schema.LOOKUPS}"""
"""Made after a first filling, when it costs least; `project_sums` holds all that a summary reads, and little else."""

OF_A_FILE = {
    "project": {
        "indicator": f"id >= ?1 << {PLACE_BITS} AND id < (?1 + 1) << {PLACE_BITS}",
        "goal": "project = ?1",
        "plan": "project = ?1",
        "detail": "project = ?1",
        "source": "project = ?1",
    },
    "department": {"unit": "parent = ?1"},
    "department_goal": {"function": "parent = ?1", "function_indicator": "parent = ?1"},
    "unreadable": {},
    **progress_schema.OF_A_FILE,
}
"""The tables with a row a file, and for those with rows that belong to such a row: which these are."""


def _meaning(alias: str) -> dict[str, str]:
    """What a target says."""
    return {
        "operator": f"{alias}.operator",
        "value": f"CAST({alias}.value AS REAL)",
        "upper": f"CAST({alias}.upper AS REAL)",
        "unit_of_measure": f"{alias}.unit_of_measure",
    }


_AMOUNTS = ("total", "fiscal", "other")
_PROJECT = plain("p", "code", "unit", "department", "year")
_INDICATORS = """{joined} LEFT JOIN meaning m ON m.target = i.target
    LEFT JOIN level l ON l.framework = p.framework AND l.kind = i.kind LEFT JOIN folding f ON f.name = i.name"""
_LOOKED_UP = f"""project p CROSS JOIN indicator i
    ON i.id >= p.id << {PLACE_BITS} AND i.id < (p.id + 1) << {PLACE_BITS}"""
_JOINED = f"indicator i JOIN project p ON p.id = i.id >> {PLACE_BITS}"
"""Indicators with their projects: an indicator's number is its project's, shifted, plus its place in the project."""

VIEWS = {
    "projects": View(
        "project p",
        {
            **plain("p", "code", "name", "unit", "department", "year", "template", "purpose"),
            **plain("p", "total_fen", "fiscal_fen", "other_fen"),
            **yuan("p", *_AMOUNTS),
            **plain("p", "indicators", "previous"),
        },
    ),
    "indicators": View(
        _INDICATORS.format(joined=_LOOKED_UP),
        {
            **_PROJECT,
            "number": f"i.id & {(1 << PLACE_BITS) - 1}",
            "level1": LEVEL_ONE,
            **plain("i", "kind", "name", "description", "target"),
            **_meaning("m"),
            "basis": "i.basis",
            "term": "i.term",
            "weight": "CAST(i.weight AS REAL)",
            "scoring": "i.scoring",
        },
        joined=_INDICATORS.format(joined=_JOINED),
    ),
    "goals": View("goal g JOIN project p ON p.id = g.project", {**_PROJECT, **plain("g", "number", "goal", "term")}),
    "spending_plan": View(
        "plan s JOIN project p ON p.id = s.project",
        {
            **_PROJECT,
            "month": "s.month",
            "percent": "CAST(s.percent AS REAL)",
            "planned_fen": f"CASE s.month {' '.join(f'WHEN {month} THEN p.planned_{month}' for month in MONTHS)} END",
        },
    ),
    "details": View(
        "detail d JOIN project p ON p.id = d.project", {**_PROJECT, **plain("d", "number", "label", "value")}
    ),
    "sources": View(
        "source s JOIN project p ON p.id = s.project",
        {**_PROJECT, "label": "s.label", "amount_fen": "s.amount_fen", "amount": "CAST(s.amount_fen / 100.0 AS REAL)"},
    ),
    "departments": View("department d", plain("d", "code", "name")),
    "units": View(
        "unit u JOIN department d ON d.id = u.parent", {**plain("u", "code", "name"), "department": "d.code"}
    ),
    "department_goals": View(
        "department_goal g",
        {
            **plain("g", "department", "year", "overall", "unit", "total_fen", "fiscal_fen", "other_fen"),
            **yuan("g", *_AMOUNTS),
        },
    ),
    "functions": View(
        "function f JOIN department_goal g ON g.id = f.parent",
        {
            **plain("g", "department", "year"),
            **plain("f", "number", "name", "goal", "indicators"),
            "unit": "g.unit",
        },
    ),
    "function_indicators": View(
        "function_indicator i JOIN department_goal g ON g.id = i.parent",
        {
            **plain("g", "department", "year"),
            **plain("i", "function", "number", "name", "description", "target"),
            **_meaning("i"),
            "unit": "g.unit",
        },
    ),
    **progress_schema.VIEWS,
}
"""What a query sees besides what is filled when it is asked for: messages have a language."""

_TEXTS = dict.fromkeys(("rule", "rule_name", "severity", "nature", "message", "code", "unit", "department"), "TEXT")

FILLED: dict[str, dict[str, str]] = {
    "problems": {
        "path": "TEXT",
        "line": "INTEGER",
        "column": "INTEGER",
        **dict.fromkeys(("key", "code", "message"), "TEXT"),
    },
    "findings": {
        "path": "TEXT",
        "line": "INTEGER",
        "column": "INTEGER",
        **_TEXTS,
        **dict.fromkeys(("year", "fixable", "accepted"), "INTEGER"),
    },
}
"""The tables that are filled when they are asked for, and the types of their columns."""


def filled_table(name: str) -> str:
    """The statement that makes one of FILLED."""
    columns = ", ".join(f'"{column}" {kind}' for column, kind in FILLED[name].items())
    return f"CREATE TEMP TABLE {name} ({columns})"


VIEW_COLUMNS: dict[str, tuple[str, ...]] = {
    **{name: tuple(view.columns) for name, view in VIEWS.items()},
    **{name: tuple(columns) for name, columns in FILLED.items()},
}
"""The columns of each table that a query sees."""


def fingerprint(repository: Repository) -> str:
    """What the mirror depends on besides the data files: its form, our own sources, settings that rows follow from."""
    settings = repository.settings
    check = settings.check
    points = sorted(check.weight_shares.items()), check.weight_total, check.words.reverse, check.words.positive
    judged = settings.monitoring, settings.evaluation
    return repr((VERSION, state_of_sources(NOT_MADE_OF), sorted(settings.framework.items()), points, judged))
