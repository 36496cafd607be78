"""Two adjustments of one approved budget that git merged: what is found, and what is worked out from them no more."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.test_edit import use
from tests.cli.test_year_of_changes import approved
from tests.conftest import MAINTENANCE, Perf
from tests.gitting import git, keep, needs_git

__all__ = ["approved"]

pytestmark = needs_git

PROJECT = f"projects/2021/335001/{MAINTENANCE}.toml"
PROGRESS = f"progress/2021/335001/{MAINTENANCE}.toml"
WHY = ("--reason", "三", "--date", "2021-09-01")
REFUSED = f"Error: {MAINTENANCE}: its adjustments leave amounts that do not fit together\n"
HINT = "Set budget.total, budget.fiscal and budget.other at once; `perf rules D520` tells more.\n"
NO_SUM = "adjustments leave a total of 300000.00, and fiscal plus other funds of 360000.00"


def by(total: str, follower: str, day: str) -> tuple[str, ...]:
    return f"budget.total={total}", *(("--adjust", follower) if follower else ()), "--date", day


def merge(perf: Perf, ours: Sequence[str], theirs: Sequence[str], adjusted: str = "") -> None:
    """Two branches that adjust the budget of 240,000 = 200,000 + 40,000; `adjusted` is kept where it conflicts."""
    keep(perf.root)
    for name, words in (("theirs", theirs), ("ours", ours)):
        git(perf.root, "checkout", "-q", "-b", name, "main")
        perf.done("set", MAINTENANCE, *words, "--reason", "调整")
        keep(perf.root)
    git(perf.root, "merge", "-q", "-m", "merge", "theirs", status=1 if adjusted else 0)
    if adjusted:
        before, _, rest = perf.read(PROGRESS).partition("<<<<<<<")
        perf.write(PROGRESS, f"{before}adjusted = {adjusted}\n{rest.partition('>>>>>>>')[2].partition(chr(10))[2]}")
        keep(perf.root)


def found(perf: Perf) -> list[str]:
    lines = perf("check", MAINTENANCE, "--select", "D,F").out.splitlines()
    return [line.partition(" D520 ")[2] for line in lines if " D520 " in line]


@pytest.fixture
def no_sum(approved: Perf) -> Perf:
    """Fiscal funds of the one adjustment, other funds of the other, and the total that both say."""
    merge(approved, by("30万", "other", "2021-06-29"), by("30万", "fiscal", "2021-06-30"))
    return approved


def test_parts_of_two_adjustments_are_found(no_sum: Perf) -> None:
    outcome = no_sum("check", MAINTENANCE, "--select", "D,F")
    assert outcome.status == 1
    assert f"{PROGRESS}:8:1: D520 {NO_SUM}\n" in outcome.out


def test_they_are_told_in_chinese(no_sum: Perf) -> None:
    told = "调整后的预算数为 300000.00，财政资金加其他资金为 360000.00"
    assert f"D520 {told}\n" in no_sum("--locale", "zh_CN", "check", MAINTENANCE, "--select", "D").out
    assert f"{MAINTENANCE}：各次调整后的金额不一致\n  {told}\n" in no_sum.refused(
        "--locale", "zh_CN", "set", MAINTENANCE, "budget.total=31万", "--adjust", "fiscal", *WHY
    )


@pytest.mark.parametrize(
    "words",
    [
        ("budget.total=31万", "--adjust", "fiscal"),
        ("budget.other=11万", "--adjust", "total"),
        ("budget.total=31万", "budget.other=4万"),
    ],
)
def test_no_amount_is_worked_out_from_them(no_sum: Perf, words: tuple[str, ...]) -> None:
    before = no_sum.snapshot()
    assert no_sum.refused("set", MAINTENANCE, *words, *WHY) == f"{REFUSED}  {NO_SUM}\n{HINT}"
    assert no_sum.snapshot() == before


def test_all_three_amounts_put_them_right(no_sum: Perf) -> None:
    told = no_sum.done("set", MAINTENANCE, "budget.total=30万", "budget.fiscal=26万", "budget.other=4万", *WHY)
    assert told == f"{PROGRESS}\n  budget.other: 100000.00 → 40000.00\n"
    assert found(no_sum) == []
    told = no_sum.done("set", MAINTENANCE, "budget.total=31万", "--adjust", "fiscal", *WHY)
    assert told == f"{PROGRESS}\n  budget.total: 300000.00 → 310000.00\n  budget.fiscal: 260000.00 → 270000.00\n"
    assert found(no_sum) == []


def test_a_total_alone_leaves_them_found_and_other_keys_change(no_sum: Perf) -> None:
    no_sum.done("set", MAINTENANCE, "purpose=用于公租房维修。", *WHY)
    no_sum.done("set", MAINTENANCE, "budget.total=31万", *WHY)
    assert found(no_sum) == [NO_SUM.replace("300000", "310000")]


@pytest.mark.skipif(os.name == "nt", reason="the editor is a script of POSIX")
def test_the_editor_changes_none_of_them(
    no_sum: Perf, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    use(monkeypatch, tmp_path_factory, "text.replace('240000.00', '250000.00').replace('200000.00', '210000.00')")
    before = no_sum.read(PROGRESS)
    refused = no_sum.refused("edit", MAINTENANCE, *WHY)
    assert f"{REFUSED}  {NO_SUM}\n{HINT}" in refused
    assert no_sum.read(PROGRESS) == before


def test_a_list_changes_none_of_them(no_sum: Perf, tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    no_sum("export", path, "--code", MAINTENANCE)
    path.write_text(path.read_text(encoding="utf-8").replace("240000.00", "250000.00"), encoding="utf-8")
    before = no_sum.snapshot()
    refused = no_sum.refused("import", "--update", path, *WHY)
    assert f"{MAINTENANCE}: its adjustments leave amounts that do not fit together\n" in refused
    assert no_sum.snapshot() == before


LAST = "the budget of the year is 300000.00, the last adjustment leaves 280000.00"


def test_a_conflict_resolved_against_the_last_adjustment(approved: Perf) -> None:
    merge(approved, by("28万", "other", "2021-07-30"), by("30万", "fiscal", "2021-06-30"), "300000.00")
    no_sum = NO_SUM.replace("360000", "340000")
    assert found(approved) == [LAST, no_sum]
    refused = approved.refused("set", MAINTENANCE, "budget.total=31万", "--adjust", "fiscal", *WHY)
    assert refused == f"{REFUSED}  {LAST}\n  {no_sum}\n{HINT}"
    approved.done("set", MAINTENANCE, "budget.total=28万", "budget.fiscal=20万", "budget.other=8万", *WHY)
    assert found(approved) == []


def test_an_adjusted_of_another_adjustment_is_found_alone(approved: Perf) -> None:
    merge(approved, by("28万", "fiscal", "2021-07-30"), by("30万", "fiscal", "2021-06-30"), "300000.00")
    assert found(approved) == [LAST]
    refused = approved.refused("set", MAINTENANCE, "budget.total=31万", "--adjust", "fiscal", *WHY)
    assert refused == f"{REFUSED}  {LAST}\n{HINT}"
    approved.write(PROGRESS, approved.read(PROGRESS).replace("adjusted = 300000.00", "adjusted = 280000.00"))
    assert found(approved) == []


def test_a_total_that_is_kept_nowhere_is_found(approved: Perf) -> None:
    approved.done("set", MAINTENANCE, "budget.total=28万", *WHY)
    approved.write(PROGRESS, approved.read(PROGRESS).replace("adjusted = 280000.00\n", ""))
    assert found(approved) == [LAST.replace("300000", "240000")]


def test_what_one_adjustment_after_another_leaves_is_no_fault(approved: Perf) -> None:
    done = [
        by("25万", "", "2021-05-01"),
        ("budget.sources.上年结转=5000", "--date", "2021-05-02"),
        by("26万", "fiscal", "2021-06-01"),
        by("27万", "other", "2021-05-15"),
        by("28万", "", "2021-07-01"),
        by("27万", "", "2021-08-01"),
        ("budget.other=3万", "--adjust", "total", "--date", "2021-08-02"),
        by("24万", "fiscal", "2021-08-03"),
    ]
    for words in done:
        approved.done("set", MAINTENANCE, *words, "--reason", "调整")
        assert found(approved) == []


def test_a_text_that_is_no_amount_is_passed_over(no_sum: Perf) -> None:
    text = no_sum.read(PROGRESS)
    no_sum.write(PROGRESS, text.replace('after = "300000.00"', 'after = "三十万左右"'))
    assert found(no_sum) == []
