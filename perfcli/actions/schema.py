"""`perf schema --write`: the schemas that the files of a repository point to."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from perfcli.disk import is_gone, read_file
from perfcli.repository import Repository
from perfcli.schema import RECORDS, schema_of
from perfcli.writing import Change, locked, write_changes

FOLDER = "schemas"


def schema_text(name: str) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n"


def write_schemas(repository: Repository, names: Iterable[str] = ()) -> list[Path]:
    """Renew the schemas of a repository, all where none is named; returns the files that changed."""
    changed: list[Change] = []
    for name in tuple(names) or RECORDS:
        path, text = repository.root / FOLDER / f"{name}.json", schema_text(name).encode("utf-8")
        before = read_file(path) if not is_gone(path) else None
        if before != text:
            changed.append(Change(path, before, text))
    if changed:
        with locked(repository.root):
            write_changes(repository.root, changed)
    return [change.path for change in changed]
