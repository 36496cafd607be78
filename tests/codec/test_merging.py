"""Three versions of a file as one, by what they mean: the texts in view, and laws over random histories."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcli.codec import from_toml, patch, write
from perfcli.codec.merging import MergedText, holds_both, merge_texts
from perfcli.codec.pieces import taken_apart
from perfcli.codec.strict import comment_spans
from perfcli.errors import PerfError
from perfcli.exact import Money, Percent
from perfcli.model import Budget, Indicator, Project, Record
from perfcli.three_way import Doubt, identified
from tests.strategies import pairs, records

BASE = """\
#:schema ../../../schemas/project.json

code = "13030321AAAAAAAAAAAAA"
name = "公租房维修费"
unit = "335001"
year = 2021
purpose = "用于公租房日常维修。"
goals = [
  "及时维修。",
  "住户满意。",
]

# 批复数
[budget]
total = 240000.00
fiscal = 200000.00
other = 40000.00

[[indicators]]
kind = "数量指标"
name = "维修套数"
target = "≥174套"

[[indicators]]
kind = "服务对象满意度指标"
name = "住户满意度"
target = "满意"
"""
NEW = '\n[[indicators]]\nkind = "质量指标"\nname = "{name}"\ntarget = "{target}"\n'


def edited(*replaced: tuple[str, str], text: str = BASE) -> str:
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new)
    return text


def clean(ours: str, theirs: str, base: str = BASE) -> str:
    """The merge of versions that do not contradict each other, the same both ways but for orders."""
    merged, back = merge_texts(base, ours, theirs), merge_texts(base, theirs, ours)
    assert (merged.conflicts, back.conflicts) == ((), ())
    assert plain(back.text) == plain(merged.text)
    return merged.text


def plain(text: str) -> Any:
    """What a text holds, elements of arrays of tables in an order of their own."""

    def unordered(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: unordered(item) for name, item in value.items()}
        if isinstance(value, list) and value and isinstance(value[0], dict):
            return sorted(map(unordered, value), key=repr)
        return value

    return unordered(tomli.loads(text))


class TestANameThatGoesToAnother:
    """One side renames an indicator and calls a new one as that was; the other changes the old one."""

    TOLD = edited(('"≥174套"\n', '"≥174套"\ndescription = "全年"\n'))
    RENAMED = edited(('"维修套数"', '"维修户数"'), text=TOLD)

    def test_two_new_names_are_a_conflict(self) -> None:
        theirs = self.RENAMED + NEW.format(name="维修套数", target="≥5户")
        merged = merge_texts(self.TOLD, edited(('"维修套数"', '"改造套数"'), text=self.TOLD), theirs)
        assert merged.conflicts == ("indicators[维修套数].name",)
        assert merged.text == edited(
            (
                'name = "维修套数"\n',
                "<<<<<<< ours: indicators[维修套数].name\n"
                'name = "改造套数"\n=======\nname = "维修户数"\n'
                ">>>>>>> theirs: indicators[维修套数].name\n",
            ),
            text=self.TOLD,
        ) + NEW.format(name="维修套数", target="≥5户")

    def test_what_the_other_changed_stays_with_the_old_one(self) -> None:
        new = NEW.format(name="维修套数", target="≥5户")
        ours = edited(("≥174套", "≥180套"), text=self.TOLD)
        assert clean(ours, self.RENAMED + new, self.TOLD) == edited(("≥174套", "≥180套"), text=self.RENAMED) + new

    def test_one_of_the_same_kind_is_a_doubt(self) -> None:
        new = NEW.format(name="维修套数", target="≥5户").replace("质量指标", "数量指标")
        ours = edited(("≥174套", "≥180套"), text=self.TOLD)
        for versions in ((ours, self.RENAMED + new), (self.RENAMED + new, ours)):
            with pytest.raises(Doubt):
                merge_texts(self.TOLD, *versions)
        assert clean(self.TOLD, self.RENAMED + new, self.TOLD) == self.RENAMED + new
        assert not holds_both(self.RENAMED + new, self.TOLD, ours, self.RENAMED + new)


class TestWhatDoesNotMeet:
    def test_different_keys_of_neighbouring_lines(self) -> None:
        ours, theirs = edited(("≥174套", "≥180套")), edited(('"维修套数"\n', '"维修套数"\ndescription = "全年"\n'))
        assert clean(ours, theirs) == edited(
            ("≥174套", "≥180套"), ('"维修套数"\n', '"维修套数"\ndescription = "全年"\n')
        )

    def test_the_amounts_of_a_budget_that_still_adds_up(self) -> None:
        ours = edited(("total = 240000.00", "total = 250000.00"), ("fiscal = 200000.00", "fiscal = 210000.00"))
        theirs = edited(("# 批复数\n", "# 批复数，不含上年结转\n"))
        assert clean(ours, theirs) == edited(
            ("total = 240000.00", "total = 250000.00"),
            ("fiscal = 200000.00", "fiscal = 210000.00"),
            ("# 批复数\n", "# 批复数，不含上年结转\n"),
        )

    def test_both_add_an_indicator(self) -> None:
        one, other = NEW.format(name="合格率", target="=100%"), NEW.format(name="完好率", target="≥95%")
        assert clean(BASE + one, BASE + other) == BASE + one + other
        assert clean(BASE + one, BASE + one) == BASE + one

    def test_one_takes_out_what_the_other_leaves(self) -> None:
        head, _first, second = BASE.split("[[indicators]]")
        without = f"{head}[[indicators]]{second}"
        assert clean(without, edited(('"满意"', '"≥90%"'))) == edited(('"满意"', '"≥90%"'), text=without)

    def test_goals_one_by_one(self) -> None:
        ours, theirs = edited(("及时维修。", "及时修缮。")), edited(("住户满意。", "住户满意率达到90%。"))
        assert clean(ours, theirs) == edited(("及时维修。", "及时修缮。"), ("住户满意。", "住户满意率达到90%。"))
        more = edited(('  "住户满意。",\n', '  "住户满意。",\n  "无事故。",\n'))
        assert clean(ours, more) == edited(
            ("及时维修。", "及时修缮。"), ('  "住户满意。",\n', '  "住户满意。",\n  "无事故。",\n')
        )
        other = edited(('  "住户满意。",\n', '  "住户满意。",\n  "不超支。",\n'))
        assert '  "住户满意。",\n  "无事故。",\n  "不超支。",\n]' in merge_texts(BASE, more, other).text

    def test_a_name_and_a_target_of_one_indicator(self) -> None:
        base = edited(('"维修套数"\n', '"维修套数"\ndescription = "全年维修的套数"\n'))
        ours, theirs = edited(("维修套数", "修缮套数"), text=base), edited(("≥174套", "≥180套"), text=base)
        assert clean(ours, theirs, base) == edited(("维修套数", "修缮套数"), ("≥174套", "≥180套"), text=base)

    def test_an_indicator_that_moves_and_its_target(self) -> None:
        head, first, second = BASE.split("[[indicators]]")
        moved = f"{head}[[indicators]]{second}\n[[indicators]]{first.rstrip()}\n"
        assert merge_texts(BASE, moved, edited(("≥174套", "≥180套"))).text == edited(("≥174套", "≥180套"), text=moved)
        assert merge_texts(BASE, edited(("≥174套", "≥180套")), moved).conflicts == ()

    def test_new_tables_and_keys_of_the_users_own(self) -> None:
        ours = edited(('[[indicators]]\nkind = "数', '[details]\n"负责人" = "王"\n\n[[indicators]]\nkind = "数'))
        theirs = edited(("year = 2021\n", 'year = 2021\nremark = "待定"  # 我的\n'))
        assert clean(ours, theirs) == edited(("year = 2021\n", 'year = 2021\nremark = "待定"  # 我的\n'), text=ours)
        both = merge_texts(BASE, ours, ours.replace('"负责人" = "王"', '"电话" = "1"'))
        assert '[details]\n"负责人" = "王"\n"电话" = "1"\n' in both.text


class TestCommentsAndSpelling:
    def test_comments_of_both_sides_are_kept(self) -> None:
        ours = edited(
            ("total = 240000.00", "# 见批复\ntotal = 250000.00  # 元"), ("other = 40000.00", "other = 50000.00")
        )
        theirs = edited(("total = 240000.00", "# 待核\ntotal = 240000.00  # 核"))
        assert clean(ours, theirs) == edited(
            ("total = 240000.00", "# 见批复\n# 待核\n# 核\ntotal = 250000.00  # 元"),
            ("other = 40000.00", "other = 50000.00"),
        )

    def test_who_only_spells_otherwise_changes_nothing(self) -> None:
        ours, theirs = edited(("240000.00", "2.4e5")), edited(("240000.00", "260000.00"), ("200000.00", "220000.00"))
        assert clean(ours, theirs) == theirs
        assert clean(ours, BASE) == ours

    def test_comments_at_the_end(self) -> None:
        new = NEW.format(name="合格率", target="=100%")
        assert clean(BASE + "\n# 完\n", edited(("≥174套", "≥180套"))) == edited(("≥174套", "≥180套")) + "\n# 完\n"
        assert plain(clean(BASE + "\n# 完\n", BASE + new)) == plain(BASE + new)


class TestConflicts:
    def test_a_target(self) -> None:
        merged = merge_texts(BASE, edited(("≥174套", "≥180套")), edited(("≥174套", "≥190套")))
        assert merged == MergedText(
            edited(
                (
                    'target = "≥174套"\n',
                    "<<<<<<< ours: indicators[维修套数].target\n"
                    'target = "≥180套"\n'
                    "=======\n"
                    'target = "≥190套"\n'
                    ">>>>>>> theirs: indicators[维修套数].target\n",
                )
            ),
            ("indicators[维修套数].target",),
        )

    def test_one_changes_what_the_other_takes_out(self) -> None:
        head, first, second = BASE.split("[[indicators]]")
        merged = merge_texts(BASE, f"{head}[[indicators]]{second}", edited(("≥174套", "≥180套")))
        assert merged.conflicts == ("indicators[维修套数]",)
        changed = first.replace("≥174套", "≥180套").rstrip("\n")
        assert (
            "<<<<<<< ours: indicators[维修套数]\n=======\n"
            f"[[indicators]]{changed}\n>>>>>>> theirs: indicators[维修套数]\n"
        ) in merged.text

    def test_a_key_that_one_changes_and_the_other_takes_out(self) -> None:
        merged = merge_texts(BASE, edited(('purpose = "用于公租房日常维修。"\n', "")), edited(("日常维修", "维修")))
        assert merged.conflicts == ("purpose",)
        assert '<<<<<<< ours: purpose\n=======\npurpose = "用于公租房维修。"\n>>>>>>> theirs: purpose\n' in merged.text

    def test_both_add_one_of_the_same_name(self) -> None:
        one, other = NEW.format(name="合格率", target="=100%"), NEW.format(name="合格率", target="≥95%")
        assert merge_texts(BASE, BASE + one, BASE + other).conflicts == ("indicators[合格率].target",)

    def test_one_goal(self) -> None:
        merged = merge_texts(BASE, edited(("及时维修", "及时修缮")), edited(("及时维修", "尽快维修")))
        assert merged.conflicts == ("goals",)

    def test_amounts_that_no_longer_add_up(self) -> None:
        ours = edited(("total = 240000.00", "total = 250000.00"), ("fiscal = 200000.00", "fiscal = 210000.00"))
        theirs = edited(("total = 240000.00", "total = 250000.00"), ("other = 40000.00", "other = 50000.00"))
        assert merge_texts(BASE, ours, theirs).conflicts == ("budget.fiscal", "budget.other")

    def test_files_that_both_add(self) -> None:
        theirs = edited(("≥174套", "≥180套"))
        merged = merge_texts("", BASE, theirs)
        assert merged.conflicts == ("indicators[维修套数].target",)
        assert merge_texts("", BASE, BASE).text == BASE


class TestDoubts:
    BRACES = edited(
        ("# 批复数\n[budget]\ntotal = 240000.00\nfiscal = 200000.00\nother = 40000.00\n", ""),
        ("purpose", "budget = { total = 1.00, fiscal = 1.00, other = 0.00 }\npurpose"),
    )
    DESCRIBED = edited(('"维修套数"\n', '"维修套数"\ndescription = "全年"\n'))

    @pytest.mark.parametrize(
        ("base", "ours", "theirs"),
        [
            pytest.param(BASE, BRACES, edited(("other = 40000.00", "other = 40000.00\n# 备注")), id="braces"),
            pytest.param(
                BASE,
                edited(('purpose = "用于公租房日常维修。"\n', "")),
                edited(("purpose", "# 待改\npurpose")),
                id="a comment on what the other side took out",
            ),
            pytest.param(
                DESCRIBED,
                edited(("维修套数", "合格率"), text=DESCRIBED),
                DESCRIBED + NEW.format(name="合格率", target="=100%"),
                id="a new name that the other side adds",
            ),
        ],
    )
    def test_what_cannot_be_told_is_left_to_a_person(self, base: str, ours: str, theirs: str) -> None:
        with pytest.raises(Doubt):
            merge_texts(base, ours, theirs)


# laws

_TARGETS = st.sampled_from(["", "≥1套", "≥2套", "满意"])
_TEXTS = st.sampled_from(["", "甲", "乙", "丙"])
_NAMES = st.sampled_from(["一", "二", "三", "四", "五"])
_INDICATORS = st.lists(
    st.builds(Indicator, name=_NAMES, kind=_TEXTS, target=_TARGETS, basis=_TEXTS),
    max_size=4,
    unique_by=lambda row: row.name,
).map(tuple)
_MONEY = st.integers(0, 3).map(Money)
_PROJECTS = st.builds(
    Project,
    code=st.just("13030321AAAAAAAAAAAAA"),
    name=_TEXTS,
    unit=st.just("335001"),
    year=st.just(2021),
    purpose=_TEXTS,
    budget=st.builds(Budget, total=st.just(Money(0)), fiscal=_MONEY, other=_MONEY),
    spending_plan=st.dictionaries(st.integers(1, 4), st.integers(0, 3).map(Percent), max_size=3),
    indicators=_INDICATORS,
    details=st.dictionaries(_NAMES, st.sampled_from(["甲", "乙"]), max_size=3),
)


def flat(record: Record) -> dict[tuple[str, ...], Any]:
    """A project's values by their keys, indicators by their names; that one is there is a value too."""
    found: dict[tuple[str, ...], Any] = {}
    for name, value in msgspec.structs.asdict(record).items():
        if name == "indicators":
            for row in value:
                found["indicators", row.name] = True
                found |= {
                    ("indicators", row.name, key): item
                    for key, item in msgspec.structs.asdict(row).items()
                    if item not in ("", None, {}) and key != "name"
                }
        elif isinstance(value, dict):
            found |= {(name, str(key)): item for key, item in value.items()}
        elif isinstance(value, Budget):
            found |= {(name, key): getattr(value, key) for key in ("total", "fiscal", "other")}
        elif value not in ("", (), None):
            found[name,] = value
    return found


def renames(base: Project, side: Project) -> bool:
    """Whether a side may have given an indicator another name: then its values go with it."""
    gone = [row for row in base.indicators if row.name not in {other.name for other in side.indicators}]
    new = [row for row in side.indicators if row.name not in {other.name for other in base.indicators}]
    return any(msgspec.structs.replace(one, name=other.name) == other for one in gone for other in new)


def expected(base: Project, ours: Project, theirs: Project) -> tuple[dict[tuple[str, ...], Any], set[tuple[str, ...]]]:
    """What a merge holds where the sides do not contradict each other, and the keys where they do."""
    old, one, other = map(flat, (base, ours, theirs))
    merged: dict[tuple[str, ...], Any] = {}
    conflicts: set[tuple[str, ...]] = set()
    missing: set[tuple[str, ...]] = set()
    rows: list[tuple[str, ...]] = [key for key in {**old, **one, **other} if key[0] == "indicators" and len(key) == 2]
    for key in rows:
        if key in old and (key not in one or key not in other):
            missing.add(key)
            kept = other if key not in one else one
            before, after = ({k: v for k, v in values.items() if k[:2] == key} for values in (old, kept))
            if after and before != after:
                conflicts.add(key)
    for key in {**old, **one, **other}:
        if key[:2] in missing:
            continue
        a, b, c = old.get(key), one.get(key), other.get(key)
        if b == c or a == c:
            value = b
        elif a == b:
            value = c
        else:
            conflicts.add(key)
            continue
        if value is not None:
            merged[key] = value
    return merged, conflicts


@settings(max_examples=300, deadline=None)
@given(_PROJECTS, _PROJECTS, _PROJECTS, st.data())
def test_random_histories_merge_as_their_data_do(
    base: Project, one: Project, other: Project, data: st.DataObject
) -> None:
    names = st.sets(st.sampled_from(["name", "purpose", "budget", "spending_plan", "indicators", "details"]))
    texts = [write(base)]
    sides = []
    for side in (one, other):
        record = msgspec.structs.replace(base, **{name: getattr(side, name) for name in data.draw(names)})
        sides.append(record)
        texts.append(patch(texts[0], record))
    if renames(base, sides[0]) or renames(base, sides[1]):
        return
    merged = merge_texts(*texts)
    values, conflicts = expected(base, *sides)
    shown = {
        f"indicators[{key[1]}]" + "".join(f".{part}" for part in key[2:]) if key[0] == "indicators" else ".".join(key)
        for key in conflicts
    }
    assert set(merged.conflicts) == shown
    if not conflicts:
        assert flat(from_toml(merged.text, Project)) == values


@settings(max_examples=200, deadline=None)
@given(pairs)
def test_what_one_side_alone_changed_is_as_that_side_has_it(pair: tuple[Record, Record]) -> None:
    base = write(pair[0])
    for side in (base + "\n# 附注\n", write(pair[1])):
        assert merge_texts(base, side, base).text == side
        assert merge_texts(base, base, side).text == side
        assert merge_texts(base, side, side).text == side


@settings(max_examples=200, deadline=None)
@given(records)
def test_a_text_is_taken_apart_without_loss(record: Record) -> None:
    text = write(record)
    data = tomli.loads(text)
    apart = taken_apart(text, identified((data, data, data))[0])
    assert "".join(block.lead + block.text for block in apart.blocks.values()) + apart.tail == text


@settings(max_examples=100, deadline=None)
@given(_PROJECTS, _PROJECTS, _PROJECTS, st.data())
def test_no_comment_of_what_stays_is_lost(base: Project, one: Project, other: Project, data: st.DataObject) -> None:
    text = write(base)
    lines = text.split("\n")

    def commented(mark: str) -> str:
        places = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=3))
        inside = False
        result = []
        for number, line in enumerate(lines):
            result += [f"# {mark}{number}"] if number in places and not inside else []
            inside = line.endswith("[") or (inside and line != "]")
            result.append(line)
        return "\n".join(result)

    try:
        ours, theirs = patch(commented("甲"), one), patch(commented("乙"), other)
        merged = merge_texts(text, ours, theirs)
    except (Doubt, PerfError):
        return
    found = comments(merged.text)
    for side, before in ((ours, text), (theirs, text)):
        assert comments(side) - comments(before) <= found


def comments(text: str) -> Counter[str]:
    """The comments of a text; one between marks of git counts too."""
    body = "\n".join(line for line in text.split("\n") if line[:7] not in ("<<<<<<<", "=======", ">>>>>>>"))
    return Counter(body[start:end].strip() for start, end in comment_spans(body))
