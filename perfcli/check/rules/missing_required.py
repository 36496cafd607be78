"""C110."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Key, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop
from perfcli.settings import may_be_required

MISSING = noop("{key} is required here and not filled in")

_DETAILS = "details."
_INDICATORS = "indicators."
_SOURCES = "budget.sources."


class MissingRequired(Rule):
    """A key or label that the repository requires is not filled in.

    What a form asks for beyond the national one differs from place to place: the department in charge, the period of
    a project, a weight for each indicator. `required` in `[check]` of perf.toml names these keys:
    `required = ["details.主管部门", "indicators.weight"]`. A key of `indicators` has to be filled in for each of them.

    Leaves alone: everything, unless the setting names it; goals of departments and units.

    Fails:

        # perf.toml: [check] required = ["details.主管部门"]
        [details]
        "项目属性" = "新增项目"

    Passes:

        # perf.toml: [check] required = ["details.主管部门"]
        [details]
        "主管部门" = "山海关区住房保障和房产管理局"

    Source: the forms of the places; a setting.
    """

    code = "C110"
    name = "missing-required"
    severity = "error"
    nature = "completeness"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """Each key that is required, of the project and of its indicators."""
        for key in filter(may_be_required, context.check.required):
            if key.startswith(_INDICATORS):
                name = key.removeprefix(_INDICATORS)
                for index, row in enumerate(view.project.indicators):
                    if _is_empty(_value(row, name)):
                        yield Hit(("indicators", index, *_way(name)[:1]), MISSING, {"key": key})
            elif _is_empty(_value(view.project, key)):
                yield Hit(_way(key)[:1], MISSING, {"key": key})


def _way(key: str) -> Key:
    for prefix in (_SOURCES, _DETAILS):
        if key.startswith(prefix):
            return (*prefix.rstrip(".").split("."), key.removeprefix(prefix))
    return tuple(key.split("."))


def _value(record: object, key: str) -> object:
    """What stands under a key; None for one that is not there."""
    found: Any = record
    for part in _way(key):
        found = found.get(part) if isinstance(found, Mapping) else getattr(found, str(part), None)
    return found


def _is_empty(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or value in ((), {})
