"""docs/python.md: its examples print what it shows, and it tells of everything there is."""

from __future__ import annotations

import contextlib
import inspect
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import perfcli
from perfcli import api, i18n
from perfcli.cli.tree import read_tree
from tests.example import REPO_TEMPLATE
from tests.sessions import ROOT

PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_examples_print_what_the_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_locale", "zh_CN")
    monkeypatch.chdir(shutil.copytree(REPO_TEMPLATE, tmp_path / "example"))
    assert len(EXAMPLES) == PAGE.count("```python\n") > 5
    names: dict[str, object] = {}
    printed = []
    for code, _shown in EXAMPLES:
        assert len(code.splitlines()) <= 12, code
        with contextlib.redirect_stdout(io.StringIO()) as stream:
            exec(compile(code, "docs/python.md", "exec"), names)
        printed.append(stream.getvalue())
    assert printed == [shown for _code, shown in EXAMPLES]


def test_the_page_tells_of_every_name_method_and_parameter() -> None:
    told = set(re.findall(r"\w+", PAGE))
    methods = {
        name: method for name, method in inspect.getmembers(api.Repository, inspect.isfunction) if name[0] != "_"
    }
    parameters = {name for method in methods.values() for name in inspect.signature(method).parameters}
    told_of_records = {"as_dict", "problems"}
    assert {*api.__all__, *methods, *told_of_records} - told - IN_FILES == set()
    assert parameters - told - IN_RECORDING - {"self"} == set()
    assert set(api.Filters.__struct_fields__) - told == set()


IN_FILES = {"EvaluatedIndicator", "MonitoredIndicator"}
"""What stands within another value."""

IN_RECORDING = set(inspect.signature(api.Repository.record_monitoring).parameters) | set(
    inspect.signature(api.Repository.record_evaluation).parameters
)
"""The keys of progress files, which docs/files.md tells of."""


METHODS = {
    "list": "projects",
    "show": "project",
    "summary": "sums",
    "query": "query",
    "suggest": "suggest",
    "check": "check",
    "import": "import_files",
    "export": "export",
    "monitor record": "record_monitoring",
    "monitor status": "monitoring",
    "evaluate record": "record_evaluation",
    "evaluate show": "evaluations",
    "evaluate summary": "evaluation_sums",
}
"""Commands, and what of `Repository` answers the same."""

_WRITES_FILES = "import_files takes a record in any of the formats; a change of a file's own text is a command"
_OF_A_LAKE = "a lake is read by DuckDB, Spark or pandas as it is"
_A_FILE = "makes files for people: run the command"
_OF_GIT = "what differs between revisions is asked of git"
_OF_THE_PROGRAM = "is of the program and its terminal, not of the data"

WITHOUT_A_METHOD = {
    **dict.fromkeys(("new project", "new unit", "new goals", "new template"), _WRITES_FILES),
    **dict.fromkeys(("set", "edit", "copy", "rollover", "mv", "rm", "fmt"), _WRITES_FILES),
    **dict.fromkeys(("gather", "lake"), _OF_A_LAKE),
    **dict.fromkeys(("book", "site", "form fill", "form new", "form check", "form list"), _A_FILE),
    **dict.fromkeys(("diff", "log", "git setup", "git textconv", "git merge"), _OF_GIT),
    **dict.fromkeys(("init", "rules", "schema", "cache", "doctor", "completion", "help"), _OF_THE_PROGRAM),
    "peers": "quartiles of `rows('indicators')` by any library of statistics",
    "evaluate sample": "a draw with a seed is written down with its command",
}
"""Commands that Python has no method for, each with the reason."""


def test_each_command_has_a_method_or_a_reason_to_have_none() -> None:
    commands = set(_names(read_tree().root))
    assert commands == METHODS.keys() | WITHOUT_A_METHOD.keys()
    assert METHODS.keys() & WITHOUT_A_METHOD.keys() == set()
    assert all(callable(getattr(api.Repository, method)) for method in METHODS.values())


def _names(command: Any, path: str = "") -> Iterator[str]:
    if not command.commands:
        yield path
    for name, inner in command.commands.items():
        yield from _names(inner, f"{path} {name}".strip())


def test_everything_public_has_a_docstring() -> None:
    for name in api.__all__:
        thing = getattr(api, name)
        assert thing.__doc__, name
        for member, function in inspect.getmembers(thing, inspect.isfunction) if inspect.isclass(thing) else ():
            if member[0] != "_" and function.__module__.startswith("perfcli.api"):
                assert function.__doc__, f"{name}.{member}"


def test_perfcli_itself_has_the_names_of_the_interface() -> None:
    assert perfcli.__all__ == api.__all__
    assert all(getattr(perfcli, name) is getattr(api, name) for name in api.__all__)
    assert {*api.__all__, "__version__"} <= set(dir(perfcli))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        perfcli.nothing  # noqa: B018
