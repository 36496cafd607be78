"""The index of the search finds what it holds: asked here as the script of the page asks it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from perfcli.site.search_index import ANYWHERE, NAMED, packed, part_of, terms_of
from tests.conftest import HEATING, MAINTENANCE, ROAD, Perf


def unpacked(text: str) -> list[int]:
    return [number - 1 for number in accumulate(int(step, 36) for step in text.split(" "))]


class Index:
    """The parts of an index on the disk, by what their scripts say."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        said = (folder / "index.js").read_text(encoding="utf-8")
        self.about = json.loads(said.removeprefix("window.perfSearch=").rstrip(";\n"))
        self.read: list[str] = []

    def _said(self, kind: str, number: int) -> object:
        name = f"{kind}-{number}.js"
        self.read.append(name)
        text = (self._folder / name).read_text(encoding="utf-8")
        match = re.fullmatch(rf"perfSearch\.{kind}\({number},(.*)\);\n", text, re.DOTALL)
        assert match
        return json.loads(match[1])

    def find(self, words: str) -> list[str]:
        """The codes of the projects that hold all of these words, those of this code or name first, then the newest."""
        parts = re.findall(r"[^\W_]+", words.lower())
        wanted = {term for word in parts for term in _pairs(word)}
        whole = parts if len(parts) == 1 and len(parts[0]) > 2 else []
        ranked = [*self._having(NAMED, whole), *self._having(NAMED, wanted), *self._having(ANYWHERE, wanted)]
        found = list(dict.fromkeys(ranked))
        cards = [self._said("cards", number // self.about["size"]) for number in found]
        rows = [card[number % self.about["size"]] for card, number in zip(cards, found, strict=True)]  # type: ignore[index]  # a list of rows
        return [row[3] for row in rows]

    def _having(self, mark: str, wanted: Iterable[str]) -> list[int]:
        found: set[int] | None = None
        for term in sorted(wanted):
            lists = self._said("terms", part_of(term, self.about["parts"]))
            assert isinstance(lists, dict)
            numbers = set(unpacked(lists[mark + term])) if mark + term in lists else set()
            found = numbers if found is None else found & numbers
        return sorted(found or ())


def _pairs(word: str) -> list[str]:
    return [word] if len(word) == 1 else [word[at : at + 2] for at in range(len(word) - 1)]


def test_projects_are_found_by_names_codes_purposes_and_indicators(perf: Perf) -> None:
    assert perf("site", "-o", "out").status == 0
    index = Index(perf.root / "out" / "search")
    assert index.find("公租房维修") == [MAINTENANCE]
    assert index.find("暖") == [HEATING]
    assert index.find("住户满意度") == [MAINTENANCE]
    assert index.find("日常维修") == [MAINTENANCE]
    assert index.find(ROAD[:9]) == [ROAD]
    assert index.find("030") == [ROAD, MAINTENANCE, HEATING]
    assert index.find(ROAD) == [ROAD]
    assert index.find("清洁 取暖") == [HEATING]
    assert index.find("清洁 维修") == []
    assert len(index.read) < 160


@given(st.lists(st.integers(0, 10**6), min_size=1, unique=True).map(sorted))
def test_numbers_are_packed_without_loss(numbers: list[int]) -> None:
    assert unpacked(packed(numbers)) == numbers


def test_terms_are_pairs_of_signs_as_they_are_seen() -> None:
    assert terms_of(["ＡB 1公租房"]) == {"ab", "1公", "公租", "租房", "公", "租", "房"}
    assert part_of("公租", 7) == ((ord("公") * 31 + ord("租")) % 1_000_003) % 7
