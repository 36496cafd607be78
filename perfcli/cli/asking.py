"""Questions on a terminal: on standard error, so that standard output holds results alone."""

from __future__ import annotations

import sys

import typer

from perfcli.actions.new import units_to_choose
from perfcli.amounts import read_amount
from perfcli.cli import console
from perfcli.errors import PerfError
from perfcli.folding import as_typed
from perfcli.i18n import gettext as _
from perfcli.repository import Repository


def possible() -> bool:
    """Whether somebody sits at a terminal to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def choose_template(repository: Repository) -> str:
    """A template's slug, empty for none."""
    known = {slug: item.record.name for slug, item in repository.templates().items() if item.record}
    return _choose(_("Template (empty for none)"), known, default="") if known else ""


def unit_of_form(repository: Repository, place: str, named: str) -> str:
    """The unit whose form it is that nothing tells; empty for none of them."""
    known = {unit.code: unit.name for unit in units_to_choose(repository)}
    if not known:
        return ""
    said = _("{place}: whose form is this? It names {name}") if named else _("{place}: whose form is this?")
    console.say(said.format(place=place, name=named))
    return _choose(_("Unit (empty for none of these)"), known, default="")


def complete(repository: Repository, given: dict[str, str]) -> dict[str, str]:
    """What was given, with the missing parts asked for."""
    answers = dict(given)
    if not answers["unit"].strip():
        answers["unit"] = _choose(_("Unit"), {unit.code: unit.name for unit in units_to_choose(repository)})
    while not answers["name"].strip():
        answers["name"] = ask(_("Name of the project"))
    while not answers["budget"].strip():
        answer = ask(_("Budget in yuan"))
        try:
            is_wanted = read_amount(answer) > 0 or confirmed(_("The budget is 0 yuan. Keep it?"))
        except PerfError as error:
            console.report(error)
        else:
            answers["budget"] = answer if is_wanted else ""
    return answers


def choose(question: str, known: dict[str, str]) -> str:
    """One of the known ones; each is shown with its label."""
    return _choose(question, known)


def text(question: str) -> str:
    """A line that is not empty."""
    while not (answer := ask(question)):
        pass
    return answer


def line(question: str) -> str:
    """A line of answer, which may be empty."""
    return ask(question)


def confirmed(question: str) -> bool:
    """Whether the answer is yes: y, yes or 是; anything else is no."""
    return ask(f"{question} (y/N)").lower() in ("y", "yes", "是")


def ask(question: str) -> str:
    """One line of answer; raises Abort at the end of the input. `typer.prompt` would print to standard output."""
    while True:
        console.prompt(f"{question}: ")
        try:
            line = sys.stdin.readline()
        except UnicodeDecodeError:
            console.say(_("this answer is not text in the encoding of the terminal"))
            continue
        if not line:
            raise typer.Abort
        return line.strip()


def _choose(question: str, known: dict[str, str], default: str | None = None) -> str:
    """One of the known ones, by its number in the list shown or by itself."""
    if not known:
        raise PerfError(_("no unit is known yet"), hint=_("Register one first: `perf new unit CODE NAME`."))
    names = list(known)
    size = max(map(len, names), default=0)
    for number, name in enumerate(names, 1):
        console.say(f"{number:4}  {name:{size}}  {known[name]}")
    while True:
        answer = as_typed(ask(question))
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(names):
            return names[int(answer) - 1]
        if answer in known or answer == default:
            return answer
        console.say(_("{answer} is not in the list").format(answer=answer))
