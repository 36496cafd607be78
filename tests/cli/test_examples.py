"""The examples in help: each is run as it is shown, in both languages, in a copy of the example repository."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from perfcli import i18n
from perfcli.cells import text_width
from perfcli.cli import columns
from perfcli.cli.app import build
from perfcli.cli.examples import EXAMPLES, examples_of
from perfcli.output import Kind
from tests.conftest import Outcome, Perf
from tests.example import REPO_TEMPLATE, published_text

FOUND = {"perf check": 1, "perf check --unit 335001 --min-severity warning": 1, "perf check --by unit": 1}
"""The statuses of reviews that are to find something; of all others 0."""

NEEDS_GIT = ("perf diff", "perf log", "perf git", "perf git setup")


def commands(command: Any, path: str = "perf") -> Iterator[str]:
    yield path
    for name, sub in getattr(command, "commands", {}).items():
        yield from commands(sub, f"{path} {name}")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example repository under git, with the files beside it that examples name."""
    root = tmp_path_factory.mktemp("examples") / "repository"
    shutil.copytree(REPO_TEMPLATE, root, ignore=shutil.ignore_patterns(".perf"))
    perf = Perf(root)
    blank = ["form", "fill", "--form", "national", "--blank", "--unit", "335001", "--name", "x"]
    filled = ["form", "fill", "13030321XFP8IOYQL4LZF", "--form", "national"]
    lines = json.dumps({"name": "Road repair", "unit": "335001", "budget": 250000})
    for forms, empty, goals in (
        ("forms.xlsx", "empty.docx", "goals.txt"),
        ("申报表.xlsx", "空表.docx", "文本.txt"),
    ):
        assert perf(*filled, "-o", forms).status == 0
        assert perf(*blank, "-o", empty).status == 0
        perf.write(goals, published_text())
    for name in ("base.toml", "ours.toml", "theirs.toml"):
        perf.write(name, perf.read("departments/335.toml"))
    for name in ("projects.jsonl", "项目.jsonl"):
        perf.write(name, lines)
    for argv in (["init", "-q"], ["add", "."], ["commit", "-qm", "example"]) if shutil.which("git") else []:
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *argv], cwd=root, check=True)
    return root


@pytest.fixture
def repository(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Perf:
    shutil.copytree(prepared, tmp_path / "here")
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.delenv("VISUAL", raising=False)
    heading_of = columns._heading

    def heading(key: str, subject: str) -> tuple[str, Kind]:
        found = heading_of(key, subject)
        assert found[0] != key or not key.isascii() or key.startswith("details."), f"{key} needs a line in _HEADINGS"
        return found

    monkeypatch.setattr(columns, "_heading", heading)
    return Perf(tmp_path / "here")


def run(perf: Perf, line: str) -> Outcome:
    program, *argv = shlex.split(line)
    assert program == "perf"
    return perf(*argv)


def test_every_command_has_two_or_three() -> None:
    assert set(EXAMPLES) == set(commands(build([], whole=True)))
    assert {command: len(lines) for command, lines in EXAMPLES.items() if not 2 <= len(lines) <= 3} == {}


@pytest.mark.parametrize("locale", i18n.LOCALES)
def test_no_line_has_to_be_broken(locale: str) -> None:
    i18n.set_locale(locale)
    lines = [line for command in EXAMPLES for line, _what in examples_of(command)]
    assert [line for line in lines if text_width(line) > 76] == []


@pytest.mark.parametrize("locale", i18n.LOCALES)
@pytest.mark.parametrize("command", EXAMPLES)
def test_each_runs_as_it_is_shown(repository: Perf, monkeypatch: pytest.MonkeyPatch, command: str, locale: str) -> None:
    if command in NEEDS_GIT and not shutil.which("git"):
        pytest.skip("no git on this system")
    if os.name == "nt" and command == "perf edit":
        pytest.skip("its editor is a program of POSIX")
    monkeypatch.setenv("PERF_LOCALE", locale)
    i18n.set_locale(locale)
    lines = examples_of(command)
    shown = repository.done(*command.split()[1:], "--help")
    heading = "\n示例：\n" if locale == "zh_CN" else "\nExamples:\n"
    for line, what in lines:
        assert f"  {line}" in shown.partition(heading)[2]
        assert what[:10] in shown
        outcome = run(repository, line)
        assert (outcome.status, line) == (FOUND.get(line, 0), line), outcome.err
        assert "Error" not in outcome.err
        assert "错误" not in outcome.err


def test_what_they_do(repository: Perf) -> None:
    assert run(repository, "perf list --unit 335001 --sort -total --limit 5").out.count("13030321") == 5
    assert run(repository, "perf summary --by department").out.splitlines()[-1].split()[1:] != []
    assert run(repository, "perf help new project").out == repository.done("new", "project", "-h")
    assert run(repository, "perf new unit 335009 'Heating office'").out.endswith("335.toml\n")
    assert 'name = "Heating office"' in repository.read("departments/335.toml")
