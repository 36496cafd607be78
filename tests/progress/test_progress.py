"""Progress files: read, written, laid out, reviewed."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from perfcli.codec import Malformed, formatted, from_toml, patch, write
from perfcli.exact import Money
from perfcli.progress import (
    Adjustment,
    EvaluatedIndicator,
    Evaluation,
    MonitoredIndicator,
    MonitoredPart,
    Monitoring,
    Progress,
)
from perfcli.repository import Repository
from tests.conftest import Perf

CODE = "13030321XFP8IOYQL4LZF"
TEXT = f"""\
#:schema ../../../schemas/progress.json

code = "{CODE}"
unit = "335001"
year = 2021
adjusted = 2500000.00

[evaluation]
spent = 2400000.00
results = [
  "全部完成",
]

[evaluation.indicators."改造住房套数"]
actual = "171套"
score = 9.5
reason = "一户弃权"

[[monitoring]]
date = 2021-07-31
spent = 1007576.00

[monitoring.parts."财政拨款"]
spent = 1007576.00

[monitoring.indicators."改造住房套数"]
value = "120套"

[[adjustments]]
date = 2021-09-01
reason = "户数减少"

[[adjustments.changes]]
key = "indicators[改造住房套数].target"
before = "≥174套"
after = "≥170套"
"""

ALONE = ("--ignore", "D516")
"""The file is judged by itself: its project is not there."""


def test_a_progress_file_is_read_and_written_alike() -> None:
    progress = from_toml(TEXT, Progress)
    assert progress.adjusted == Decimal("2500000.00")
    assert progress.monitoring == (
        Monitoring(
            date=date(2021, 7, 31),
            spent=Money("1007576.00"),
            parts={"财政拨款": MonitoredPart(spent=Money("1007576.00"))},
            indicators={"改造住房套数": MonitoredIndicator(value="120套")},
        ),
    )
    assert progress.evaluation is not None
    assert progress.evaluation.indicators["改造住房套数"].score == Decimal("9.5")
    assert progress.adjustments[0].changes[0].after == "≥170套"
    assert write(progress) == TEXT
    assert formatted(TEXT, Progress) == TEXT


def test_the_layout_orders_keys_of_records_within_records() -> None:
    text = f"""\
#:schema ../../../schemas/progress.json

year = 2021
code = "{CODE}"
unit = "335001"
[evaluation.indicators."改造住房套数"]
reason = "一户弃权"
actual = '171套' # 现场核实
"""
    assert (
        formatted(text, Progress)
        == f"""\
#:schema ../../../schemas/progress.json

code = "{CODE}"
unit = "335001"
year = 2021

[evaluation.indicators."改造住房套数"]
actual = "171套" # 现场核实
reason = "一户弃权"
"""
    )


def test_a_change_keeps_comments_and_keys_of_ones_own() -> None:
    before = TEXT.replace('value = "120套"', 'value = "120套" # 电话核实\nsource = "监理月报"')
    progress = from_toml(before, Progress)
    (monitoring,) = progress.monitoring
    later = Monitoring(date=date(2021, 10, 31), spent=Money("2000000.00"))
    evaluation = Evaluation(indicators={"改造住房套数": EvaluatedIndicator(actual="174套")})
    after = Progress(
        code=CODE,
        unit="335001",
        year=2021,
        monitoring=(monitoring, later),
        evaluation=evaluation,
        adjustments=(Adjustment(date=date(2021, 9, 1), reason="户数减少"),),
    )
    text = patch(before, after)
    assert from_toml(text, Progress) == after
    assert 'value = "120套" # 电话核实\nsource = "监理月报"' in text
    assert "[[monitoring]]\ndate = 2021-10-31\nspent = 2000000.00\n" in text
    assert "adjusted" not in text
    assert "changes" not in text


def test_a_date_is_a_date() -> None:
    with pytest.raises(Malformed) as caught:
        from_toml(f'code = "{CODE}"\nyear = 2021\n[[monitoring]]\ndate = 2021-07-31T08:00:00\n', Progress)
    (fault,) = caught.value.faults
    assert (fault.key, fault.line) == (("monitoring", 0, "date"), 4)
    assert fault.message.startswith("monitoring[1].date: expected a date such as 2021-07-31, without quotes, found a ")


def test_a_date_in_quotes_is_the_date_it_says() -> None:
    progress = from_toml(f'code = "{CODE}"\nyear = 2021\n[[monitoring]]\ndate = "2021-07-31"\n', Progress)
    assert progress.monitoring[0].date == date(2021, 7, 31)


def test_every_fault_within_named_records_has_its_line() -> None:
    with pytest.raises(Malformed) as caught:
        from_toml('unit = "335001"\nyear = 2021\n[evaluation.parts."财政拨款"]\nspent = -1\n', Progress)
    assert [(fault.key, fault.line) for fault in caught.value.faults] == [
        (("evaluation", "parts", "财政拨款", "spent"), 4)
    ]


@pytest.fixture
def repository(perf: Perf) -> Repository:
    folder = perf.root / "progress" / "2021" / "335001"
    folder.mkdir(parents=True)
    (folder / f"{CODE}.toml").write_text(TEXT, encoding="utf-8")
    return Repository(perf.root)


def test_it_lies_beside_its_project(repository: Repository) -> None:
    loaded = repository.load_progress(2021, CODE, "335001")
    assert loaded.record == from_toml(TEXT, Progress)
    absent = repository.load_progress(2021, "335")
    assert (absent.record, absent.problems) == (None, ())
    assert repository.relative(absent.path) == "progress/2021/335.toml"


def test_one_whose_keys_are_not_those_of_its_path_is_unreadable(repository: Repository) -> None:
    path = repository.progress_path(2021, CODE, "335001")
    path.write_text(TEXT.replace("year = 2021", "year = 2022"), encoding="utf-8")
    loaded = repository.load_progress(2021, CODE, "335001")
    assert loaded.record is None
    assert [(problem.path, problem.line, problem.key) for problem in loaded.problems] == [
        (f"progress/2021/335001/{CODE}.toml", 5, "year")
    ]


def test_the_review_and_the_layout_know_it(repository: Repository, perf: Perf) -> None:
    path = repository.progress_path(2021, CODE, "335001")
    name = repository.relative(path)
    assert (perf("check", name, *ALONE).status, perf("fmt", "--check", name).status) == (0, 0)
    path.write_text(TEXT.replace('reason = "一户', 'resaon = "一户'), encoding="utf-8")
    found = json.loads(perf("check", name, *ALONE, "-f", "json").out)
    assert [(one["code"], one["line"], one["message"]) for one in found] == [
        ("D513", 17, "unknown key resaon: is reason meant, which is missing here?")
    ]
    path.write_text(TEXT.replace("171套", "171\u200b套"), encoding="utf-8")
    found = json.loads(perf("check", name, *ALONE, "-f", "json").out)
    assert [(one["name"], one["line"]) for one in found] == [("hidden-characters", 15)]
    path.write_text(TEXT.replace("adjusted = 2500000.00", "adjusted=2500000"), encoding="utf-8")
    assert perf("fmt", "--check", name).status == 1
    assert perf("fmt", name).status == 0
    assert path.read_text(encoding="utf-8") == TEXT
