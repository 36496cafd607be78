"""The text that is written: in view, read back as it was, stable."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest
from hypothesis import given, settings

from perfcli.codec import from_toml, write
from perfcli.codec.canonical import literal
from perfcli.exact import Money, Percent
from perfcli.model import (
    Budget,
    Department,
    DepartmentGoals,
    Function,
    FunctionIndicator,
    Indicator,
    Project,
    Record,
    Safeguard,
    Template,
    Unit,
)
from perfcli.settings import Settings
from tests.strategies import records


def money(text: str) -> Money:
    return Money.parse(Decimal(text))


SHORT = Project(
    code="13030321AAAAAAAAAAAAA",
    name="名",
    unit="335001",
    year=2021,
    budget=Budget(total=money("1"), fiscal=money("0.5"), other=money("0.50")),
)


def test_an_unfinished_project() -> None:
    assert (
        write(SHORT)
        == """\
#:schema ../../../schemas/project.json

code = "13030321AAAAAAAAAAAAA"
name = "名"
unit = "335001"
year = 2021
purpose = ""
goals = []

[budget]
total = 1.00
fiscal = 0.50
other = 0.50
"""
    )


def test_a_whole_project() -> None:
    project = Project(
        code="13030321AAAAAAAAAAAAA",
        name='带"引号"的\\名',
        unit="335001",
        year=2021,
        template="roads",
        purpose="一行\n\n\t另一行",
        goals=("甲 # 乙", "丙\n丁"),
        budget=Budget(total=money("69999999999999.99"), fiscal=money("0"), other=money("69999999999999.99")),
        spending_plan={3: Percent.parse(25), 12: Percent.parse(Decimal("33.333"))},
        indicators=(Indicator(kind="数量指标"), Indicator(kind="质量指标", name="合格率", target="≥9\u00a00%")),
    )
    assert (
        write(project)
        == '''\
#:schema ../../../schemas/project.json

code = "13030321AAAAAAAAAAAAA"
name = "带\\"引号\\"的\\\\名"
unit = "335001"
year = 2021
template = "roads"
purpose = """
一行

\\t另一行"""
goals = [
  "甲 # 乙",
  """
丙
丁""",
]

[budget]
total = 69999999999999.99
fiscal = 0.00
other = 69999999999999.99

[spending_plan]
3 = 25.00
12 = 33.333

[[indicators]]
kind = "数量指标"
name = ""
description = ""
target = ""
basis = ""

[[indicators]]
kind = "质量指标"
name = "合格率"
description = ""
target = "≥9\u00a00%"
basis = ""
'''
    )


def test_a_department_and_its_goals() -> None:
    department = Department(code="335", name="局", units=(Unit(code="335001", name="本级"), Unit(code="335002")))
    assert write(department) == (
        "#:schema ../schemas/department.json\n\n"
        'code = "335"\nname = "局"\n\n[[units]]\ncode = "335001"\nname = "本级"\n\n'
        '[[units]]\ncode = "335002"\nname = ""\n'
    )
    assert write(Department(code="335")) == '#:schema ../schemas/department.json\n\ncode = "335"\nname = ""\n'
    goals = DepartmentGoals(
        department="335",
        year=2021,
        overall="总",
        functions=(
            Function(name="甲", goal="乙", indicators=(FunctionIndicator(name="率", target="≥1%"),)),
            Function(name="丙"),
        ),
        safeguards=(Safeguard(title="丁", text="戊"),),
    )
    assert write(goals) == (
        "#:schema ../../schemas/goals.json\n\n"
        'department = "335"\nyear = 2021\noverall = "总"\n\n'
        '[[functions]]\nname = "甲"\ngoal = "乙"\n\n'
        '[[functions.indicators]]\nname = "率"\ndescription = ""\ntarget = "≥1%"\n\n'
        '[[functions]]\nname = "丙"\ngoal = ""\n\n'
        '[[safeguards]]\ntitle = "丁"\ntext = "戊"\n'
    )


def test_a_template_and_the_settings() -> None:
    assert write(Template()) == '#:schema ../schemas/template.json\n\nname = ""\nuse = ""\n'
    assert write(Settings(year=2021, framework={2015: "2015", 2022: "2021"})) == (
        "#:schema schemas/settings.json\n\n"
        'schema = 1\nyear = 2021\ncheckpoints = [3, 6, 10, 12]\n\n[framework]\n2015 = "2015"\n2022 = "2021"\n'
    )


@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        (True, "true"),
        (7, "7"),
        (Decimal("7"), "7.00"),
        (Decimal("7.125"), "7.125"),
        (Decimal("1E+3"), "1000.00"),
        ('a"\n\u007f', '"a\\"\\n\\u007f"'),
        ([1, "x"], '[1, "x"]'),
        ({"a": 1, "b": [Decimal("0.5")]}, "{ a = 1, b = [0.50] }"),
    ],
)
def test_values_on_one_line(value: object, spelled: str) -> None:
    assert literal(value) == spelled


@settings(max_examples=300, deadline=None)
@given(records)
def test_what_is_written_reads_back_and_is_written_so_again(record: Record) -> None:
    text = write(record)
    again = from_toml(text, type(record))
    assert again == record
    assert write(again) == text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert tomllib.loads(text)
