"""Filled 自评表 and 监控表: what became of goals goes to progress files, in any format."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from tests.conftest import HEATING, MAINTENANCE, Perf

PATH = f"progress/2021/335001/{MAINTENANCE}.toml"

EVALUATION = [
    ["项目支出绩效自评表"],
    ["（2021年度）"],
    ["项目名称", "公租房维修费", "", "", "主管部门", "住房保障局", "实施单位", "住房保障局本级"],
    ["项目资金（万元）", "资金", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["", "年度资金总额", "24", "25", "21.6", "10", "86.4%", "8.64"],
    ["", "其中：财政资金", "20", "21", "18", "-", "85.71%", "-"],
    ["", "其他资金", "4", "4", "3.6", "-", "90%", "-"],
    ["年度总体目标", "预期目标", "", "", "实际完成情况", "", "", ""],
    ["", "1.及时维修。\n2.住户满意。", "", "", "1.维修171套。\n2.住户满意。", "", "", ""],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
    ["产出指标", "数量指标", "维修套数", "≥174套", "171套", "80", "78.62", "三户无人在家，已约定年后维修"],
    ["满意度指标", "服务对象满意度指标", "住户满意度", "满意", "满意", "10", "10", ""],
    ["总分", "", "", "", "", "100", "97.26", ""],
]

MONITORING = [
    ["项目支出绩效目标执行监控表"],
    ["（2021年度）"],
    ["项目名称", "公租房维修费", "", "", "主管部门", "住房保障局", "实施单位", "住房保障局本级"],
    ["项目资金（万元）", "资金", "年初预算数", "1-9月执行数", "1-9月执行率", "全年预计执行数", "", ""],
    ["", "年度资金总额", "24", "15", "62.5%", "24", "", ""],
    ["", "其中：财政资金", "20", "12", "60%", "20", "", ""],
    ["", "其他资金", "4", "3", "75%", "4", "", ""],
    ["年度总体目标", "1.及时维修。\n2.住户满意。", "", "", "", "", "", ""],
    [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "1-9月执行情况",
        "全年预计完成情况",
        "偏差原因分析",
        "完成目标可能性",
    ],
    ["产出指标", "数量指标", "维修套数", "≥174套", "120套", "174套", "雨季停工", "确定能"],
    ["满意度指标", "服务对象满意度指标", "住户满意度", "满意", "", "满意", "", "有可能"],
]


def sheet(path: Path, rows: list[list[str]]) -> Path:
    """A workbook with these rows, titles as wide as the table."""
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    for at, row in enumerate(rows, 1):
        if len(row) == 1:
            page.merge_cells(start_row=at, start_column=1, end_row=at, end_column=8)
        below = next((n for n, later in enumerate(rows[at:], at + 1) if later[0]), len(rows) + 1) - 1
        if below > at and row[0]:
            page.merge_cells(start_row=at, start_column=1, end_row=below, end_column=1)
    book.save(path)
    return path


def with_weights(perf: Perf) -> None:
    """The project as a form with weights says it."""
    path = perf.root / f"projects/2021/335001/{MAINTENANCE}.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('basis = "计划"\n', 'basis = "计划"\nweight = 80\n')
    path.write_text(text.replace('target = "满意"\n', 'target = "满意"\nweight = 10\n'), encoding="utf-8")


def test_a_self_evaluation_is_taken_in_whole(perf: Perf, tmp_path: Path) -> None:
    with_weights(perf)
    outcome = perf("import", sheet(tmp_path / "自评表.xlsx", EVALUATION), "--update")
    assert (outcome.status, outcome.err) == (0, "")
    assert (
        (perf.root / PATH).read_text(encoding="utf-8")
        == f"""\
#:schema ../../../schemas/progress.json

code = "{MAINTENANCE}"
unit = "335001"
year = 2021
adjusted = 250000.00

[evaluation]
spent = 216000.00
results = [
  "维修171套。",
  "住户满意。",
]
execution_points = 8.64
total_score = 97.26

[evaluation.parts."财政资金"]
initial = 200000.00
adjusted = 210000.00
spent = 180000.00

[evaluation.parts."其他资金"]
initial = 40000.00
adjusted = 40000.00
spent = 36000.00

[evaluation.indicators."维修套数"]
actual = "171套"
score = 78.62
reason = "三户无人在家，已约定年后维修"

[evaluation.indicators."住户满意度"]
actual = "满意"
score = 10
"""
    )
    again = perf("import", tmp_path / "自评表.xlsx")
    assert again.out.splitlines()[-1] == "Nothing to change: the repository holds all of it already."
    (shown,) = json.loads(perf("evaluate", "show", MAINTENANCE, "-f", "json").out)
    assert (shown["total_score"], shown["computed_score"], shown["grade"]) == (97.26, 97.26, "优")


def test_a_monitoring_is_taken_in_by_its_months(perf: Perf, tmp_path: Path) -> None:
    outcome = perf("import", sheet(tmp_path / "监控表.xlsx", MONITORING), "--update")
    assert (outcome.status, outcome.err) == (0, "")
    assert (
        (perf.root / PATH).read_text(encoding="utf-8")
        == f"""\
#:schema ../../../schemas/progress.json

code = "{MAINTENANCE}"
unit = "335001"
year = 2021

[[monitoring]]
date = 2021-09-30
spent = 150000.00
expected = 240000.00

[monitoring.parts."财政资金"]
spent = 120000.00
expected = 200000.00

[monitoring.parts."其他资金"]
spent = 30000.00
expected = 40000.00

[monitoring.indicators."维修套数"]
value = "120套"
expected = "174套"
cause = "雨季停工"
likelihood = "确定能"

[monitoring.indicators."住户满意度"]
expected = "满意"
likelihood = "有可能"
"""
    )


def test_what_is_recorded_otherwise_is_kept_without_update(perf: Perf, tmp_path: Path) -> None:
    with_weights(perf)
    perf("import", sheet(tmp_path / "自评表.xlsx", EVALUATION), "--update")
    perf("evaluate", "record", MAINTENANCE, "--spent", "20万", "--evidence", "维修套数=验收单")
    before = (perf.root / PATH).read_text(encoding="utf-8")
    outcome = perf("import", tmp_path / "自评表.xlsx")
    assert outcome.status == 2
    assert f"{PATH}: evaluation.spent: 200000.00 → 216000.00" in outcome.err
    assert (perf.root / PATH).read_text(encoding="utf-8") == before
    assert perf("import", tmp_path / "自评表.xlsx", "--update").status == 0
    after = (perf.root / PATH).read_text(encoding="utf-8")
    assert after == before.replace("spent = 200000.00", "spent = 216000.00", 1)


@pytest.mark.parametrize(
    ("row", "column", "text", "named"),
    [
        (4, 6, "90%", "its amounts make 86.40%: 90%"),
        (4, 5, "20", None),
        (12, 6, "优秀", "beside a sum: 优秀"),
    ],
)
def test_what_is_not_understood_is_named(
    perf: Perf, tmp_path: Path, row: int, column: int, text: str, named: str | None
) -> None:
    with_weights(perf)
    rows = [list(one) for one in EVALUATION]
    rows[row][column] = text
    outcome = perf("import", sheet(tmp_path / "自评表.xlsx", rows), "--update")
    assert outcome.status == (1 if named else 0)
    if named:
        assert named in outcome.err
    else:
        text = (perf.root / PATH).read_text(encoding="utf-8")
        assert "20" in text


def test_the_cells_of_results_are_explained(perf: Perf, tmp_path: Path) -> None:
    outcome = perf("import", "--explain", sheet(tmp_path / "自评表.xlsx", EVALUATION), "-f", "json")
    keys = {cell["text"]: cell["key"] for cell in json.loads(outcome.out) if cell["text"]}
    assert keys["171套"] == "progress.indicators.result"
    assert keys["97.26"] == "progress.total_score"
    assert keys["8.64"] == "progress.execution_points"
    assert keys["21.6"] == "progress.spent"
    assert keys["86.4%"] == "progress.rate"


TOTAL_ROW = EVALUATION[-1]


@pytest.mark.parametrize(
    ("at", "row", "rest"),
    [
        (2, ["自评得分：97.26"], None),
        (12, ["自评得分", "97.26", "", "", "", "", "", ""], None),
        (12, ["自评总分：97.26分（优）"], '"自评总分" = "优"'),
        (12, ["总分", "97.26", "", "", "", "", "", ""], None),
    ],
)
def test_a_total_beside_the_table_is_the_total(
    perf: Perf, tmp_path: Path, at: int, row: list[str], rest: str | None
) -> None:
    with_weights(perf)
    rows = [one for one in EVALUATION if one is not TOTAL_ROW]
    outcome = perf("import", sheet(tmp_path / "自评表.xlsx", [*rows[:at], row, *rows[at:]]), "--update")
    assert (outcome.status, outcome.err) == (0, "")
    assert "total_score = 97.26\n" in (perf.root / PATH).read_text(encoding="utf-8")
    assert "自评" not in perf.read(f"projects/2021/335001/{MAINTENANCE}.toml")
    became = perf.read(PATH)
    assert ("自评" in became) == (rest is not None)
    assert rest is None or f"[evaluation.details]\n{rest}\n" in became


FOOT = ["填报人：李四", "", "", "联系电话：0335-1", "", "", "填报日期：2021年8月20日", ""]


@pytest.mark.parametrize(("table", "rows"), [("evaluation", EVALUATION), ("monitoring", MONITORING)])
def test_who_filled_a_form_in_is_no_change_of_the_goals(
    perf: Perf, tmp_path: Path, table: str, rows: list[list[str]]
) -> None:
    with_weights(perf)
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    perf.write(path, perf.read(path) + '\n[details]\n"主管部门" = "住房保障局"\n"实施单位" = "住房保障局本级"\n')
    perf("fmt")
    goals = perf.read(path)
    file = sheet(tmp_path / "表.xlsx", [*rows, FOOT])
    outcome = perf("import", file)
    assert (outcome.status, outcome.err) == (0, "")
    assert perf.read(path) == goals
    said = '"填报人" = "李四"\n"联系电话" = "0335-1"\n"填报日期" = "2021年8月20日"\n'
    assert f"[{table}.details]\n{said}" in perf.read(PATH)
    assert perf("import", file).out.splitlines()[-1] == "Nothing to change: the repository holds all of it already."


def test_rows_of_a_list_are_of_the_units_of_their_projects(perf: Perf, tmp_path: Path) -> None:
    rows = [
        ["2021年度项目支出绩效自评汇总表"],
        ["单位：元"],
        ["序号", "项目编码", "项目名称", "年初预算数", "全年执行数", "自评得分"],
        ["1", MAINTENANCE, "公租房维修费", "240000", "216000", "96"],
        ["2", HEATING, "清洁取暖", "0.05", "0.05", "99"],
    ]
    outcome = perf("import", sheet(tmp_path / "汇总.xlsx", rows))
    assert outcome.status == 0, outcome.err
    assert "spent = 216000.00\ntotal_score = 96\n" in perf.read(PATH)
    assert "total_score = 99\n" in perf.read(f"progress/2021/335002/{HEATING}.toml")
    rows[3][1] = "13030321ZZZZZZZZZZZZZ"
    assert "the form does not say its unit: name it with --unit" in perf.refused(
        "import", sheet(tmp_path / "他.xlsx", rows)
    )


def test_a_detail_of_results_is_shown_by_a_form_that_asks_for_it_and_others_stay(perf: Perf, tmp_path: Path) -> None:
    with_weights(perf)
    perf.write(
        PATH,
        f"""\
code = "{MAINTENANCE}"
unit = "335001"
year = 2021

[evaluation.details]
"执行率低的原因" = "停工"
""",
    )
    assert perf("import", sheet(tmp_path / "表.xlsx", [*EVALUATION, FOOT]), "--update").status == 0
    assert '"执行率低的原因" = "停工"\n"填报人" = "李四"\n' in perf.read(PATH)
    built_in = (files("perfcli.forms") / "builtin" / "evaluation.toml").read_text(encoding="utf-8")
    row = '\n[[parts]]\nrows = [[{ label = "填报人", columns = 2 }, { key = "details.填报人", columns = 8 }]]\n'
    perf.write("forms/own.toml", built_in + row)
    outcome = perf("form", "fill", MAINTENANCE, "--form", "own", "-f", "txt")
    assert outcome.status == 0, outcome.err
    assert [line.strip() for line in outcome.out.splitlines() if line.strip()][-2:] == ["填报人", "李四"]
    assert "evaluation.details.执行率低的原因: the form has no place for it (1 record)\n" in outcome.err
    assert "填报人" not in outcome.err


def test_of_two_totals_the_one_that_is_not_taken_is_named(perf: Perf, tmp_path: Path) -> None:
    with_weights(perf)
    rows = [*EVALUATION[:2], ["自评得分：91"], *EVALUATION[2:]]
    outcome = perf("import", sheet(tmp_path / "自评表.xlsx", rows), "--update")
    assert outcome.status == 1
    assert "the form has another total, 97.26" in outcome.err
    assert "total_score = 97.26\n" in (perf.root / PATH).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "Unit 335001, 2021: overall goals, 1 indicators"),
        ("zh_CN", "单位 335001，2021 年：整体绩效目标，1 条指标"),
    ],
)
def test_the_whole_of_a_unit_is_called_one(perf: Perf, tmp_path: Path, locale: str, said: str) -> None:
    perf.write(
        "goals/2021/335001.toml",
        'unit = "335001"\nyear = 2021\noverall = "住有所居"\n\n'
        "[budget]\ntotal = 100.00\nfiscal = 100.00\nother = 0.00\n\n"
        '[[indicators]]\nkind = "数量指标"\nname = "完成项目"\ntarget = "≥3个"\n',
    )
    file = tmp_path / "整体自评表.docx"
    perf("evaluate", "record", "335001", "--spent", "90", "--actual", "完成项目=3个")
    assert perf("form", "fill", "335001", "--form", "evaluation", "-o", file).status == 0
    outcome = perf("--locale", locale, "import", file)
    assert said in outcome.out.splitlines()


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "indicators that are not on the form stay as they are: 住户满意度"),
        ("zh_CN", "表中没有的指标保持不变：住户满意度"),
    ],
)
def test_a_monitoring_of_some_indicators_leaves_the_others_of_the_project(
    perf: Perf, tmp_path: Path, locale: str, said: str
) -> None:
    with_weights(perf)
    perf("import", sheet(tmp_path / "自评表.xlsx", EVALUATION), "--update")
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    before = (perf.root / path).read_text(encoding="utf-8")
    outcome = perf("--locale", locale, "import", sheet(tmp_path / "监控表.xlsx", MONITORING[:-1]))
    assert (outcome.status, said in outcome.err) == (0, True)
    assert (perf.root / path).read_text(encoding="utf-8") == before
    (shown,) = [row for row in json.loads(perf("monitor", "status", "-f", "json").out) if row["code"] == MAINTENANCE]
    assert [(row["name"], row["value"]) for row in shown["indicators"]] == [
        ("维修套数", "120套"),
        ("住户满意度", None),
    ]


def test_a_form_with_an_indicator_that_is_none_of_the_project_is_taken_at_its_word(perf: Perf, tmp_path: Path) -> None:
    with_weights(perf)
    perf("import", sheet(tmp_path / "自评表.xlsx", EVALUATION), "--update")
    other = [*MONITORING[:-1], ["", "", "巡查次数", "≥12次", "8次", "12次", "", "确定能"]]
    outcome = perf("import", sheet(tmp_path / "监控表.xlsx", other))
    assert outcome.status == 2
    assert "indicators[住户满意度]" in outcome.err
