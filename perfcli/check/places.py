"""What a path below the repository's root says of a file."""

from __future__ import annotations

import re
from functools import lru_cache

from perfcli.check.views import Place
from perfcli.model import Department, DepartmentGoals, Project, Record, Template
from perfcli.paths import UNIT
from perfcli.progress import Progress
from perfcli.regex import regex
from perfcli.settings import Settings

RECORDS: dict[str, type[Record]] = {
    "settings": Settings,
    "department": Department,
    "goals": DepartmentGoals,
    "project": Project,
    "template": Template,
    "progress": Progress,
}
"""The kinds of files and what they hold."""

_PATTERNS = (
    ("project", regex(r"projects/([0-9]{4})/([^/.][^/]*)/([^/]+)\.toml", re.ASCII)),
    ("goals", regex(r"goals/([0-9]{4})/([^/]+)\.toml", re.ASCII)),
    ("department", regex(r"departments/([^/]+)\.toml")),
    ("template", regex(r"templates/([a-z0-9]+(?:-[a-z0-9]+)*)\.toml", re.ASCII)),
    ("progress", regex(r"progress/([0-9]{4})/(?:([^/.][^/]*)/)?([^/]+)\.toml", re.ASCII)),
    ("settings", regex(r"perf\.toml")),
)


def companion_of(path: str) -> str:
    """The path of what is judged together with a file: goals and what became of them; empty for any other file."""
    place = place_of(path)
    folder, _slash, rest = path.partition("/")
    if place is None or folder not in ("projects", "goals", "progress"):
        return ""
    if folder == "progress":
        return f"{'projects' if 'code' in place.keys else 'goals'}/{rest}"
    return f"progress/{rest}"


def place_of(path: str) -> Place | None:
    """The kind of a file and the keys its path says, None where no file is read from."""
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(path)
        if match is None:
            continue
        if kind == "project" or (kind == "progress" and match[2]):
            return Place(path, kind, {"year": int(match[1]), "unit": match[2], "code": match[3]})
        if kind in ("goals", "progress"):
            of_whole = match[match.re.groups]
            return Place(
                path, kind, {"year": int(match[1]), "unit" if UNIT.fullmatch(of_whole) else "department": of_whole}
            )
        return Place(path, kind, {"code": match[1]} if kind == "department" else {})
    return None


@lru_cache(1)
def owner_of(path: str) -> str:
    """The code of the unit or department that a file is about, empty where it is about none."""
    place = place_of(path)
    keys = place.keys if place else {}
    return str(keys.get("unit") or keys.get("department") or keys.get("code") or "")
