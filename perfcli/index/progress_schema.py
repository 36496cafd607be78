"""What the index holds of progress files, and the views on it.

What follows from a file together with its project (points, lights) is worked out when it is read, by the same code that
shows one project, and again when either changes.
"""

from __future__ import annotations

from perfcli.index.view import View, numbers, plain, yuan

TABLES = """
CREATE TABLE progress_file (
    id INTEGER PRIMARY KEY, folder INTEGER NOT NULL, file TEXT NOT NULL, code TEXT NOT NULL, unit TEXT NOT NULL,
    department TEXT NOT NULL, year INTEGER NOT NULL, adjusted_fen INTEGER, monitorings INTEGER NOT NULL,
    evaluated INTEGER NOT NULL, adjustments INTEGER NOT NULL, last INTEGER, light_rank INTEGER
);
CREATE TABLE monitored (
    parent INTEGER NOT NULL, place INTEGER NOT NULL, date TEXT NOT NULL, spent_fen INTEGER, expected_fen INTEGER,
    conclusion TEXT NOT NULL, measures TEXT NOT NULL, planned_fen INTEGER, execution TEXT, light TEXT,
    PRIMARY KEY (parent, place)
) WITHOUT ROWID;
CREATE TABLE monitored_row (
    parent INTEGER NOT NULL, monitoring INTEGER NOT NULL, place INTEGER NOT NULL, number INTEGER, name TEXT NOT NULL,
    target TEXT, value TEXT NOT NULL, expected TEXT NOT NULL, cause TEXT NOT NULL, explanation TEXT NOT NULL,
    likelihood TEXT NOT NULL, progress TEXT, light TEXT, PRIMARY KEY (parent, monitoring, place)
) WITHOUT ROWID;
CREATE TABLE monitored_shown (
    parent INTEGER NOT NULL, monitoring INTEGER NOT NULL, indicators TEXT NOT NULL, PRIMARY KEY (parent, monitoring)
) WITHOUT ROWID;
CREATE TABLE evaluated (
    parent INTEGER PRIMARY KEY, initial_fen INTEGER, adjusted_fen INTEGER, spent_fen INTEGER, execution TEXT,
    execution_points TEXT, given_execution_points TEXT, total_cents INTEGER, given_total_score TEXT,
    computed_score TEXT, grade TEXT, alarm INTEGER, planned_fen INTEGER
);
CREATE TABLE evaluated_shown (
    parent INTEGER PRIMARY KEY, results TEXT NOT NULL, indicators TEXT NOT NULL, recheck_score TEXT,
    lacks TEXT NOT NULL
);
CREATE TABLE evaluated_row (
    parent INTEGER NOT NULL, place INTEGER NOT NULL, number INTEGER, name TEXT NOT NULL, kind TEXT, target TEXT,
    actual TEXT NOT NULL, tier TEXT NOT NULL, weight TEXT, score TEXT, given_score TEXT, computed TEXT, how TEXT,
    reason TEXT NOT NULL, measure TEXT NOT NULL, evidence TEXT NOT NULL, recheck TEXT, PRIMARY KEY (parent, place)
) WITHOUT ROWID;
CREATE TABLE result (
    parent INTEGER NOT NULL, number INTEGER NOT NULL, result TEXT NOT NULL, PRIMARY KEY (parent, number)
) WITHOUT ROWID;
CREATE TABLE fund_part (
    parent INTEGER NOT NULL, place INTEGER NOT NULL, date TEXT, part TEXT NOT NULL, initial_fen INTEGER,
    adjusted_fen INTEGER, spent_fen INTEGER, expected_fen INTEGER, PRIMARY KEY (parent, place)
) WITHOUT ROWID;
CREATE TABLE progress_detail (
    parent INTEGER NOT NULL, place INTEGER NOT NULL, date TEXT, indicator TEXT, label TEXT NOT NULL,
    value TEXT NOT NULL, PRIMARY KEY (parent, place)
) WITHOUT ROWID;
CREATE TABLE adjusted_key (
    parent INTEGER NOT NULL, place INTEGER NOT NULL, date TEXT NOT NULL, reason TEXT NOT NULL, number INTEGER,
    key TEXT, before TEXT, after TEXT, PRIMARY KEY (parent, place)
) WITHOUT ROWID;
CREATE TABLE unreadable_progress (
    id INTEGER PRIMARY KEY, folder INTEGER NOT NULL, file TEXT NOT NULL, year INTEGER NOT NULL, unit TEXT NOT NULL,
    code TEXT NOT NULL
);
"""

LOOKUPS = """
CREATE INDEX IF NOT EXISTS progress_place ON progress_file (code, year, unit, adjusted_fen, last);
CREATE INDEX IF NOT EXISTS progress_standing ON progress_file (light_rank, year, code, unit, last);
CREATE INDEX IF NOT EXISTS progress_evaluated ON progress_file (year, code, unit) WHERE evaluated;
CREATE INDEX IF NOT EXISTS progress_folder ON progress_file (folder);
CREATE INDEX IF NOT EXISTS unreadable_progress_folder ON unreadable_progress (folder);
"""

_PARTS = (
    *("monitored", "monitored_row", "monitored_shown", "evaluated", "evaluated_shown"),
    *("evaluated_row", "result", "fund_part", "progress_detail", "adjusted_key"),
)
OF_A_FILE: dict[str, dict[str, str]] = {
    "progress_file": dict.fromkeys(_PARTS, "parent = ?1"),
    "unreadable_progress": {},
}

_KEY = plain("g", "year", "unit", "code", "department")


def _of(table: str, alias: str) -> str:
    return f"{table} {alias} JOIN progress_file g ON g.id = {alias}.parent"


VIEWS = {
    "progress": View(
        "progress_file g",
        {
            **_KEY,
            **plain("g", "adjusted_fen"),
            **yuan("g", "adjusted"),
            **plain("g", "monitorings", "evaluated", "adjustments"),
        },
    ),
    "monitoring": View(
        _of("monitored", "m"),
        {
            **_KEY,
            **plain("m", "date", "spent_fen", "expected_fen", "planned_fen"),
            **yuan("m", "spent", "expected", "planned"),
            **numbers("m", "execution"),
            **plain("m", "light", "conclusion", "measures"),
        },
    ),
    "monitored_values": View(
        f"{_of('monitored_row', 'v')} JOIN monitored m ON m.parent = v.parent AND m.place = v.monitoring",
        {
            **_KEY,
            "date": "m.date",
            **plain("v", "number", "name", "target", "value", "expected"),
            **numbers("v", "progress"),
            **plain("v", "light", "cause", "explanation", "likelihood"),
        },
    ),
    "evaluations": View(
        _of("evaluated", "e"),
        {
            **_KEY,
            **plain("e", "initial_fen", "adjusted_fen", "spent_fen"),
            **yuan("e", "initial", "adjusted", "spent"),
            **numbers("e", "execution", "execution_points", "given_execution_points"),
            "total_score": "CAST(e.total_cents / 100.0 AS REAL)",
            **numbers("e", "given_total_score", "computed_score"),
            **plain("e", "grade", "alarm", "planned_fen"),
            **yuan("e", "planned"),
        },
    ),
    "scores": View(
        _of("evaluated_row", "s"),
        {
            **_KEY,
            **plain("s", "number", "name", "kind", "target", "actual", "tier"),
            **numbers("s", "weight", "score", "given_score", "computed"),
            **plain("s", "how", "reason", "measure", "evidence"),
            **numbers("s", "recheck"),
        },
    ),
    "results": View(_of("result", "r"), {**_KEY, **plain("r", "number", "result")}),
    "fund_parts": View(
        _of("fund_part", "f"),
        {
            **_KEY,
            **plain("f", "date", "part", "initial_fen", "adjusted_fen", "spent_fen", "expected_fen"),
            **yuan("f", "initial", "adjusted", "spent", "expected"),
        },
    ),
    "progress_details": View(
        _of("progress_detail", "d"), {**_KEY, **plain("d", "date", "indicator", "label", "value")}
    ),
    "adjustments": View(
        _of("adjusted_key", "a"), {**_KEY, **plain("a", "date", "reason", "number", "key", "before", "after")}
    ),
}
"""`date` is empty where it is of the self-evaluation, `code` where it is of a whole unit, `unit` of a department."""
