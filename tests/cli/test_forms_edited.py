"""A 自评表 or 监控表 on which one target or name was edited or a row left out: that alone changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest

from tests.cli.test_adjusting import approved
from tests.cli.test_form_points import edited
from tests.conftest import MAINTENANCE, Perf

__all__ = ["approved"]  # a fixture that pytest finds by its name

PROJECT = f"projects/2021/335001/{MAINTENANCE}.toml"
PROGRESS = f"progress/2021/335001/{MAINTENANCE}.toml"
GOALS, OF_WHOLE = "goals/2021/335.toml", "progress/2021/335.toml"
WHY = ("--reason", "核实", "--date", "2021-10-01")
NOTHING = "Nothing to change: the repository holds all of it already."
AREA = '\n[[indicators]]\nkind = "数量指标"\nname = "维修面积"\ndescription = "全年"\ntarget = "≥900平方米"\n'
OWN = """
[budget]
total = 100000.00
fiscal = 100000.00
other = 0.00

[[indicators]]
kind = "数量指标"
name = "维修总数"
target = "≥200套"
weight = 45

[[indicators]]
kind = "质量指标"
name = "合格率"
target = "≥95%"
weight = 45

[[functions]]
"""


@pytest.fixture
def whole(perf: Perf) -> Perf:
    """The small repository, whose whole has indicators of its own beside those of its functions, all recorded."""
    second = '\n[[functions.indicators]]\nname = "投诉率"\ntarget = "≤2%"\n\n[[functions]]\nname = "信'
    goals = perf.read(GOALS).replace("\n[[functions]]\n", OWN, 1).replace('\n[[functions]]\nname = "信', second)
    perf.write(GOALS, goals)
    perf("fmt")
    actuals = ("维修总数=200套", "合格率=96%", "完成率=91%")
    said = [part for one in actuals for part in ("--actual", one)]
    perf.done("evaluate", "record", "335", "--spent", "9万", *said)
    said = [part for one in actuals for part in ("--value", one)]
    perf.done("monitor", "record", "335", "--date", "2021-07-31", "--spent", "5万", *said)
    return perf


def filled(perf: Perf, tmp_path: Path, of: str, slug: str, form: str) -> Path:
    file = tmp_path / f"表.{form}"
    assert perf("form", "fill", of, "--form", slug, "-o", file).status == 0
    return file


@pytest.mark.parametrize("form", ["html", "docx", "xlsx"])
@pytest.mark.parametrize("slug", ["evaluation", "monitoring"])
@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("≥95%", "≥94%", "indicators[合格率].target"),
        ("≥90%", "≥88%", "functions[1].indicators[1].target"),
    ],
)
def test_one_target_of_a_whole_changes(
    whole: Perf, tmp_path: Path, old: str, new: str, key: str, slug: str, form: str
) -> None:
    before = whole.read(GOALS)
    file = edited(filled(whole, tmp_path, "335", slug, form), (old, new))
    told = whole("import", file, "--update")
    assert [line for line in told.out.splitlines() if "→" in line] == [f"  {key}: {old} → {new}"], told
    assert whole.read(GOALS) == before.replace(old, new)
    assert whole("import", file, "--update").out.splitlines()[-1] == NOTHING


@pytest.mark.parametrize("slug", ["evaluation", "monitoring"])
def test_a_row_that_a_whole_s_form_lacks_stays(whole: Perf, tmp_path: Path, slug: str) -> None:
    before = whole.read(GOALS)
    for name in ("合格率", "完成率"):
        file = without_row(filled(whole, tmp_path, "335", slug, "docx"), name)
        done = whole("import", file, "--update")
        assert (done.status, done.out.splitlines()[-1], whole.read(GOALS)) == (0, NOTHING, before)
        assert f"paragraph 1: indicators that are not on the form stay as they are: {name}" in done.err.splitlines()
        file.unlink()


def test_an_indicator_more_that_may_be_of_a_function_is_named(whole: Perf, tmp_path: Path) -> None:
    before = whole.read(GOALS)
    file = filled(whole, tmp_path, "335", "evaluation", "docx")
    document = docx.Document(str(file))
    document.tables[0]._tbl.remove(row_of(document, "合格率"))
    edit = next(cell for row in document.tables[0].rows for cell in row.cells if cell.text == "完成率")
    edit.paragraphs[0].runs[0].text = "办结率"
    document.save(str(file))
    done = whole("import", file, "--update")
    assert whole.read(GOALS) == before
    wanted = "paragraph 1: left out, since it is not clear whether they are of a function: 办结率"
    assert wanted in done.err.splitlines()


def row_of(document: docx.document.Document, name: str) -> Any:
    return next(row._tr for row in document.tables[0].rows if any(cell.text == name for cell in row.cells))


def without_row(file: Path, name: str) -> Path:
    """The file without the row of this indicator."""
    document = docx.Document(str(file))
    document.tables[0]._tbl.remove(row_of(document, name))
    document.save(str(file))
    return file


def test_weights_that_were_spread_stay_so_without_a_row(perf: Perf, tmp_path: Path) -> None:
    perf.write(PROJECT, perf.read(PROJECT) + AREA)
    perf("fmt")
    perf.done("evaluate", "record", MAINTENANCE, "--spent", "21.6万", "--actual", "维修套数=171套")
    before = perf.read(PROJECT)
    file = without_row(filled(perf, tmp_path, MAINTENANCE, "evaluation", "docx"), "维修面积")
    done = perf("import", file, "--update")
    assert (done.status, done.out.splitlines()[-1], perf.read(PROJECT)) == (0, NOTHING, before)


def test_weights_that_were_spread_before_an_indicator_came_stay_so(perf: Perf, tmp_path: Path) -> None:
    file = filled(perf, tmp_path, MAINTENANCE, "evaluation", "docx")
    perf.write(PROJECT, perf.read(PROJECT) + AREA)
    before = perf.read(PROJECT)
    done = perf("import", file, "--update")
    assert (done.status, done.out.splitlines()[-1], perf.read(PROJECT)) == (0, NOTHING, before)


def test_a_weight_that_somebody_changed_is_the_projects_own(perf: Perf, tmp_path: Path) -> None:
    file = edited(filled(perf, tmp_path, MAINTENANCE, "evaluation", "html"), (">75<", ">70<"), (">15<", ">20<"))
    done = perf.done("import", file, "--update")
    assert [line for line in done.splitlines() if "→" in line] == [
        "  indicators[维修套数].weight: (nothing) → 70",
        "  indicators[住户满意度].weight: (nothing) → 20",
    ]


@pytest.mark.parametrize("slug", ["evaluation", "evaluation-joined", "evaluation-region", "monitoring"])
def test_a_name_typed_over_another_changes_it_alone(perf: Perf, tmp_path: Path, slug: str) -> None:
    perf.done("evaluate", "record", MAINTENANCE, "--spent", "21.6万", "--actual", "维修套数=171套")
    goals, progress = perf.read(PROJECT), perf.read(PROGRESS)
    file = edited(filled(perf, tmp_path, MAINTENANCE, slug, "html"), (">维修套数<", ">维修户数<"))
    assert perf("import", file, "--update").status == 0
    assert perf.read(PROJECT) == goals.replace('name = "维修套数"', 'name = "维修户数"')
    assert perf.read(PROGRESS) == progress.replace("维修套数", "维修户数")
    assert perf("import", file).out.splitlines()[-1] == NOTHING


def test_a_name_typed_over_another_is_one_adjustment(approved: Perf, tmp_path: Path) -> None:
    approved.done("evaluate", "record", MAINTENANCE, "--spent", "21.6万", "--actual", "维修套数=171套")
    file = edited(filled(approved, tmp_path, MAINTENANCE, "evaluation", "html"), (">维修套数<", ">维修户数<"))
    done = approved("import", file, "--update", *WHY)
    assert [line for line in done.out.splitlines() if "→" in line] == [
        "  indicators[维修套数].name: 维修套数 → 维修户数"
    ]
    assert approved.read(PROGRESS).count("[[adjustments.changes]]") == 1
    assert '[evaluation.indicators."维修户数"]\nactual = "171套"\n' in approved.read(PROGRESS)
