"""Filled 绩效目标调整表 of approved projects: what they say was changed becomes adjustments, once, in any format."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.test_adjusting import PROGRESS, PROJECT, approved
from tests.cli.test_form_results import FORMATS
from tests.cli.test_import_results import sheet
from tests.conftest import FILES, HEATING, MAINTENANCE, Perf

__all__ = ["approved"]

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")

OWN_LABELS = [
    ["项目支出绩效目标调整申请表"],
    ["（2021年度）"],
    ["项目名称", "公租房维修费", "", "", "项目编码", MAINTENANCE, ""],
    ["主管部门", "住房保障局", "", "", "实施单位", "住房保障局本级", ""],
    ["项目资金（万元）", "资金构成", "", "调整前", "调整后", "增减额", ""],
    ["", "年度资金总额", "", "24.00", "25.00", "1.00", ""],
    ["", "其中：财政资金", "", "20.00", "21.00", "1.00", ""],
    ["", "其他资金", "", "4.00", "4.00", "0.00", ""],
    ["年度目标", "调整前", "1.及时维修。\n2.住户满意。", "", "", "", ""],
    ["", "调整后", "1.及时、足量维修。\n2.住户满意。", "", "", "", ""],
    ["绩效指标", "一级指标", "二级指标", "三级指标", "调整前指标值", "调整后指标值", "调整原因"],
    ["", "产出指标", "数量指标", "维修套数", "≥174套", "≥180套", "新增六户"],
    ["", "产出指标", "质量指标", "验收合格率", "—", "100%", "上级要求"],
    ["调整日期", "2021年7月1日", "", "", "", "", ""],
    ["调整理由", "住户增加", "", "", "", "", ""],
]

LIST = [
    ["项目支出绩效目标调整表"],
    ["（2021年度）"],
    ["项目名称", "公租房维修费", "", "", ""],
    ["项目编码", MAINTENANCE, "", "", ""],
    ["调整事项", "调整前", "调整后", "调整原因", "调整日期"],
    ["维修套数", "≥174套", "≥180套", "新增六户", "2021-07-01"],
    ["预算数", "24万元", "25万元", "追加预算", "2021-08-01"],
    ["入住率", "90%", "95%", "不详", "2021-08-01"],
]


class TestOfOthers:
    def test_it_is_taken_over_once(self, approved: Perf, tmp_path: Path) -> None:
        form = sheet(tmp_path / "调整.xlsx", OWN_LABELS)
        outcome = approved("import", form)
        assert (outcome.status, approved.read(PROJECT)) == (2, FILES[PROJECT])
        outcome = approved("import", "--update", form)
        assert (outcome.status, outcome.err) == (
            0,
            "Sheet, cell A1: left out, since it is not a goal that was adjusted: 主管部门\n"
            "Sheet, cell A1: indicators that are not on the form stay as they are: 住户满意度\n",
        )
        assert "  indicators[维修套数].target: ≥174套 → ≥180套\n" in outcome.out
        text = approved.read(PROGRESS)
        assert "adjusted = 250000.00\n" in text
        assert 'date = 2021-07-01\nreason = "住户增加"\n\n[[adjustments.changes]]\nkey = "budget.total"\n' in text
        assert (
            'date = 2021-07-01\nreason = "新增六户"\n\n[[adjustments.changes]]\n'
            'key = "indicators[维修套数].target"\nbefore = "≥174套"\nafter = "≥180套"\n'
        ) in text
        assert 'reason = "上级要求"\n\n[[adjustments.changes]]\nkey = "indicators[验收合格率].name"\n' in text
        after = approved.read(PROJECT)
        assert '  "及时、足量维修。",\n  "住户满意。",\n' in after
        assert 'target = "≥180套"' in after
        assert 'name = "验收合格率"' in after
        assert 'key = "goals[1]"\nbefore = "及时维修。"\nafter = "及时、足量维修。"\n' in text
        assert "D519" not in approved("check", "--select", "D519", PROJECT).out
        before = approved.snapshot()
        assert "Nothing to change: the repository holds all of it already." in approved("import", form).out
        assert approved("import", "--update", form).status == 0
        assert approved.snapshot() == before

    def test_what_was_otherwise_is_named_and_stays(self, approved: Perf, tmp_path: Path) -> None:
        approved.done(
            "set", MAINTENANCE, "indicators[维修套数].target=≥170套", "--reason", "核减", "--date", "2021-06-01"
        )
        outcome = approved("import", "--update", sheet(tmp_path / "调整.xlsx", OWN_LABELS))
        assert outcome.status == 1
        assert (
            "not taken over from the adjustment form:\n"
            "  Sheet, cell A1: indicators[维修套数].target: "
            "the form says that it was ≥174套, it is ≥170套: left unchanged\n"
        ) in outcome.err
        assert "≥170套" in approved.read(PROJECT)
        assert "adjusted = 250000.00\n" in approved.read(PROGRESS)

    def test_a_form_without_a_reason_needs_one(self, approved: Perf, tmp_path: Path) -> None:
        rows = [[*row[:6], ""] if row[0] in ("绩效指标", "") else row for row in OWN_LABELS[:-1]]
        form = sheet(tmp_path / "调整.xlsx", rows)
        outcome = approved("import", "--update", form)
        assert (outcome.status, "which needs a reason" in outcome.err) == (2, True)
        assert approved("import", "--update", form, "--reason", "会议纪要").status == 0
        assert approved.read(PROGRESS).count("reason = ") == approved.read(PROGRESS).count('reason = "会议纪要"') == 1

    def test_one_that_is_not_approved_becomes_as_after_it(self, perf: Perf, tmp_path: Path) -> None:
        outcome = perf("import", "--update", sheet(tmp_path / "调整.xlsx", OWN_LABELS))
        assert outcome.status == 0
        assert f"{MAINTENANCE} is not approved: it becomes as after the adjustment" in outcome.err
        assert "total = 250000.00" in perf.read(PROJECT)
        assert '"调整前指标值" = "≥174套"' in perf.read(PROJECT)


class TestList:
    def test_rows_are_told_by_the_words_of_forms(self, approved: Perf, tmp_path: Path) -> None:
        outcome = approved("import", "--update", sheet(tmp_path / "调整.xlsx", LIST))
        assert outcome.status == 1
        assert outcome.err.endswith("入住率: the project has no such key\n")
        text = approved.read(PROGRESS)
        assert (
            'date = 2021-07-01\nreason = "新增六户"\n\n[[adjustments.changes]]\nkey = "indicators[维修套数].target"'
            in text
        )
        assert 'date = 2021-08-01\nreason = "追加预算"\n\n[[adjustments.changes]]\nkey = "budget.total"' in text
        assert "adjusted = 250000.00\n" in text


def clean(text: str) -> str:
    """A text without line ends: a form may print a reason on one line."""
    return "".join(text.split())


@pytest.mark.parametrize("end", FORMATS)
def test_what_our_own_form_writes_is_read_back_in_another_repository(approved: Perf, tmp_path: Path, end: str) -> None:
    form = tmp_path / f"调整表.{end}"
    shutil.copytree(approved.root, tmp_path / "other")
    why = ("--reason", "住户增加，\n分两次", "--date", "2021-07-01")
    keys = (
        "indicators[维修套数].target=≥180套",
        "goals+=按时完工。",
        "details.负责人=王",
        "budget.sources.上年结转=1万",
    )
    approved.done("set", MAINTENANCE, *keys, "budget.total=25万", "--force", *why)
    new = ("indicators+=合格率", "indicators[合格率].kind=质量指标", "indicators[合格率].target=100%")
    approved.done(
        "set", MAINTENANCE, *new, "spending_plan.6=60", "--force", "--reason", "上级要求", "--date", "2021-08-01"
    )
    approved.done("set", MAINTENANCE, "indicators[维修套数].target=≥190套", "--reason", "再增", "--date", "2021-09-01")
    approved.done("form", "fill", MAINTENANCE, "--form", "adjustment", "-o", form)
    other = Perf(tmp_path / "other")
    outcome = other("import", "--update", form)
    assert (outcome.status, outcome.err) == (0, "")
    assert other.read(PROJECT) == approved.read(PROJECT)
    assert clean(other.read(PROGRESS)) == clean(approved.read(PROGRESS))
    before = other.snapshot()
    for perf in (other, approved):
        outcome = perf("import", form)
        assert (outcome.status, outcome.err) == (0, "")
    assert other.snapshot() == before


@pytest.mark.parametrize("end", FORMATS)
def test_an_indicator_that_was_renamed_is_as_its_adjustments_left_it(approved: Perf, tmp_path: Path, end: str) -> None:
    day = ("--reason", "住户增加", "--date")
    approved.done("set", MAINTENANCE, "indicators[维修套数].target=≥180套", *day, "2021-07-01")
    approved.done("set", MAINTENANCE, "indicators[维修套数].name=维修户数", *day, "2021-08-01")
    approved.done("set", MAINTENANCE, "indicators[维修户数].name=户数", *day, "2021-09-01")
    form = tmp_path / f"调整表.{end}"
    approved.done("form", "fill", MAINTENANCE, "--form", "adjustment", "-o", form)
    before = approved.snapshot()
    outcome = approved("import", "--update", form)
    assert (outcome.status, outcome.err, approved.snapshot()) == (0, "", before)
    approved.write(PROJECT, approved.read(PROJECT).replace("≥180套", "≥185套"))
    outcome = approved("import", "--update", form)
    assert outcome.status == 1
    assert "维修套数 · 指标值: the last adjustment made it ≥180套, it is ≥185套: left unchanged\n" in outcome.err


def test_a_list_needs_its_project(approved: Perf, tmp_path: Path) -> None:
    (approved.root / f"projects/2021/335002/{HEATING}.toml").unlink()
    rows = [[cell.replace(MAINTENANCE, HEATING).replace("公租房维修费", "供暖") for cell in row] for row in LIST]
    outcome = approved("import", "--update", sheet(tmp_path / "调整.xlsx", rows), "--unit", "335002")
    assert outcome.status == 2
    assert f"the project {HEATING} of 2021 that it adjusts is not here, or cannot be read" in outcome.err
