"""The tables of the index: those that hold the mirror, and the views that a query sees.

A mirror of another form, of other sources or of other settings is thrown away and made anew, never migrated.
"""

from __future__ import annotations

from pathlib import Path

from perfcli.repository import Repository

VERSION = 1
MONTHS = range(1, 13)

_SOURCES = ("model.py", "target.py", "framework.py", "select.py", "index/rows.py", "index/schema.py")
"""What decides the rows that a file gives; where one of them changes, the mirror is of another form."""

_PLANNED = ", ".join(f"planned_{month} INTEGER" for month in MONTHS)

TABLES = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE folder (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, year INTEGER NOT NULL, unit TEXT NOT NULL,
    stats BLOB NOT NULL, read_at INTEGER NOT NULL, settled INTEGER NOT NULL
);
CREATE TABLE project (
    id INTEGER PRIMARY KEY, folder INTEGER NOT NULL, file TEXT NOT NULL,
    code TEXT NOT NULL, unit TEXT NOT NULL, department TEXT NOT NULL, year INTEGER NOT NULL, template TEXT NOT NULL,
    total_fen INTEGER NOT NULL, fiscal_fen INTEGER NOT NULL, other_fen INTEGER NOT NULL,
    months INTEGER NOT NULL, {_PLANNED}, indicators INTEGER NOT NULL,
    name TEXT NOT NULL, folded TEXT, purpose TEXT NOT NULL
);
CREATE TABLE indicator (
    project INTEGER NOT NULL, number INTEGER NOT NULL, level1 TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    folded TEXT, description TEXT NOT NULL, target TEXT NOT NULL, operator TEXT, value TEXT, upper TEXT,
    unit_of_measure TEXT, basis TEXT NOT NULL, PRIMARY KEY (project, number)
) WITHOUT ROWID;
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

LOOKUPS = """
CREATE INDEX IF NOT EXISTS project_unit ON project (unit, year);
CREATE INDEX IF NOT EXISTS project_code ON project (code, year);
CREATE INDEX IF NOT EXISTS project_folder ON project (folder);
CREATE INDEX IF NOT EXISTS folder_place ON folder (kind, unit, year);
CREATE INDEX IF NOT EXISTS unreadable_folder ON unreadable (folder);
"""
"""Made after a first filling, when it costs least."""

OF_A_FILE = {
    "project": ("indicator", "goal", "plan"),
    "department": ("unit",),
    "department_goal": ("function", "function_indicator"),
    "unreadable": (),
}
"""The tables with a row a file, and those with rows that belong to such a row."""

VIEWS = {
    "projects": """SELECT code, name, unit, department, year, template, purpose, total_fen, fiscal_fen, other_fen,
    total_fen / 100.0 AS total, fiscal_fen / 100.0 AS fiscal, other_fen / 100.0 AS other, indicators FROM project""",
    "indicators": """SELECT p.code, p.unit, p.department, p.year, i.number, i.level1, i.kind, i.name, i.description,
    i.target, i.operator, CAST(i.value AS REAL) AS value, CAST(i.upper AS REAL) AS upper, i.unit_of_measure, i.basis
    FROM indicator i JOIN project p ON p.id = i.project""",
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
"""What a query sees besides `problems`, which is filled when it is asked for: messages have a language."""

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
    package = Path(__file__).resolve().parents[1]
    states = [(package / name).stat() for name in _SOURCES]
    framework = sorted(repository.settings.framework.items())
    return repr((VERSION, [(state.st_size, state.st_mtime_ns) for state in states], framework))
