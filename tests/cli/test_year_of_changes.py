"""A year of changes as one story: an approved target adjusted, branches merged, the next year begun, both compared."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT, FILES, MAINTENANCE, Perf
from tests.gitting import git, keep, needs_git

pytestmark = needs_git

PROJECT = f"projects/2021/335001/{MAINTENANCE}.toml"
PROGRESS = f"progress/2021/335001/{MAINTENANCE}.toml"


ADJUSTMENTS = """\
[[adjustments]]
date = 2021-07-31
reason = "新增房源"

[[adjustments.changes]]
key = "indicators[维修套数].target"
before = "≥174套"
after = "≥180套"

[[adjustments]]
date = 2021-09-30
reason = "再增房源"

[[adjustments.changes]]
key = "indicators[维修套数].target"
before = "≥180套"
after = "≥200套"

[[adjustments]]
date = 2021-08-31
reason = "提高要求"

[[adjustments.changes]]
key = "indicators[住户满意度].target"
before = "满意"
after = "≥95%"
"""


@pytest.fixture
def approved(perf: Perf, monkeypatch: pytest.MonkeyPatch) -> Perf:
    """The small repository in git, with the drivers of `perf git setup`, its goals of 2021 approved as in a tag."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
    monkeypatch.setattr(sys, "argv", ["pytest"])
    keep(perf.root, "goals")
    git(perf.root, "tag", "approved")
    perf.write("perf.toml", FILES["perf.toml"] + '\n[approved]\n2021 = "approved"\n')
    assert perf("git", "setup").status == 0
    keep(perf.root, "approval")
    return perf


def test_a_year_of_changes(approved: Perf) -> None:
    perf = approved

    def adjust(change: str, reason: str, day: str) -> str:
        return perf.done("set", MAINTENANCE, change, "--reason", reason, "--date", day)

    # a target that was approved needs a reason
    assert perf.refused("set", MAINTENANCE, "indicators[维修套数].target=≥180套") == (
        "Error: approved goals change by an adjustment, which needs a reason\n"
        f"  {MAINTENANCE} 公租房维修费\n"
        "Give it with --reason.\n"
    )
    assert adjust("indicators[维修套数].target=≥180套", "新增房源", "2021-07-31") == (
        f"{PROJECT}\n{PROGRESS}\n  indicators[维修套数].target: ≥174套 → ≥180套\n"
    )
    assert (
        perf.done("diff")
        == f"""\
Unit    Project                What               Change
------  ---------------------  -----------------  ---------------
335001  公租房维修费           维修套数 · Target  ≥174套 → ≥180套
        {MAINTENANCE}
335001  Progress               Added
        {MAINTENANCE}
"""
    )
    keep(perf.root, "more houses")

    # two branches adjust different indicators, and git merges them by what they mean
    git(perf.root, "checkout", "-qb", "satisfaction")
    adjust("indicators[住户满意度].target=≥95%", "提高要求", "2021-08-31")
    keep(perf.root, "satisfaction")
    git(perf.root, "checkout", "-q", "main")
    adjust("indicators[维修套数].target=≥200套", "再增房源", "2021-09-30")
    keep(perf.root, "houses again")
    git(perf.root, "merge", "-q", "--no-edit", "satisfaction")
    assert git(perf.root, "status", "--porcelain") == ""
    assert perf.read(PROJECT) == FILES[PROJECT].replace("≥174套", "≥200套").replace('"满意"', '"≥95%"')
    assert perf.read(PROGRESS).partition("year = 2021\n\n")[2] == ADJUSTMENTS
    assert (
        perf.done("diff", "approved", "--name", "公租房")
        == f"""\
Unit    Project                What                 Change
------  ---------------------  -------------------  ---------------
335001  公租房维修费           维修套数 · Target    ≥174套 → ≥200套
        {MAINTENANCE}
                               住户满意度 · Target  满意 → ≥95%
"""
    )

    # the form has each adjustment by its date
    form = perf.done("form", "fill", MAINTENANCE, "--form", "adjustment", "-f", "txt")
    assert form.split()[-24:] == [
        *("1", "2021-07-31", "维修套数", "·", "指标值", "≥174套", "≥180套", "新增房源"),
        *("2", "2021-08-31", "住户满意度", "·", "指标值", "满意", "≥95%", "提高要求"),
        *("3", "2021-09-30", "维修套数", "·", "指标值", "≥180套", "≥200套", "再增房源"),
    ]

    # who has the form alone and the goals as approved takes all of it back, once
    path = perf.root.parent / "调整表.docx"
    perf.done("form", "fill", MAINTENANCE, "--form", "adjustment", "-o", path)
    git(perf.root, "checkout", "-q", "approved", "--", PROJECT)
    (perf.root / PROGRESS).unlink()
    assert "  indicators[维修套数].target: ≥174套 → ≥200套\n" in perf.done("import", "--update", path)
    assert perf.read(PROJECT) == FILES[PROJECT].replace("≥174套", "≥200套").replace('"满意"', '"≥95%"')
    taken = perf.read(PROGRESS).partition("year = 2021\n\n")[2]
    each = [sorted(text.strip() for text in told.split("[[adjustments]]")) for told in (taken, ADJUSTMENTS)]
    assert each[0] == each[1]
    assert perf.done("import", "--update", path) == "Nothing to change: the repository holds all of it already.\n"
    git(perf.root, "reset", "-q", "--hard")

    # the next year begins with what was adjusted, and needs no reason before it is approved
    (new,) = perf.done("rollover", "--from", "2021", "--to", "2022", "--name", "公租房").split()
    code = Path(new).stem
    assert perf.done("set", code, "budget.total=25万", "--adjust", "fiscal") == (
        f"{new}\n  budget.total: 240000.00 → 250000.00\n  budget.fiscal: 200000.00 → 210000.00\n"
    )
    assert perf.done("set", code, "indicators[维修套数].target=≥210套") == (
        f"{new}\n  indicators[维修套数].target: ≥200套 → ≥210套\n"
    )
    assert (
        perf.done("diff", "--years", "2021,2022", "--name", "公租房")
        == f"""\
Unit    Project                What               Change
------  ---------------------  -----------------  -----------------------------------
335001  公租房维修费           Total budget       240,000.00 → 250,000.00 元 (+4.17%)
        {code}
                               Fiscal funds       200,000.00 → 210,000.00 元 (+5.00%)
                               维修套数 · Target  ≥200套 → ≥210套
"""
    )
