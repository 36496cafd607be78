"""What became of projects is judged beside their goals, and again when either of them changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from perfcli.actions.check import Reviewer
from perfcli.actions.request import Request
from perfcli.check.reports.rows import message_of
from perfcli.repository import Repository
from perfcli.select import Selection
from tests.check.examples import CLEAN, CODE
from tests.gitting import keep, needs_git

PROJECT = f"projects/2021/335001/{CODE}.toml"
PROGRESS = f"progress/2021/335001/{CODE}.toml"
SETTINGS = 'schema = 1\ndivision = "130303"\n'
DEPARTMENT = 'code = "335"\nname = "住房保障局"\n\n[[units]]\ncode = "335001"\nname = "本级"\n'
RECORD = f"""\
code = "{CODE}"
unit = "335001"
year = 2021

[[monitoring]]
date = 2021-07-31
spent = 120000.00

[monitoring.indicators."维修房屋数"]
value = "80套"
"""


def written(root: Path, **files: str) -> Path:
    """A repository with one clean project."""
    paths = {"settings": "perf.toml", "department": "departments/335.toml", "project": PROJECT, "progress": PROGRESS}
    for name, text in files.items():
        path = root / paths[name]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return root


def found(root: Path, today: date | None = None, selection: Selection | None = None) -> list[tuple[str, int, str]]:
    """What a review says: path, line, rule."""
    request = Request(selection=selection or Selection())
    with Reviewer(Repository(root), request, today).review() as review:
        return [(one.path, one.line, one.code) for one in review.findings()]


def said(root: Path, code: str, today: date | None = None) -> list[str]:
    with Reviewer(Repository(root), Request(select=(code,)), today).review() as review:
        return [message_of(one) for one in review.findings()]


def test_a_record_is_judged_again_when_its_project_changes(tmp_path: Path) -> None:
    root = written(tmp_path, settings=SETTINGS, department=DEPARTMENT, project=CLEAN, progress=RECORD)
    assert found(root) == [(PROGRESS, 9, "D517")]
    assert said(root, "D517") == ["there is no indicator 维修房屋数: is 维修房屋套数 meant?"]
    written(root, project=CLEAN.replace('name = "维修房屋套数"', 'name = "维修房屋数"'))
    assert found(root) == []
    (root / PROJECT).unlink()
    assert found(root) == [(PROGRESS, 1, "D516")]
    written(root, project=CLEAN)
    assert found(root) == [(PROGRESS, 9, "D517")]


def test_a_project_is_judged_again_when_its_record_comes(tmp_path: Path) -> None:
    due = "\n[monitoring.due]\n2021 = 2021-08-31\n"
    root = written(tmp_path, settings=SETTINGS + due, department=DEPARTMENT, project=CLEAN)
    assert found(root) == []
    assert found(root, date(2021, 8, 31)) == []
    late = date(2021, 9, 1)
    assert found(root, late) == [(PROJECT, 1, "C111")]
    assert said(root, "C111", late) == ["nothing is recorded of the monitoring, which was due by 2021-08-31"]
    written(root, progress=RECORD.replace("维修房屋数", "维修房屋套数"))
    assert found(root, late) == []


@pytest.mark.parametrize(
    ("reason", "lacks"),
    [("住户在外地", True), ("三户停工，下年安排", False), ("拨付晚，已改为预拨", False), ("项目已停工", True)],
)
def test_a_reason_that_says_what_is_being_done_is_a_measure(tmp_path: Path, reason: str, lacks: bool) -> None:
    told = f'[evaluation.indicators."维修房屋套数"]\nactual = "100套"\nreason = "{reason}"\n'
    record = f'code = "{CODE}"\nunit = "335001"\nyear = 2021\n\n{told}'
    weighed = CLEAN.replace('name = "维修房屋套数"', 'weight = 20\nname = "维修房屋套数"')
    root = written(tmp_path, settings=SETTINGS, department=DEPARTMENT, project=weighed, progress=record)
    message = "维修房屋套数: the score is under the weight, a measure is missing"
    assert (message in said(root, "C113")) == lacks


def test_records_are_shown_with_the_projects_that_are_chosen(tmp_path: Path) -> None:
    root = written(tmp_path, settings=SETTINGS, department=DEPARTMENT, project=CLEAN, progress=RECORD)
    assert found(root, selection=Selection(units=("335001",))) == [(PROGRESS, 9, "D517")]
    assert found(root, selection=Selection(name="404公租房")) == [(PROGRESS, 9, "D517")]
    assert found(root, selection=Selection(units=("336001",))) == []
    assert found(root, selection=Selection(name="别的项目")) == []


@needs_git
def test_an_approved_project_that_changed_needs_an_adjustment(tmp_path: Path) -> None:
    root = written(tmp_path, settings=SETTINGS, department=DEPARTMENT, project=CLEAN.replace("≥120套", "≥100套"))
    keep(root)
    written(root, settings=SETTINGS + '\n[approved]\n2021 = "HEAD"\n', project=CLEAN)
    today = date(2021, 9, 1)
    assert [one for one in found(root, today) if one[2] == "D519"] == [(PROJECT, 25, "D519")]
    assert said(root, "D519", today) == [
        "indicators[维修房屋套数].target was changed after approval, and no adjustment says so: ≥100套 → ≥120套"
    ]
    adjusted = RECORD.replace("维修房屋数", "维修房屋套数") + (
        '\n[[adjustments]]\ndate = 2021-08-20\nreason = "扩大范围"\n\n[[adjustments.changes]]\n'
        'key = "indicators[维修房屋套数].target"\nbefore = "≥100套"\nafter = "≥120套"\n'
    )
    written(root, progress=adjusted)
    assert found(root, today) == []
    written(root, project=CLEAN.replace("≥100套", "≥120套").replace("\n", "\r\n"))
    assert found(root, today) == []


def test_an_approved_revision_that_git_does_not_know_is_a_setting_that_says_nothing(tmp_path: Path) -> None:
    root = written(tmp_path, settings=SETTINGS + '\n[approved]\n2021 = "批复"\n', department=DEPARTMENT, project=CLEAN)
    assert found(root, date(2021, 9, 1)) == [("perf.toml", 5, "D514")]
    assert said(root, "D514", date(2021, 9, 1)) == [
        "git knows no revision 批复: what was approved of 2021 is not compared"
    ]
