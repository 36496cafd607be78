"""The frameworks of indicators: which kinds (level two) there are, in the form's order, and their level one.

A name is that of the year whose rule it comes from: 2015 is 财预〔2015〕88号, 2021 is 财预〔2021〕101号.
Which one a budget year follows is a setting of the repository.
"""

from __future__ import annotations

from collections.abc import Mapping

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
"""The names of the known frameworks, oldest first."""

_KINDS = {name: tuple(kind for _level_one, kinds in levels for kind in kinds) for name, levels in _FRAMEWORKS.items()}
_LEVEL_ONE = {name: {kind: level for level, kinds in levels for kind in kinds} for name, levels in _FRAMEWORKS.items()}


def levels(framework: str = DEFAULT_FRAMEWORK) -> Levels:
    """Each level one (一级指标) with its kinds (二级指标), in the form's order; PerfError for an unknown framework."""
    return _FRAMEWORKS[_known(framework)]


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
    return _known(since[max(started) if started else min(since)])


def _known(framework: str) -> str:
    if framework in _FRAMEWORKS:
        return framework
    raise PerfError(
        _("Unknown framework of indicators: {name}").format(name=framework),
        hint=_("Known ones: {names}").format(names=", ".join(FRAMEWORKS)),
    )
