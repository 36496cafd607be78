"""Data that nobody writes on purpose: numbers beyond 64 bits, a code in thousands of files, folders of odd names."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from perfcli.cli.main import run
from perfcli.index.refresh import IndexMirror
from tests.conftest import HEATING, Perf

PROJECT = f"projects/2021/335002/{HEATING}.toml"


@pytest.mark.parametrize("year", [str(1 << 63), str(1 << 64), "0x" + "f" * 4000])
def test_numbers_beyond_64_bits_are_unreadable_files(perf: Perf, year: str) -> None:
    goals = "goals/2021/335.toml"
    for path in (PROJECT, goals):
        perf.write(path, perf.read(path).replace("year = 2021", f"year = {year}"))
    listed = perf("list", "-q")
    assert listed.status == 0
    assert PROJECT in listed.err
    assert HEATING not in listed.out
    for argv in (("summary",), ("export", "-", "-f", "jsonl")):
        outcome = perf(*argv)
        assert outcome.status == 2
        assert PROJECT in outcome.err
    assert goals in perf("list", "functions").err
    checked = perf("check")
    assert checked.status == 1
    assert f"{PROJECT}:" in checked.out
    assert f"{goals}:" in checked.out
    assert perf("check").out == checked.out


def test_numbers_beyond_64_bits_in_a_request_are_no_years(perf: Perf) -> None:
    outcome = perf("list", "-q", "--year", "99999999999999999999")
    assert (outcome.status, outcome.out) == (2, "")
    assert "99999999999999999999 is not a year of four digits" in outcome.err


def test_a_year_beyond_all_clocks_is_a_time_like_any(perf: Perf) -> None:
    os.utime(perf.root / PROJECT, ns=(0, 1 << 62))
    assert HEATING in perf.done("list", "-q")
    assert HEATING in perf.done("list", "-q")


def test_each_of_many_files_of_a_code_names_a_few_others(perf: Perf) -> None:
    text = perf.read(PROJECT)
    for number in range(3, 13):
        unit = f"335{number:03}"
        perf.write(f"projects/2021/{unit}/{HEATING}.toml", text.replace('"335002"', f'"{unit}"'))
    lines = [line for line in perf("summary").err.split("\n") if line.startswith("  projects/")]
    assert len(lines) == 11
    assert lines[0] == (
        f"  {PROJECT}: the code {HEATING} is used 11 times in 2021: also in projects/2021/335003/{HEATING}.toml,"
        f" projects/2021/335004/{HEATING}.toml, projects/2021/335005/{HEATING}.toml and 7 other files"
    )
    found = [line for line in perf("check", "--select", "D506").out.split("\n") if ": D506 " in line]
    assert len(found) == 11
    assert all("and 5 other files" in line for line in found)


def test_a_folder_of_an_odd_name_is_named(perf: Perf) -> None:
    odd = f"projects/2021/335 001/{HEATING}.toml"
    perf.write(odd, perf.read(PROJECT).replace('"335002"', '"335 001"'))
    shutil.rmtree(perf.root / "projects/2021/335002")
    for argv in (("book", "--department", "335", "--year", "2021"), ("export", "-", "-f", "jsonl")):
        outcome = perf(*argv)
        assert (outcome.status, outcome.out) == (2, "")
        assert f"{odd}: 335 001: a unit's code has six or more digits" in outcome.err


def test_out_of_memory_is_a_failure_of_the_system(
    perf: Perf, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_arguments: object) -> None:
        raise MemoryError

    monkeypatch.setattr(IndexMirror, "_apply", fail)
    assert run(["--locale", "en", "-C", str(perf.root), "summary"]) == 74
    assert capsys.readouterr().err == "Error: the system failed: out of memory\n"
    left = [path.name for path in Path(perf.root, ".perf").iterdir() if "draft" in path.name or "making" in path.name]
    assert left == []


def test_a_name_that_reads_as_a_target_does_leaves_the_target_its_number(perf: Perf) -> None:
    text = perf.read(PROJECT)
    text += "\n"
    for name, target in (("100%", "好"), ("覆盖率", "100%"), ("１００%", "好"), ("比例", "１００%")):
        text += f'[[indicators]]\nkind = "数量指标"\nname = "{name}"\ntarget = "{target}"\n\n'
    perf.write(PROJECT, text)
    asked = f"SELECT name, operator, value FROM indicators WHERE code = '{HEATING}' ORDER BY number"
    assert perf.done("query", asked, "-f", "csv").splitlines()[1:] == [
        "100%,,",
        "覆盖率,=,100.0",
        "１００%,,",
        "比例,=,100.0",
    ]
