"""What a new repository may still lack before a project can be made in it: asked for, and kept."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from perfcli.actions.new import new_unit, units_to_choose
from perfcli.actions.settings import keep_settings
from perfcli.cli import asking, console
from perfcli.cli.parameters import WrongValue, Year
from perfcli.folding import as_typed
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.repository import Repository

T = TypeVar("T")

_YES = ("", "y", "yes", "是", "好")
_NO = ("n", "no", "否", "不")


def complete_settings(
    repository: Repository, year: int | None, *, has_code: bool, is_kept: bool
) -> tuple[Repository, int | None]:
    """Ask for the budget year and, for a code that is to be generated, the division, where nothing says them.

    Returns the repository with what is now kept in perf.toml, and the year. For use on a terminal; where nothing is
    to be kept, as in a dry run, the year alone is asked for.
    """
    if year is None and repository.settings.year is None:
        year = _until(noop("Budget year"), _year)
        if is_kept and _agrees(_("Write the year {year} to perf.toml for new projects?").format(year=year)):
            keep_settings(repository.root, year=year)
    if is_kept and not has_code and not repository.settings.division:
        console.say(_("Project codes begin with the six digits of the division; they are written to perf.toml."))
        keep_settings(repository.root, division=_until(noop("Division"), _division))
    repository = Repository(repository.root)
    if is_kept and not units_to_choose(repository):
        console.say(_("No unit is registered yet: register the one that the project belongs to."))
        _until(noop("Unit code"), lambda code: _registered(repository, code))
        repository = Repository(repository.root)
    return repository, year


def _registered(repository: Repository, code: str) -> Path:
    """The department's file with a unit in it whose name is asked for; raises WrongValue for a code that is none."""
    code = as_typed(code).strip()
    if not re.fullmatch(r"[0-9]{6,}", code):
        raise WrongValue(_("a unit's code has six or more digits"))
    name = ""
    while not name:
        name = asking.ask(_("Unit name"))
    return new_unit(repository, code, name, "")


def again(command: str, answers: Mapping[str, str]) -> str:
    """What to type so that nothing that was answered has to be answered again."""
    options = " ".join(f"--{name} {shlex.quote(value)}" for name, value in answers.items() if value)
    return _("To go on with these answers: {command}").format(command=f"{command} {options}")


def _until(question: str, read: Callable[[str], T]) -> T:
    """An answer that can be read."""
    while True:
        try:
            return read(asking.ask(_(question)))
        except WrongValue as wrong:
            console.complain(wrong.message)


def _year(text: str) -> int:
    return Year()(text)


def _division(text: str) -> str:
    digits = as_typed(text).strip()
    if not re.fullmatch(r"[0-9]{6}", digits):
        raise WrongValue(_("{division}: a division has six digits").format(division=text or '""'))
    return digits


def _agrees(question: str) -> bool:
    while True:
        answer = as_typed(asking.ask(f"{question} [Y/n]")).strip().lower()
        if answer in _YES:
            return True
        if answer in _NO:
            return False
