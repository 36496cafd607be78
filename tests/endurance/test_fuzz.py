"""Inputs of others, changed at random, in a short form: the same ones each time.

By hand for ten minutes each, guided by the code that they reach: `python -m tests.endurance.fuzz TARGET`.
"""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys
from pathlib import Path

import pytest

from perfcli import i18n
from tests.conftest import CHECKOUT
from tests.endurance.fuzz.changing import changed
from tests.endurance.fuzz.targets import Target, targets

INPUTS = 25
"""Of each target."""

NAMES = ("toml", "fmt", "declaration", "docx", "xlsx", "html", "csv", "txt", "forms", "json", "jsonl", "sql")


@pytest.fixture(scope="module")
def all_of_them(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Target]:
    return targets(tmp_path_factory.mktemp("fuzz"))


def test_every_target_is_fuzzed(all_of_them: dict[str, Target]) -> None:
    assert tuple(all_of_them) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_any_input_is_read_or_refused(all_of_them: dict[str, Target], name: str) -> None:
    i18n.set_locale("en")
    target, luck = all_of_them[name], random.Random(f"{name} 9")
    for data in (*target.seeds, *(changed(target, luck) for _input in range(INPUTS))):
        target.run(data)


def test_a_reader_that_takes_too_much_is_found(all_of_them: dict[str, Target], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.endurance.fuzz.targets.parse", lambda _text: {})
    with pytest.raises(AssertionError, match="read, and Python refuses it"):
        all_of_them["toml"].run(b"a = ")
    with pytest.raises(AssertionError, match="another value"):
        all_of_them["toml"].run(b"a = 1")


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris is not installed: CONTRIBUTING says how"
)
def test_a_search_that_is_guided_runs(tmp_path: Path) -> None:
    command = (sys.executable, "-m", "tests.endurance.fuzz", "toml", "--seconds", "2", "--keep", str(tmp_path))
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=120, check=False)
    assert "number_of_executed_units" in done.stderr
    assert done.returncode == 0
