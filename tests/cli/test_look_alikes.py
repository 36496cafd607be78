"""Characters that look alike are one wherever something is searched for; what is stored stays as written."""

from __future__ import annotations

import unicodedata

import pytest

from tests.conftest import Perf

NAMES = {
    "山海关⽔管维修": "13030321LOOKALIKE0001",
    "\u2f2d海关水管改造": "13030321LOOKALIKE0002",
    "cafe\u0301改造": "13030321LOOKALIKE0003",
    "零宽\u200b空格": "13030321LOOKALIKE0004",
}


@pytest.fixture
def alike(perf: Perf) -> Perf:
    for name, code in NAMES.items():
        perf.write(
            f"projects/2021/335001/{code}.toml",
            f'code = "{code}"\nname = "{name}"\nunit = "335001"\nyear = 2021\n\n'
            "[budget]\ntotal = 1.00\nfiscal = 1.00\nother = 0.00\n\n"
            f'[[indicators]]\nkind = "数量指标"\nname = "{name}数"\n',
        )
    return perf


@pytest.mark.parametrize(
    ("sought", "places"),
    [
        ("山海关", "12"),
        ("⼭海关", "12"),
        ("水管", "12"),
        ("café", "3"),
        ("CAFE\u0301", "3"),
        ("零宽空格", "4"),
        ("宽\u200b空", "4"),
    ],
)
def test_a_name_is_found_however_it_is_written(alike: Perf, sought: str, places: str) -> None:
    codes = [f"13030321LOOKALIKE000{place}" for place in places]
    assert alike.done("list", "--name", sought, "-q").split() == codes
    assert alike.done("list", "--indicator", sought, "-q").split() == codes
    indicators = alike.done("list", "indicators", "--indicator", sought, "-f", "tsv", "--columns", "code")
    assert indicators.split() == ["code", *codes]


def test_what_is_stored_stays_as_written(alike: Perf) -> None:
    listed = alike.done("list", "--name", "山海关", "-f", "tsv", "--columns", "name").split("\n")
    assert listed == ["name", *list(NAMES)[:2], ""]
    assert unicodedata.name(listed[2][0]) == "KANGXI RADICAL MOUNTAIN"


def test_codes_as_they_are_pasted(alike: Perf) -> None:
    pasted = "１３０３０３21LOOKALIKE0001\u200b"
    assert '"name":"山海关⽔管维修"' in alike.done("show", pasted, "-f", "json")
    assert alike.done("list", "--code", pasted, "-q") == "13030321LOOKALIKE0001\n"
    assert len(alike.done("list", "--unit", "３３５００１", "-q").split()) == 5
