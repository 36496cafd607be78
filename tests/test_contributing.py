"""The map shows the house as it is."""

from __future__ import annotations

import re

import pytest

from tests.sessions import ROOT

MAP = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PLACES = sorted(set(re.findall(r"[`(\s]((?:perfcli|tests|repo_template|\.ci)/[\w/.]*)", MAP)))
NAMES = re.findall(r"((?:`[\w.]+`, )*`[\w.]+`) (?:in|of) `((?:perfcli|tests)/[\w/]+)(?:\.py)?`", MAP)


@pytest.mark.parametrize("place", PLACES)
def test_every_place_on_the_map_is_there(place: str) -> None:
    assert (ROOT / place).exists()


@pytest.mark.parametrize(("names", "place"), NAMES, ids=lambda part: part.replace("`", ""))
def test_every_name_on_the_map_is_said_there(names: str, place: str) -> None:
    source = ROOT / place
    code = (source / "__init__.py" if source.is_dir() else source.with_suffix(".py")).read_text(encoding="utf-8")
    for name in re.findall(r"[\w]+(?=`)", names):
        assert re.search(rf"(?:def|class) {name}\b|^{name}\b.* = |import {name}\b", code, re.MULTILINE), name
