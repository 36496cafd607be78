"""Indicators that fit a new project, offered where one is asked for: a number takes the one in the list."""

from __future__ import annotations

from functools import lru_cache

from perfcli.actions.suggesting import Suggestion, Wanted, suggest
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


def note(offer: Offer) -> str:
    """The list to choose from, empty where there is none."""
    lines = [
        f"{number:4}  {one.indicator.name}  {one.indicator.target}  ({_(SOURCES[one.source])} {one.origins[0]})"
        for number, one in enumerate(offer, 1)
    ]
    return "\n".join([_("Suggested (type a number to take one):"), *lines]) if lines else ""


def picked(offer: Offer, answer: str) -> Suggestion | None:
    """The suggestion that an answer takes by its number or its name, None for a name of one's own."""
    typed = as_typed(answer).strip()
    if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(offer):
        return offer[int(typed) - 1]
    return next((one for one in offer if one.indicator.name == answer.strip()), None)
