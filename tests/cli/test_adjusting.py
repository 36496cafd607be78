"""Approved goals: what `perf set` leaves, what it keeps of an adjustment, and what it needs for that."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.test_together import started
from tests.conftest import FILES, HEATING, MAINTENANCE, Perf

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")

PROJECT = f"projects/2021/335001/{MAINTENANCE}.toml"
PROGRESS = f"progress/2021/335001/{MAINTENANCE}.toml"
WHY = ("--reason", "住户增加", "--date", "2021-07-01")


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "core.autocrlf=false")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def approved(perf: Perf, monkeypatch: pytest.MonkeyPatch) -> Perf:
    """The small repository, whose goals of 2021 are approved as in the tag 批复; what is new since then is not."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    (perf.root / f"projects/2021/335002/{HEATING}.toml").unlink()
    git(perf.root, "init", "-q")
    git(perf.root, "add", "-A")
    git(perf.root, "commit", "-qm", "批复")
    git(perf.root, "tag", "批复")
    perf.write(f"projects/2021/335002/{HEATING}.toml", FILES[f"projects/2021/335002/{HEATING}.toml"])
    perf.write("perf.toml", FILES["perf.toml"] + '\n[approved]\n2021 = "批复"\n')
    return perf


def test_a_target_is_changed_and_the_adjustment_kept(approved: Perf) -> None:
    told = approved.done("set", MAINTENANCE, "indicators[维修套数].target=≥180套", *WHY)
    assert told == f"{PROJECT}\n{PROGRESS}\n  indicators[维修套数].target: ≥174套 → ≥180套\n"
    assert approved.read(PROJECT) == FILES[PROJECT].replace("≥174套", "≥180套")
    assert approved.read(PROGRESS) == (
        f"""\
#:schema ../../../schemas/progress.json

code = "{MAINTENANCE}"
unit = "335001"
year = 2021

[[adjustments]]
date = 2021-07-01
reason = "住户增加"

[[adjustments.changes]]
key = "indicators[维修套数].target"
before = "≥174套"
after = "≥180套"
"""
    )
    assert approved("fmt", "--check", "progress").out == ""
    assert approved("check", "progress").out == ""


def test_a_budget_is_left_and_adjusted_beside_it(approved: Perf) -> None:
    told = approved.done("set", MAINTENANCE, "budget.total=25万", *WHY)
    assert told == f"{PROGRESS}\n  budget.total: 240000.00 → 250000.00\n"
    assert approved.read(PROJECT) == FILES[PROJECT]
    text = approved.read(PROGRESS)
    assert 'year = 2021\nadjusted = 250000.00\n\n[[adjustments]]\ndate = 2021-07-01\nreason = "住户增加"\n' in text
    assert 'key = "budget.total"\nbefore = "240000.00"\nafter = "250000.00"\n' in text
    assert approved("set", MAINTENANCE, "budget.total=25万", *WHY).err == "Nothing to change.\n"
    told = approved.done("set", MAINTENANCE, "budget.total=24万", "--reason", "恢复", "--date", "2021-08-01")
    assert told == f"{PROGRESS}\n  budget.total: 250000.00 → 240000.00\n"
    assert "adjusted = 240000.00\n" in approved.read(PROGRESS)


def test_parts_follow_where_it_is_said_and_are_remembered(approved: Perf) -> None:
    approved.done("set", MAINTENANCE, "budget.total=25万", "--adjust", "fiscal", *WHY)
    assert "which of them follows budget.other" in approved.refused("set", MAINTENANCE, "budget.other=5万", *WHY)
    told = approved.done("set", MAINTENANCE, "budget.other=5万", "--adjust", "total", *WHY)
    assert told == f"{PROGRESS}\n  budget.total: 250000.00 → 260000.00\n  budget.other: 40000.00 → 50000.00\n"
    told = approved.done("set", MAINTENANCE, "budget.sources.上年结转=1万", *WHY)
    assert told == f"{PROGRESS}\n  budget.sources.上年结转: (nothing) → 10000.00\n"
    told = approved.done("set", MAINTENANCE, "--unset", "budget.sources.上年结转", *WHY)
    assert told == f"{PROGRESS}\n  budget.sources.上年结转: 10000.00 → (nothing)\n"
    assert approved.read(PROJECT) == FILES[PROJECT]


def test_budget_and_another_key_at_once(approved: Perf) -> None:
    approved.done("set", MAINTENANCE, "budget.total=25万", "goals+=再修十户。", "purpose=用于公租房维修。", *WHY)
    assert approved.read(PROJECT) == FILES[PROJECT].replace("日常维修", "维修").replace(
        '  "住户满意。",\n', '  "住户满意。",\n  "再修十户。",\n'
    )
    kept = [line for line in approved.read(PROGRESS).splitlines() if line.startswith(("key", "adjusted"))]
    assert kept == ["adjusted = 250000.00", 'key = "purpose"', 'key = "goals[3]"', 'key = "budget.total"']


def test_a_reason_is_needed(approved: Perf) -> None:
    before = approved.snapshot()
    refused = approved.refused("set", "--year", "2021", "details.负责人=张三")
    assert refused == (
        "Error: approved goals change by an adjustment, which needs a reason\n"
        f"  {MAINTENANCE} 公租房维修费\nGive it with --reason.\n"
    )
    assert approved.snapshot() == before
    refused = approved.refused("set", MAINTENANCE, "purpose=x", "--reason", "y", "--date", "七月")
    assert refused == "Error: 七月 is not a date such as 2021-07-31\n"


def test_what_was_not_approved_changes_as_ever(approved: Perf) -> None:
    path = f"projects/2021/335002/{HEATING}.toml"
    approved.done("set", HEATING, "budget.total=6", "--adjust", "fiscal")
    assert "total = 6.00\nfiscal = 6.00\n" in approved.read(path)
    assert not (approved.root / "progress").exists()


def test_a_project_stays_approved_in_another_unit(approved: Perf) -> None:
    approved.write(PROJECT.replace("335001", "335002"), FILES[PROJECT].replace("335001", "335002"))
    (approved.root / PROJECT).unlink()
    assert "needs a reason" in approved.refused("set", MAINTENANCE, "purpose=x")


def test_comments_unknown_keys_and_line_ends_of_a_progress_file_stay(approved: Perf) -> None:
    text = (
        f'# 说明\ncode = "{MAINTENANCE}"\nunit = "335001"\nyear = 2021 # 年\nremark = "自留"\n\n'
        '[[adjustments]]\n# 第一次\ndate = 2021-05-01\nreason = "甲"\n\n'
        '[[adjustments]]\ndate = 2021-09-01\nreason = "乙"\nby = "某某"\n'
    ).replace("\n", "\r\n")
    approved.write(PROGRESS, text)
    approved.done("set", MAINTENANCE, "budget.total=25万", *WHY)
    new = approved.read(PROGRESS)
    assert "\n" not in new.replace("\r\n", "")
    assert new.replace("\r\n", "\n") == text.replace("\r\n", "\n").replace(
        'year = 2021 # 年\n', 'year = 2021 # 年\nadjusted = 250000.00\n'
    ).replace(
        '\n[[adjustments]]\ndate = 2021-09-01',
        '\n[[adjustments]]\ndate = 2021-07-01\nreason = "住户增加"\n\n[[adjustments.changes]]\nkey = "budget.total"\n'
        'before = "240000.00"\nafter = "250000.00"\n\n[[adjustments]]\ndate = 2021-09-01',
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code = \n", "a file that would be written cannot be read"),
        ('code = "x"\nunit = "335001"\nyear = 2021\n', "its year, unit and code are not those of its path"),
        (
            f'code = "{MAINTENANCE}"\nunit = "335001"\nyear = 2021\n[[adjustments]]\ndate = "七月"\n',
            "adjustments[1].date: expected a date such as 2021-07-31, without quotes, found text",
        ),
    ],
)
def test_a_progress_file_that_cannot_be_read_is_named(approved: Perf, text: str, message: str) -> None:
    approved.write(PROGRESS, text)
    before = approved.snapshot()
    refused = approved.refused("set", MAINTENANCE, "budget.total=25万", *WHY)
    assert message in refused
    assert PROGRESS in refused
    assert approved.snapshot() == before
    assert PROGRESS in approved("check", "progress").out


RECORDED = f"""\
code = "{MAINTENANCE}"
unit = "335001"
year = 2021

[[monitoring]]
date = 2021-07-31

[monitoring.indicators."维修套数"] # 七月
value = "120套"
remark = "自留"

[evaluation]
spent = 230000.00

# 自评
[evaluation.indicators."维修套数"]
actual = "176套"

[evaluation.indicators."维修套数".details]
"备注" = "含补修"

[evaluation.indicators."住户满意度"]
tier = "reached"
"""


def test_what_is_recorded_goes_along_with_an_indicator_that_is_renamed(perf: Perf) -> None:
    perf.write(PROGRESS, RECORDED)
    told = perf.done("set", MAINTENANCE, "indicators[维修套数].name=维修户数", "indicators[维修户数].target=≥170户")
    assert told == (
        f"{PROJECT}\n{PROGRESS}\n  indicators[维修套数].name: 维修套数 → 维修户数\n"
        "  indicators[维修套数].target: ≥174套 → ≥170户\n"
    )
    assert perf.read(PROGRESS) == RECORDED.replace("维修套数", "维修户数")


def test_what_is_recorded_comes_to_no_other_indicator(perf: Perf) -> None:
    twice = FILES[PROJECT].replace('name = "住户满意度"', 'name = "维修套数"')
    recorded = RECORDED.replace("住户满意度", "维修套数#2")
    perf.write(PROJECT, twice)
    perf.write(PROGRESS, recorded)
    refused = perf.refused("set", MAINTENANCE, "--unset", "indicators[维修套数#1]", "--force")
    assert refused.startswith("Error: what is recorded of the indicator 维修套数#2 would become that of 维修套数\n")
    perf.done("set", MAINTENANCE, "indicators[维修套数#1].name=维修户数", "--force")
    assert perf.read(PROGRESS) == recorded.replace('"维修套数"', '"维修户数"').replace('"维修套数#2"', '"维修套数"')


def test_a_revision_that_git_does_not_know(approved: Perf) -> None:
    approved.write("perf.toml", FILES["perf.toml"] + '\n[approved]\n2021 = "--batch"\n')
    assert approved.refused("set", MAINTENANCE, "purpose=x") == (
        "Error: git knows no revision --batch\nperf.toml names the revision under [approved]: 2021.\n"
    )
    shutil.rmtree(approved.root / ".git")
    assert "is in no git repository" in approved.refused("set", MAINTENANCE, "purpose=x")


def test_a_dry_run_and_an_error_write_nothing(approved: Perf) -> None:
    before = approved.snapshot()
    approved("set", MAINTENANCE, "purpose=x", *WHY, "--dry-run")
    refused = approved.refused("set", MAINTENANCE, "spending_plan.6=400", *WHY)
    assert "F403" in refused
    assert approved.snapshot() == before


def test_adjustments_made_at_once_are_all_kept(approved: Perf) -> None:
    processes = [
        started(approved.root, "set", MAINTENANCE, f"details.第{number}人=张{number}", *WHY) for number in range(6)
    ]
    for process in processes:
        assert process.communicate(timeout=60)[1] == b""
    assert approved.read(PROGRESS).count("[[adjustments]]") == 6
    assert all(f'key = "details.第{number}人"' in approved.read(PROGRESS) for number in range(6))


@pytest.mark.skipif(os.name == "nt", reason="no pseudo terminals on this system")
def test_on_a_terminal_the_reason_is_asked(approved: Perf) -> None:
    from tests.cli.test_asking import Terminal

    terminal = Terminal(approved.root, "set", MAINTENANCE, "purpose=用于维修", "--date", "2021-07-01")
    terminal.wait_for(f"{MAINTENANCE} 公租房维修费")
    terminal.answer("Reason: ", "用途调整")
    status, out = terminal.end()
    assert (status, out.splitlines()[-1]) == (0, "  purpose: 用于公租房日常维修。 → 用于维修")
    assert 'reason = "用途调整"' in approved.read(PROGRESS)


def test_adjustments_that_a_merge_left_out_of_order_count_by_their_dates(approved: Perf) -> None:
    def of_fiscal(day: str, before: str, after: str) -> str:
        change = f'key = "budget.fiscal"\nbefore = "{before}"\nafter = "{after}"\n'
        rest = [f"{240_000 - int(amount[:6])}.00" for amount in (before, after)]
        change += f'\n[[adjustments.changes]]\nkey = "budget.other"\nbefore = "{rest[0]}"\nafter = "{rest[1]}"\n'
        return f'\n[[adjustments]]\ndate = {day}\nreason = "调剂"\n\n[[adjustments.changes]]\n{change}'

    head = f'code = "{MAINTENANCE}"\nunit = "335001"\nyear = 2021\n'
    later, earlier = (
        of_fiscal("2021-09-30", "210000.00", "220000.00"),
        of_fiscal("2021-08-31", "200000.00", "210000.00"),
    )
    approved.write(PROGRESS, head + later + earlier)
    told = approved.done("set", MAINTENANCE, "budget.fiscal=23万", "--adjust", "other", *WHY)
    assert "budget.fiscal: 220000.00 → 230000.00" in told


def test_an_adjustment_entered_late_under_an_earlier_day_goes_on_from_what_was_adjusted_before(approved: Perf) -> None:
    approved.done(
        "set", MAINTENANCE, "budget.total=30万", "--adjust", "fiscal", "--reason", "增加", "--date", "2021-09-01"
    )
    approved.done(
        "set", MAINTENANCE, "budget.total=32万", "--adjust", "fiscal", "--reason", "补记", "--date", "2021-08-15"
    )
    told = approved.done("set", MAINTENANCE, "budget.other=5万", "--adjust", "total", *WHY)
    assert told == f"{PROGRESS}\n  budget.total: 320000.00 → 330000.00\n  budget.other: 40000.00 → 50000.00\n"


def test_names_that_move_on_at_once_are_each_kept_under_the_name_before(approved: Perf) -> None:
    approved.done(
        "set", MAINTENANCE, "indicators[维修套数].name=新名", "indicators[住户满意度].name=维修套数", "--force", *WHY
    )
    kept = [line for line in approved.read(PROGRESS).splitlines() if line.startswith(("key", "before", "after"))]
    assert kept == [
        'key = "indicators[维修套数].name"',
        'before = "维修套数"',
        'after = "新名"',
        'key = "indicators[住户满意度].name"',
        'before = "住户满意度"',
        'after = "维修套数"',
    ]


@pytest.mark.parametrize("command", [("evaluate", "record"), ("monitor", "record")])
def test_a_record_does_not_change_an_approved_budget(approved: Perf, command: tuple[str, str]) -> None:
    argv = (*command, MAINTENANCE, *(("--date", "2021-07-31") if command[0] == "monitor" else ()), "--spent", "1")
    before = approved.snapshot()
    assert approved.refused(*argv, "--adjusted", "200000") == (
        f"Error: {MAINTENANCE}: an approved budget changes by an adjustment alone\n"
        f"Use `perf set {MAINTENANCE} budget.total=200000.00 --reason TEXT` first.\n"
    )
    assert approved.snapshot() == before
    approved.done("set", MAINTENANCE, "budget.total=20万", "--adjust", "other", "--reason", "压减")
    assert approved(*argv, "--adjusted", "200000").status == 0
    assert approved("evaluate", "record", HEATING, "--adjusted", "100").status == 0


def test_another_order_of_indicators_is_no_adjustment(approved: Perf, tmp_path: Path) -> None:
    data = tmp_path / "a.json"
    approved("export", data, "--code", MAINTENANCE)
    source = json.loads(data.read_text(encoding="utf-8"))
    indicators = source["projects"][0]["indicators"]
    names = [one["name"] for one in indicators]
    indicators.reverse()
    data.write_text(json.dumps(source, ensure_ascii=False), encoding="utf-8")
    told = approved.done("import", "--update", data)
    assert f"{PROJECT}\n  indicators: {' / '.join(names)} → {' / '.join(reversed(names))}\n" in told
    assert not (approved.root / PROGRESS).exists()
    assert approved("check", "--select", "D519").status == 0
    assert "Nothing to change" in approved.done("import", "--update", data)
    indicators[-1]["target"] = "≥180套"
    data.write_text(json.dumps(source, ensure_ascii=False), encoding="utf-8")
    assert "which needs a reason" in approved.refused("import", "--update", data)
    approved.done("import", "--update", data, *WHY)
    assert approved.read(PROGRESS).count("[[adjustments.changes]]") == 1
    assert 'key = "indicators[维修套数].target"\nbefore = "≥174套"\nafter = "≥180套"\n' in approved.read(PROGRESS)
    assert approved("form", "fill", MAINTENANCE, "--form", "adjustment", "-o", "a.docx").status == 0
    assert "Nothing to change" in approved.done("import", "--update", "a.docx")
