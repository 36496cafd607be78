"""Questions on a terminal: on standard error, so that standard output holds results alone."""

from __future__ import annotations

import sys

import typer

from perfcli.actions.new import units_to_choose
from perfcli.cli import console
from perfcli.cli.answer_line import read_line
from perfcli.cli.choice import Choice
from perfcli.cli.parameters import WrongValue
from perfcli.errors import PerfError
from perfcli.folding import as_typed
from perfcli.i18n import gettext as _
from perfcli.repository import Repository

_YES = ("y", "yes", "是", "好")
_NO = ("n", "no", "否", "不")


def possible() -> bool:
    """Whether somebody sits at a terminal to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def unit_of_form(repository: Repository, place: str, named: str) -> str:
    """The unit whose form it is that nothing tells; empty for none of them."""
    known = {unit.code: unit.name for unit in units_to_choose(repository)}
    if not known:
        return ""
    said = _("{place}: whose form is this? It names {name}") if named else _("{place}: whose form is this?")
    console.say(said.format(place=place, name=named))
    return choose(_("Unit (empty for none of these)"), known, default="")


def choose(question: str, known: dict[str, str], default: str | None = None) -> str:
    """One of the known ones; each is shown with its label. `default` is what an empty answer is, where it is one."""
    choice = Choice(known)
    choice.show()
    while True:
        answer = _before_writing(question)
        if not answer and default is not None:
            return default
        try:
            return choice.meant(answer)
        except PerfError as error:
            console.complain(error.message)


def text(question: str) -> str:
    """A line that is not empty."""
    while not (answer := _before_writing(question)):
        pass
    return answer


def _before_writing(question: str) -> str:
    """A line of answer; who breaks off there is told that nothing was written."""
    try:
        return ask(question)
    except (KeyboardInterrupt, typer.Abort):
        console.say(_("Nothing was written."))
        raise


def line(question: str) -> str:
    """A line of answer, which may be empty."""
    return ask(question)


def confirmed(question: str) -> bool:
    """Whether the answer is yes: y, yes or 是; anything else is no."""
    return as_typed(ask(yes_or_no(question), _NO[0])).strip().lower() in _YES


def agreed(question: str) -> bool:
    """Whether the answer is yes, as an empty one is; raises Abort."""
    while True:
        try:
            return read_yes(ask(yes_or_no(question), _YES[0]) or _YES[0])
        except WrongValue as wrong:
            console.complain(wrong.message)


def yes_or_no(question: str) -> str:
    """A question as one that is answered by y or n."""
    return _("{question} (y/n)").format(question=question)


def read_yes(answer: str) -> bool:
    """Whether an answer is yes and not no; raises WrongValue for any other."""
    typed = as_typed(answer).strip().lower()
    if typed not in (*_YES, *_NO):
        raise WrongValue(_("please answer y or n"))
    return typed in _YES


def ask(question: str, offered: str = "") -> str:
    """One line of answer; raises Abort at the end of the input. `typer.prompt` would print to standard output."""
    return read_line(question, offered)
