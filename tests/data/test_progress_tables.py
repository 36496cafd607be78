"""What became of projects and of wholes goes through our own tables and comes back as it was."""

from __future__ import annotations

from datetime import date

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from perfcli.data.dataset import Dataset, whole
from perfcli.data.lists import read_tables
from perfcli.data.sheets import sheets_of
from perfcli.exact import Money, Points
from perfcli.formats.csv import read_csv, write_csv
from perfcli.formats.tables import Headings
from perfcli.progress import (
    AdjustedKey,
    Adjustment,
    EvaluatedIndicator,
    EvaluatedPart,
    Evaluation,
    MonitoredIndicator,
    MonitoredPart,
    Monitoring,
    Progress,
)

texts = st.sampled_from(["", "维修套数", "≥90%", "一行\n二行", '，"引号"', "100", "-3", "=A1"])
names = st.sampled_from(["维修套数", "维修套数#2", "满意度", "财政拨款", "a,b"])
amounts = st.none() | st.integers(0, 10**14).map(lambda fen: Money.parse(Money(fen) / 100))
points = st.none() | st.sampled_from([Points("0"), Points("9.5"), Points("49.14"), Points("100")])
details = st.dictionaries(names, st.sampled_from(["含补修", ("甲", "乙"), ("一",)]), max_size=2)
days = st.dates(date(2021, 1, 1), date(2022, 3, 1))


def monitoring(on: date) -> st.SearchStrategy[Monitoring]:
    """A monitoring of a day."""
    keys = ("value", "expected", "cause", "explanation", "likelihood")
    row = st.builds(MonitoredIndicator, **dict.fromkeys(keys, texts), details=details)
    row = row.filter(lambda row: row != MonitoredIndicator())
    part = st.builds(MonitoredPart, spent=amounts, expected=amounts).filter(lambda part: part != MonitoredPart())
    tables = {"parts": st.dictionaries(names, part, max_size=2), "indicators": st.dictionaries(names, row, max_size=2)}
    given = {"spent": amounts, "expected": amounts, "conclusion": texts, "measures": texts, "details": details}
    return st.builds(Monitoring, date=st.just(on), **given, **tables)


evaluated = st.builds(
    EvaluatedIndicator,
    **dict.fromkeys(("actual", "tier", "reason", "measure", "evidence"), texts),
    **dict.fromkeys(("score", "recheck"), points),
    details=details,
).filter(lambda row: row != EvaluatedIndicator())
evaluations = st.builds(
    Evaluation,
    spent=amounts,
    results=st.lists(texts.filter(bool), max_size=3).map(tuple),
    execution_points=points,
    total_score=points,
    parts=st.dictionaries(
        names, st.builds(EvaluatedPart, initial=amounts, adjusted=amounts, spent=amounts), max_size=2
    ).filter(lambda parts: EvaluatedPart() not in parts.values()),
    indicators=st.dictionaries(names, evaluated, max_size=2),
    details=details,
)
changes = st.builds(AdjustedKey, key=names, before=texts, after=texts)
adjustments = st.builds(
    Adjustment, date=days, reason=texts, changes=st.lists(changes, max_size=2, unique=True).map(tuple)
)
WHOSE = (
    {"code": "130303210767KYVK8AHPY", "unit": "335001"},
    {"unit": "335001"},
    {"department": "335"},
)
records = st.sampled_from(WHOSE).flatmap(
    lambda whose: st.builds(
        Progress,
        **{key: st.just(value) for key, value in whose.items()},
        year=st.just(2021),
        adjusted=amounts,
        monitoring=st.lists(days, max_size=2, unique=True).flatmap(
            lambda found: st.tuples(*map(monitoring, sorted(found)))
        ),
        evaluation=st.none() | evaluations,
        adjustments=st.lists(adjustments, max_size=2).map(tuple),
    )
)


@settings(max_examples=40, phases=[Phase.generate])
@given(st.lists(records, max_size=3, unique_by=lambda one: one.of), st.sampled_from(["key", "zh", "en"]))
def test_progress_goes_through_tables(found: list[Progress], headings: Headings) -> None:
    dataset = Dataset(progress=tuple(map(whole, found)))
    sheets = sheets_of(dataset, {}, "progress", for_people=headings != "key")
    tables = [read_csv(write_csv(sheet, headings), sheet.name) for sheet in sheets]
    read = read_tables(tables)
    assert read.leftovers == ()
    assert sorted((entry.record for entry in read.progress), key=str) == sorted(found, key=str)
