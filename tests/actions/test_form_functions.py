"""Indicators on the form of a whole are its own or those of its functions."""

from __future__ import annotations

import pytest

from perfcli.actions.form_functions import parted
from perfcli.model import DepartmentGoals, Function, FunctionIndicator, Indicator

OWN = (Indicator(kind="数量指标", name="总数"), Indicator(name="满意度"))
OF_FUNCTION = FunctionIndicator(name="办结率", target="≥90%")
FUNCTIONS = (Function(name="信访", indicators=(OF_FUNCTION,)), Function(name="综合"))


@pytest.mark.parametrize(
    ("functions", "names", "own", "of_functions", "unclear", "lacking"),
    [
        (FUNCTIONS, "总数 满意度 办结率", "总数 满意度", "办结率", "", ""),
        (FUNCTIONS, "满意度 办结率 总数", "满意度 总数", "办结率", "", ""),
        (FUNCTIONS, "总数 满意率 办结率", "总数 满意率", "办结率", "", ""),
        (FUNCTIONS, "总数 满意度 按时率", "总数 满意度", "按时率", "", ""),
        (FUNCTIONS, "总数 满意度", "总数 满意度", "办结率", "", "办结率"),
        (FUNCTIONS, "总数 按时率", "总数", "办结率", "按时率", "办结率"),
        (FUNCTIONS, "总数 满意度 办结率 办结率", "总数 满意度", "办结率", "办结率", ""),
        ((), "总数 满意度 按时率", "总数 满意度 按时率", "", "", ""),
        ((), "按时率", "按时率", "", "", ""),
    ],
)
def test_each_row_goes_where_its_name_or_place_says(
    functions: tuple[Function, ...], names: str, own: str, of_functions: str, unclear: str, lacking: str
) -> None:
    kinds = {"总数": "数量指标"}
    rows = [Indicator(kind=kinds.get(name, ""), name=name) for name in names.split()]
    found = parted(rows, DepartmentGoals(department="335", year=2021, indicators=OWN, functions=functions))
    of = [row.name for one in found.functions for row in one.indicators]
    assert [" ".join(row.name for row in found.own), " ".join(of)] == [own, of_functions]
    assert [" ".join(found.unclear), " ".join(found.lacking)] == [unclear, lacking]


def test_a_target_that_a_form_says_is_the_functions() -> None:
    kept = DepartmentGoals(department="335", year=2021, functions=FUNCTIONS)
    for target, after in {"≥95%": "≥95%", "": "≥90%"}.items():
        found = parted([Indicator(name="办结率", target=target)], kept)
        assert found.functions[0].indicators == (FunctionIndicator(name="办结率", target=after),)
