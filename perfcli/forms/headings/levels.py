"""Levels one and two of indicators as forms print them: with a share, wrapped, numbered."""

from __future__ import annotations

from functools import lru_cache

from perfcli.forms.words.label import normal
from perfcli.forms.words.wording import as_seen
from perfcli.framework import FRAMEWORKS, level_one, levels
from perfcli.regex import regex

_SHARE = regex(r"\s*[(（][0-9]{1,3}(?:\.[0-9]+)?\s*[分%％]?\s*[)）]\s*$")
_BARE_SHARE = regex(r"(?<=指标)\s*[0-9]{1,3}(?:\.[0-9]+)?分?\s*$")
_NUMBER = regex(r"^[一二三四五六七八九十]{1,2}、|^[(（][一二三四五六七八九十0-9]{1,2}[)）]|^[0-9]{1,2}[.．、](?![0-9])")
_AS_GOAL = regex(
    "(?:产出|效益|效果|影响力?|满意度|成本|投入(?:[与和及]管理)?|过程|管理|数量|质量|时效|(?:经济|社会|生态|环境)(?:效益|成本)?)目标"
)
"""Levels that are called goals: 影响力目标."""

_REMARK = regex(r"\([^()]*\)$")
_LONGEST = 100

_LEVELS_ONE = frozenset(level for name in FRAMEWORKS for level, _kinds in levels(name))


def level_name(text: str) -> str:
    """A level as it is kept: as printed, without white space, its colon, its number and a share such as （50分）."""
    return _kept(text) if len(text) < _LONGEST else _bare(text)


def _bare(text: str) -> str:
    name = "".join(text.split()).rstrip(":：")
    return _NUMBER.sub("", _BARE_SHARE.sub("", _SHARE.sub("", name)))


@lru_cache(1024)
def _kept(text: str) -> str:
    """The same of a text that may be a level: a table has few, and asks for each in every row."""
    return _bare(text)


def is_level(text: str) -> bool:
    """Whether a text is that of a level one or two."""
    name = _REMARK.sub("", normal(level_name(text)))
    return 2 < len(name) < 24 and (name.endswith("指标") or _AS_GOAL.fullmatch(name) is not None)


def is_level_one(text: str) -> bool:
    """Whether a text is a level one (一级指标) of any framework."""
    return as_seen(text) in _LEVELS_ONE


def levels_one(kind: str) -> list[str]:
    """What a kind's level one is, in one framework or the other; empty for an unknown kind."""
    return [level for framework in FRAMEWORKS if (level := level_one(kind, framework))]
