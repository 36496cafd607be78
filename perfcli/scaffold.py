"""Template + answers -> project."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from perfcli.errors import PerfError
from perfcli.exact import Money
from perfcli.i18n import gettext as _
from perfcli.model import Budget, Indicator, Project, Template, each_text
from perfcli.regex import regex

TEMPLATE_KEYS = tuple(key for key in Template.__struct_fields__ if key in Project.__struct_fields__ and key != "name")
"""What a template fills of a project."""

SCAFFOLDED = tuple(
    key for key in Project.__struct_fields__ if key not in ("code", "name", "unit", "year", "budget", "template")
)
"""What of a project can be left unsaid: a template fills it, or it stays empty."""

PLACEHOLDERS = ("name", "year", "unit", "unit_name", "budget")
CODE_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PLACEHOLDER = regex(r"\{\{|\}\}|\{([^{}]*)\}?")


class Answers(msgspec.Struct, frozen=True):
    """What a person says of a new project; None where nothing was said. Amounts in 元.

    `given` are values of SCAFFOLDED: keys that a template fills where nobody says them.
    """

    name: str
    unit: str
    unit_name: str
    year: int
    total: Money
    fiscal: Money | None = None
    other: Money | None = None
    code: str = ""
    template: str = ""
    sources: Mapping[str, Money] = msgspec.field(default_factory=dict)
    given: Mapping[str, Any] = msgspec.field(default_factory=dict)
    budget: str = ""
    """What stands for `{budget}` where the total is not known yet."""


def fill(text: str, values: Mapping[str, str]) -> str:
    """A template's text with its placeholders filled; `{{` and `}}` are literal braces.

    Raises PerfError for a placeholder that is none of `values`: nothing but plain names can stand in one.
    """

    def replaced(match: re.Match[str]) -> str:
        if match[0] in ("{{", "}}"):
            return match[0][0]
        if match[1] not in values or not match[0].endswith("}"):
            known = _(", ").join(f"{{{name}}}" for name in values)
            raise PerfError(
                _("unknown placeholder {given} in the template").format(given=match[0]),
                hint=_("Known are {known}; a literal brace is written {{{{.").format(known=known),
            )
        return values[match[1]]

    return _PLACEHOLDER.sub(replaced, text)


def escape(text: str) -> str:
    """A text as a template holds it, with its own braces kept literal."""
    return text.replace("{", "{{").replace("}", "}}")


def split_budget(total: Money, fiscal: Money | None, other: Money | None) -> Budget:
    """预算 = 财政资金 + 其他资金, in 元: the part left out is what remains; raises PerfError below zero."""
    if fiscal is None and other is None:
        other = Money("0.00")
    rest = total - (other if other is not None else fiscal or Decimal(0))
    if rest < 0 and (fiscal is None or other is None):
        raise PerfError(_("the parts of the budget are more than its total of {total}").format(total=total))
    fiscal = Money(rest) if fiscal is None else fiscal
    return Budget(total=total, fiscal=fiscal, other=Money(rest) if other is None else other)


def draw_code(division: str, year: int, choice: Callable[[str], str]) -> str:
    """A new project code: division (6) + year (2) + 13 characters, each drawn by `choice`."""
    return f"{division}{year % 100:02}" + "".join(choice(CODE_ALPHABET) for _place in range(13))


def scaffold(answers: Answers, template: Template | None, kinds: tuple[str, ...]) -> Project:
    """A new project: what was answered, what the template fills, one empty indicator a kind without a template."""
    shown = answers.budget or f"{answers.total:f}".removesuffix(".00")
    values = dict(
        zip(
            PLACEHOLDERS,
            (answers.name, str(answers.year), answers.unit, answers.unit_name, shown),
            strict=True,
        )
    )
    base = filled(template, values) if template else Template(indicators=tuple(Indicator(kind=kind) for kind in kinds))
    return Project(
        code=answers.code,
        name=answers.name,
        unit=answers.unit,
        year=answers.year,
        budget=msgspec.structs.replace(
            split_budget(answers.total, answers.fiscal, answers.other), sources=answers.sources
        ),
        template=answers.template,
        **{key: getattr(base, key) for key in TEMPLATE_KEYS} | dict(answers.given),
    )


def filled(template: Template, values: Mapping[str, str]) -> Template:
    """The template with every text of it filled; raises PerfError."""
    texts = {key: each_text(getattr(template, key), lambda text: fill(text, values)) for key in TEMPLATE_KEYS}
    return msgspec.structs.replace(template, **texts)


def template_of(project: Project, name: str) -> Template:
    """A template that scaffolds a project like this one."""
    return Template(name=name, **{key: each_text(getattr(project, key), escape) for key in TEMPLATE_KEYS})
