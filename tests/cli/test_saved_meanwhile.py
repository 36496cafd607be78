"""A person saves a file while a command rewrites it: what was saved stays, and the command says so."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from perfcli import writing
from perfcli.actions import importing
from tests.conftest import FILES, MAINTENANCE, Perf

PROJECT = f"projects/2021/335001/{MAINTENANCE}.toml"
BUDGET = '"budget":{"total":240000.00,"fiscal":240000.00,"other":0}'
OLD = f'{{"code":"{MAINTENANCE}","name":"另一个名称","unit":"335001","year":2021,{BUDGET}}}\n'
NEW = f'{{"code":"13030321DDDDDDDDDDDDD","name":"新的","unit":"335001","year":2021,{BUDGET}}}\n'


@pytest.fixture
def saving(perf: Perf, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Lets a person save a file at the moment when all drafts are written."""

    def save(path: str) -> str:
        text = (perf.read(path) if (perf.root / path).exists() else "") + "# saved by a person\n"
        sync = writing._Batch._sync_drafts

        def saved(self: writing._Batch) -> None:
            sync(self)
            perf.write(path, text)

        monkeypatch.setattr(writing._Batch, "_sync_drafts", saved)
        return text

    return save


@pytest.mark.parametrize(
    ("argv", "path"),
    [
        (["import", "both.jsonl", "--update"], PROJECT),
        (["import", "new.jsonl"], "perf.toml"),
        (["import", "new.jsonl"], "projects/2021/335001/13030321DDDDDDDDDDDDD.toml"),
        (["fmt"], PROJECT),
        (["check", "--fix", "--unsafe-fixes"], PROJECT),
        (["set", MAINTENANCE, "goals[1]=又改"], PROJECT),
        (["new", "unit", "335003", "新单位"], "departments/335.toml"),
        (["new", "unit", "337001", "新局"], "departments/337.toml"),
        (["new", "template", "new", "--from", MAINTENANCE], "templates/new.toml"),
        (["schema", "--write"], "schemas/project.json"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_is_saved_meanwhile_stays(perf: Perf, saving: Callable[[str], str], argv: list[str], path: str) -> None:
    perf.write(PROJECT, FILES[PROJECT].replace("≥174套", "≥１７４套").replace("purpose = ", "purpose  = "))
    perf.write("perf.toml", "schema = 1\n")
    perf.write("both.jsonl", OLD + NEW)
    perf.write("new.jsonl", NEW)
    before = perf.snapshot()
    text = saving(path)
    outcome = perf(*argv)
    name = perf.root / path
    assert f"{name} was changed by somebody else meanwhile; nothing was written" in outcome.err, outcome
    assert outcome.status == 2
    assert perf.snapshot() == before | {path: text.encode()}


def test_a_division_that_is_set_meanwhile_stays(perf: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
    """perf.toml is read for its language before the lock is there, and again with it."""
    perf.write("perf.toml", "schema = 1\n")
    locked = writing.locked

    def locking(root: Path) -> AbstractContextManager[None]:
        perf.write("perf.toml", 'schema = 1\ndivision = "110101"\n')
        return locked(root)

    monkeypatch.setattr(importing, "locked", locking)
    perf.write("new.jsonl", NEW)
    assert perf("import", "new.jsonl").status == 0
    assert perf.read("perf.toml") == 'schema = 1\ndivision = "110101"\n'


@pytest.mark.parametrize("blocked", ["projects/2021/335001/13030321DDDDDDDDDDDDD.toml", "perf.toml"])
def test_an_import_that_cannot_write_one_file_writes_none(perf: Perf, tmp_path: Path, blocked: str) -> None:
    perf.write("perf.toml", "schema = 1\n")
    if blocked != "perf.toml":
        (perf.root / blocked).mkdir()
    perf.write("both.jsonl", OLD + NEW)
    before = perf.snapshot()
    outcome = perf("import", "both.jsonl", "--update")
    if blocked == "perf.toml":
        assert outcome.status == 0
        assert 'division = "130303"' in perf.read("perf.toml")
    else:
        assert outcome.status == 74
        assert str(tmp_path / blocked) in outcome.err
        assert perf.snapshot() == before
