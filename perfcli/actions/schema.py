"""`perf schema --write`: the schemas that the files of a repository point to."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from perfcli.repository import Repository
from perfcli.schema import RECORDS, schema_of
from perfcli.writing import locked, write_files

FOLDER = "schemas"


def schema_text(name: str) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n"


def write_schemas(repository: Repository, names: Iterable[str] = ()) -> list[Path]:
    """Renew the schemas of a repository, all where none is named; returns the files that changed."""
    texts = {repository.root / FOLDER / f"{name}.json": schema_text(name) for name in tuple(names) or RECORDS}
    changed = {path: text for path, text in texts.items() if not path.is_file() or path.read_bytes() != text.encode()}
    if changed:
        with locked(repository.root):
            write_files(changed)
    return list(changed)
