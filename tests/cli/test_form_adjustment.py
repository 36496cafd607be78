"""绩效目标调整表: what was adjusted, in the words of forms; taken in again it changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_form_results import FORMATS
from tests.conftest import HEATING, MAINTENANCE, Perf

PROGRESS = f"progress/2021/335001/{MAINTENANCE}.toml"

ADJUSTED = f'''\
code = "{MAINTENANCE}"
unit = "335001"
year = 2021
adjusted = 250000.00

[[adjustments]]
date = 2021-09-30
reason = "新增房源"

[[adjustments.changes]]
key = "indicators[维修套数].target"
before = "≥174套"
after = "≥180套"

[[adjustments]]
date = 2021-08-31
reason = "追加预算，\\n分两次"

[[adjustments.changes]]
key = "goals[1]"
before = "及时维修。"
after = "及时、足量维修。"

[[adjustments.changes]]
key = "budget.total"
before = "240000.00"
after = "250000.01"

[[adjustments.changes]]
key = "budget.sources.上年结转"
before = ""
after = "约10000"

[[adjustments.changes]]
key = "spending_plan.6"
before = "50.00"
after = "60.00"

[[adjustments.changes]]
key = "details.负责人"
after = "王"

[[adjustments.changes]]
key = "own.key"
before = "1"
after = "2"

[[adjustments]]
date = 2021-08-31
reason = "只有理由"
'''

TITLE = """\
项目支出绩效目标调整表

（2021年度）
项目名称        公租房维修费
项目编码        13030321AAAAAAAAAAAAA
主管部门及代码  335住房保障局
实施单位        335001住房保障局本级
"""


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_row_for_each_key_by_date_in_the_words_of_forms(perf: Perf, language: str) -> None:
    perf.write(PROGRESS, ADJUSTED)
    shown = perf.done("--locale", language, "show", MAINTENANCE, "--form", "adjustment")
    assert shown.startswith(TITLE)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in shown.splitlines() if line[:1] == "|"]
    assert rows == [
        ["序号", "调整日期", "调整内容", "调整前", "调整后", "调整理由"],
        ["1", "2021-08-31", "绩效目标 1", "及时维修。", "及时、足量维修。", "追加预算，"],
        ["", "", "", "", "", "分两次"],
        ["2", "", "预算数", "24.00万元", "25.000001万元", ""],
        ["3", "", "资金来源 · 上年结转", "", "约10000", ""],
        ["4", "", "资金支出计划 · 6月底", "50.00%", "60.00%", ""],
        ["5", "", "负责人", "", "王", ""],
        ["6", "", "own.key", "1", "2", ""],
        ["7", "2021-08-31", "", "", "", "只有理由"],
        ["8", "2021-09-30", "维修套数 · 指标值", "≥174套", "≥180套", "新增房源"],
    ]


@pytest.mark.parametrize("end", FORMATS)
@pytest.mark.parametrize("more", [(), ("--update",)])
def test_taken_in_where_all_of_it_is_kept_it_changes_nothing(
    perf: Perf, tmp_path: Path, end: str, more: tuple[str, ...]
) -> None:
    perf.write(PROGRESS, ADJUSTED)
    file = tmp_path / f"调整表.{end}"
    perf.done("form", "fill", MAINTENANCE, "--form", "adjustment", "-o", file)
    before = perf.snapshot()
    outcome = perf("import", file, *more)
    assert outcome.status == 1
    assert perf.snapshot() == before
    assert outcome.out == "Nothing to change: the repository holds all of it already.\n"
    assert f": {MAINTENANCE} is not approved: it changes, and no adjustment is kept\n" in outcome.err
    assert "维修套数 · 指标值: the last adjustment made it ≥180套, it is ≥174套: left unchanged\n" in outcome.err


def test_a_project_that_was_not_adjusted_has_a_table_without_rows(perf: Perf) -> None:
    text = perf.done("form", "fill", HEATING, "--form", "adjustment", "-f", "txt")
    assert text.split()[-6:] == ["序号", "调整日期", "调整内容", "调整前", "调整后", "调整理由"]


@pytest.mark.parametrize(
    ("of", "key", "said"),
    [("adjustment", "adjustments.day", "adjustments.day is not known here"), ("project", "adjustments.date", "")],
)
def test_columns_that_are_none_are_named(perf: Perf, of: str, key: str, said: str) -> None:
    text = f'''\
name = "调整"
of = "{of}"
title = "调整表"
widths = [1, 1]

[[parts]]
rows = [[{{ label = "项目名称" }}, {{ key = "name" }}]]

[[parts]]
columns = [{{ heading = "日期", key = "{key}" }}, {{ heading = "内容", key = "adjustments.key" }}]
'''
    perf.write("forms/own.toml", text)
    outcome = perf("form", "check")
    assert outcome.status == 1
    assert (said or "adjustments.date is not known here") in outcome.out
