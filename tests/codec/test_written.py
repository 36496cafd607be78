"""Projects read by the layout that perf writes: as the readers of TOML read them, or left to these."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcli.codec import Malformed, from_toml, project_as_written, write
from perfcli.model import Project
from tests.strategies import projects

WHOLE = """\
#:schema ../../../schemas/project.json

code = "13030321AAAAAAAAAAAAA"
name = "清洁　取暖\t（一）"
unit = "335001"
year = 2021
template = "clean-heating"
purpose = "用于 {取暖} # 12:30:45 <<<<<<< HEAD"
goals = [
  "完成",
  "",
]
previous = "13030320AAAAAAAAAAAAA"
long_term_goals = [
  "满意",
]

[budget]
total = 9999999999999.99
fiscal = 0.50
other = 0.00

[spending_plan]
12 = 100.00
3 = 9999.99

[[indicators]]
kind = "数量指标"
name = "里程"
description = "按实际"
target = "≥5公里"
basis = "计划"
level1 = "产出"
weight = 12.025
scoring = "direct"
term = "中期"

[[indicators]]
weight = 10

[[indicators]]
target = "≥5公里"
"""
SHORT = """\
code = "13030321AAAAAAAAAAAAA"
name = ""
unit = "335001"
year = 2021
goals = []

[budget]
total = 1.00
fiscal = 1.00
other = 0.00
"""


@pytest.mark.parametrize("text", [WHOLE, SHORT])
def test_what_is_laid_out_so_is_read_so(text: str) -> None:
    project = project_as_written(text)
    assert project is not None
    assert repr(project) == repr(from_toml(text, Project))


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("#:schema", "#\0:schema"),
        ('"335001"', "'335001'"),
        ("year = 2021", "year = 0021"),
        ("year = 2021", "year = 2021 # the year"),
        ("year = 2021\n", "year = 2021\ndivision = 1\n"),
        ("完成", "完\\u6210"),
        ("完成", "完\x7f成"),
        ('"完成",\n  "",', '"完成", "",'),
        ("fiscal = 0.50", "fiscal = 0.5"),
        ("fiscal = 0.50", "fiscal = 00.50"),
        ("fiscal = 0.50", "fiscal = -0.50"),
        ("9999999999999.99", "99999999999999.99"),
        ("other = 0.00\n", 'other = 0.00\n[budget.sources]\n"中央" = 1.00\n'),
        ("12 = 100.00", "3 = 100.00"),
        ("12 = 100.00", "13 = 100.00"),
        ("12 = 100.00", "12 = 050.00"),
        ("3 = 9999.99", "03 = 9999.99"),
        ("\n\n[[indicators]]\nweight", "\n[[indicators]]\nweight"),
        ("weight = 10\n", "weight = 10.0\n"),
        ("weight = 10\n", "weight = 1000\n"),
        ("weight = 10\n", 'weight = 10\nkind = ""\n'),
        ("weight = 10\n", 'weight = 10\n\n[indicators.details]\n"备注" = "无"\n'),
        ("weight = 10\n", "weight = 10\r\n"),
    ],
)
def test_what_is_laid_out_otherwise_is_left_to_the_readers_of_toml(part: str, instead: str) -> None:
    assert part in WHOLE
    assert project_as_written(WHOLE.replace(part, instead)) is None


def test_a_last_line_without_an_end_is_left_to_them_too() -> None:
    assert project_as_written(WHOLE.removesuffix("\n")) is None


def read(text: str) -> str:
    """The project in a text, empty where that is at fault."""
    try:
        return repr(from_toml(text, Project))
    except Malformed:
        return ""


@given(projects)
def test_what_is_written_is_read_as_toml_is(project: Project) -> None:
    text = write(project)
    assert repr(project_as_written(text) or from_toml(text, Project)) == repr(from_toml(text, Project))


@given(st.integers(0, len(WHOLE)), st.integers(0, 3), st.text('\n\t "\\\\=.[]#-0123a数', max_size=3))
def test_what_is_changed_anywhere_is_read_as_toml_is(at: int, fewer: int, more: str) -> None:
    text = WHOLE[:at] + more + WHOLE[at + fewer :]
    project = project_as_written(text)
    assert project is None or repr(project) == read(text)
