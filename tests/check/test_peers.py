"""How other projects are named in messages."""

from __future__ import annotations

import pytest

from perfcli import i18n
from perfcli.check.peers import listed
from perfcli.check.views import Fact


def _facts(count: int) -> list[Fact]:
    return [Fact(f"{n}.toml", f"C{n}", 2025, "335001", f"甲{n}", "", "", 0, "", (), (), 0) for n in range(count)]


@pytest.mark.parametrize(("locale", "others"), [("en", " and others"), ("zh_CN", " 等")])
def test_three_are_named_and_what_was_not_counted_has_no_count(locale: str, others: str) -> None:
    three = "C0（甲0）、C1（甲1）、C2（甲2）"
    before = i18n.get_locale()
    i18n.set_locale(locale)
    try:
        assert [listed(_facts(3)), listed(_facts(4))] == [three, three + others]
    finally:
        i18n.set_locale(before)
