"""The vocabulary of the field's forms: what a label or a heading means, whatever is printed around it.

The words stand in `vocabulary.toml`. Everything here compares texts as they are seen: folded, without white space.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from perfcli.codec import parse
from perfcli.folding import fold
from perfcli.forms.words.label import Label, normal, taken_apart, without_remark
from perfcli.regex import regex

_ASKED = regex(r"^(?:本次|本年|当年)?(?:拟?申请|拟?安排|拟?下达|批复|核定|落实|到位|争取)")
"""What is done with money, before what it is: 申请财政资金."""

_WITH_UNIT = regex(r"(?:[及和与、/])?(?:计量|度量)?单位$")
"""What stands behind a heading over values with their units: 目标值及单位."""

_WORDS = Path(__file__).parents[1] / "vocabulary.toml"
_INNER = regex(r"\([^()]*\)")
_LONGEST_LOOK = 14


M = TypeVar("M")


def _remembered(method: Callable[[Vocabulary, Label], M]) -> Callable[[Vocabulary, Label], M]:
    """A question about labels whose answers are kept: the forms of a folder have the same ones."""
    return lru_cache(8192)(method)


class Vocabulary(msgspec.Struct, frozen=True, eq=False):
    """What words mean; each method gives the key of a label, empty where it is not one of its kind."""

    words: Mapping[str, Mapping[str, str]]
    patterns: Mapping[str, re.Pattern[str]]
    ranks: Mapping[str, int]
    terms: tuple[tuple[str, str], ...]

    def _key(self, group: str, label: Label) -> str:
        words = self.words[group]
        for text in (label.full, without_remark(label.full), label.core, _INNER.sub("", label.core)):
            if text in words:
                return words[text]
        return ""

    @_remembered
    def field(self, label: Label) -> str:
        """The key of a label with one value: name, code, unit, unit_code, year, purpose, goals."""
        found = self._key("fields", label)
        if self.patterns["fields.code"].fullmatch(label.full):
            return "code"
        if "(项目" in label.full and self.patterns["fields.name"].fullmatch(label.full):
            return "name"  # 单位名称（项目名称）, whose words alone say a unit
        if not found:
            texts = (label.full, without_remark(label.full), label.core)
            found = next(
                (
                    key
                    for key in ("name", "unit", "goals")
                    for text in texts
                    if self.patterns[f"fields.{key}"].fullmatch(text)
                ),
                "",
            )
        return "" if found == "goals" and label.full in ("目标", "绩效指标") and not label.term else found

    def owner(self, label: Label) -> str:
        """What a label says of whose a form is: unit, or department for the one that the unit belongs to."""
        if self.field(label) in ("unit", "unit_code"):
            return "unit"
        return "department" if any(map(self.patterns["owners"].fullmatch, (label.full, label.core))) else ""

    def rank(self, label: Label) -> int:
        """How well a label says which unit it is: the lowest is the best."""
        return min(
            (self.ranks[text] for text in (label.full, label.core) if text in self.ranks), default=len(self.ranks)
        )

    @_remembered
    def money(self, label: Label) -> str:
        """Which part of the money a label names: total, fiscal, other, source; whole for that of all years."""
        found = self._key("money", label)
        if found == "whole" and label.term == "year":
            found = "total"  # 年度投资总额: all of this year's
        if found:
            return "source" if label.is_part and found == "total" else found
        asked = _ASKED.sub("", label.core)
        if asked != label.core and self.words["money"].get(asked) in ("fiscal", "other"):
            return self.words["money"][asked]
        if asked != label.core and self.patterns["money_columns.change"].fullmatch(asked):
            return ""  # 申请调减金额
        if asked != label.core and (label.is_part or asked in self.words["sources"]):
            return "source"
        if self.patterns["money.total"].fullmatch(label.core) or self.patterns["money.total"].fullmatch(label.full):
            return "source" if label.is_part else "total"
        if self._key("sources", label) or self.patterns["sources"].fullmatch(label.core):
            return "source"
        return ""

    @_remembered
    def money_column(self, label: Label) -> str:
        """What the amounts under a heading are: amount, long_term, before, change, previous, later, text."""
        if self.money_result(label):
            return "later"
        if any(map(self.patterns["money_columns.previous"].fullmatch, (label.full, without_remark(label.full)))):
            return "previous"
        found = self._key("money_columns", label)
        for key in ("before", "change", "amount") if not found else ():
            matched = any(map(self.patterns[f"money_columns.{key}"].fullmatch, (label.full, label.core)))
            found = found or (key if matched else "")
        if found == "amount" and label.term == "long":
            return "long_term"
        is_all = self.words["money"].get(label.core) == "total"
        if not found and label.term == "year" and (is_all or not label.core):
            return "amount"
        return found or ("long_term" if label.term == "long" and is_all else "")

    @_remembered
    def indicator(self, label: Label) -> str:
        """The key of a heading over indicators; `later` for what becomes of them."""
        if self.indicator_result(label):
            return "later"
        words = self.words["indicators"]
        found = self._key("indicators", label) or words.get(label.core.replace("绩效", "", 1), "")
        for key in ("description", "basis", "weight") if not found else ():
            if self.patterns[f"indicators.{key}"].fullmatch(label.full):
                return key
        is_target = self.patterns["indicators.target"].fullmatch
        if not found and (
            words.get(_WITH_UNIT.sub("", label.core)) == "target"
            or any(map(is_target, (label.full, label.core, _INNER.sub("", label.core))))
        ):
            found = "target"
        return "" if found == "detail" else found

    @_remembered
    def money_result(self, label: Label) -> str:
        """What the amounts of the year's later life under a heading are: adjusted, spent, expected, rate, points …."""
        return self._patterned("money_results", label, ("other", "rate", "spent"))

    @_remembered
    def indicator_result(self, label: Label) -> str:
        """What a heading over indicators says became of them: result, score, cause, measure, likelihood …."""
        return self._patterned("indicator_results", label, ("score", "cause", "expected", "result"))

    def _patterned(self, group: str, label: Label, keys: Iterable[str]) -> str:
        found = self._key(group, label)
        texts = (label.full, without_remark(label.full))
        told = (key for key in keys if any(map(self.patterns[f"{group}.{key}"].fullmatch, texts)))
        return found or next(told, "")

    @_remembered
    def is_known_column(self, label: Label) -> bool:
        """Whether a heading over indicators is known to go to their details."""
        return self._key("indicators", label) == "detail" or self.is_detail(label)

    def is_level_one(self, label: Label) -> bool:
        """Whether a label is a level one without 指标 behind it: 产出."""
        return self._key("levels", label) == "words"

    def is_level_two(self, label: Label) -> bool:
        """Whether a label is a level two and never a level one: 社会效益指标."""
        return self._key("levels", label) == "kinds"

    def is_section(self, label: Label) -> bool:
        """Whether a label may stand over other labels."""
        return bool(self._key("sections", label)) or self.patterns["sections"].fullmatch(label.core) is not None

    def side(self, label: Label) -> str:
        """What a heading over labels and amounts says they are: income or spending."""
        told = (key for key in ("income", "spending") if self.patterns[f"sides.{key}"].fullmatch(label.full))
        return next(told, self._key("sides", label))

    def is_heading(self, label: Label) -> bool:
        """Whether a label may stand over values in the rows below."""
        return bool(self._key("headings", label))

    def result(self, label: Label) -> str:
        """What a label says of results: what became of goals (later), goals before or after a change, total score."""
        return self._patterned("results", label, ("later", "before", "after"))

    def monitored(self, label: Label) -> str:
        """What a label on a 监控表 says of the monitoring as a whole: date, conclusion, measures."""
        return self._key("monitored", label)

    def change(self, label: Label) -> str:
        """Which column of a list of changes a heading stands over: key, before, after, reason, date, number."""
        return self._key("changes", label)

    def is_detail(self, label: Label) -> bool:
        """Whether a label is known to go to the details."""
        return bool(self._key("details", label))

    def is_sum(self, label: Label) -> bool:
        """Whether a label names a sum of what stands above or below it."""
        return bool(self._key("sums", label))

    @_remembered
    def is_strong(self, label: Label) -> bool:
        """Whether a text is a label and hardly ever a value."""
        found = self.field(label)
        return (found not in ("", "unit", "goals") or len(label.full) > 2) and bool(found or self.is_detail(label))

    @_remembered
    def is_label(self, label: Label) -> bool:
        """Whether a text is one of the words at all."""
        if not label.full:
            return False
        known = self.field(label) or self.money(label) or self.result(label) or self.is_section(label)
        return bool(known) or self.is_detail(label) or self.is_heading(label) or bool(self.monitored(label))

    @_remembered
    def looks_like_label(self, label: Label) -> bool:
        """Whether a text is a label by its words, or by how it ends: 采购数量, 审核意见."""
        if not label.core and label.full.rstrip("年度").isdigit():
            return False
        if self.is_label(label) or self.money_column(label):
            return True
        return 1 < len(label.full) <= _LONGEST_LOOK and self.patterns["looks"].fullmatch(label.core) is not None

    def form(self, title: str) -> str:
        """What a title says the form is: overall, evaluation, monitoring, adjustment, or another `form`."""
        seen = normal(title)
        for key in ("monitoring", "adjustment", "evaluation", "overall"):
            if any(word in seen for word in self.words["titles"] if self.words["titles"][word] == key):
                return key
        return "form" if any(word in seen for word, key in self.words["titles"].items() if key == "words") else ""

    def label(self, text: str) -> Label:
        """A text as a label; one too long to be one has no words to compare."""
        return taken_apart(text, self.terms)


def vocabulary(added: Iterable[tuple[str, str]] = ()) -> Vocabulary:
    """The words of the field, and those that a repository adds: a label and the key that its value goes to."""
    return _loaded(tuple(sorted(added)))


@lru_cache(8)
def _loaded(added: tuple[tuple[str, str], ...]) -> Vocabulary:
    table: dict[str, dict[str, Any]] = parse(_WORDS.read_text(encoding="utf-8"))
    words: dict[str, dict[str, str]] = {}
    patterns: dict[str, re.Pattern[str]] = {}
    for group, entries in table.items():
        words[group] = {}
        for key, value in entries.items():
            if key.startswith("patterns"):
                patterns[".".join(filter(None, (group, key.removeprefix("patterns").lstrip("_"))))] = _any_of(value)
                continue
            for word in value if isinstance(value, list) else value.split():
                words[group].setdefault(normal(word), key)
    meanings = {"fields": table["fields"], "money": {*table["money"], "source"}, "indicators": table["indicators"]}
    for label, key in added:
        if word := taken_apart(label, ()).full:
            words[next((name for name, keys in meanings.items() if key in keys), "details")][word] = key
    ranks = {normal(word): at for at, word in enumerate(table["fields"]["unit"].split())}
    terms = [(word, "long" if key == "long_term" else key) for word, key in words["terms"].items()]
    return Vocabulary(words, patterns, ranks, tuple(sorted(terms, key=lambda term: -len(term[0]))))


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(fold(pattern) for pattern in patterns))
