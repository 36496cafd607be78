"""Points on a 自评表 that was edited and comes in again and again: those that perf works out are never frozen."""

from __future__ import annotations

import json
import re
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.cli.test_adjusting import approved
from tests.conftest import MAINTENANCE, Perf

__all__ = ["approved"]  # a fixture that pytest finds by its name

PATH = f"progress/2021/335001/{MAINTENANCE}.toml"
NOTHING = "Nothing to change: the repository holds all of it already."
WHOLE = "\n[budget]\ntotal = 100000.00\nfiscal = 100000.00\nother = 0.00\n"


def edited(file: Path, *edits: tuple[str, str]) -> Path:
    """The file with texts typed over others, each of which stands in it."""
    if file.suffix == ".html":
        parts = {"": file.read_bytes()}
    else:
        with zipfile.ZipFile(file) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    for old, new in edits:
        assert any(old.encode() in data for data in parts.values()), old
        parts = {name: data.replace(old.encode(), new.encode()) for name, data in parts.items()}
    after = file.with_stem(f"{file.stem}改")
    if file.suffix == ".html":
        after.write_bytes(parts[""])
    else:
        with zipfile.ZipFile(after, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
    return after


def recorded(perf: Perf) -> None:
    perf.done("evaluate", "record", MAINTENANCE, "--spent", "21.6万", "--actual", "维修套数=171套")
    perf.done("evaluate", "record", MAINTENANCE, "--actual", "住户满意度=满意")


def filled(perf: Perf, tmp_path: Path, form: str, slug: str = "evaluation", of: str = MAINTENANCE) -> Path:
    file = tmp_path / f"自评表.{form}"
    perf.done("form", "fill", of, "--form", slug, "-o", file, "--force")
    return file


def points(perf: Perf, of: str = MAINTENANCE) -> list[float]:
    """The points of the indicators, of the execution and the total."""
    (shown,) = json.loads(perf("evaluate", "show", of, "-f", "json").out)
    return [*(row["score"] for row in shown["indicators"]), shown["execution_points"], shown["total_score"]]


def given(perf: Perf, path: str = PATH) -> dict[str, float]:
    """The points that are recorded as given."""
    said = tomllib.loads(perf.read(path))["evaluation"]
    rows = {name: one["score"] for name, one in said["indicators"].items() if "score" in one}
    return rows | {key: said[key] for key in ("execution_points", "total_score") if key in said}


EDITS = {
    "actual": ([("171套", "174套")], [75, 15, 9, 99]),
    "not understood": ([("171套", "约一百多套")], [None, 15, 9, None]),
    "spent": ([("21.60", "12.00"), ("90.00%", "50.00%")], [73.71, 15, 5, 93.71]),
    "target": ([("≥174套", "≥190套")], [67.5, 15, 9, 91.5]),
}


@pytest.mark.parametrize("form", ["html", "docx", "xlsx"])
@pytest.mark.parametrize("slug", ["evaluation", "evaluation-joined"])
@pytest.mark.parametrize("edit", EDITS)
def test_points_that_were_left_are_worked_out_every_time(
    perf: Perf, tmp_path: Path, edit: str, slug: str, form: str
) -> None:
    recorded(perf)
    typed, after = EDITS[edit]
    file = edited(filled(perf, tmp_path, form, slug), *typed)
    assert perf("import", file, "--update").status == 0
    assert points(perf) == after
    before = perf.snapshot()
    for options in ((), ("--update",)):
        again = perf("import", file, *options)
        assert (again.status, again.out.splitlines()[-1], perf.snapshot()) == (0, NOTHING, before), again.err
    assert "left out, since these points may be of an earlier record" in again.err


def test_points_that_may_be_of_an_earlier_record_are_named(perf: Perf, tmp_path: Path) -> None:
    def said(score: str, total: str) -> str:
        return (
            f"{PATH}: left out, since these points may be of an earlier record:"
            f" 维修套数.score 73.71 (worked out: {score}), total_score 97.71 (worked out: {total});"
            f" given ones are recorded by `perf evaluate record {MAINTENANCE} --score NAME=POINTS`, others in the file"
        )

    recorded(perf)
    file = edited(filled(perf, tmp_path, "html"), ("171套", "180套"))
    perf.done("import", file, "--update")
    assert said("75.00", "99.00") in perf("import", file).err.splitlines()
    assert said("71.12", "95.12") in perf("import", edited(file, ("180套", "165套")), "--update").err.splitlines()
    assert points(perf) == [71.12, 15, 9, 95.12]


def test_points_that_were_left_beside_a_new_name_are_worked_out(perf: Perf, tmp_path: Path) -> None:
    recorded(perf)
    file = edited(filled(perf, tmp_path, "html"), ("171套", "180套"))
    perf.done("import", file, "--update")
    again = edited(file, (">维修套数<", ">维修户数<"))
    assert perf("import", again, "--update").status == 0
    assert (points(perf), given(perf)) == ([75, 15, 9, 99], {})


def test_points_that_were_left_before_an_indicator_came_are_named(perf: Perf, tmp_path: Path) -> None:
    recorded(perf)
    file = filled(perf, tmp_path, "html")
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    row = '\n[[indicators]]\nkind = "数量指标"\nname = "维修面积"\ntarget = "≥900平方米"\n'
    perf.write(path, perf.read(path) + row)
    before = perf.read(path), perf.read(PATH)
    done = perf("import", file, "--update")
    assert (done.out.splitlines()[-1], (perf.read(path), perf.read(PATH))) == (NOTHING, before)
    assert "维修套数.score 73.71 (worked out: 36.85), total_score 97.71;" in done.err


def test_points_of_approved_goals_that_were_left_are_worked_out(approved: Perf, tmp_path: Path) -> None:
    recorded(approved)
    file = edited(filled(approved, tmp_path, "xlsx"), ("171套", "174套"))
    assert approved("import", file, "--update").status == 0
    assert approved("import", file).out.splitlines()[-1] == NOTHING
    assert points(approved) == [75, 15, 9, 99]


def test_points_of_a_whole_that_were_left_are_worked_out(perf: Perf, tmp_path: Path) -> None:
    goals = perf.read("goals/2021/335.toml").partition("\n[[functions]]")[0]
    row = '\n[[indicators]]\nkind = "数量指标"\nname = "维修总数"\ntarget = "≥200套"\nweight = 90\n'
    perf.write("goals/2021/335.toml", f"{goals.rstrip()}\n{WHOLE}{row}")
    perf.done("evaluate", "record", "335", "--spent", "9万", "--actual", "维修总数=100套")
    file = edited(filled(perf, tmp_path, "html", of="335"), ("9.00", "8.00"), ("90.00%", "80.00%"), ("100套", "200套"))
    perf.done("import", file, "--update")
    assert perf("import", file).out.splitlines()[-1] == NOTHING
    assert points(perf, "335") == [90, 8, 98]


@pytest.mark.parametrize(
    ("edits", "after", "said"),
    [
        ((("73.71", "70"),), {"维修套数": 70}, ["evaluation.indicators.维修套数.score: 73.71 → 70"]),
        (
            (("73.71", "70"), ("171套", "174套")),
            {"维修套数": 70},
            [
                "evaluation.indicators.维修套数.actual: 171套 → 174套",
                "evaluation.indicators.维修套数.score: 73.71 → 70",
            ],
        ),
        ((("97.71", "96"),), {"total_score": 96}, ["evaluation.total_score: 97.71 → 96"]),
    ],
)
def test_points_that_somebody_changed_are_given_ones(
    perf: Perf, tmp_path: Path, edits: tuple[tuple[str, str], ...], after: dict[str, float], said: list[str]
) -> None:
    recorded(perf)
    file = edited(filled(perf, tmp_path, "html"), *edits)
    before = perf.read(PATH)
    refused = perf("import", file)
    assert (refused.status, perf.read(PATH)) == (2, before)
    assert [line.strip() for line in refused.err.splitlines() if PATH in line] == [f"{PATH}: {one}" for one in said]
    assert [line.strip() for line in perf.done("import", file, "--update").splitlines()[2:-1]] == said
    assert given(perf) == after
    for options in ((), ("--update",)):
        assert perf("import", file, *options).out.splitlines()[-1] == NOTHING


def test_without_a_total_nobody_knows_who_changed_points(perf: Perf, tmp_path: Path) -> None:
    perf.done("evaluate", "record", MAINTENANCE, "--actual", "维修套数=171套", "--actual", "住户满意度=满意")
    file = edited(filled(perf, tmp_path, "html"), ("73.71", "70"))
    outcome = perf("import", file, "--update")
    assert (outcome.status, outcome.out.splitlines()[-1]) == (0, NOTHING)
    assert "维修套数.score 70 (worked out: 73.71)" in outcome.err


def test_points_of_what_was_not_recorded_yet_are_given_ones(perf: Perf, tmp_path: Path) -> None:
    perf.done("evaluate", "record", MAINTENANCE, "--spent", "21.6万", "--actual", "住户满意度=满意")
    file = filled(perf, tmp_path, "html")
    head, row, rest = file.read_text(encoding="utf-8").partition(">≥174套<")
    for text in ("171套", "60"):
        rest = re.sub(r"></td>", f">{text}</td>", rest, count=1)
    file.write_text(f"{head}{row}{rest}", encoding="utf-8")
    perf.done("import", file)
    assert points(perf) == [60, 15, 9, 84]
