"""Patterns are compiled when they are first asked, and every one of the package is sound."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator
from importlib import import_module

import pytest

from perfcli.regex import Regex, regex
from tests.test_layers import PACKAGE


def test_it_does_what_its_pattern_does() -> None:
    digits = regex("(?P<first>[0-9])[0-9]*")
    found = digits.search("2021年")
    assert found is not None
    assert (found[0], found["first"]) == ("2021", "2")
    assert digits.sub("x", "3月12日") == "x月x日"
    assert digits.sub("x", "3月12日", 1) == "x月12日"
    assert [match[0] for match in digits.finditer("3月12日")] == ["3", "12"]
    assert digits.match("年1", 1) is not None
    assert (digits.pattern, digits.groupindex["first"]) == ("(?P<first>[0-9])[0-9]*", 1)
    assert regex("a", re.IGNORECASE).fullmatch("A") is not None
    assert regex(b"a+").findall(b"aab") == [b"aa"]


def test_it_goes_to_another_process() -> None:
    asked = regex("[ab]+", re.IGNORECASE)
    assert asked.match("A") is not None
    assert pickle.loads(pickle.dumps(asked)).findall("aBcb") == ["aB", "b"]


def test_it_is_compiled_once_it_is_asked() -> None:
    wrong = regex("(")
    for _again in range(2):
        with pytest.raises(re.error):
            wrong.match("")


def patterns(value: object) -> Iterator[Regex]:
    """Those that a value of a module is or holds."""
    if isinstance(value, Regex):
        yield value
    elif isinstance(value, dict):
        yield from patterns(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from patterns(item)


@pytest.mark.parametrize("module", [name for name in PACKAGE if "regex(" in ast.unparse(PACKAGE[name])])
def test_every_pattern_of_the_package_compiles(module: str) -> None:
    for one in patterns(tuple(vars(import_module(module)).values())):
        re.compile(one.pattern, one._flags)


def compiled_at_once(tree: ast.Module) -> list[int]:
    """The lines on which a module compiles a pattern while it is loaded."""
    late = {
        id(inner)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.Lambda)
        for inner in ast.walk(outer)
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "re.compile" and id(node) not in late
    ]


@pytest.mark.parametrize("module", PACKAGE)
def test_no_module_compiles_a_pattern_while_it_is_loaded(module: str) -> None:
    assert compiled_at_once(PACKAGE[module]) == []


def test_a_pattern_that_is_compiled_at_once_is_found() -> None:
    source = "import re\nA = re.compile('a')\ndef f():\n  return re.compile('b')\nB = [re.compile(x) for x in 'xy']"
    assert compiled_at_once(ast.parse(source)) == [2, 5]
