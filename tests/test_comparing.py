"""Two versions of a record, compared in the field's terms."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from perfcli.codec import from_toml
from perfcli.comparing import Change, Element, compare, with_unknown
from perfcli.key_names import spoken
from perfcli.model import Department, DepartmentGoals, Project, Record, plain
from tests.conftest import FILES, MAINTENANCE
from tests.strategies import pairs

TEXT = FILES[f"projects/2021/335001/{MAINTENANCE}.toml"]
GOALS = FILES["goals/2021/335.toml"]


def changes(before: str, after: str, kind: type[Record] = Project) -> list[tuple[str, str, Any, Any]]:
    one, two = from_toml(before, kind), from_toml(after, kind)
    return [(change.kind, change.key, change.before, change.after) for change in compare(plain(one), plain(two))]


def edited(*replaced: tuple[str, str], text: str = TEXT) -> str:
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new)
    return text


class TestValues:
    def test_amounts_and_shares(self) -> None:
        after = edited(("total = 240000.00", "total = 250000.00"), ("10 = 75.00", "10 = 80"))
        told = changes(TEXT, after)
        assert [(kind, key, str(old), str(new)) for kind, key, old, new in told] == [
            ("changed", "budget.total", "240000.00", "250000.00"),
            ("changed", "spending_plan.10", "75.00", "80.00"),
        ]

    def test_the_name_and_the_unit(self) -> None:
        after = edited(("公租房维修费", "公租房修缮费"), ('unit = "335001"', 'unit = "335002"'))
        assert changes(TEXT, after) == [
            ("renamed", "name", "公租房维修费", "公租房修缮费"),
            ("moved", "unit", "335001", "335002"),
        ]

    def test_a_key_that_is_empty_is_as_one_that_is_not_there(self) -> None:
        assert changes(TEXT, edited(('purpose = "用于公租房日常维修。"', 'purpose = ""\nprevious = ""'))) == [
            ("dropped", "purpose", "用于公租房日常维修。", None)
        ]

    def test_details_and_sources(self) -> None:
        after = TEXT.replace(
            "[spending_plan]", '[budget.sources]\n"上年结转" = 5\n\n[details]\n"负责人" = "王"\n\n[spending_plan]'
        )
        assert changes(TEXT, after)[1:] == [("added", "details.负责人", None, "王")]
        assert changes(TEXT, after)[0][:2] == ("added", "budget.sources.上年结转")

    def test_an_amount_spelled_otherwise_is_the_same(self) -> None:
        assert changes(TEXT, edited(("240000.00", "2.4e5"), ("other = 40000.00", "other = 40000"))) == []


class TestGoals:
    def test_reworded_added_and_dropped(self) -> None:
        assert changes(TEXT, edited(('"及时维修。"', '"及时修缮。"'))) == [
            ("changed", "goals[1]", "及时维修。", "及时修缮。")
        ]
        assert changes(TEXT, edited(('  "住户满意。",\n', '  "住户满意。",\n  "无安全事故。",\n'))) == [
            ("added", "goals[3]", None, "无安全事故。")
        ]
        assert changes(TEXT, edited(('  "及时维修。",\n', ""))) == [("dropped", "goals[1]", "及时维修。", None)]

    def test_moved(self) -> None:
        after = edited(('  "及时维修。",\n  "住户满意。",', '  "住户满意。",\n  "及时维修。",'))
        assert changes(TEXT, after) == [("moved", "goals[1]", 2, 1)]


class TestIndicators:
    def test_a_target(self) -> None:
        assert changes(TEXT, edited(("≥174套", "≥180套"))) == [
            ("changed", "indicators[维修套数].target", "≥174套", "≥180套")
        ]

    def test_a_kind(self) -> None:
        assert changes(TEXT, edited(("数量指标", "质量指标"))) == [
            ("changed", "indicators[维修套数].kind", "数量指标", "质量指标")
        ]

    def test_a_name(self) -> None:
        assert changes(TEXT, edited(('"维修套数"', '"修缮户数"'))) == [
            ("renamed", "indicators[修缮户数].name", "维修套数", "修缮户数")
        ]

    def test_a_name_and_a_target_of_one_that_is_still_alike(self) -> None:
        assert changes(TEXT, edited(('"维修套数"', '"维修的套数"'), ("≥174套", "≥180套"))) == [
            ("renamed", "indicators[维修的套数].name", "维修套数", "维修的套数"),
            ("changed", "indicators[维修的套数].target", "≥174套", "≥180套"),
        ]

    def test_another_one_in_its_place_is_no_new_name(self) -> None:
        after = edited(
            ('"维修套数"', '"按期完工率"'),
            ("全年维修的公租房套数", "按时"),
            ("≥174套", "=100%"),
            ("数量指标", "时效指标"),
        )
        assert [(kind, key) for kind, key, _old, _new in changes(TEXT, after)] == [
            ("added", "indicators[按期完工率]"),
            ("dropped", "indicators[维修套数]"),
        ]

    def test_moved_and_doubled(self) -> None:
        head, first, second = TEXT.split("[[indicators]]")
        moved = f"{head}[[indicators]]{second}\n[[indicators]]{first}"
        assert changes(TEXT, moved) == [("moved", "indicators[住户满意度]", 2, 1)]
        doubled = f"{TEXT}\n[[indicators]]{first.replace('≥174套', '≥5套')}"
        assert [(kind, key) for kind, key, _old, _new in changes(TEXT, doubled)] == [
            ("added", "indicators[维修套数#2]")
        ]


def test_functions_of_a_department_and_what_is_in_them() -> None:
    after = edited(("≥90%", "≥95%"), ("社会稳定", "社会和谐稳定"), text=GOALS)
    assert changes(GOALS, after, DepartmentGoals) == [
        ("changed", "functions[综合事务管理].indicators[完成率].target", "≥90%", "≥95%"),
        ("changed", "functions[信访稳定].goal", "社会稳定", "社会和谐稳定"),
    ]


def test_keys_of_the_users_own() -> None:
    record = from_toml(TEXT, Project)
    before = with_unknown(record, {"remark": "一", "indicators": [{"owner": "甲"}, {}], "budget": {"note": 1}})
    after = with_unknown(record, {"remark": "二", "indicators": [{"owner": "乙"}, {}], "budget": {}})
    assert [(change.kind, change.key, change.before, change.after) for change in compare(before, after)] == [
        ("dropped", "budget.note", 1, None),
        ("changed", "indicators[维修套数].owner", "甲", "乙"),
        ("changed", "remark", "一", "二"),
    ]


def test_keys_by_the_words_of_forms() -> None:
    def words(*path: str | int | Element, kind: type[Record] = Project) -> str:
        return spoken(kind, path)

    assert words("budget", "total") == "Total budget"
    assert words("budget", "sources", "上年结转") == "Sources · 上年结转"
    assert words("goals", 2) == "Goals 2"
    assert words("details", "负责人") == "负责人"
    assert words("indicators", Element("维修套数")) == "Indicators · 维修套数"
    assert words("indicators", Element("维修套数"), "details", "备注") == "维修套数 · 备注"
    functions = ("functions", Element("信访稳定"), "indicators", Element("完成率"), "target")
    assert words(*functions, kind=DepartmentGoals) == "信访稳定 · 完成率 · Target"
    assert words("units", Element("335001"), "name", kind=Department) == "335001 · Unit name"
    assert words("remark", "of", "mine") == "remark · of · mine"
    before, after = from_toml(TEXT, Project), from_toml(edited(("≥174套", "≥1套"), ("3 = 25", "3 = 26")), Project)
    assert [spoken(Project, change.path) for change in compare(plain(before), plain(after))] == [
        "Spending plan · By month 3",
        "维修套数 · Target",
    ]


@given(pairs)
def test_nothing_differs_from_itself_and_each_difference_is_told_both_ways(pair: tuple[Record, Record]) -> None:
    one, two = map(plain, pair)
    assert list(compare(one, one)) == []
    there, back = list(compare(one, two)), list(compare(two, one))
    assert bool(there) == bool(back)
    for change in there:
        assert isinstance(change, Change)
        assert spoken(type(pair[0]), change.path)
        assert (change.before is None) == (change.kind == "added")
        assert (change.after is None) == (change.kind == "dropped")
