"""自评表 and 监控表 are written out of what was recorded, and say the same when they are taken in again."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import docx.table
import pytest

from tests.cli.test_import_results import EVALUATION, MONITORING, sheet, with_weights
from tests.conftest import MAINTENANCE, Perf

PATH = f"progress/2021/335001/{MAINTENANCE}.toml"
FORMATS = ("docx", "xlsx", "html", "txt")


@pytest.fixture
def taken_in(perf: Perf, tmp_path: Path) -> str:
    """What the progress file says of a self-evaluation and a monitoring."""
    with_weights(perf)
    for name, rows in (("自评表.xlsx", EVALUATION), ("监控表.xlsx", MONITORING)):
        assert perf("import", sheet(tmp_path / name, rows), "--update").status == 0
    return (perf.root / PATH).read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("slug", "table"), [("evaluation", "evaluation"), ("monitoring", "monitoring")])
def test_what_is_written_is_taken_in_as_it_was(
    perf: Perf, tmp_path: Path, taken_in: str, slug: str, table: str, form: str
) -> None:
    file = tmp_path / f"表.{form}"
    written = perf("form", "fill", MAINTENANCE, "--form", slug, "-o", file)
    assert (written.status, written.err) == (0, "")
    (perf.root / PATH).unlink()
    outcome = perf("import", file, "--update")
    assert (outcome.status, outcome.err) == (0, "")
    again = (perf.root / PATH).read_text(encoding="utf-8")
    assert _part(again, table) == _part(taken_in, table)


def _part(text: str, table: str) -> list[str]:
    """The lines of the tables of this name, but for the initial amounts, which the goals hold too."""
    blocks = [block for block in text.split("\n\n") if block.startswith((f"[{table}", f"[[{table}"))]
    return [line for block in blocks for line in block.splitlines() if line]


def test_the_form_has_points_as_they_are_worked_out(perf: Perf) -> None:
    perf("evaluate", "record", MAINTENANCE, "--spent", "21.6万", "--actual", "维修套数=171套")
    perf("evaluate", "record", MAINTENANCE, "--actual", "住户满意度=满意")
    out = perf("form", "fill", MAINTENANCE, "--form", "evaluation", "-f", "txt").out
    lines = [line.strip() for line in out.splitlines() if line.strip()]
    at = lines.index("维修套数")
    assert lines[at : at + 5] == ["维修套数", "≥174套", "171套", "75", "73.71"]
    assert lines[lines.index("总分") :] == ["总分", "100", "97.71"]
    assert lines[lines.index("年度资金总额") + 1 :][:6] == ["24.00", "24.00", "21.60", "10", "90.00%", "9"]


def test_a_form_of_no_monitoring_says_no_months(perf: Perf) -> None:
    assert "（2021年）" in perf("show", MAINTENANCE, "--form", "monitoring").out


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("said", [(), ("--conclusion", "基本正常，\n继续执行。", "--measures", "加快支付")])
def test_a_monitoring_comes_back_with_its_day_conclusion_and_measures(
    perf: Perf, tmp_path: Path, said: tuple[str, ...], form: str
) -> None:
    perf("monitor", "record", MAINTENANCE, "--date", "2021-08-20", "--spent", "15万", *said)
    before = (perf.root / PATH).read_text(encoding="utf-8")
    file = tmp_path / f"监控表.{form}"
    assert perf("form", "fill", MAINTENANCE, "--form", "monitoring", "-o", file).err == ""
    assert "Nothing to change" in perf("import", file, "--update").out
    (perf.root / PATH).unlink()
    assert perf("import", file, "--update").status == 0
    assert (perf.root / PATH).read_text(encoding="utf-8") == before


def test_a_form_that_says_its_month_alone_is_the_one_of_that_month_that_says_the_same(
    perf: Perf, tmp_path: Path
) -> None:
    perf("monitor", "record", MAINTENANCE, "--date", "2021-09-20", "--spent", "15万", "--expected", "24万")
    before = (perf.root / PATH).read_text(encoding="utf-8")
    rows = [row for row in MONITORING[:9] if not row[1:] or not row[1].endswith(("财政资金", "其他资金"))]
    file = sheet(tmp_path / "监控表.xlsx", rows)
    assert perf("import", file, "--update").status == 0
    assert (perf.root / PATH).read_text(encoding="utf-8") == before
    other = [[text.replace("15", "16").replace("62.5%", "66.67%") for text in row] for row in rows]
    perf("import", sheet(tmp_path / "另一张.xlsx", other), "--update")
    assert "date = 2021-09-30\nspent = 160000.00" in (perf.root / PATH).read_text(encoding="utf-8")


def test_what_has_no_place_on_a_form_of_results_is_named(perf: Perf) -> None:
    perf("evaluate", "record", MAINTENANCE, "--actual", "住户满意度=一般", "--tier", "住户满意度=partly")
    perf("monitor", "record", MAINTENANCE, "--date", "2021-08-20", "--spent", "15万", "--conclusion", "正常")
    line = "the form has no place for it (1 record)\n"
    named = perf("form", "fill", MAINTENANCE, "--form", "evaluation", "-f", "txt").err
    assert named == f"This format cannot carry:\n  indicators.evaluation.tier: {line}"
    form = (files("perfcli.forms") / "builtin/monitoring.toml").read_text(encoding="utf-8")
    start, end = form.index('    [{ label = "监控日期"'), form.index('    [{ label = "改进措施"')
    perf.write("forms/short.toml", form[:start] + form[end:])
    named = perf("form", "fill", MAINTENANCE, "--form", "short", "-f", "txt").err
    assert named == f"This format cannot carry:\n  monitoring.conclusion: {line}  monitoring.date: {line}"


def test_forms_of_results_are_shown_in_the_terminal(perf: Perf) -> None:
    perf("monitor", "record", MAINTENANCE, "--date", "2021-09-30", "--spent", "15万", "--value", "维修套数=120套")
    out = perf("show", MAINTENANCE, "--form", "monitoring").out
    assert "（2021年1-9月）" in out
    assert "120套" in out


@pytest.mark.parametrize("form", FORMATS)
def test_a_form_that_perf_filled_in_says_nothing_new(perf: Perf, tmp_path: Path, form: str) -> None:
    path = perf.root / f"projects/2021/335001/{MAINTENANCE}.toml"
    row = '\n[[indicators]]\nkind = "其他指标"\nname = "档案归集"\ntarget = "完成"\n'
    path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8")
    said = (
        "--actual",
        "维修套数=171套",
        "--actual",
        "住户满意度=满意",
        "--score",
        "住户满意度=9",
        "--actual",
        "档案归集=完成",
    )
    perf("evaluate", "record", MAINTENANCE, "--spent", "21.6万", *said)
    before = (path.read_bytes(), (perf.root / PATH).read_bytes())
    file = tmp_path / f"自评表.{form}"
    perf("form", "fill", MAINTENANCE, "--form", "evaluation", "-o", file)
    outcome = perf("import", file, "--update")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.splitlines()[-1] == "Nothing to change: the repository holds all of it already."
    assert (path.read_bytes(), (perf.root / PATH).read_bytes()) == before


def test_a_score_that_somebody_changed_in_the_form_is_a_given_one(perf: Perf, tmp_path: Path) -> None:
    said = ("--actual", "维修套数=171套", "--actual", "住户满意度=满意")
    perf("evaluate", "record", MAINTENANCE, "--spent", "21.6万", *said)
    file = tmp_path / "自评表.html"
    perf("form", "fill", MAINTENANCE, "--form", "evaluation", "-o", file)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("73.71", "70").replace("171套", "170套"), encoding="utf-8")
    outcome = perf("import", file, "--update")
    assert [line.strip() for line in outcome.out.splitlines()[2:-1]] == [
        "evaluation.indicators.维修套数.actual: 171套 → 170套",
        "evaluation.indicators.维修套数.score: 73.71 → 70",
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_a_form_that_nobody_filled_in_records_nothing(perf: Perf, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"自评表.{form}"
    perf("form", "fill", MAINTENANCE, "--form", "evaluation", "-o", file)
    outcome = perf("import", file, "--update")
    assert outcome.status == 0
    assert outcome.out.splitlines()[-1] == "Nothing to change: the repository holds all of it already."
    assert not (perf.root / PATH).exists()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("goals", ['goals = [\n  "及时维修。",\n  "住户满意。",\n]\n', ""])
def test_the_form_of_no_monitoring_says_nothing_new(perf: Perf, tmp_path: Path, goals: str, form: str) -> None:
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    text = perf.read(path)
    before = re.sub(r"goals = \[\n.*?\]\n", goals, text, count=1, flags=re.DOTALL)
    perf.write(path, before)
    assert (before == text) is bool(goals)
    file = tmp_path / f"监控表.{form}"
    perf("form", "fill", MAINTENANCE, "--form", "monitoring", "-o", file)
    outcome = perf("import", file, "--update")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.splitlines()[-1] == "Nothing to change: the repository holds all of it already."
    assert perf.read(path) == before
    assert not (perf.root / PATH).exists()


@pytest.mark.parametrize("form", FORMATS)
def test_a_result_of_the_second_goal_alone_stays_its_result(perf: Perf, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"自评表.{form}"
    perf("evaluate", "record", MAINTENANCE, "--result", "", "--result", "住户满意。\n回访三次。")
    before = (perf.root / PATH).read_bytes()
    perf("form", "fill", MAINTENANCE, "--form", "evaluation", "-o", file)
    out = perf("form", "fill", MAINTENANCE, "--form", "evaluation", "-f", "txt").out
    assert "1.\n2.住户满意。\n回访三次。" in "\n".join(line.strip() for line in out.splitlines())
    (perf.root / PATH).unlink()
    assert perf("import", file, "--update").status == 0
    assert (perf.root / PATH).read_bytes() == before


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "said",
    [
        ("--spent", "21.6万"),
        ("--actual", "维修套数=171套"),
        ("--score", "住户满意度=0"),
        ("--reason", "维修套数=停工"),
        ("--result", "维修171套。"),
        ("--tier", "住户满意度=partly"),
    ],
)
def test_a_form_that_is_partly_filled_in_says_nothing_new(
    perf: Perf, tmp_path: Path, said: tuple[str, str], form: str
) -> None:
    file = tmp_path / f"自评表.{form}"
    perf("evaluate", "record", MAINTENANCE, *said)
    before = (perf.root / PATH).read_bytes()
    perf("form", "fill", MAINTENANCE, "--form", "evaluation", "-o", file)
    outcome = perf("import", file, "--update")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.splitlines()[-1] == "Nothing to change: the repository holds all of it already."
    assert (perf.root / PATH).read_bytes() == before


def test_the_total_in_a_row_drawn_as_a_table_of_its_own_is_not_the_sum_of_weights(perf: Perf, tmp_path: Path) -> None:
    file = tmp_path / "自评表.docx"
    perf("form", "fill", MAINTENANCE, "--form", "evaluation", "-o", file)
    document = docx.Document(str(file))
    row = document.tables[-1].rows[-1]
    row._tr.tc_lst[0].grid_span = 1
    cells = row._tr.tc_lst
    assert [docx.table._Cell(cell, document.tables[-1]).text for cell in cells] == ["总分", "100", "", "", ""]
    document.save(str(file))
    assert perf("import", file, "--update").status == 0
    assert not (perf.root / PATH).exists()
    docx.table._Cell(cells[2], document.tables[-1]).text = "95"
    document.save(str(file))
    assert perf("import", file).status == 0
    assert "total_score = 95" in (perf.root / PATH).read_text(encoding="utf-8")


def test_what_has_no_column_on_the_form_is_named(perf: Perf) -> None:
    argv = ("--spent", "1", "--actual", "维修套数=170套", "--reason", "维修套数=停水", "--measure", "维修套数=预约")
    perf("evaluate", "record", MAINTENANCE, *argv, "--evidence", "维修套数=台账", "--recheck", "维修套数=0")
    outcome = perf("form", "fill", MAINTENANCE, "--form", "evaluation")
    assert [text in outcome.out for text in ("停水", "预约")] == [True, True]
    assert outcome.err.splitlines()[-2:] == [
        "  indicators.evaluation.evidence: the form has no place for it (1 record)",
        "  indicators.evaluation.recheck: the form has no place for it (1 record)",
    ]
    text = (files("perfcli.forms") / "builtin" / "evaluation.toml").read_text(encoding="utf-8")
    perf.write("forms/own.toml", text.replace("indicators.evaluation.reason", "indicators.evaluation.evidence"))
    outcome = perf("form", "fill", MAINTENANCE, "--form", "own")
    assert "台账" in outcome.out
    assert "indicators.evaluation.reason: the form has no place for it (1 record)\n" in outcome.err


def test_points_of_a_recheck_go_out_on_a_form_with_a_column_and_come_back(perf: Perf, tmp_path: Path) -> None:
    text = (files("perfcli.forms") / "builtin" / "evaluation.toml").read_text(encoding="utf-8")
    column = '{ heading = "复核得分", key = "indicators.evaluation.recheck" }'
    perf.write(
        "forms/own.toml", text.replace('{ heading = "改进措施", key = "indicators.evaluation.measure" }', column)
    )
    argv = ("--spent", "1", "--actual", "维修套数=170套", "--score", "维修套数=5", "--recheck", "维修套数=4.5")
    perf("evaluate", "record", MAINTENANCE, *argv)
    before = (perf.root / PATH).read_text(encoding="utf-8")
    for kind in ("docx", "xlsx", "html", "txt"):
        perf("form", "fill", MAINTENANCE, "--form", "own", "-o", tmp_path / f"own.{kind}")
        (perf.root / PATH).unlink()
        assert perf("import", tmp_path / f"own.{kind}").status == 0
        assert "score = 5\nrecheck = 4.5\n" in (perf.root / PATH).read_text(encoding="utf-8")
    assert "recheck = 4.5\n" in before


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("slug", "lost"),
    [
        ("evaluation-joined", ("indicators.evaluation.measure",)),
        ("evaluation-region", ("indicators.evaluation.score", "indicators.evaluation.measure")),
    ],
)
def test_the_variants_carry_what_they_have_places_for(
    perf: Perf, tmp_path: Path, slug: str, lost: tuple[str, ...], form: str
) -> None:
    perf("evaluate", "record", MAINTENANCE, "--spent", "21.6万", "--adjusted", "24万", "--result", "已完成。")
    perf("evaluate", "record", MAINTENANCE, "--actual", "维修套数=171套", "--reason", "维修套数=三户无人")
    before = (perf.root / PATH).read_text(encoding="utf-8")
    perf("evaluate", "record", MAINTENANCE, "--measure", "维修套数=约好时间", "--score", "维修套数=70")
    named = perf("form", "fill", MAINTENANCE, "--form", slug, "-o", tmp_path / f"全.{form}").err
    assert {line.partition(":")[0].strip() for line in named.splitlines()[1:]} == set(lost)
    (perf.root / PATH).write_text(before, encoding="utf-8")
    written = perf("form", "fill", MAINTENANCE, "--form", slug, "-o", tmp_path / f"表.{form}")
    assert (written.status, written.err) == (0, "")
    outcome = perf("import", tmp_path / f"表.{form}")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.endswith("Nothing to change: the repository holds all of it already.\n")
    assert (perf.root / PATH).read_text(encoding="utf-8") == before


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("slug", ["evaluation", "monitoring"])
def test_a_part_of_the_money_keeps_its_own_name(perf: Perf, tmp_path: Path, slug: str, form: str) -> None:
    record = {"evaluation": "[evaluation]", "monitoring": "[[monitoring]]\ndate = 2021-07-31"}[slug]
    (perf.root / PATH).parent.mkdir(parents=True)
    (perf.root / PATH).write_text(
        f'code = "{MAINTENANCE}"\nunit = "335001"\nyear = 2021\n\n{record}\nspent = 216000.00\n\n'
        f'[{slug}.parts."财政拨款"]\nspent = 200000.00\n',
        encoding="utf-8",
    )
    file = tmp_path / f"表.{form}"
    assert perf("form", "fill", MAINTENANCE, "--form", slug, "-o", file).err == ""
    outcome = perf("import", file, "--update")
    assert outcome.status == 0
    after = (perf.root / PATH).read_text(encoding="utf-8")
    assert "财政资金" not in after
    assert f'[{slug}.parts."财政拨款"]\n' in after


def recorded(perf: Perf, text: str) -> str:
    (perf.root / PATH).parent.mkdir(parents=True)
    whole = f'code = "{MAINTENANCE}"\nunit = "335001"\nyear = 2021\n\n{text}'
    (perf.root / PATH).write_text(whole, encoding="utf-8")
    return whole


def test_points_that_a_form_does_not_print_are_named(perf: Perf) -> None:
    recorded(perf, "[evaluation]\nspent = 1.00\nexecution_points = 9\ntotal_score = 95\n")
    assert perf("form", "fill", MAINTENANCE, "--form", "evaluation-region").err.splitlines() == [
        "This format cannot carry:",
        "  evaluation.execution_points: the form has no place for it (1 record)",
        "  evaluation.total_score: the form has no place for it (1 record)",
    ]
    assert perf("form", "fill", MAINTENANCE, "--form", "evaluation").err == ""


@pytest.mark.parametrize("slug", ["evaluation", "monitoring"])
def test_what_is_recorded_of_no_indicator_of_the_project_is_named(perf: Perf, slug: str) -> None:
    key = "actual" if slug == "evaluation" else "value"
    head = "[evaluation]" if slug == "evaluation" else "[[monitoring]]\ndate = 2021-07-31"
    recorded(perf, f'{head}\nspent = 1.00\n\n[{slug}.indicators."修井"]\n{key} = "3口"\n')
    assert perf("form", "fill", MAINTENANCE, "--form", slug).err.splitlines() == [
        "This format cannot carry:",
        f"  {slug}.indicators.修井: the form has no place for it (1 record)",
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_what_a_part_of_the_money_was_at_first_is_named_and_stays(perf: Perf, tmp_path: Path, form: str) -> None:
    before = recorded(
        perf, '[evaluation.parts."财政拨款"]\ninitial = 80000.00\nadjusted = 80000.00\nspent = 70000.00\n'
    )
    file = tmp_path / f"表.{form}"
    named = "  evaluation.parts.财政拨款.initial: the form has no place for it (1 record)"
    assert perf("form", "fill", MAINTENANCE, "--form", "evaluation", "-o", file).err.splitlines()[1:] == [named]
    assert (perf("import", file).status, (perf.root / PATH).read_text(encoding="utf-8")) == (0, before)


def test_of_two_parts_of_the_same_funds_the_one_without_a_place_is_named(perf: Perf) -> None:
    (perf.root / PATH).parent.mkdir(parents=True)
    (perf.root / PATH).write_text(
        f'code = "{MAINTENANCE}"\nunit = "335001"\nyear = 2021\n\n[evaluation]\nspent = 216000.00\n\n'
        '[evaluation.parts."财政拨款"]\nspent = 7.00\n\n[evaluation.parts."当年财政拨款"]\nspent = 200000.00\n',
        encoding="utf-8",
    )
    told = perf("form", "fill", MAINTENANCE, "--form", "evaluation", "-f", "txt").err
    assert "  evaluation.parts.当年财政拨款: the form has no place for it (1 record)" in told.splitlines()
    assert "parts.财政拨款" not in told


@pytest.mark.parametrize("form", FORMATS)
def test_a_monitoring_has_the_budget_of_the_year_and_its_rate(perf: Perf, tmp_path: Path, form: str) -> None:
    perf("monitor", "record", MAINTENANCE, "--date", "2021-07-31", "--spent", "12.5万", "--adjusted", "25万")
    file = tmp_path / f"表.{form}"
    assert perf("form", "fill", MAINTENANCE, "--form", "monitoring", "-o", file).err == ""
    before = (perf.root / PATH).read_bytes()
    (perf.root / PATH).unlink()
    outcome = perf("import", file, "--update")
    assert (outcome.status, outcome.err) == (0, "")
    assert (perf.root / PATH).read_bytes() == before
    shown = json.loads(perf("monitor", "status", "-f", "json").out)[0]
    assert (shown["code"], shown["execution"]) == (MAINTENANCE, 50)


def test_a_wrong_rate_of_a_monitoring_is_named(perf: Perf, tmp_path: Path) -> None:
    perf("monitor", "record", MAINTENANCE, "--date", "2021-07-31", "--spent", "12万")
    file = tmp_path / "表.html"
    perf("form", "fill", MAINTENANCE, "--form", "monitoring", "-o", file)
    text = file.read_text(encoding="utf-8")
    assert "50.00%" in text
    file.write_text(text.replace("50.00%", "60.00%"), encoding="utf-8")
    outcome = perf("import", file, "--update")
    assert outcome.status == 1
    assert "its amounts make 50.00%: 60.00%" in outcome.err


def test_a_code_that_a_workbook_made_a_number_is_refused(perf: Perf, tmp_path: Path) -> None:
    rows: list[Any] = [
        ["项目支出绩效目标表"],
        ["项目名称", "改造"],
        ["项目编码", 130303210000000000001],
        ["预算数（元）", 5],
    ]
    outcome = perf(
        "import", sheet(tmp_path / "表.xlsx", [*rows, *EVALUATION[-6:]]), "--unit", "335001", "--year", "2021"
    )
    assert outcome.status == 2
    assert "a code that is a number has lost its digits from the 16th on: type it as a text" in outcome.err


def test_all_that_a_form_has_no_place_for_is_named(perf: Perf) -> None:
    details = "".join(f'"标签{number}" = "值"\n' for number in range(25))
    (perf.root / PATH).parent.mkdir(parents=True)
    (perf.root / PATH).write_text(
        f'code = "{MAINTENANCE}"\nunit = "335001"\nyear = 2021\n\n[evaluation]\nspent = 216000.00\n\n'
        f"[evaluation.details]\n{details}",
        encoding="utf-8",
    )
    told = perf("form", "fill", MAINTENANCE, "--form", "evaluation", "-f", "txt").err.splitlines()
    named = [line for line in told if line.startswith("  evaluation.details.标签")]
    assert (len(named), [line for line in told if "more" in line]) == (25, [])
