"""The tables of the index: those that hold the mirror, and the views that a query sees.

A mirror of another form, of other sources or of other settings is thrown away and made anew, never migrated.
"""

from __future__ import annotations

from perfcli.repository import Repository
from perfcli.sources import state_of_sources

VERSION = 2
MONTHS = range(1, 13)
PLACE_BITS = 24
"""An indicator's number holds its place in so many bits: more than a file that fits memory can fill."""

_PLANNED = ", ".join(f"planned_{month} INTEGER" for month in MONTHS)

TABLES = f"""
CREATE TABLE project (
    id INTEGER PRIMARY KEY, folder INTEGER NOT NULL, file TEXT NOT NULL,
    code TEXT NOT NULL, unit TEXT NOT NULL, department TEXT NOT NULL, year INTEGER NOT NULL, template TEXT NOT NULL,
    total_fen INTEGER NOT NULL, fiscal_fen INTEGER NOT NULL, other_fen INTEGER NOT NULL,
    months INTEGER NOT NULL, {_PLANNED}, indicators INTEGER NOT NULL, framework TEXT NOT NULL,
    name TEXT NOT NULL, folded TEXT, purpose TEXT NOT NULL
);
CREATE TABLE indicator (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL, target TEXT NOT NULL,
    basis TEXT NOT NULL
);
CREATE TABLE meaning (
    target TEXT PRIMARY KEY, operator TEXT, value TEXT, upper TEXT, unit_of_measure TEXT
) WITHOUT ROWID;
CREATE TABLE folding (name TEXT PRIMARY KEY, folded TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE level (framework TEXT NOT NULL, kind TEXT NOT NULL, level1 TEXT NOT NULL, PRIMARY KEY (framework, kind))
WITHOUT ROWID;
CREATE TABLE goal (
    project INTEGER NOT NULL, number INTEGER NOT NULL, goal TEXT NOT NULL, PRIMARY KEY (project, number)
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
    year INTEGER NOT NULL, overall TEXT NOT NULL
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
"""

LOOKUPS = f"""
CREATE INDEX IF NOT EXISTS project_sums ON project (
    unit, year, months, template, total_fen, fiscal_fen, other_fen, {", ".join(f"planned_{month}" for month in MONTHS)}
);
CREATE INDEX IF NOT EXISTS project_code ON project (code, year);
CREATE INDEX IF NOT EXISTS project_folder ON project (folder);
CREATE INDEX IF NOT EXISTS folder_place ON folder (kind, unit, year);
CREATE INDEX IF NOT EXISTS unreadable_folder ON unreadable (folder);
"""
"""Made after a first filling, when it costs least; `project_sums` holds all that a summary reads, and little else."""

OF_A_FILE = {
    "project": {
        "indicator": f"id >= ?1 << {PLACE_BITS} AND id < (?1 + 1) << {PLACE_BITS}",
        "goal": "project = ?1",
        "plan": "project = ?1",
    },
    "department": {"unit": "parent = ?1"},
    "department_goal": {"function": "parent = ?1", "function_indicator": "parent = ?1"},
    "unreadable": {},
}
"""The tables with a row a file, and for those with rows that belong to such a row: which these are."""

INDICATORS = f"""project p CROSS JOIN indicator i ON i.id >= p.id << {PLACE_BITS} AND i.id < (p.id + 1) << {PLACE_BITS}
    LEFT JOIN meaning m ON m.target = i.target LEFT JOIN level l ON l.framework = p.framework AND l.kind = i.kind
    LEFT JOIN folding f ON f.name = i.name"""
"""Projects with their indicators: an indicator's number is its project's, shifted, plus its place in the project."""

INDICATOR_COLUMNS = f"""i.id & {(1 << PLACE_BITS) - 1} AS number, coalesce(l.level1, '') AS level1, i.kind AS kind,
    i.name AS name, i.description AS description, i.target AS target, m.operator AS operator,
    CAST(m.value AS REAL) AS value, CAST(m.upper AS REAL) AS upper, m.unit_of_measure AS unit_of_measure,
    i.basis AS basis"""

VIEWS = {
    "projects": """SELECT code, name, unit, department, year, template, purpose, total_fen, fiscal_fen, other_fen,
    CAST(total_fen / 100.0 AS REAL) AS total, CAST(fiscal_fen / 100.0 AS REAL) AS fiscal,
    CAST(other_fen / 100.0 AS REAL) AS other, indicators FROM project""",
    "indicators": f"SELECT p.code, p.unit, p.department, p.year, {INDICATOR_COLUMNS} FROM {INDICATORS}",
    "goals": """SELECT p.code, p.unit, p.department, p.year, g.number, g.goal
    FROM goal g JOIN project p ON p.id = g.project""",
    "spending_plan": f"""SELECT p.code, p.unit, p.department, p.year, s.month, CAST(s.percent AS REAL) AS percent,
    CASE s.month {" ".join(f"WHEN {month} THEN p.planned_{month}" for month in MONTHS)} END AS planned_fen
    FROM plan s JOIN project p ON p.id = s.project""",
    "departments": "SELECT code, name FROM department",
    "units": """SELECT u.code, u.name, d.code AS department FROM unit u JOIN department d ON d.id = u.parent""",
    "department_goals": "SELECT department, year, overall FROM department_goal",
    "functions": """SELECT g.department, g.year, f.number, f.name, f.goal, f.indicators
    FROM function f JOIN department_goal g ON g.id = f.parent""",
    "function_indicators": """SELECT g.department, g.year, i.function, i.number, i.name, i.description, i.target,
    i.operator, CAST(i.value AS REAL) AS value, CAST(i.upper AS REAL) AS upper, i.unit_of_measure
    FROM function_indicator i JOIN department_goal g ON g.id = i.parent""",
}
"""What a query sees besides `problems`, which is filled when it is asked for: messages have a language.

Amounts are cast so that they compare as numbers with a text such as '240000.00'.
"""

PROBLEMS = 'CREATE TEMP TABLE problems (path TEXT, line INTEGER, "column" INTEGER, key TEXT, code TEXT, message TEXT)'

_PROJECT = ("code", "unit", "department", "year")
_TARGET = ("target", "operator", "value", "upper", "unit_of_measure")

VIEW_COLUMNS: dict[str, tuple[str, ...]] = {
    "projects": (
        *("code", "name", "unit", "department", "year", "template", "purpose"),
        *("total_fen", "fiscal_fen", "other_fen", "total", "fiscal", "other", "indicators"),
    ),
    "indicators": (*_PROJECT, "number", "level1", "kind", "name", "description", *_TARGET, "basis"),
    "goals": (*_PROJECT, "number", "goal"),
    "spending_plan": (*_PROJECT, "month", "percent", "planned_fen"),
    "departments": ("code", "name"),
    "units": ("code", "name", "department"),
    "department_goals": ("department", "year", "overall"),
    "functions": ("department", "year", "number", "name", "goal", "indicators"),
    "function_indicators": ("department", "year", "function", "number", "name", "description", *_TARGET),
    "problems": ("path", "line", "column", "key", "code", "message"),
}
"""The columns of each view, as a query sees them."""


def fingerprint(repository: Repository) -> str:
    """What the mirror depends on besides the data files: its form, our own sources, the framework's years."""
    framework = sorted(repository.settings.framework.items())
    return repr((VERSION, state_of_sources(), framework))
