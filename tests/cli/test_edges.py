"""Odd environments, streams and values: every command ends with a status of ours and a few lines, never as a bug.

PERF_TRIES throws more odd values at the options, PERF_SEED begins elsewhere.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from perfcli.cli import app
from tests.conftest import MAINTENANCE, Outcome, Perf, shell, spawn

TRIES = int(os.environ.get("PERF_TRIES", "200"))
SEED = os.environ.get("PERF_SEED", "1")

COMMANDS = (
    "--version",
    "list",
    "list indicators -f csv",
    "summary",
    f"show {MAINTENANCE}",
    "query 'SELECT 1'",
    "check",
    "fmt --check",
    "book --department 335 --year 2021 -o b.docx",
    "export - -f json",
    "new unit 335077 x",
    "init made",
)
FAIR = {0, 1, 2, 74}

needs_bash = pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="no bash on this system")


def require_fair(status: int, err: str, what: object) -> None:
    assert status in FAIR, (what, status, err)
    assert "Traceback" not in err, (what, err)
    assert "a bug in perf" not in err, (what, err)
    assert err.count("\n") <= 12, (what, err)


@needs_bash
class TestStreamsAndLimits:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("", ">&-"),
            ("", "2>&-"),
            ("", "<&-"),
            ("", ">&- 2>&- <&-"),
            ("", "> /dev/full"),
            ("", "2> /dev/full"),
            ("ulimit -n 12;", ""),
            ("ulimit -v 90000;", ""),
            ("ulimit -v 200000;", ""),
            ("ulimit -f 1;", ""),
            ("mkdir gone; cd gone; rmdir ../gone;", ""),
            ("unset HOME TERM;", ""),
        ],
    )
    def test_every_command(self, perf: Perf, before: str, after: str) -> None:
        lines = "".join(f"perf {command} {after}; echo $? >&7;" for command in COMMANDS)
        done = shell(perf.root, f"trap '' XFSZ; exec 7>statuses; {before} {lines}")
        statuses = perf.read("statuses").split()
        assert len(statuses) == len(COMMANDS)
        for command, status in zip(COMMANDS, statuses, strict=True):
            assert int(status) in FAIR, (command, status, done.stderr)
        assert "Traceback" not in done.stderr
        assert "a bug in perf" not in done.stderr

    def test_results_that_nobody_can_get_are_a_failure(self, perf: Perf) -> None:
        done = shell(perf.root, "perf list -q >&-")
        assert (done.returncode, done.stderr) == (74, "Error: the system failed: Bad file descriptor\n")
        assert shell(perf.root, "perf import - <&-").returncode == 74

    def test_messages_that_nobody_can_get_are_none(self, perf: Perf) -> None:
        done = shell(perf.root, "perf list -q --limit 1 2>&-")
        assert (done.returncode, done.stdout) == (0, f"{MAINTENANCE}\n")

    @pytest.mark.parametrize("line", ["yes | perf import -", "perf new project --from - < /dev/zero"])
    def test_input_without_an_end_is_refused(self, perf: Perf, line: str) -> None:
        done = shell(perf.root, f"set +o pipefail; {line}")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            "Error: standard input is larger than any such document: it is not read\n"
            "At most 200 MB are read at a time.\n"
        )

    def test_a_device_without_an_end_is_refused(self, perf: Perf) -> None:
        assert perf.refused("import", "/dev/zero").startswith("Error: /dev/zero is larger than any such document")

    def test_a_pipe_named_as_a_file(self, perf: Perf) -> None:
        row = '{"name":"x","unit":"335001","budget":1}'
        done = shell(perf.root, f"mkfifo p; (sleep 0.5; echo '{row}' > p) & perf new project --from p")
        assert (done.returncode, done.stderr) == (0, "")
        assert perf.refused("import", "p") == "Error: p cannot be read: nobody writes into this pipe\n"


@pytest.mark.parametrize(
    "environ",
    [
        {"PERF_LOCALE": "../../x"},
        {"PERF_LOCALE": "\x1b[31m"},
        {"PERF_REPO": "/dev/null"},
        {"PERF_REPO": "a\nb"},
        {"COLUMNS": "1"},
        {"COLUMNS": "0"},
        {"COLUMNS": "abc"},
        {"COLUMNS": "-99999999999999999999"},
        {"TERM": "dumb"},
        {"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "xx_YY.none"},
        {"TMPDIR": "/nowhere"},
        {"PYTHONUNBUFFERED": "1"},
        {"PYTHONWARNINGS": "default"},
        *(
            {"_PERF_COMPLETE": given}
            for given in ("complete_bash", "bash", "zsh", "source_fish", "x", "x_y", "_", "中")
        ),
        {"_PERF_COMPLETE": "bash", "_PERF_WORDS": 'list\x1f"', "COMP_TYPE": "99999999999999999999"},
        {"_PERF_COMPLETE": "zsh", "_PERF_WORDS": "list\x1f--unit\x1f';"},
    ],
    ids=str,
)
@pytest.mark.parametrize("argv", [("list",), ("list", "-f", "json")], ids=" ".join)
def test_odd_environments(perf: Perf, environ: Mapping[str, str], argv: tuple[str, ...]) -> None:
    done = spawn(perf.root, *argv, environ=environ)
    require_fair(done.returncode, done.stderr.decode(), environ)


def test_completion_by_hand_completes(perf: Perf) -> None:
    done = spawn(perf.root, environ={"_PERF_COMPLETE": "bash"})
    assert (done.returncode, done.stdout.split()) == (0, [b"words", *(name.encode() for name in app.COMMANDS)])


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname == "Darwin", reason="names of files are text here")
def test_folders_whose_names_are_no_text(perf: Perf, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = os.fsdecode(os.fsencode(tmp_path_factory.mktemp("x")) + b"/d\xb1\xea")
    shutil.copytree(perf.root, root)
    shutil.copytree(perf.root / "projects/2021/335001", os.fsdecode(os.fsencode(root) + b"/projects/2021/\xb1\xea"))
    for argv in (
        *(("list", subject, "-f", form) for subject in ("projects", "templates") for form in ("table", "json", "csv")),
        *(("check", "-f", form) for form in ("text", "json", "jsonl", "sarif", "github", "markdown")),
        *(("check", "-f", form, "-o", "made") for form in ("text", "json", "sarif")),
        ("cache", "status"),
        ("cache", "status", "-f", "json"),
        ("fmt", "--diff"),
        ("summary",),
        ("new", "project", "--unit", "335001", "--name", "x", "--budget", "1"),
        ("book", "--department", "335", "--year", "2021", "-o", "made.docx"),
        ("export", "made.json"),
    ):
        outcome = perf("-C", root, *argv)
        require_fair(outcome.status, outcome.err, argv)
    found = perf("-C", root, "check", "-f", "json").out
    assert "/d\\\\udcb1\\\\udcea/projects/" in found


@pytest.mark.skipif(os.name == "nt", reason="arguments are text here")
def test_arguments_that_are_no_text(perf: Perf) -> None:
    word = os.fsdecode(b"\xb1\xea")
    before = perf.snapshot()
    message = "Error: \\udcb1\\udcea is not text in the encoding of this system\n"
    assert perf.refused("new", "unit", "335077", word) == message
    assert perf.refused("new", "project", "--unit", "335001", "--name", word, "--budget", "1") == message
    assert perf.refused("list", "--name", word) == message
    assert perf.snapshot() == before
    assert perf.done("list", "-f", "json", "-o", os.fsdecode(b"\xb1.json")) == ""


ODD = (
    *("99999999999999999999", "-99999999999999999999", "-1", "0", "2147483648", "9223372036854775808", "9" * 5000),
    *(
        "1e5",
        "1e999999999",
        "1e-999999999",
        "nan",
        "inf",
        "0x10",
        "1_000",
        "２０２１",
        "٣",
        "²",
        "1,2,3",
        "",
        " ",
        "--",
    ),
    *("-", "\x01", "\x1b[31m", "\u202e", "a\nb", "中", "😀", "\udcb1\udcea", "%s%n", "{0}", "{x.__class__}", "[", "*"),
    *(
        "';--",
        "$(id)",
        "()",
        "select(",
        "1/0",
        "../../x",
        "/dev/null",
        "nowhere/x",
        "a" * 300,
        "x.csv",
        "x.xlsx",
        "json",
    ),
    *("335001", "2021", "-total", MAINTENANCE, MAINTENANCE),
)


def _leaves(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if hasattr(command, "commands"):
        for name, sub in command.commands.items():
            yield from _leaves(sub, (*path, name))
    else:
        yield path, command


def _line(draw: random.Random, path: tuple[str, ...], params: list[Any]) -> list[str]:
    """A command line with a few of the command's parameters, each with something odd."""
    words = [*path]
    if draw.random() < 0.1:
        words = [draw.choice(("--locale", "--repo", "--no-color")), draw.choice(ODD), *words]
    chosen = draw.sample(params, min(len(params), draw.choice((1, 1, 2, 3))))
    for param in params:
        is_argument = param.param_type_name == "argument"
        if is_argument and (param in chosen or param.required):
            words.append(draw.choice(ODD))
        elif not is_argument and param in chosen:
            words += [param.opts[0]] if param.is_flag else [param.opts[0], draw.choice(ODD)]
    return words


def test_odd_values_of_every_option(perf: Perf) -> None:
    leaves = [leaf for leaf in _leaves(app.build([], whole=True)) if leaf[0] != ("init",)]
    assert len(leaves) > 12
    draw = random.Random(SEED)
    given = ("", "x", "{", '{"projects":[]}', MAINTENANCE)
    for _try in range(TRIES):
        path, command = draw.choice(leaves)
        argv = _line(draw, path, command.params)
        outcome: Outcome = perf(*argv, stdin=draw.choice(given))
        assert outcome.status in FAIR, (argv, outcome.err)
        assert "Traceback" not in outcome.err
    assert Path(perf.root / "perf.toml").is_file()


def test_two_byte_order_marks_are_no_toml_on_standard_input_either(perf: Perf) -> None:
    text = perf.read("perf.toml").encode()
    mark = b"\xef\xbb\xbf"
    assert perf("fmt", "-", stdin=mark + text).out == text.decode()
    doubled = perf("fmt", "-", stdin=mark + mark + text)
    assert (doubled.status, doubled.out) == (2, "")
    assert doubled.err.startswith("-:1:1: delete the invisible character U+FEFF\n")
