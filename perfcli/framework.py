"""The frameworks of indicators: which kinds (level two) there are, in the form's order, and their level one.

A name is that of the year whose rule it comes from: 2015 is 财预〔2015〕88号, 2021 is 财预〔2021〕101号.
Which one a budget year follows is a setting of the repository; which one a table follows is told by its kinds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _

Levels = tuple[tuple[str, tuple[str, ...]], ...]

DEFAULT_FRAMEWORK = "2015"

_FRAMEWORKS: dict[str, Levels] = {
    "2015": (
        ("产出指标", ("数量指标", "质量指标", "时效指标", "成本指标")),
        ("效益指标", ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
        ("满意度指标", ("服务对象满意度指标",)),
    ),
    "2021": (
        ("成本指标", ("经济成本指标", "社会成本指标", "生态环境成本指标")),
        ("产出指标", ("数量指标", "质量指标", "时效指标")),
        ("效益指标", ("经济效益指标", "社会效益指标", "生态效益指标")),
        ("满意度指标", ("服务对象满意度指标",)),
    ),
}

FRAMEWORKS: tuple[str, ...] = tuple(_FRAMEWORKS)
"""The names of the frameworks that a budget year can follow, oldest first."""

CENTRAL = "central"
"""That of investment from the central budget (中央预算内投资), which a project's table may follow whatever its year."""

NO_FRAMEWORK = ""
"""Said of a table whose kinds are of its own form, or which has none."""

_ALL: dict[str, Levels] = {
    **_FRAMEWORKS,
    CENTRAL: (
        ("实施效果指标", ("产出指标", "效益指标", "满意度指标")),
        ("过程管理指标", ("计划管理指标", "资金管理指标", "项目管理指标", "监督检查指标")),
    ),
    NO_FRAMEWORK: (),
}
_KINDS = {name: tuple(kind for _level_one, kinds in levels for kind in kinds) for name, levels in _ALL.items()}
_LEVEL_ONE = {name: {kind: level for level, kinds in levels for kind in kinds} for name, levels in _ALL.items()}

SATISFACTION = "服务对象满意度指标"
_KNOWN_KINDS = frozenset(kind for name in FRAMEWORKS for kind in _KINDS[name])
COSTS_2021 = ("经济成本指标", "社会成本指标", "生态环境成本指标")
_LEVEL_ONES = frozenset(("产出指标", "效益指标"))
_PROCESS_KINDS = frozenset(_KINDS[CENTRAL]) - _LEVEL_ONES - {"满意度指标"}
_CENTRAL_LEVELS = frozenset(level for level, _kinds in _ALL[CENTRAL])

_OTHER_WORDS = {
    "数量指标": "建筑规模 建设规模",
    "时效指标": "工期 进度 形象进度",
    "成本指标": "成本控制 预算控制 投资控制 投资规模控制",
    "生态效益指标": "环境效益 生态环境效益",
    "可持续影响指标": "持续影响 可持续效益 可持续发展 可持续性影响 可持续影响效益",
}
_BY_OTHER_WORD = {f"{word}指标": kind for kind, words in _OTHER_WORDS.items() for word in words.split()}
_REMARK = r"[(\[【〔{][^()\[\]【】〔〕{}]*[)\]】〕}]"
_AROUND = r"^[\W\d_]+|[\W\d_]+$"
_JOINTS = r"[、,/;]|和|与|及"
_OF_LEVEL = ("产出", "效益", "成本", "效果")


def levels(framework: str = DEFAULT_FRAMEWORK) -> Levels:
    """Each level one (一级指标) with its kinds (二级指标), in the form's order; PerfError for an unknown framework."""
    return _ALL[_known(framework)]


def kinds(framework: str = DEFAULT_FRAMEWORK) -> tuple[str, ...]:
    """The kinds (二级指标) in the form's order; PerfError for an unknown framework."""
    return _KINDS[_known(framework)]


def level_one(kind: str, framework: str = DEFAULT_FRAMEWORK) -> str:
    """The level one (一级指标) of a kind, "" for one that the framework lacks; PerfError for an unknown framework."""
    return _LEVEL_ONE[_known(framework)].get(kind, "")


def own_level_one(level1: str, kind: str) -> str:
    """A level one as a record holds it: empty where a framework gives just that for the kind."""
    return "" if any(level1 == known.get(kind) for known in _LEVEL_ONE.values()) else level1


def level_ones(framework: str = DEFAULT_FRAMEWORK) -> Mapping[str, str]:
    """The level one of each kind; PerfError for an unknown framework."""
    return _LEVEL_ONE[_known(framework)]


def framework_for(year: int, since: Mapping[int, str]) -> str:
    """The framework of a budget year, `since` naming for each the budget year it starts with.

    A year before the first start has the earliest; without any start it is DEFAULT_FRAMEWORK. PerfError for an
    unknown framework.
    """
    if not since:
        return DEFAULT_FRAMEWORK
    started = [start for start in since if start <= year]
    return _known(since[max(started) if started else min(since)], FRAMEWORKS)


@lru_cache(maxsize=4096)
def kinds_meant(printed: str) -> tuple[str, ...]:
    """The kinds (二级指标) that a form means by what it prints; none where it is not a kind of FRAMEWORKS.

    Remarks (数量指标(必填), 质量指标（20分）), numbers, marks and white space are left aside, 指标 at the end may be
    missing, any kind of 满意度 is that of those served. A kind of several (经济、社会效益指标) means each of them.
    """
    core = re.sub(_AROUND, "", re.sub(_REMARK, "", "".join(unicodedata.normalize("NFKC", printed).split())))
    one = _one_meant(core)
    if one:
        return (one,)
    *first, last = re.split(_JOINTS, core)
    tails = ("", "指标", "效益指标", "影响指标")
    parts = [next((kind for tail in tails if (kind := _one_meant(part + tail))), "") for part in (*first, last)]
    return tuple(dict.fromkeys(parts)) if first and all(parts) else ()


def kind_meant(printed: str) -> str:
    """The one kind that a form means by what it prints, "" where it is none or several."""
    meant = kinds_meant(printed)
    return meant[0] if len(meant) == 1 else ""


def _one_meant(core: str) -> str:
    name = core if core.endswith("指标") else f"{core}指标"
    if name in _KNOWN_KINDS:
        return name
    if name.endswith("满意度指标"):
        return SATISFACTION
    if name in _BY_OTHER_WORD:
        return _BY_OTHER_WORD[name]
    level = next((level for level in _OF_LEVEL if name.startswith(level) and len(name) > len(level) + 2), "")
    return _one_meant(name[len(level) :]) if level else ""


@lru_cache(maxsize=4096)
def followed(rows: tuple[tuple[str, str], ...], expected: str) -> str:
    """The framework that a table follows, by level one and kind of its rows as printed ("" where there is none).

    One of FRAMEWORKS, CENTRAL, or NO_FRAMEWORK where most kinds are of the form's own, or the form has level ones
    alone. What does not tell follows `expected`, the framework of its year.
    """
    if any(level in _CENTRAL_LEVELS or kind in _PROCESS_KINDS for level, kind in rows):
        return CENTRAL
    printed = [kind.strip() for _level, kind in rows if kind.strip()]
    if not printed:
        return NO_FRAMEWORK if any(level for level, _kind in rows) else expected
    meant = {kind for name in printed for kind in kinds_meant(name)}
    if meant <= {SATISFACTION} and _LEVEL_ONES & set(printed):
        return CENTRAL
    own = {kind for kind in printed if kind.endswith("指标") and not kinds_meant(kind)}
    if len(own) > max(len(meant), 1):
        return NO_FRAMEWORK
    older, newer = "成本指标" in meant, not meant.isdisjoint(COSTS_2021)
    return expected if older == newer else "2015" if older else "2021"


def level_one_meant(printed: str, framework: str) -> str:
    """The level one of a kind as printed, "" where the framework has none for it.

    Many forms of 2021 have kept 可持续影响指标, which 财预〔2021〕101号 left out: it is one of effect there too.
    """
    if framework == CENTRAL:
        return level_one(printed, CENTRAL)
    meant = kinds_meant(printed)
    found = level_one(meant[0], framework) if meant else ""
    return "效益指标" if not found and framework == "2021" and meant[:1] == ("可持续影响指标",) else found


def _known(framework: str, names: Mapping[str, object] | tuple[str, ...] = _ALL) -> str:
    if framework in names:
        return framework
    raise PerfError(
        _("Unknown framework of indicators: {name}").format(name=framework),
        hint=_("Known ones: {names}").format(names=_(", ").join(FRAMEWORKS)),
    )
