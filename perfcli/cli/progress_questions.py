"""What the questions of a monitoring and of a self-evaluation share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from perfcli.actions.record_remarks import of_value
from perfcli.amounts import read_amount
from perfcli.cli.interview import Question
from perfcli.i18n import gettext as _
from perfcli.model import Indicator, Project


def heading(project: Project) -> str:
    """Which project or whole it is, and its budget."""
    said = _("{code} {name}: budget {amount} yuan")
    return said.format(
        code=project.code or project.unit, name=" ".join(project.name.split()), amount=f"{project.budget.total:,f}"
    )


def ask_text(key: str, text: str, known: str, note: str = "") -> Question:
    """A text that may be left out; what is recorded already is offered."""
    return Question(key, text, offered=known, is_optional=True, note=note)


def ask_value(key: str, text: str, known: str, row: Indicator, project: Project, note: str = "") -> Question:
    """The same of what an indicator is, against its target."""
    return Question(
        key,
        text,
        offered=known,
        is_optional=True,
        note=note,
        remark=lambda answer: of_value(answer, row.target, project.year, row.name),
    )


def ask_amount(key: str, text: str, known: Decimal | None, note: str = "") -> Question:
    """The same of an amount in 元."""
    offered = "" if known is None else f"{known:f}"
    return Question(key, text, read_amount, offered, is_optional=True, note=note)


def put_change(into: dict[str, Any], key: str, said: object, known: object) -> None:
    """Put what was answered where it is not what is recorded already."""
    if said != known:
        into[key] = said


def put_amount(into: dict[str, Any], key: str, text: str, known: Decimal | None) -> None:
    """The same of an amount; an empty answer takes one back."""
    put_change(into, key, read_amount(text) if text else None, known)
