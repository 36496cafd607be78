"""Kept results go by every file of the program."""

from __future__ import annotations

import os
from pathlib import Path

from perfcli.sources import state_of_sources


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
