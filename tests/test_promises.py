"""Every promise of docs/promises.md is held by a test that a reader can run by its name."""

from __future__ import annotations

import ast
import re

import pytest

from tests.sessions import ROOT

PAGE = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| promise ")]
NAMED = sorted(set(re.findall(r"tests/[\w/]+\.py::[\w:]+", PAGE)))


def is_there(test: str) -> bool:
    """Whether a module of tests defines it; a machine of states has its test from hypothesis."""
    file, *names = test.split("::")
    path = ROOT / file
    if not path.is_file():
        return False
    body = ast.parse(path.read_text(encoding="utf-8")).body
    for name in names:
        found = next((part for part in body if getattr(part, "name", "") == name), None)
        if found is None:
            assigned = {ast.unparse(part.targets[0]): part for part in body if isinstance(part, ast.Assign)}
            return names[-1] == "runTest" and name in assigned and ast.unparse(assigned[name]).endswith(".TestCase")
        body = getattr(found, "body", [])
    return True


@pytest.mark.parametrize("test", NAMED)
def test_a_test_that_is_named_is_there(test: str) -> None:
    assert is_there(test)


def test_every_promise_names_its_test() -> None:
    assert len(ROWS) > 50
    assert [row for row in ROWS if not re.search(r"\| `tests/[\w/]+\.py::test_|\| `tests/[\w/]+\.py::Test", row)] == []


@pytest.mark.parametrize(
    "test", ["tests/test_none.py::test_x", "tests/test_promises.py::test_none", "tests/a.py::T::t"]
)
def test_one_that_is_not_there_is_found(test: str) -> None:
    assert not is_there(test)
