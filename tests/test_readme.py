"""What README shows is what happens: every session in it is run, and all of its output compared."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.pages import PAGES, README, SET_UP, TEST
from tests.sessions import ROOT, Shell, blocks, renewed, steps

in_a_shell = pytest.mark.skipif(shutil.which("bash") is None, reason="the sessions were typed into bash: there is none")


def test_the_two_lines_are_what_newcomers_tests_and_ci_run() -> None:
    assert blocks(README.read_text(encoding="utf-8"), "sh") == [f"{SET_UP}\n", f"{TEST}\n"]
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert f'SET_UP="{SET_UP}"\n' in ci
    assert f'TEST="{TEST}"\n' in ci


def test_the_lines_for_windows_are_the_same_two() -> None:
    assert blocks(README.read_text(encoding="utf-8"), "powershell") == [
        "".join(f"{windows(line)}\n" for line in (SET_UP, TEST))
    ]


def windows(line: str) -> str:
    """A set-up line as PowerShell takes it."""
    return line.replace("python3", "py -3").replace(" && ", "; ").replace(".venv/bin/", ".venv\\Scripts\\")


@in_a_shell
@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_session_prints_what_the_page_shows(path: Path, tmp_path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert len(list(steps(page))) > 10
    assert PAGES[path](page, tmp_path) == page


@in_a_shell
def test_the_first_line_prints_what_the_text_below_it_shows(tmp_path: Path) -> None:
    page = "```text\n```\n"
    (shown,) = blocks(PAGES[README](page, tmp_path), "text")
    assert shown.count(" 45,576,602.30 ") == 4
    assert blocks(README.read_text(encoding="utf-8"), "text") == [shown]


PAGE = """\
A page.

```console
$ echo one
one
$ false
$ echo 13030321ABCDEFGHIJKLM 13030321XFP8IOYQL4LZF
nothing of the kind
```

```text
no session
```
"""


def test_a_page_is_cut_into_commands_and_their_output() -> None:
    assert [(step.line, step.command, step.output) for step in steps(PAGE)] == [
        (4, "echo one", "one\n"),
        (6, "false", ""),
        (7, "echo 13030321ABCDEFGHIJKLM 13030321XFP8IOYQL4LZF", "nothing of the kind\n"),
    ]
    with pytest.raises(AssertionError, match="line 2: a session starts with a command"):
        list(steps("```console\nno command\n```\n"))


@in_a_shell
def test_a_page_that_is_wrong_is_found(tmp_path: Path) -> None:
    page = PAGE.replace("one\none", "one\ntwo")
    new = renewed(page, Shell(tmp_path, "", "en"))
    assert new == PAGE.replace("$ false\n", "$ false\n(exit status 1)\n").replace(
        "nothing of the kind", "13030321… 13030321XFP8IOYQL4LZF"
    )
