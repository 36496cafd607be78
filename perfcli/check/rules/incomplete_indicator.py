"""C107."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.other_forms import is_on_another_form
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView, Row
from perfcli.framework import NO_FRAMEWORK, kinds_meant
from perfcli.i18n import noop
from perfcli.regex import regex
from perfcli.target import read_target

MISSING = noop("an indicator without {key}: {name}")
NONE_HAS = noop("none of the {count} indicators has a {key}")
BLANK = noop("nothing but the level two is filled in: {kinds}")

_PLACE = regex(r"(?:[省市州盟县区旗乡镇村]|街道|社区|办事处)$")
_OF_PROJECT = ("name", "target")
_OF_FUNCTION = ("name", "description", "target")
_OF_FORM = ("description", "basis")
"""Columns that many regions' forms do not have: where all are empty, that is said once."""


class IncompleteIndicator(Rule):
    """An indicator lacks its kind, name, description, target or basis.

    Every cell of its row in the form has to be filled: what is measured, how, how much of it, and why so much.

    Leaves alone: indicators of functions, whose form has neither kind nor basis, as to these two; the kind where the
    form prints level one alone; the target where the form has a value for each place instead. A table without any
    description or any basis is reported once, and not at all where it came on a form of another region: labels of its
    own, no spending plan. Rows of which nothing but the level two is filled in, as a new project has them, are reported
    together.

    Fails:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        target = "≥120套"
        basis = ""

    Passes:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        description = "完成维修并由住户签字确认的房屋"
        target = "≥120套"
        basis = "年度工作计划"

    Source: 财预〔2015〕88号, review of completeness.
    """

    code = "C107"
    name = "incomplete-indicator"
    severity = "error"
    nature = "completeness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """The texts of one indicator that every form has."""
        if _is_blank(row):
            return
        for key in _OF_FUNCTION if row.of_function else _OF_PROJECT:
            if not getattr(row.indicator, key).strip() and not (key == "target" and _has_values_of_places(row)):
                record = "FunctionIndicator" if row.of_function else "Indicator"
                yield Hit((key,), MISSING, {"key": key, "name": _name(row), "of": record})

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """The columns that a form may lack, and the kinds."""
        if not any(row.lacks for row in view.rows):
            return
        blank = [index for index, row in enumerate(view.rows) if _is_blank(row)]
        if blank:
            kinds = "、".join(view.rows[index].indicator.kind or "?" for index in blank)
            yield Hit(("indicators", blank[0]), BLANK, {"kinds": kinds})
        filled = [index for index in range(len(view.rows)) if index not in blank]
        for key in _OF_FORM:
            empty = [index for index in filled if key in view.rows[index].lacks]
            if len(empty) == len(filled) > 1:
                if is_on_another_form(view):
                    continue
                yield Hit(("indicators",), NONE_HAS, {"key": key, "count": len(empty), "of": "Indicator"})
            else:
                yield from (_missing(view, index, key) for index in empty)
        if view.framework == NO_FRAMEWORK:
            return
        for index, (row, said) in enumerate(zip(view.rows, view.printed, strict=True)):
            if index in filled and "kind" in row.lacks and not kinds_meant(said.level1):
                yield _missing(view, index, "kind")


def _is_blank(row: Row) -> bool:
    """Whether an indicator of a project says nothing, but of which kind it is to be."""
    one = row.indicator
    texts = one.name + one.target + one.description + ("" if row.of_function else one.basis)
    return not row.of_function and not texts.strip() and not one.details


def _has_values_of_places(row: Row) -> bool:
    """Whether an indicator has, in place of one target, a value for each place or unit that shares the money."""
    details = {} if row.of_function else row.indicator.details
    if len(details) < 2:
        return False
    texts = [text for value in details.values() for text in ((value,) if isinstance(value, str) else value)]
    return sum(bool(_PLACE.search(label)) for label in details) >= 2 or all(
        read_target(text).value is not None for text in texts
    )


def _missing(view: ProjectView, index: int, key: str) -> Hit:
    return Hit(("indicators", index, key), MISSING, {"key": key, "name": _name(view.rows[index]), "of": "Indicator"})


def _name(row: Row) -> str:
    return row.indicator.name or row.indicator.kind or "?"
