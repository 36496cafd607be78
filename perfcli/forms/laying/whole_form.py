"""The form of what became of a project as that of the whole of a department or unit: 整体支出绩效自评表."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from perfcli.form import OF_PROGRESS, Form, FormPart
from perfcli.forms.laying.shown import Subject

_OF_PROJECT, _OF_WHOLE = "项目支出", "整体支出"
NAME = "部门（单位）名称"
_LABELS = (("项目名称", NAME), ("项目资金", "预算资金"))
"""Labels of the form of projects, and what they are on that of a whole."""


def form_for(form: Form, subject: Subject) -> Form:
    """The form as it is for a subject."""
    return form_of_whole(form) if subject.is_whole else form


def has_form_of_whole(form: Form) -> bool:
    """Whether a form is of a whole under another title, by which it is told."""
    return form.of in OF_PROGRESS and _OF_PROJECT in form.title


@lru_cache(32)
def form_of_whole(form: Form) -> Form:
    """The form under the title of a whole, with the unit's name, without the project's code."""
    parts = tuple(_part_of_whole(part) for part in form.parts)
    return replace(form, title=form.title.replace(_OF_PROJECT, _OF_WHOLE), parts=parts)


def _part_of_whole(part: FormPart) -> FormPart:
    rows = []
    for row in part.rows:
        keys = {cell.key for cell in row} - {""}
        if keys == {"code"} and all(cell.rows == 1 for cell in row):
            continue
        rows.append(tuple(replace(cell, label=_label_of_whole(cell.label)) for cell in row))
    return replace(part, rows=tuple(rows))


def _label_of_whole(label: str) -> str:
    for of_project, of_whole in _LABELS:
        label = label.replace(of_project, of_whole)
    return label
