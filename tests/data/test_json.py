"""Projects as JSON."""

from __future__ import annotations

import pytest

from perfcli.data.json import read_json, read_jsonl
from perfcli.errors import PerfError


def test_every_fault_is_named_up_to_a_thousand() -> None:
    with pytest.raises(PerfError) as few:
        read_json("[1, {}]")
    assert few.value.message == "the export has 8 faults; nothing was read"
    assert few.value.details[:2] == ("projects[1]: expected an object", "projects[2]: the key code is missing")
    with pytest.raises(PerfError) as many:
        read_json("[" + "{}," * 100_000 + "{}]")
    assert many.value.message == "the export has more than 1000 faults; nothing was read"
    assert len(many.value.details) == 1000
    with pytest.raises(PerfError) as lines:
        read_jsonl("{}\n" * 1000)
    assert lines.value.message == many.value.message


def test_a_null_where_a_key_may_be_left_out_is_no_fault_beside_one() -> None:
    item = (
        '{"code": "13030321AAAAAAAAAAAAA", "name": "维修", "unit": "335001", "year": 2021,'
        ' "budget": {"total": "24万", "fiscal": 1, "other": 0}, "indicators": [{"name": "套数", "weight": null}]}'
    )
    with pytest.raises(PerfError) as raised:
        read_json(f"[{item}]")
    assert raised.value.details == ("projects[1]: budget.total: expected a number, found text",)
