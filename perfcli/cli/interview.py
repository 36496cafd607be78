"""Questions one after the other: back to the last one, past the rest, and answers that outlive what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto

import typer

from perfcli.actions.answers import KeptAnswers
from perfcli.cli import asking, console
from perfcli.cli.choice import Choice
from perfcli.cli.parameters import WrongValue
from perfcli.errors import PerfError
from perfcli.folding import as_typed
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.repository import Repository

_BACK = ("<", "《", "〈")
_PAST = (">", "》", "〉")
"""What is typed to go back, or past the rest: with the signs that an input method for Chinese makes of the keys."""

_HELP = noop(
    "Enter takes what stands in [ ], or skips; - empties it, the key up edits it. "
    "< goes back, > skips the rest, Ctrl-C ends and writes nothing."
)


class AskAgain(Exception):
    """An answer that whoever gave it took back."""


class _Move(Enum):
    BACK = auto()
    PAST = auto()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked under a key: `offered` is answered by Enter alone, an optional one may stay empty.

    `empty` says what that means, nothing where the question says so itself; `note` is said before. `read` raises
    PerfError, WrongValue or AskAgain for an answer that is none; `remark` has what is to be said of one that is taken.
    """

    key: str
    text: str
    read: Callable[[str], object] = str
    offered: str = ""
    choices: Mapping[str, str] | None = None
    is_optional: bool = False
    empty: str | None = None
    note: str = ""
    remark: Callable[[str], str] = lambda _answer: ""


Answers = dict[str, str]

Script = Callable[[Answers], Iterable[Question]]
"""The questions in their order, each of which may go by the answers to those before it."""


@contextmanager
def answered(kind: str, command: str, repository: Repository, script: Script) -> Iterator[Answers]:
    """The answers to a script, for what is then done with them: where that or the asking fails, they are kept.

    The next run of the command offers them. Whoever breaks off is told that nothing was written.
    """
    kept = KeptAnswers(repository, kind)
    try:
        begun = kept.left()
        is_wanted = bool(begun) and asking.agreed(_("An earlier run was not finished. Continue with its answers?"))
        kept.forget()
        if is_wanted:
            kept.keep(begun)
        answers = Interview(script, begun if is_wanted else {}, kept.keep).answers()
    except (KeyboardInterrupt, typer.Abort):
        console.say(_("Nothing was written."))
        _say_kept(kept, command)
        raise
    try:
        yield answers
    except (PerfError, OSError) as error:
        if isinstance(error, PerfError) and kept.has_any:
            error.hint = "\n".join(filter(None, (error.hint, _offered_again(command))))
        else:
            _say_kept(kept, command)
        raise
    kept.forget()


def _say_kept(kept: KeptAnswers, command: str) -> None:
    if kept.has_any:
        console.say(_offered_again(command))


def _offered_again(command: str) -> str:
    return _("The answers are kept: `{command}` offers them again.").format(command=command)


class Interview:
    """Asks the questions of a script, those that were `begun` in an earlier run with their answers on offer.

    `keep` is called with all that was typed, after each answer.
    """

    def __init__(self, script: Script, begun: Mapping[str, str], keep: Callable[[Answers], None]) -> None:
        self._script = script
        self._begun = dict(begun)
        self._keep = keep
        self._answers: Answers = {}
        self._asked: list[str] = []
        self._is_past = False

    def answers(self) -> Answers:
        """The answer to every question, by its key; raises Abort, KeyboardInterrupt."""
        console.say(_(_HELP))
        while (question := self._next()) is not None:
            self._ask(question)
        return self._answers

    def _next(self) -> Question | None:
        return next((one for one in self._script(self._answers) if one.key not in self._answers), None)

    def _ask(self, question: Question) -> None:
        offered = self._begun.get(question.key, question.offered)
        if self._is_past and question.is_optional:
            self._answers[question.key] = offered
            return
        reply = _reply(question, offered)
        if isinstance(reply, str):
            self._answers[question.key] = reply
            self._asked.append(question.key)
            self._remember(question, reply)
        elif reply is _Move.PAST:
            self._is_past = True
        elif self._asked:
            self._asked.pop()
            self._answers = {key: self._answers[key] for key in self._asked}
            self._is_past = False
        else:
            console.say(_("This is the first question."))

    def _remember(self, question: Question, reply: str) -> None:
        """Keep what was typed, to be offered again; what the question itself offers is not kept: it may change."""
        if reply == question.offered:
            self._begun.pop(question.key, None)
        else:
            self._begun[question.key] = reply
        self._keep(self._begun)


def _reply(question: Question, offered: str) -> str | _Move:
    """An answer that can be read, or where to go instead."""
    choice = Choice(question.choices) if question.choices else None
    if question.note:
        console.say(question.note)
    if choice:
        choice.show()
    while True:
        answer = asking.ask(_asked(question, offered), offered)
        sign = as_typed(answer)
        if sign in _BACK:
            return _Move.BACK
        if sign in _PAST:
            if question.is_optional:
                return _Move.PAST
            console.say(_("This cannot be left out."))
            continue
        if not answer:
            if question.is_optional:
                return ""
            console.say(_("This cannot be left out."))
            continue
        meant = answer
        try:
            meant = choice.meant(answer) if choice else answer
            question.read(meant)
        except PerfError as error:
            console.report(error)
        except WrongValue as wrong:
            console.complain(wrong.message)
        except AskAgain:
            pass
        else:
            if choice and meant != answer:
                console.say(f"  {meant}  {choice.known[meant]}")
            elif remark := question.remark(answer):
                console.say(f"  {remark}")
            return meant
        if answer == offered:
            offered = ""


def _asked(question: Question, offered: str) -> str:
    """The words of a question, with what an empty answer means where that is not in [ ]."""
    if not question.is_optional or offered or question.empty == "":
        return question.text
    return _("{question} ({empty})").format(question=question.text, empty=question.empty or _("Enter to skip"))
