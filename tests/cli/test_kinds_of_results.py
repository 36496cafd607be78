"""A 监控表 with what a 自评表 has, and a 自评表 with what a 监控表 has: what its record has no key for is a detail."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.test_import_results import EVALUATION, MONITORING, PATH, sheet, with_weights
from tests.conftest import HEATING, MAINTENANCE, Perf

WATCHED = [["2021年度项目支出绩效运行监控表"], *EVALUATION[2:]]
"""A 监控表 that is laid out as a 自评表."""

EVALUATED = [["项目支出绩效自评表"], *MONITORING[1:]]
"""A 自评表 that is laid out as a 监控表."""


def test_points_and_adjusted_parts_of_a_monitoring_are_its_details(perf: Perf, tmp_path: Path) -> None:
    with_weights(perf)
    file = sheet(tmp_path / "监控表.xlsx", WATCHED)
    outcome = perf("import", file)
    assert outcome.status == 0, outcome.err
    assert perf.read(PATH).endswith(
        '[monitoring.details]\n"年度资金总额（得分）" = "8.64"\n"总分" = "97.26"\n'
        '"财政资金（全年预算数）（万元）" = "21"\n"其他资金（全年预算数）（万元）" = "4"\n'
        '"目标完成情况" = [\n  "维修171套。",\n  "住户满意。",\n]\n'
    )
    assert "adjusted = 250000.00\n" in perf.read(PATH)
    assert "Nothing to change" in perf("import", file).out
    told = {cell["text"]: cell["key"] for cell in json.loads(perf("import", "--explain", file, "-f", "json").out)}
    assert told["8.64"] == "details.年度资金总额（得分）"
    assert told["97.26"] == "details.总分"
    assert told["21"] == "details.财政资金（全年预算数）（万元）"


def test_points_of_a_monitoring_of_a_new_project_are_its_details(perf: Perf, tmp_path: Path) -> None:
    rows = [["项目名称", "新项目", *row[2:]] if row[0] == "项目名称" else row for row in WATCHED]
    file = sheet(tmp_path / "监控表.xlsx", rows)
    outcome = perf("import", file, "--unit", "335001")
    assert outcome.status == 0, outcome.err
    assert "Nothing to change" in perf("import", file, "--unit", "335001").out
    (path,) = [path for path in perf.root.rglob("projects/2021/335001/*.toml") if "新项目" in path.read_text("utf-8")]
    assert '"年度资金总额（得分）" = "8.64"\n"总分" = "97.26"\n' in path.read_text("utf-8")


def test_what_an_evaluation_expects_of_the_year_is_its_detail(perf: Perf, tmp_path: Path) -> None:
    with_weights(perf)
    file = sheet(tmp_path / "自评表.xlsx", EVALUATED)
    outcome = perf("import", file)
    assert outcome.status == 0, outcome.err
    expected = "（全年预计执行数）（万元）"
    said = f'"年度资金总额{expected}" = "24"\n"财政资金{expected}" = "20"\n"其他资金{expected}" = "4"\n'
    assert f"[evaluation.details]\n{said}" in perf.read(PATH)
    assert "Nothing to change" in perf("import", file).out


@pytest.mark.parametrize("heading", ["自评得分", "得分"])
def test_points_of_a_list_of_monitorings_are_details(perf: Perf, tmp_path: Path, heading: str) -> None:
    rows = [
        ["2021年度项目支出绩效运行监控汇总表"],
        ["单位：元"],
        ["序号", "项目编码", "项目名称", "年初预算数", "1-7月执行数", heading],
        ["1", MAINTENANCE, "公租房维修费", "240000", "216000", "96"],
        ["2", HEATING, "清洁取暖", "0.05", "0.05", "99"],
    ]
    outcome = perf("import", sheet(tmp_path / "汇总.xlsx", rows))
    assert outcome.status == 0, outcome.err
    assert perf.read(PATH).endswith(f'spent = 216000.00\n\n[monitoring.details]\n"{heading}" = "96"\n')
    assert perf.read(f"progress/2021/335002/{HEATING}.toml").endswith(f'[monitoring.details]\n"{heading}" = "99"\n')


def test_points_of_the_monitoring_of_a_whole_are_its_details(perf: Perf, tmp_path: Path) -> None:
    rows = [["部门整体支出绩效运行监控表"], ["（2021年度）"], ["部门名称", "住房保障局"], *WATCHED[2:]]
    outcome = perf("import", sheet(tmp_path / "整体监控表.xlsx", rows), "--unit", "335", "--update")
    assert outcome.status == 0, outcome.err
    said = perf.read("progress/2021/335.toml")
    assert '[monitoring.details]\n"年度资金总额（得分）" = "8.64"\n"总分" = "97.26"\n' in said


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", {"25": "Adjusted budget", "86.4%": "(execution rate)", "8.64": "Execution points"}),
        (
            "zh_CN",
            {
                "25": "全年预算数",
                "86.4%": "（执行率）",
                "8.64": "预算执行得分",
                "171套": "实际完成值",
                "97.26": "总分",
            },
        ),
    ],
)
def test_what_became_of_goals_is_explained_in_words(
    perf: Perf, tmp_path: Path, locale: str, said: dict[str, str]
) -> None:
    file = sheet(tmp_path / "自评表.xlsx", EVALUATION)
    out = perf("--locale", locale, "import", "--explain", file).out
    told = {cells[1]: cells[2] for line in out.splitlines() if len(cells := re.split(r"\s{2,}", line.strip())) == 3}
    assert {text: told[text] for text in said} == said
