"""`perf doctor`: what is installed, and which program answers to the name."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

import perfcli
from perfcli.cli import programs
from tests.conftest import Perf

PARTS = [
    *("perf", "Python", "the command perf", "the command perfcli", "writing workbooks", "git", "LibreOffice"),
    "Chinese fonts",
    *("encoding of the output", "data repository"),
]


def rows(perf: Perf, *argv: str) -> dict[str, dict[str, str]]:
    found = json.loads(perf.done("doctor", "-f", "json", *argv))
    assert [row["part"] for row in found] == PARTS
    return {row["part"]: row for row in found}


def program(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def test_what_is_here(perf: Perf) -> None:
    found = rows(perf)
    assert found["perf"]["found"] == f"{perfcli.__version__} ({Path(perfcli.__file__).parent})"
    assert found["Python"]["state"] == "ok"
    assert sys.executable in found["Python"]["found"]
    assert found["data repository"] == {
        "part": "data repository",
        "state": "ok",
        "found": str(perf.root),
        "remedy": "",
    }


@pytest.mark.skipif(os.name == "nt", reason="programs there are told by their endings")
def test_another_program_of_the_name_is_told(perf: Perf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "theirs", "perf", "#!/bin/sh\necho counters\n")
    program(tmp_path / "ours", "perfcli", "#!/bin/sh\nexec python -m perfcli\n")
    monkeypatch.setenv("PATH", f"{tmp_path / 'theirs'}{os.pathsep}{tmp_path / 'ours'}")
    found = rows(perf)
    assert found["the command perf"] == {
        "part": "the command perf",
        "state": "check",
        "found": str(tmp_path / "theirs/perf"),
        "remedy": "another program of this name: type `perfcli`",
    }
    assert found["the command perfcli"]["state"] == "ok"
    assert found["git"]["state"] == "missing"
    assert perf("doctor", "--strict").status == 1


def test_outside_of_a_repository(tmp_path_factory: pytest.TempPathFactory) -> None:
    nowhere = Perf(tmp_path_factory.mktemp("nowhere"))
    assert rows(nowhere)["data repository"]["remedy"] == "`perf init DIR` makes one"


LISTED = """\
Noto Serif CJK SC,思源宋体
SimSun,宋体
SimHei
"""


@pytest.mark.skipif(os.name == "nt", reason="fonts there are files of a folder")
def test_which_chinese_fonts_are_here(perf: Perf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert rows(perf)["Chinese fonts"] == {
        "part": "Chinese fonts",
        "state": "check",
        "found": "",
        "remedy": "fc-list is not there to tell: install fontconfig",
    }
    program(tmp_path / "bin", "fc-list", "#!/bin/sh\n")
    assert rows(perf)["Chinese fonts"]["state"] == "missing"
    program(tmp_path / "bin", "fc-list", f"#!/bin/sh\nprintf '%s' '{LISTED}'\n")
    assert rows(perf)["Chinese fonts"] == {
        "part": "Chinese fonts",
        "state": "check",
        "found": "宋体, 黑体",
        "remedy": "documents name 仿宋, 楷体, 方正小标宋简体; other fonts stand in for them in PDF",
    }
    more = LISTED + "FangSong\nKaiTi\nSTZhongsong\n"
    program(tmp_path / "bin", "fc-list", f"#!/bin/sh\nprintf '%s' '{more}'\n")
    assert rows(perf)["Chinese fonts"]["state"] == "ok"


def test_the_fonts_of_windows_are_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "os", type("os", (), {"name": "nt", "environ": {"WINDIR": str(tmp_path)}}))
    (tmp_path / "Fonts").mkdir()
    (tmp_path / "Fonts" / "SimSun.ttc").touch()
    assert programs.installed_fonts() == {"SimSun.ttc"}


def test_states_are_told_to_people_in_their_language(perf: Perf) -> None:
    table = perf.done("--locale", "zh_CN", "doctor", "--columns", "part,state", "-f", "markdown").splitlines()
    assert [cell.strip() for cell in table[0].strip("|").split("|")] == ["检查项", "状态"]
    assert ["Python", "正常"] in [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    assert (
        perf.done("--locale", "zh_CN", "doctor", "--columns", "part,state", "-f", "csv").splitlines()[2] == "Python,ok"
    )
