"""What a terminal is sent: text, line feeds, and the few sequences that are our own."""

from __future__ import annotations

import io
import re
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcli.cells import text_width
from perfcli.cli.streams import Printed
from tests.conftest import MAINTENANCE, Perf

pytest.importorskip("pty", reason="no pseudo-terminals on this system")

from tests.terminal import on_terminal  # it needs what is asked for above

EVIL = "\x1b[31m\x07\x9b2J\u202e\r\x08\x7f\u2028\x0f"
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
FILE = f"projects/2021/335001/{MAINTENANCE}.toml"


@pytest.fixture
def evil(perf: Perf) -> Perf:
    """The repository with what drives a terminal in names, targets, units, comments and the names of files."""
    spelled = "".join(f"\\u{ord(mark):04x}" for mark in EVIL)
    text = perf.read(FILE).replace("公租房维修费", f"公租房{spelled}").replace("≥174套", f"≥174{spelled}套")
    perf.write(FILE, text.replace("[budget]", "# \u202e\u200f说明\n\n\n[budget]").replace("total = ", "total   =  "))
    perf.write("projects/2021/335001/a\x1b[31m\u202e\x07.toml", "x = 1")
    units = perf.read("departments/335.toml")
    perf.write("departments/335.toml", units.replace("供热站", f"供热{spelled}"))
    return perf


@pytest.mark.parametrize(
    "argv",
    [
        ("list",),
        *(("list", "-f", form) for form in ("markdown", "json", "jsonl", "csv", "tsv")),
        ("list", "units"),
        ("list", "indicators"),
        ("set", MAINTENANCE, f"purpose=x{EVIL}y", f"indicators[1].target={EVIL}", "--dry-run", "--force"),
        *(("show", MAINTENANCE, "-f", form) for form in ("table", "markdown", "json")),
        ("summary", "--by", "unit"),
        ("query", f"SELECT name, '{EVIL}' AS x FROM projects"),
        ("query", f"SELECT {EVIL}"),
        ("query", "SELECT name FROM projects", "-f", "tsv"),
        ("check",),
        *(("check", "-f", form) for form in ("json", "sarif", "github", "markdown")),
        ("check", "--diff"),
        ("fmt", "--diff"),
        ("fmt", "--check"),
        ("list", "--name", EVIL),
        ("list", f"--{EVIL}"),
        (EVIL,),
        ("show", EVIL),
        ("check", EVIL),
        ("check", "--since", EVIL),
        ("import", EVIL),
        ("new", "unit", EVIL, EVIL),
        ("book", "--department", "335", "--year", "2021", "-f", "txt", "-o", "-"),
        ("export", "-", "-f", "json"),
        ("--help",),
        ("list", "--help"),
    ],
    ids=repr,
)
def test_nothing_that_drives_a_terminal_gets_to_it(evil: Perf, argv: tuple[str, ...]) -> None:
    shown = on_terminal(evil.root, *argv)
    assert shown
    assert CONTROL.findall(shown) == []
    assert "Traceback" not in shown
    assert "a bug in perf" not in shown


def test_a_comment_in_a_difference_is_spelled_out_on_a_terminal_alone(evil: Perf) -> None:
    assert "# \\u202e\\u200f说明\n" in on_terminal(evil.root, "fmt", "--diff")
    assert "# \u202e\u200f说明\n" in evil("fmt", "--diff").out


def test_a_message_is_broken_between_words_at_a_terminal_alone(evil: Perf) -> None:
    said = (
        "Error: --limit cuts groups: give --by as well\n",
        "Error: --limit cuts groups:\ngive --by as well\n",
    )
    assert evil("check", "--limit", "3").err == said[0]
    assert on_terminal(evil.root, "check", "--limit", "3", width=30) == said[1]


def test_columns_are_as_wide_as_what_is_printed(evil: Perf) -> None:
    lines = on_terminal(evil.root, "list", "units").splitlines()
    rows = [line for line in lines if line.startswith("33")]
    assert "供热\\u001b[31m\\u0007\\u009b2J\\u202e\\u000d\\u0008\\u007f\\u2028\\u000f" in rows[1]
    assert len({text_width(line[: line.rindex(" 33")]) for line in rows}) == 1


@given(st.text(st.characters(exclude_categories=[])))
def test_the_door_lets_no_control_character_through(text: str) -> None:
    stream = io.StringIO()
    Printed(stream).write(text)
    shown = stream.getvalue()
    assert CONTROL.search(shown) is None
    assert not any("\ud800" <= mark <= "\udfff" for mark in shown)
    assert shown.count("\n") == text.count("\n")
    Printed(again := io.StringIO()).write(shown)
    assert again.getvalue() == shown


@pytest.mark.skipif(shutil.which("git") is None, reason="no git on this system")
def test_a_message_of_git_is_spelled_out(evil: Perf) -> None:
    assert CONTROL.findall(evil("check", "--since", f"a{EVIL}").err) == []
