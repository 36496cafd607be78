"""Indicators that fit a new project, offered where one is asked for: a number takes the one in the list."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from perfcli.actions.suggesting import Suggestion, Wanted, suggest
from perfcli.cli.parameters import WrongValue
from perfcli.folding import as_typed
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.repository import Repository

SOURCES = {
    "earlier": noop("earlier year"),
    "template": noop("template"),
    "unit": noop("this unit"),
    "repository": noop("like project"),
    "lake": noop("another county"),
}
"""What a source is called."""

Offer = tuple[Suggestion, ...]


@lru_cache(1)
def offers(repository: Repository, wanted: Wanted) -> dict[str, Offer]:
    """What is suggested of each kind."""
    found: dict[str, Offer] = {}
    for one in suggest(repository, wanted).found:
        found[one.indicator.kind] = (*found.get(one.indicator.kind, ()), one)
    return found


def note(offer: Offer, templates: Mapping[str, str]) -> str:
    """The list to choose from, empty where there is none; `templates` are their names by their codes."""
    lines = []
    for number, one in enumerate(offer, 1):
        origin = templates.get(one.origins[0], "") if one.source == "template" else ""
        said = _("({source}: {origin})").format(source=_(SOURCES[one.source]), origin=origin or one.origins[0])
        lines.append(f"{number:4}  {one.indicator.name}  {one.indicator.target}  {said}")
    return "\n".join([_("Suggested (type a number to take one):"), *lines]) if lines else ""


def picked(offer: Offer, answer: str) -> Suggestion | None:
    """The suggestion that an answer takes by its number or its name, None for a name of one's own."""
    number = _number(answer)
    if number and number <= len(offer):
        return offer[number - 1]
    return next((one for one in offer if one.indicator.name == answer.strip()), None)


def require_listed(offer: Offer, answer: str) -> None:
    """Raise WrongValue for a number that is none of the list: it is no name of an indicator."""
    number = _number(answer)
    if offer and number is not None and not 0 < number <= len(offer):
        raise WrongValue(_("{number} is not a number from 1 to {count}").format(number=answer, count=len(offer)))


def _number(answer: str) -> int | None:
    """The number that an answer is, None for anything else."""
    typed = as_typed(answer).strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else None
