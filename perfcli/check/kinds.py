"""Which level two a project has, lacks and needs."""

from __future__ import annotations

from collections import Counter

from perfcli.check.views import ProjectView
from perfcli.framework import kinds, level_one

_EFFECT = "效益指标"
_OPTIONAL_2021 = ("经济成本指标", "社会成本指标", "生态环境成本指标", "服务对象满意度指标")


def is_required(kind: str, framework: str, counts: Counter[str]) -> bool:
    """Whether every project needs this kind: all in 2015; in 2021 those of output, and of effect one of the three."""
    if framework == "2015":
        return True
    if level_one(kind, framework) == _EFFECT:
        return not any(counts[other] for other in kinds(framework) if level_one(other, framework) == _EFFECT)
    return kind not in _OPTIONAL_2021


def doubled_for(missing: str, view: ProjectView, counts: Counter[str]) -> str:
    """The kind that stands twice where a missing sibling of the same level one is asked for; empty if none does."""
    if not is_required(missing, view.framework, counts):
        return ""
    level = level_one(missing, view.framework)
    siblings = [kind for kind in kinds(view.framework) if level_one(kind, view.framework) == level]
    lacking = [kind for kind in siblings if not counts[kind]]
    spare = [kind for kind in siblings for _copy in range(counts[kind] - 1)]
    at = lacking.index(missing)
    return spare[at] if at < len(spare) else ""
