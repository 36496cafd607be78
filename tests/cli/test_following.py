"""What is recorded of indicators that are renamed or go: carried along where that is certain, named where it stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from perfcli.actions.following import left_behind, renamed, renames
from perfcli.codec import from_toml
from perfcli.errors import PerfError
from perfcli.model import Project
from perfcli.progress import EvaluatedIndicator, Evaluation, Progress
from tests.conftest import FILES, MAINTENANCE, Perf

PROJECT = f"projects/2021/335001/{MAINTENANCE}.toml"
PROGRESS = f"progress/2021/335001/{MAINTENANCE}.toml"
COUNT = '[[indicators]]\nkind = "数量指标"\nname = "{name}"\ntarget = "≥{target}套"\n'


def project(*rows: tuple[str, int]) -> Project:
    """A project with these indicators: name and target."""
    head = f'code = "{MAINTENANCE}"\nname = "维修"\nunit = "335001"\nyear = 2021\n'
    budget = "[budget]\ntotal = 1\nfiscal = 1\nother = 0\n"
    text = head + budget + "".join(COUNT.format(name=name, target=target) for name, target in rows)
    return from_toml(text, Project)


def recorded(*names: str) -> Progress:
    """A self-evaluation of these indicators."""
    rows = {name: EvaluatedIndicator(actual=name) for name in names}
    return Progress(code=MAINTENANCE, unit="335001", year=2021, evaluation=Evaluation(indicators=rows))


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ([("甲", 1), ("乙", 2)], [("丙", 1), ("乙", 2)], {"甲": "丙"}),
        ([("甲", 1), ("乙", 2)], [("丙", 2)], {"乙": "丙"}),
        ([("甲", 1), ("乙", 2)], [("甲", 2)], {"乙": "甲"}),
        ([("甲", 1), ("乙", 2)], [("新", 9), ("甲", 1), ("丙", 2)], {"乙": "丙"}),
        ([("甲", 1), ("乙", 1), ("丁", 3)], [("丙", 1)], {}),
        ([("甲", 1)], [("丙", 5)], {}),
        ([("甲", 1), ("乙", 2)], [("乙", 2), ("甲", 1)], {}),
    ],
)
def test_only_what_is_the_same_but_for_its_name_goes_on(
    before: list[tuple[str, int]], after: list[tuple[str, int]], names: dict[str, str]
) -> None:
    assert renames(project(*before), project(*after), in_place=False) == names


def test_an_indicator_does_not_take_over_what_is_recorded_of_the_one_that_it_is_called_like_now() -> None:
    before, after = project(("甲", 1), ("乙", 2)), project(("甲", 2))
    names = renames(before, after, in_place=False)
    for names_recorded in (("甲",), ("甲", "乙")):
        with pytest.raises(PerfError, match="what is recorded of the indicator 乙 would become that of 甲"):
            renamed(recorded(*names_recorded), names, before)
    assert renamed(recorded("乙"), names, before) == Progress(
        code=MAINTENANCE,
        unit="335001",
        year=2021,
        evaluation=Evaluation(indicators={"甲": EvaluatedIndicator(actual="乙")}),
    )
    assert left_behind("p", recorded("甲"), {}, before, project(("乙", 2))) == (
        "p: what is recorded of the indicator 甲 stays, but the project does not have it any more",
    )


def test_set_says_what_it_leaves_behind(perf: Perf) -> None:
    perf("evaluate", "record", MAINTENANCE, "--actual", "维修套数=171套")
    outcome = perf("set", MAINTENANCE, "--unset", "indicators[维修套数]")
    assert outcome.status == 0
    assert outcome.err == (
        f"{PROGRESS}: what is recorded of the indicator 维修套数 stays, but the project does not have it any more\n"
    )


def test_an_import_carries_along_what_is_recorded(perf: Perf, tmp_path: Path) -> None:
    perf("evaluate", "record", MAINTENANCE, "--actual", "维修套数=171套", "--actual", "住户满意度=满意")
    (data,) = json.loads(perf("show", MAINTENANCE, "-f", "json").out)
    data["indicators"][0]["name"] = "维修户数"
    del data["indicators"][1]
    file = tmp_path / "新.json"
    file.write_text(json.dumps([data], ensure_ascii=False), encoding="utf-8")
    outcome = perf("import", file, "--update")
    assert (outcome.status, outcome.err) == (
        0,
        f"{PROGRESS}: what is recorded of the indicator 维修套数 goes on as that of 维修户数\n"
        f"{PROGRESS}: what is recorded of the indicator 住户满意度 stays, but the project does not have it any more\n",
    )
    text = (perf.root / PROGRESS).read_text(encoding="utf-8")
    assert '[evaluation.indicators."维修户数"]\nactual = "171套"\n' in text
    assert '[evaluation.indicators."住户满意度"]\nactual = "满意"\n' in text
    assert FILES[PROJECT] != (perf.root / PROJECT).read_text(encoding="utf-8")


def test_data_with_an_indicator_renamed_in_one_place_keep_what_is_recorded_of_it(perf: Perf, tmp_path: Path) -> None:
    perf("evaluate", "record", MAINTENANCE, "--actual", "维修套数=171套")
    data = tmp_path / "all.json"
    perf("export", data)
    found = json.loads(data.read_text(encoding="utf-8"))
    row = next(row for one in found["projects"] for row in one["indicators"] if row["name"] == "维修套数")
    row["name"] = "维修户数"
    data.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    outcome = perf("import", "--update", data)
    assert outcome.status == 0
    said = f"{PROGRESS}: what is recorded of the indicator 维修套数 goes on as that of 维修户数\n"
    assert outcome.err.count(said) == 1
    assert '[evaluation.indicators."维修户数"]\nactual = "171套"\n' in perf.read(PROGRESS)
    assert "维修套数" not in perf.read(PROGRESS)
    found["progress"][0]["evaluation"]["indicators"]["没有"] = {"actual": "1"}
    data.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    outcome = perf("import", "--update", data)
    assert f"{PROGRESS}: what is recorded is of no indicator of the project: 没有\n" in outcome.err
