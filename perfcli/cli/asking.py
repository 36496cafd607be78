"""Questions on a terminal: on standard error, so that standard output holds results alone."""

from __future__ import annotations

import sys

import typer

from perfcli.actions.new import units_to_choose
from perfcli.amounts import read_amount
from perfcli.cli import console
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.repository import Repository


def possible() -> bool:
    """Whether somebody sits at a terminal to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def choose_template(repository: Repository) -> str:
    """A template's slug, empty for none."""
    known = {slug: item.record.name for slug, item in repository.templates().items() if item.record}
    return _choose(_("Template (empty for none)"), known, default="") if known else ""


def complete(repository: Repository, given: dict[str, str]) -> dict[str, str]:
    """What was given, with the missing parts asked for."""
    answers = dict(given)
    if not answers["unit"].strip():
        answers["unit"] = _choose(_("Unit"), {unit.code: unit.name for unit in units_to_choose(repository)})
    while not answers["name"].strip():
        answers["name"] = typer.prompt(_("Name of the project"), err=True)
    while not answers["budget"].strip():
        answer = typer.prompt(_("Budget in yuan"), err=True)
        try:
            read_amount(answer)
            answers["budget"] = answer
        except PerfError as error:
            console.report(error)
    return answers


def _choose(question: str, known: dict[str, str], default: str | None = None) -> str:
    """One of the known ones, by its number in the list shown or by itself."""
    names = list(known)
    size = max(map(len, names), default=0)
    for number, name in enumerate(names, 1):
        console.say(f"{number:4}  {name:{size}}  {known[name]}")
    while True:
        answer = str(typer.prompt(question, default=default, show_default=False, err=True)).strip()
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(names):
            return names[int(answer) - 1]
        if answer in known or answer == default:
            return answer
        console.say(_("{answer} is not in the list").format(answer=answer))
