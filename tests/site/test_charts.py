"""Where charts put what they show."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from perfcli.site.charts import WIDTH, bars, curves, parted_bars, quartiles, spread

AMOUNTS = st.lists(st.integers(0, 10**12).map(Decimal), min_size=1, max_size=9)


def test_bars_are_as_long_as_their_amounts() -> None:
    drawn = bars([("甲", Decimal(200), "200"), ("乙" * 30, Decimal(50), "50"), ("丙", Decimal(0), "0")])
    assert [(row.y, row.label, row.parts[0].width) for row in drawn.rows] == [
        (0, "甲", 400),
        (40, f"{'乙' * 19}…", 100),
        (80, "丙", 0),
    ]
    assert drawn.height == 120
    assert bars([("甲", Decimal(50), "50%")], Decimal(100)).rows[0].parts[0].width == WIDTH / 2
    assert bars([("甲", Decimal(200), "200%")], Decimal(100)).rows[0].parts[0].width == WIDTH


def test_parts_stand_beside_each_other() -> None:
    (row,) = parted_bars([("甲", [1, 0, 3], "1 / 4")], ["reached", "partly", "missed"]).rows
    assert row.parts == ((0, 98, "reached"), (100, 298, "missed"))


@given(AMOUNTS)
def test_no_bar_leaves_the_drawing(amounts: list[Decimal]) -> None:
    drawn = bars((str(at), amount, "") for at, amount in enumerate(amounts))
    assert all(0 <= part.width <= WIDTH for row in drawn.rows for part in row.parts)


def test_curves_begin_with_nothing_and_hold_more_than_the_whole() -> None:
    drawn = curves([(Decimal(6), Decimal(50)), (Decimal(12), Decimal(100))], [(Decimal(12), Decimal(110))])
    assert drawn.plan_line.startswith("48.0,184.0 ")
    assert [mark.text for mark in drawn.percents] == ["0%", "30%", "60%", "90%", "120%"]
    assert drawn.spent[0][1] < drawn.plan[-1][1]


@given(st.lists(st.integers(-(10**6), 10**6).map(Decimal), min_size=1, max_size=30).map(sorted), st.data())
def test_a_value_stands_between_the_ends_of_its_spread(values: list[Decimal], data: st.DataObject) -> None:
    own = data.draw(st.sampled_from(values))
    drawn = spread(values, own)
    assert drawn.least <= drawn.low <= drawn.middle <= drawn.high <= drawn.most
    assert drawn.least <= drawn.own <= drawn.most
    assert set(quartiles(values)) <= set(values)
