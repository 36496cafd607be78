"""Projects as perf writes them, read by that layout alone: much less to do than reading TOML, for very many files.

A text that is laid out otherwise in any place, or has a key that stands here nowhere, is left to the readers of TOML.
"""

from __future__ import annotations

from functools import lru_cache

from perfcli.exact import Money, Percent, Points
from perfcli.model import Budget, Indicator, Project
from perfcli.regex import regex

_BARE = r'[^\x00-\x08\x0a-\x1f"\\\x7f]*+'
_LIST = rf'\[(?:\n((?:  "{_BARE}",\n)++))?\]'
_AMOUNT = r"((?:0|[1-9][0-9]{0,12})\.[0-9]{2})"
_SHARE = r"(?:[1-9]|1[0-2]) = (?:0|[1-9][0-9]{0,3})\.[0-9]{2}\n"
_BETWEEN_TEXTS = '",\n  "'


def _text(name: str) -> str:
    return rf'{name} = "({_BARE})"\n'


def _texts(*names: str) -> str:
    """Texts of which each may be left out."""
    return "".join(f"(?:{_text(name)})?+" for name in names)


_PROJECT = regex(
    r"(?:#:schema [^\x00-\x08\x0a-\x1f\x7f]*+\n\n)?"
    rf"{_text('code')}{_text('name')}{_text('unit')}year = ([1-9][0-9]{{3}})\n{_texts('template', 'purpose')}"
    rf"(?:goals = {_LIST}\n)?+{_texts('previous')}(?:long_term_goals = {_LIST}\n)?+"
    rf"\n\[budget\]\ntotal = {_AMOUNT}\nfiscal = {_AMOUNT}\nother = {_AMOUNT}\n"
    rf"(?:\n\[spending_plan\]\n((?:{_SHARE})++))?+"
)
"""The whole text of a project without its indicators."""

_INDICATOR = regex(
    _texts("kind", "name", "description", "target", "basis", "level1")
    + r"(?:weight = ((?:0|[1-9][0-9]{0,2})(?:\.[0-9]{0,3}[1-9])?)\n)?+"
    + _texts("scoring", "term")
)
_BETWEEN_INDICATORS = "\n[[indicators]]\n"


def project_as_written(text: str) -> Project | None:
    """The project that the readers of TOML would make of the text, None where only they can tell."""
    head, *rows = text.split(_BETWEEN_INDICATORS)
    found = _PROJECT.fullmatch(head)
    indicators = [indicator for row in rows if (indicator := _indicator(row))] if found else []
    if found is None or len(indicators) < len(rows):
        return None
    code, name, unit, year, template, purpose, goals, previous, later, total, fiscal, other, plan = found.groups("")
    shares = [line.split(" = ") for line in plan.split("\n")[:-1]]
    spending_plan = {int(month): _percent(share) for month, share in shares}
    if len(spending_plan) < len(shares):  # a month named twice
        return None
    return Project(
        code=code,
        name=name,
        unit=unit,
        year=int(year),
        template=template,
        purpose=purpose,
        goals=_listed(goals),
        budget=Budget(total=Money(total), fiscal=Money(fiscal), other=Money(other)),
        spending_plan=spending_plan,
        indicators=tuple(indicators),
        previous=previous,
        long_term_goals=_listed(later),
    )


def _listed(lines: str) -> tuple[str, ...]:
    return tuple(lines[3:-3].split(_BETWEEN_TEXTS)) if lines else ()


_percent = lru_cache(1024)(Percent)


@lru_cache(4096)
def _indicator(text: str) -> Indicator | None:
    """A row, None where it is laid out otherwise; templates give many projects the same rows."""
    found = _INDICATOR.fullmatch(text)
    if found is None:
        return None
    kind, name, description, target, basis, level1, weight, scoring, term = found.groups("")
    return Indicator(
        kind=kind,
        name=name,
        description=description,
        target=target,
        basis=basis,
        level1=level1,
        weight=Points(weight) if weight else None,
        scoring=scoring,
        term=term,
    )
