"""Statements to begin with: what people ask of their goals, each as it can be typed."""

from __future__ import annotations

from perfcli.actions import naming
from perfcli.i18n import noop
from perfcli.repository import Repository

_ANY_YEAR = 2022
_EXAMPLES: tuple[tuple[str, str], ...] = (
    (
        noop("Projects and budget of each unit"),
        "SELECT u.code, u.name, COUNT(*) AS projects, SUM(p.total_fen) / 100.0 AS yuan "
        "FROM projects p JOIN units u ON u.code = p.unit GROUP BY u.code, u.name ORDER BY yuan DESC",
    ),
    (
        noop("The ten largest projects of a year"),
        "SELECT code, name, unit, total FROM projects WHERE year = {year} ORDER BY total_fen DESC LIMIT 10",
    ),
    (
        noop("Two years side by side, by unit"),
        "SELECT unit, SUM(total_fen) FILTER (WHERE year = {before}) / 100.0 AS before, "
        "SUM(total_fen) FILTER (WHERE year = {year}) / 100.0 AS after FROM projects GROUP BY unit",
    ),
    (
        noop("Projects whose name or purpose holds a word"),
        "SELECT code, name, total FROM projects WHERE name LIKE '%维修%' OR purpose LIKE '%维修%'",
    ),
    (
        noop("The indicators that most projects have, and between which values their targets lie"),
        "SELECT kind, name, COUNT(*) AS projects, MIN(value) AS least, MAX(value) AS most FROM indicators "
        "GROUP BY kind, name ORDER BY projects DESC LIMIT 20",
    ),
    (
        noop("Projects without an indicator of satisfaction"),
        "SELECT code, name FROM projects p WHERE NOT EXISTS (SELECT 1 FROM indicators i "
        "WHERE i.code = p.code AND i.year = p.year AND i.level1 = '满意度指标')",
    ),
    (
        noop("Projects that plan to spend less than half by June"),
        "SELECT p.code, p.name, s.percent FROM spending_plan s JOIN projects p ON p.code = s.code AND p.year = s.year "
        "WHERE s.month = 6 AND s.percent < 50",
    ),
    (
        noop("Projects with the same name in several years"),
        "SELECT name, COUNT(DISTINCT year) AS years, SUM(total_fen) / 100.0 AS yuan FROM projects "
        "GROUP BY name HAVING years > 1",
    ),
    (
        noop("Findings of each unit by severity"),
        "SELECT unit, severity, COUNT(*) AS findings FROM findings GROUP BY unit, severity ORDER BY unit, severity",
    ),
    (
        noop("What a review finds in projects of five million yuan and more"),
        "SELECT p.code, p.name, p.total, f.rule, f.message FROM findings f JOIN projects p "
        "ON p.code = f.code AND p.year = f.year WHERE p.total >= 5000000 AND f.severity <> 'notice' "
        "ORDER BY p.total_fen DESC",
    ),
)
"""What is asked, and the statement."""


def examples_for(repository: Repository | None) -> list[tuple[str, str]]:
    """What is asked, and the statement about the last years of a repository."""
    known = [int(year) for year in naming.years(repository)] if repository else []
    year = known[-1] if known else _ANY_YEAR
    before = known[-2] if len(known) > 1 else year - 1
    return [(title, statement.format(year=year, before=before)) for title, statement in _EXAMPLES]
