"""Whatever stands behind a key of a record, it is read, or its fault is named at its place; it is never a bug."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec
import pytest

from perfcli.codec.faults import Malformed
from perfcli.codec.records import from_dict, from_toml
from perfcli.form import Form
from perfcli.model import Department, DepartmentGoals, Project, Record, Template
from perfcli.progress import Progress
from perfcli.settings import Settings

VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        0,
        -1,
        13,
        1001,
        2**63,
        10**30,
        0.5,
        -0.5,
        float("inf"),
        float("nan"),
        Decimal("NaN"),
        Decimal("1e999"),
    ),
    *("", "x", "2021-07-31", "\0", date(2021, 7, 31), types.SimpleNamespace()),
    *([], [1], [1, 2, 3, 4], [[]], [{}], ["x"], {}, {"x": 1}, {"": ""}, {"90": 5000}, {"99999999999999999999": 1}),
)


def paths(kind: Any, key: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every key that a type has, down to the first element of its lists and one key of its tables."""
    if key:
        yield key
    parts = get_args(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        for field in msgspec.structs.fields(kind):
            yield from paths(field.type, (*key, field.encode_name))
    elif isinstance(kind, types.UnionType):
        for part in parts:
            yield from (path for path in paths(part, key) if path != key)
    elif get_origin(kind) is tuple:
        yield from paths(parts[0], (*key, 0))
    elif parts and get_origin(kind) not in (Annotated, Literal):
        yield from paths(parts[1], (*key, "2021" if parts[0] is not str else "x"))


def nested(key: tuple[str | int, ...], value: Any) -> Any:
    """A value with the tables and lists around it that its key says."""
    for part in reversed(key):
        value = [value] if part == 0 else {part: value}
    return value


def messages(data: Mapping[str, Any], record: type[Record]) -> list[str]:
    """What is wrong with a record, nothing where it is read."""
    try:
        from_dict(data, record)
    except Malformed as error:
        return [fault.message for fault in error.faults]
    return []


RECORDS: tuple[type[Record], ...] = (Settings, Progress, Form, Project, Template, Department, DepartmentGoals)


@pytest.mark.parametrize("record", RECORDS)
def test_any_value_of_any_key_is_read_or_its_fault_is_named(record: type[Record]) -> None:
    whole: Mapping[str, Any] = {"code": "335", "unit": "335001", "department": "335", "year": 2021, "name": "x"}
    for key in paths(record):
        for value in VALUES:
            assert all(messages({**whole, **nested(key, value)}, record)), (key, value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('site.history = "full"', 'site.history: "full" is none of "dates", "titles", "none"'),
        ("site.history = 3", "site.history: expected text in quotes, found a whole number"),
        ('query.engine = "sqlite"', 'query.engine: "sqlite" is none of "duckdb", "spark"'),
        ("query.timeout = -1", "query.timeout: -1 is not from 0 to 1000000"),
        ('monitoring.red = "60%"', "monitoring.red: expected a whole number, found text"),
        ("evaluation.bands = {90 = 101}", "evaluation.bands.90: 101 is not from 0 to 100"),
        ("evaluation.bands = {200 = 100}", "evaluation.bands.200: 200 is not from 0 to 100"),
        ("evaluation.execution = 101", "evaluation.execution: 101 is not from 0 to 100"),
        ("evaluation.grades = [90, 80]", "evaluation.grades: expected 3 values, found 2"),
        ("evaluation.grades = [90, 80, 60, 50]", "evaluation.grades: expected 3 values, found 4"),
        ('check.outlier_factor = "x"', "check.outlier_factor: expected a number, found text"),
        ("check.outlier_factor = nan", "check.outlier_factor: expected a number, found nan"),
        ("check.outlier_factor = 0", "check.outlier_factor: 0 is not from 1 to 1000000"),
        ("check.uniform_targets = -1", "check.uniform_targets: -1 is not from 0 to 1000000"),
        ("check.weight_total = [-5]", "check.weight_total[1]: -5 is not from 0 to 1000"),
    ],
)
def test_a_setting_says_what_it_may_be(line: str, message: str) -> None:
    with pytest.raises(Malformed) as raised:
        from_toml(line, Settings)
    assert [fault.message for fault in raised.value.faults] == [message]
