"""Repositories that nobody would make on purpose: clear messages, never a traceback, never a hang."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from perfcli.cli.main import BUG
from tests.conftest import FILES, HEATING, MAINTENANCE, Perf, spawn

PROJECT = f"projects/2021/335001/{MAINTENANCE}.toml"
STRAY = "projects/2021/335001/13030321ZZZZZZZZZZZZZ.toml"

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("list",),
    ("list", "units"),
    ("list", "functions"),
    ("list", "templates"),
    ("list", "indicators", "-f", "csv"),
    ("summary",),
    ("show", MAINTENANCE),
    ("show", MAINTENANCE, "-f", "json"),
    ("new", "project", "--unit", "335001", "--name", "x", "--budget", "1", "--template", "housing-maintenance"),
    ("new", "unit", "335002", "供热站"),
    ("new", "template", "aa", "--from", MAINTENANCE),
)


def replaced(old: str, new: str) -> Callable[[Perf], object]:
    """The project's file with one part of its text replaced."""

    def change(perf: Perf) -> None:
        text = perf.read(PROJECT)
        assert old in text
        perf.write(PROJECT, text.replace(old, new, 1))

    return change


def written(path: str, text: str | bytes) -> Callable[[Perf], object]:
    return lambda perf: perf.write(path, text)


def folder(path: str) -> Callable[[Perf], object]:
    def make(perf: Perf) -> None:
        (perf.root / path).unlink(missing_ok=True)
        (perf.root / path).mkdir(parents=True)

    return make


def copied(old: str, new: str) -> Callable[[Perf], object]:
    return lambda perf: shutil.copytree(perf.root / old, perf.root / new)


def linked(path: str, target: str) -> Callable[[Perf], object]:
    return lambda perf: os.symlink(target, perf.root / path)


HOSTILE: dict[str, Callable[[Perf], object]] = {
    "a folder named as a project": folder(STRAY),
    "a folder named as a department": folder("departments/335.toml"),
    "a folder named as goals": folder("goals/2021/335.toml"),
    "a folder named as a template": folder("templates/housing-maintenance.toml"),
    "a dangling link": linked(STRAY, "nowhere"),
    "a link to itself": linked(STRAY, STRAY.rsplit("/", 1)[1]),
    "a link to a folder above": linked("projects/2021/335009", ".."),
    "an empty project": written(PROJECT, ""),
    "a project of nulls": written(PROJECT, b"\0" * 100),
    "a project in another encoding": written(PROJECT, "code = '公租房'".encode("gb18030")),
    "a project in utf-16": written(PROJECT, "code = 'x'".encode("utf-16")),
    "an unresolved merge": written(PROJECT, "<<<<<<< HEAD\ncode = 1\n=======\ncode = 2\n>>>>>>> x\n"),
    "dates for texts": written(PROJECT, "code = 1979-05-27\nname = 07:32:00\nyear = true\nindicators = 3\n"),
    "mixed indicators": written(PROJECT, "indicators = [1, {kind = 3, name = []}, {}, [[]]]\nbudget = []\n"),
    "deep arrays": written(PROJECT, "a = " + "[" * 100_000 + "]" * 100_000),
    "deep tables": written(PROJECT, "a = " + "{b = " * 380 + "1" + "}" * 380),
    "deep keys": written(PROJECT, "[" + "a." * 3000 + "a]\nb = 1\n"),
    "ten thousand goals": replaced("goals = [", "goals = [" + '"一",' * 10_000),
    "a name of a million characters": replaced("公租房维修费", "名" * 1_000_000),
    "a name that drives a terminal": replaced("公租房维修费", "\\u001b[31m\\u202e\\n\\r\\u0000\\u2028|"),
    "a year of many digits": replaced("year = 2021", "year = " + "9" * 6000),
    "a year beyond 64 bits": replaced("year = 2021", "year = 99999999999999999999"),
    "a negative year": replaced("year = 2021", "year = -1"),
    "an amount with a huge exponent": replaced("240000.00", "1e99999999999999999999"),
    "an amount with a tiny exponent": replaced("240000.00", "1e-999999999"),
    "an amount with many decimals": replaced("240000.00", "0." + "1" * 6000),
    "an infinite amount": replaced("240000.00", "inf"),
    "a percent with a tiny exponent": replaced("3 = 25.00", "3 = 1e-999999999"),
    "a percent with a huge exponent": replaced("3 = 25.00", "3 = 1e999999999"),
    "months that are none": replaced("3 = 25.00", '13 = 25.00\n"x y" = 3\n03 = 3\n"" = 1'),
    "a year folder 0000": copied("projects/2021", "projects/0000"),
    "a year folder 20211": copied("projects/2021", "projects/20211"),
    "a year folder in full width": copied("projects/2021", "projects/２０２１"),
    "goals of the year 0": copied("goals/2021", "goals/0000"),
    "a unit folder that no department knows": copied("projects/2021/335001", "projects/2021/999999"),
    "stray files": written("projects/2021/335001/notes.txt", "x"),
    "a stray project in a year": written("projects/2021/x.toml", "x = 1"),
    "a stray project beside the years": written("projects/x.toml", "x = 1"),
    "hidden files": written("projects/2021/335001/.x.toml", b"\xff"),
    "a file name that drives a terminal": written("projects/2021/335001/a\n\x1b[31m\u202e.toml", "x = 1"),
    "a unit twice": written("departments/335.toml", FILES["departments/335.toml"] + '[[units]]\ncode = "335001"\n'),
    "a unit of another department": written("departments/337.toml", 'code = "337"\nunits = [{code = "../../x"}]\n'),
    "a department of another code": written("departments/337.toml", 'code = "335"\n'),
    "a department that cannot be read": written("departments/335.toml", "code =\n"),
    "an empty perf.toml": written("perf.toml", ""),
    "a perf.toml of wrong types": written(
        "perf.toml", 'schema = "x"\nyear = []\ncheckpoints = [13, "a"]\nlocale = 3\n'
    ),
    "a perf.toml in another encoding": written("perf.toml", b"\xff\xfe\0"),
    "a framework that is none": written("perf.toml", 'year = 2021\n[framework]\n2015 = "1999"\n'),
    "a framework of no year": written("perf.toml", "[framework]\nx = 3\n"),
    "a division that is none": written("perf.toml", 'year = 2021\ndivision = "../../"\n'),
    "a budget year that is none": written("perf.toml", 'year = 20211\ndivision = "130303"\n'),
    "checkpoints out of order": written("perf.toml", 'year = 2021\ndivision = "130303"\ncheckpoints = [12, 3, 3]\n'),
    "a template with unknown keys": written("templates/housing-maintenance.toml", 'x = 1\nuse = "{x}"\n'),
    "a template of wrong types": written("templates/housing-maintenance.toml", 'name = 3\ngoals = ["{", 3]\n'),
    "a template of no slug": written("templates/Not A Slug.toml", 'name = "x"\n'),
    "a file named .perf": written(".perf", "x"),
    "a folder for the lock": folder(".perf/lock"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_every_command_ends_in_a_clear_message(perf: Perf, name: str) -> None:
    HOSTILE[name](perf)
    for argv in COMMANDS:
        outcome = perf(*argv)
        assert outcome.status in (0, 2, 74), (argv, outcome.err)
        assert outcome.status != BUG
        assert outcome.status == 0 or outcome.err.startswith("Error: ")
        assert outcome.status == 0 or outcome.out == ""
        assert not set(outcome.out + outcome.err) & set("\x1b\x00\r")
        assert "json" in argv or "\u202e" not in outcome.out + outcome.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
@pytest.mark.parametrize("path", [STRAY, PROJECT, "departments/335.toml", "goals/2021/335.toml", "templates/a.toml"])
def test_a_pipe_among_the_files_blocks_nothing(perf: Perf, path: str) -> None:
    (perf.root / path).unlink(missing_ok=True)
    os.mkfifo(perf.root / path)
    subject = {"d": "units", "g": "functions", "t": "templates", "p": "projects"}[path[0]]
    done = spawn(perf.root, "list", subject, "-q")
    assert done.returncode == 0
    assert done.stderr.decode() == (
        f"Warning: these files could not be read and are left out:\n  {path}: cannot be read: not a regular file\n"
    )


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(perf: Perf) -> None:
    (perf.root / PROJECT).chmod(0)
    outcome = perf("list", "-q")
    assert (outcome.status, MAINTENANCE in outcome.out) == (0, False)
    assert f"  {PROJECT}: cannot be read: Permission denied\n" in outcome.err
    assert perf("summary").status == 2


def test_a_project_of_many_megabytes(perf: Perf) -> None:
    text = perf.read(PROJECT)
    perf.write(PROJECT, text.replace("住户满意。", "住户满意。\\n" * 500_000))
    assert (perf.root / PROJECT).stat().st_size > 8_000_000
    assert perf.done("list", "-q", "--unit", "335001") == f"{MAINTENANCE}\n"


def test_a_data_folder_that_is_a_file(perf: Perf) -> None:
    shutil.rmtree(perf.root / "projects")
    perf.write("projects", "x")
    for argv in (("list",), ("summary",)):
        outcome = perf(*argv)
        assert (outcome.status, outcome.out) == (74, "")
        assert outcome.err == f"Error: the system failed: {perf.root}/projects: Not a directory\n"


def test_a_code_outside_the_alphabet_can_still_be_shown(perf: Perf) -> None:
    text = perf.read(f"projects/2021/335002/{HEATING}.toml")
    perf.write("projects/2021/335002/abc.toml", text.replace(HEATING, "abc"))
    assert "abc" in perf.done("list", "-q").split()
    assert perf.done("show", "abc").startswith("Performance goals: 清洁取暖\n")


def test_all_faults_of_the_settings_at_their_places(perf: Perf) -> None:
    perf.write(
        "perf.toml",
        'schema = "x"\ndivision = 3\nyear = "a"\ncheckpoints = ["a", 13, 3]\nlocale = 3\n'
        '[framework]\n2015 = "2015"\nx = "2015"\n2016 = 4\n',
    )
    assert perf.refused("new", "project", "--unit", "335001", "--name", "x", "--budget", "1") == (
        "Error: this file has to be mended first\n"
        '  perf.toml:1:10: schema: a whole number has digits only; found "x"\n'
        '      schema = "x"\n'
        "               ^\n"
        '  perf.toml:2:12: division: text needs quotes: "3"\n'
        "      division = 3\n"
        "                 ^\n"
        '  perf.toml:3:8: year: a whole number has digits only; found "a"\n'
        '      year = "a"\n'
        "             ^\n"
        "  perf.toml:8:1: framework.x: x is not a year\n"
        '      x = "2015"\n'
        "      ^\n"
        '  perf.toml:9:8: framework.2016: text needs quotes: "4"\n'
        "      2016 = 4\n"
        "             ^\n"
        "  perf.toml:4:16: checkpoints[1]: expected a whole number, found text\n"
        '      checkpoints = ["a", 13, 3]\n'
        "                     ^\n"
        "  perf.toml:4:21: checkpoints[2]: 13 is not a month from 1 to 12\n"
        '      checkpoints = ["a", 13, 3]\n'
        "                          ^\n"
        '  perf.toml:5:10: locale: text needs quotes: "3"\n'
        "      locale = 3\n"
        "               ^\n"
        "`perf fmt --repair` mends what is beyond doubt and shows each line; add --diff to write nothing.\n"
    )


def test_a_named_folder_that_is_not_there(perf: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
    message = "Error: there is no folder nowhere\nName the folder of a data repository with --repo or PERF_REPO.\n"
    assert perf.refused("--repo", "nowhere", "list") == message
    monkeypatch.setenv("PERF_REPO", "nowhere")
    assert perf.refused("list") == message


def test_no_repository(tmp_path: Path) -> None:
    assert Perf(tmp_path).refused("list") == (
        f"Error: no data repository here: {tmp_path} and the folders above it hold no perf.toml\n"
        "Make one with `perf init`, or name one with `perf --repo DIR`.\n"
    )
