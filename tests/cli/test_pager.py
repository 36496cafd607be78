"""Results for people go through a pager, as git has it, and have colours where they help: on a terminal alone."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import FILES, HEATING, MAINTENANCE, ROAD, Perf, lay_out, spawn

pytest.importorskip("pty", reason="no pseudo-terminals on this system")

from tests.terminal import SEQUENCE, run_on_terminal  # it needs what is asked for above

CODES = f"Code\n---------------------\n{MAINTENANCE}\n{HEATING}\n{ROAD}\n"
MARKED = "".join(f"> {line}\n" for line in CODES.splitlines())
MARKS = "sed 's/^/> /'"
LIST = ("list", "--columns", "code")


@pytest.fixture
def colours() -> dict[str, str]:
    return {"NO_COLOR": "", "PERF_PAGER": "cat", "TERM": "xterm"}


@pytest.mark.parametrize(
    ("environ", "shown"),
    [
        ({"PERF_PAGER": MARKS}, MARKED),
        ({"PERF_PAGER": MARKS, "PAGER": "cat"}, MARKED),
        ({"PERF_PAGER": "", "PAGER": MARKS}, CODES),
        ({"PERF_PAGER": "cat", "PAGER": MARKS}, CODES),
        ({"PERF_PAGER": "  "}, CODES),
        ({"PERF_PAGER": None, "PAGER": MARKS}, MARKED),
        ({"PERF_PAGER": None, "PAGER": ""}, CODES),
        ({"PERF_PAGER": None, "PAGER": None}, CODES),
        ({"PERF_PAGER": None, "PAGER": None, "PATH": "/nowhere"}, CODES),
    ],
)
def test_the_environment_names_the_pager(perf: Perf, environ: dict[str, str | None], shown: str) -> None:
    run = run_on_terminal(perf.root, *LIST, environ=environ)
    assert (run.text, run.status) == (shown, 0)


def test_no_pager_is_asked_for(perf: Perf) -> None:
    for argv in (("--no-pager", *LIST), (*LIST, "--no-pager")):
        run = run_on_terminal(perf.root, *argv, environ={"PERF_PAGER": MARKS})
        assert (run.text, run.status) == (CODES, 0)


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv"])
def test_what_is_for_programs_is_not_paged(perf: Perf, form: str) -> None:
    shown = run_on_terminal(perf.root, *LIST, "-f", form, environ={"PERF_PAGER": MARKS}).text
    assert shown == perf.done(*LIST, "-f", form)


def test_a_pipe_and_a_file_are_not_paged(perf: Perf) -> None:
    assert spawn(perf.root, *LIST, environ={"PERF_PAGER": MARKS}).stdout.decode() == CODES
    run = run_on_terminal(perf.root, *LIST, "-o", "out.txt", environ={"PERF_PAGER": MARKS})
    assert (run.text, perf.read("out.txt")) == ("", CODES)


@pytest.mark.parametrize(
    "argv",
    [
        ("list", "-f", "markdown"),
        ("show", MAINTENANCE),
        ("summary",),
        ("query", "SELECT code FROM projects"),
        ("query", "--tables"),
        ("check",),
        ("check", "--statistics"),
        ("rules",),
        ("rules", "A301"),
        ("form", "list"),
        ("doctor",),
        ("cache",),
        ("book", "--department", "335", "--year", "2021"),
        ("form", "fill", MAINTENANCE, "--form", "national"),
    ],
    ids=" ".join,
)
def test_every_result_for_people_is_paged(perf: Perf, argv: tuple[str, ...]) -> None:
    lines = run_on_terminal(perf.root, *argv, environ={"PERF_PAGER": MARKS}).text.splitlines()
    assert [lines[0][:2], lines[2][:2]] == ["> ", "> "]


def test_no_shell_reads_the_name_of_a_pager(perf: Perf) -> None:
    run = run_on_terminal(perf.root, *LIST, environ={"PERF_PAGER": "cat; touch made"})
    warning = "Warning: the pager cat; cannot be started; PERF_PAGER names another, --no-pager does without\n"
    assert (run.text, run.status) == (warning + CODES, 0)
    assert not (perf.root / "made").exists()
    run = run_on_terminal(perf.root, *LIST, environ={"PERF_PAGER": 'sed "s/^'})
    assert (run.text.endswith(CODES), run.status) == (True, 0)


def test_a_pager_in_the_working_folder_is_not_run(perf: Perf) -> None:
    perf.write("less", "#!/bin/sh\ntouch made\n").chmod(0o755)
    for pager in ("less", None):
        environ = {"PERF_PAGER": pager, "PAGER": None, "PATH": f".:{Path('/nowhere')}:"}
        assert run_on_terminal(perf.root, *LIST, environ=environ, height=3).text.endswith(CODES)
    assert not (perf.root / "made").exists()


@pytest.fixture
def long(tmp_path: Path) -> Perf:
    """More projects than a pipe holds."""
    perf = lay_out(tmp_path / "long", FILES)
    text = FILES[f"projects/2021/335002/{HEATING}.toml"]
    for number in range(700):
        code = f"13030321Z{number:012d}"
        name = f'name = "{"长" * 60}{number}"'
        perf.write(f"projects/2021/335002/{code}.toml", text.replace(HEATING, code).replace('name = "清洁取暖"', name))
    return perf


def test_who_leaves_a_pager_early_has_read_enough(long: Perf) -> None:
    run = run_on_terminal(long.root, "list", "--columns", "code,name", environ={"PERF_PAGER": "head -n 3"})
    assert (run.text.count("\n"), run.status) == (3, 0)
    run = run_on_terminal(long.root, "check", "--select", "C", environ={"PERF_PAGER": "head -n 1"})
    assert (run.text.count("\n"), run.status) == (1, 1)


@pytest.mark.skipif(shutil.which("less") is None, reason="no less on this system")
def test_less_holds_what_is_longer_than_the_screen(long: Perf) -> None:
    environ = {"PERF_PAGER": None, "PAGER": None, "LESS": None}
    run = run_on_terminal(long.root, *LIST, height=6, keys={"\n:": "q"}, environ=environ)
    lines = SEQUENCE.sub("", run.text).replace("\r", "").splitlines()
    assert (lines[:2], len(lines), run.status) == (["Code", "-" * 21], 6, 0)


READER = """\
import signal, sys
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
text = sys.stdin.read()
print("all is read", flush=True)
signal.sigwait({signal.SIGINT})
print(text.splitlines()[-1], flush=True)
"""
"""A pager that has the whole text, waits for Ctrl-C and goes on."""


def test_ctrl_c_is_the_pagers_while_it_is_read(perf: Perf) -> None:
    reader = perf.root.parent / "reader.py"
    reader.write_text(READER, encoding="utf-8")
    pager = shlex.join((sys.executable, str(reader)))
    run = run_on_terminal(perf.root, *LIST, keys={"all is read": "\x03"}, environ={"PERF_PAGER": pager})
    assert (run.text.replace("^C", ""), run.status) == (f"all is read\n{ROAD}\n", 0)


def test_a_difference_has_the_colours_of_git(perf: Perf, colours: dict[str, str]) -> None:
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    perf.write(path, perf.read(path).replace("≥174套", "≥１74套"))
    shown = run_on_terminal(perf.root, "check", "--diff", "--unsafe-fixes", "--select", "D510", environ=colours).text
    assert f"\x1b[1m--- a/{path}\x1b[m\n\x1b[1m+++ b/{path}\x1b[m\n\x1b[36m@@" in shown
    assert '\x1b[31m-target = "≥１74套"\x1b[m\n\x1b[32m+target = "≥174套"\x1b[m\n' in shown


def test_findings_have_the_colours_of_their_severities(perf: Perf, colours: dict[str, str]) -> None:
    argv = ("check", "--select", "C102,C103,A315", f"projects/2021/335001/{MAINTENANCE}.toml")
    plain = run_on_terminal(perf.root, *argv).text
    shown = run_on_terminal(perf.root, *argv, environ=colours).text
    assert ": \x1b[33mC103\x1b[m " in shown
    assert ": \x1b[36mA315\x1b[m " in shown
    assert SEQUENCE.sub("", shown) == plain
    assert "\x1b" not in plain


@pytest.mark.parametrize(
    "environ",
    [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"PERF_PAGER": "less", "LESS": "FX"}],
    ids=lambda one: next(iter(one)),
)
def test_no_colours_where_they_are_not_wanted_or_do_not_come_through(
    perf: Perf, colours: dict[str, str], environ: dict[str, str]
) -> None:
    shown = run_on_terminal(perf.root, "rules", environ=colours | environ, height=200).text
    assert "C101" in shown
    assert "\x1b[31m" not in shown


def test_no_color_is_asked_for_and_no_file_has_any(perf: Perf, colours: dict[str, str]) -> None:
    assert "\x1b[31mC101\x1b[m" in run_on_terminal(perf.root, "rules", environ=colours).text
    assert "\x1b" not in run_on_terminal(perf.root, "--no-color", "rules", environ=colours).text
    run_on_terminal(perf.root, "rules", "-o", "rules.txt", environ=colours)
    assert "\x1b" not in perf.read("rules.txt")
    assert b"\x1b" not in spawn(perf.root, "rules", environ=colours | {"FORCE_COLOR": "1"}).stdout
