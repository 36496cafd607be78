"""Names of what a repository holds, for whoever types one: codes, units, years, templates, forms.

Nothing is brought up to date for them. Where there are few files their names are read as they are now; where there
are many, the index answers as the last command left it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from perfcli.disk import entries, read_file
from perfcli.index import stored_rows
from perfcli.regex import regex
from perfcli.repository import YEAR, Repository

MOST = 200
"""Of so many codes one chooses by typing on; the last one is among them, so that what all begin with is right."""

_FEW_FILES = 3_000
_FEW_DEPARTMENTS = 100

_PLAIN = regex(r"(?!-)[\w.-]{1,64}")
"""What a shell may be given: some evaluate words (zsh), others put them on the line as they are, to be run (bash)."""
_CODE = regex(r"[0-9A-Za-z]{1,64}")
_NAME = regex(r'^name *= *"([^"\\]*)"', re.MULTILINE)

T = TypeVar("T")
Names = dict[str, str]
"""Each name with what it stands for, which may be empty."""


def codes(repository: Repository, begun: str) -> Names:
    """Codes of projects that begin so, each with its project's name; of very many the first and the last."""
    here = _files_in_folders(repository.root)
    if here is None:
        return _stored_codes(repository, begun)
    chosen = _first_and_last({code: here[code] for code in sorted(here) if code.startswith(begun)})
    return {code: _name_in(path) for code, path in chosen.items()}


def _files_in_folders(root: Path) -> dict[str, Path] | None:
    """The latest file of each code that a file is named after, None where these are too many to look at."""
    found: dict[str, Path] = {}
    looked_at = 0
    for year in entries(root / "projects"):
        for unit in entries(root / "projects" / year.name) if year.is_dir() else ():
            folder = root / "projects" / year.name / unit.name
            inner = entries(folder) if unit.is_dir() else []
            found |= {code: folder / f"{code}.toml" for code in map(_stem, inner) if _CODE.fullmatch(code)}
            looked_at += len(inner) + 1
            if looked_at > _FEW_FILES:
                return None
    return found


def _stored_codes(repository: Repository, begun: str) -> Names:
    where = "SELECT code, name FROM project WHERE code >= $begin AND code < $end ORDER BY code {order} LIMIT {most}"
    values = {"begin": begun, "end": f"{begun}\U0010ffff"}
    rows = stored_rows(repository, where.format(order="ASC, year ASC", most=MOST * 4), values)
    rows += stored_rows(repository, where.format(order="DESC, year DESC", most=1), values)
    return _first_and_last({code: name for code, name in rows if _CODE.fullmatch(code)})


def _first_and_last(names: dict[str, T]) -> dict[str, T]:
    return names if len(names) <= MOST else dict([*list(names.items())[: MOST - 1], list(names.items())[-1]])


def units(repository: Repository) -> Names:
    """Codes of units and departments with their names."""
    found: Names = {}
    if len(repository.tomls("departments")) > _FEW_DEPARTMENTS:
        statement = "SELECT code, name FROM department UNION SELECT code, name FROM unit"
        found = dict(stored_rows(repository, statement, {}))
    for loaded in repository.departments() if not found else ():
        if loaded.record is not None:
            found[loaded.record.code] = loaded.record.name
            found |= {unit.code: unit.name for unit in loaded.record.units}
    return {code: name for code, name in sorted(found.items()) if _CODE.fullmatch(code)}


def departments(repository: Repository) -> Names:
    """Codes of departments with their names."""
    return {code: name for code, name in units(repository).items() if len(code) == 3}


def years(repository: Repository) -> Names:
    """The budget years that projects or goals are kept for."""
    found = {
        entry.name
        for folder in ("projects", "goals")
        for entry in entries(repository.root / folder)
        if YEAR.fullmatch(entry.name)
    }
    return dict.fromkeys(sorted(found), "")


def templates(repository: Repository) -> Names:
    """The slugs of templates with their names."""
    return dict(_named(repository, "templates"))


def forms(repository: Repository) -> Names:
    """The slugs of the repository's own forms with their names."""
    return dict(_named(repository, "forms"))


def _named(repository: Repository, folder: str) -> Iterator[tuple[str, str]]:
    """Slugs of the files of a folder, and the names at their heads."""
    for entry in entries(repository.root / folder):
        slug = _stem(entry)
        if _PLAIN.fullmatch(slug) and entry.is_file():
            yield slug, _name_in(repository.root / folder / entry.name)


def _name_in(path: Path) -> str:
    """The name at the head of a file, empty where none is found."""
    with suppress(OSError):
        found = _NAME.search(read_file(path).decode("utf-8", "replace"))
        return found[1] if found else ""
    return ""


def _stem(entry: object) -> str:
    name = str(getattr(entry, "name", ""))
    return name.removesuffix(".toml") if name.endswith(".toml") else ""
