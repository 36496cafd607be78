"""Kept results go by every file of the program."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from perfcli.check.keeping import NOT_MADE_OF as UNJUDGED
from perfcli.index.schema import NOT_MADE_OF
from perfcli.sources import state_of_sources
from tests.test_layers import PACKAGE, imports, part_of


def test_every_module_and_folder_counts(tmp_path: Path) -> None:
    (tmp_path / "check" / "rules").mkdir(parents=True)
    (tmp_path / "model.py").write_text("a", encoding="utf-8")
    seen = [state_of_sources(package=tmp_path)]
    for name in ("target.py", "check/rules/new.py", "forms/reader.py", "locale/zh_CN/LC_MESSAGES/perfcli.mo"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("b", encoding="utf-8")
        seen.append(state_of_sources(package=tmp_path))
    os.utime(tmp_path / "check" / "rules" / "new.py", ns=(1, 1))
    seen.append(state_of_sources(package=tmp_path))
    assert len(set(seen)) == 6


def test_what_python_compiles_does_not_count(tmp_path: Path) -> None:
    before = state_of_sources(package=tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "model.cpython-311.pyc").write_bytes(b"x")
    assert state_of_sources(package=tmp_path) == before


def test_the_package_itself_is_looked_at() -> None:
    for name in ("/model.py", "/check/rules/__init__.py", "/index/schema.py", "/walk.py", "/codec/reader.py"):
        assert f"'{name}'" in state_of_sources().replace(os.sep, "/").replace("//", "/")


def test_rooms_that_are_left_out_are_not_looked_at(tmp_path: Path) -> None:
    for room in ("cli", "index"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "module.py").write_text("a", encoding="utf-8")
    seen = state_of_sources(["cli"], tmp_path)
    assert "module.py" in seen
    assert "cli" not in seen


@pytest.mark.parametrize(
    ("room", "left_out"),
    [("perfcli.index", NOT_MADE_OF), ("perfcli.actions.check", UNJUDGED)],
)
def test_nothing_that_is_kept_follows_from_a_room_that_its_state_leaves_out(
    room: str, left_out: tuple[str, ...]
) -> None:
    known = set(PACKAGE)
    reached: set[str] = set()
    found = {name for name in known if name.startswith(room)}
    while found:
        reached |= found
        found = {one.target for name in found for one in imports(PACKAGE[name], known) if one.target in known} - reached
    assert {name.split(".")[1] for name in reached if "." in name} & set(left_out) == set()
    assert {part_of(name) for name in reached} >= {"perfcli.codec", "perfcli.model", "perfcli.target"}
