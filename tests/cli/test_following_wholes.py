"""An indicator of a whole or of a function is renamed by an import: what is recorded of it goes along."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.cli.test_adjusting import approved
from tests.cli.test_form_points import edited
from tests.cli.test_forms_edited import GOALS, NOTHING, OF_WHOLE, WHY, filled, whole
from tests.conftest import Perf

__all__ = ["approved", "whole"]  # fixtures that pytest finds by their names

NAMES = [("维修总数", "维修户数"), ("完成率", "办结率")]
BEFORE = {"维修总数": "200套", "合格率": "96%", "完成率": "91%"}


def recorded(perf: Perf) -> tuple[dict[str, str], dict[str, str]]:
    """What was monitored and evaluated, by the names of indicators."""
    said = tomllib.loads(perf.read(OF_WHOLE))
    monitored, evaluated = said["monitoring"][0]["indicators"], said["evaluation"]["indicators"]
    return (
        {name: one["value"] for name, one in monitored.items()},
        {name: one["actual"] for name, one in evaluated.items()},
    )


def exported(perf: Perf, source: str, *edits: tuple[str, str]) -> Path:
    """An export whose goals are edited, not what is recorded."""
    file = perf.root / source
    assert perf("export", f"{source}/" if source == "csv" else source).status == 0
    if source == "a.json":
        head, mark, rest = file.read_text(encoding="utf-8").partition('"progress":')
        for old, new in edits:
            head = head.replace(f'"name":"{old}"', f'"name":"{new}"')
        file.write_text(f"{head}{mark}{rest}", encoding="utf-8")
        return file
    for path in [file / f"{name}.csv" for name in ("overall_indicators", "function_indicators")]:
        text = path.read_text(encoding="utf-8-sig")
        for old, new in edits:
            text = text.replace(f",{old},", f",{new},")
        path.write_text(text, encoding="utf-8-sig")
    return file


@pytest.mark.parametrize(("old", "new"), NAMES)
@pytest.mark.parametrize("source", ["a.json", "csv"])
def test_records_follow_a_name_typed_in_an_export(whole: Perf, source: str, old: str, new: str) -> None:
    file = exported(whole, source, (old, new))
    done = whole("import", "--update", file)
    assert f"{OF_WHOLE}: what is recorded of the indicator {old} goes on as that of {new}" in done.err.splitlines()
    after = {new if name == old else name: text for name, text in BEFORE.items()}
    assert recorded(whole) == (after, after)
    assert whole("import", "--update", file).out.splitlines()[-1] == NOTHING


@pytest.mark.parametrize("slug", ["unit-overall", "evaluation", "monitoring"])
def test_records_follow_a_name_typed_on_a_form(whole: Perf, tmp_path: Path, slug: str) -> None:
    goals = whole.read(GOALS)
    file = edited(filled(whole, tmp_path, "335", slug, "html"), (">维修总数<", ">维修户数<"))
    assert whole("import", file, "--update").status == 0
    after_it = whole.read(GOALS).replace('description = ""\n', "").replace('basis = ""\n', "")
    assert after_it == goals.replace("维修总数", "维修户数")
    after = {"维修户数": "200套", "合格率": "96%", "完成率": "91%"}
    assert recorded(whole) == (after, after)
    assert whole("import", file, "--update").out.splitlines()[-1] == NOTHING


def test_what_stays_of_an_indicator_that_is_gone_is_said(whole: Perf) -> None:
    file = exported(whole, "csv")
    for name in ("overall_indicators", "function_indicators"):
        path = file / f"{name}.csv"
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        kept = [line for line in lines if "合格率" not in line and "完成率" not in line]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8-sig")
    done = whole("import", "--update", file)
    for name in ("合格率", "完成率"):
        wanted = f"{OF_WHOLE}: what is recorded of the indicator {name} stays, but the whole does not have it any more"
        assert wanted in done.err.splitlines()
    assert recorded(whole) == (BEFORE, BEFORE)


def test_names_that_indicators_of_a_whole_exchange_are_refused(whole: Perf) -> None:
    before = whole.read(GOALS), whole.read(OF_WHOLE)
    file = exported(whole, "csv", ("维修总数", "某"), ("合格率", "维修总数"), ("某", "合格率"))
    refused = whole("import", "--update", file)
    assert refused.status == 2
    assert "335: the source gives 合格率, 维修总数 to other indicators" in refused.err
    assert "Rename one of them at a time." in refused.err
    assert (whole.read(GOALS), whole.read(OF_WHOLE)) == before


def test_records_of_approved_goals_follow_and_one_adjustment_is_kept(
    approved: Perf, whole: Perf, tmp_path: Path
) -> None:
    file = edited(filled(whole, tmp_path, "335", "evaluation", "html"), (">维修总数<", ">维修户数<"))
    done = whole("import", file, "--update", *WHY)
    assert [line for line in done.out.splitlines() if "→" in line] == [
        "  indicators[维修总数].name: 维修总数 → 维修户数"
    ]
    after = {"维修户数": "200套", "合格率": "96%", "完成率": "91%"}
    assert recorded(whole) == (after, after)
    assert whole.read(OF_WHOLE).count("[[adjustments.changes]]") == 1
