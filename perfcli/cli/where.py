"""`perf` alone: where one is, what is there, and what can be done next."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from perfcli import i18n
from perfcli.actions.summing import sum_budgets
from perfcli.cells import text_width
from perfcli.cli import console
from perfcli.cli.metavars import shown_metavar
from perfcli.cli.session import Session
from perfcli.errors import UnreadableData
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext, noop
from perfcli.repository import Repository
from perfcli.select import Selection

_NEXT = (
    ("perf list", noop("the projects")),
    ("perf summary", noop("counts and sums")),
    ("perf check", noop("review the goals")),
    ("perf new project", noop("a new project")),
    ("perf import FILE", noop("take in a document, a form or a list")),
)
_FIRST = (
    ("perf new unit CODE NAME", noop("register a unit")),
    ("perf new project", noop("a new project")),
    ("perf import FILE", noop("take in a document, a form or a list")),
)
_OF_PROJECT = (
    ("perf show", noop("its goals and indicators")),
    ("perf check", noop("review the goals")),
    ("perf edit", noop("change it in an editor")),
)
_BEGIN = (
    ("perf init DIR", noop("a new repository")),
    ("perf init DIR --example", noop("one with an example in it, to try things out")),
    ("perf -C DIR …", noop("work with a repository that lies elsewhere")),
)


def say_where(session: Session) -> None:
    """Print it; raises PerfError for a repository that was named and is none."""
    repository = session.repository_or_none
    lines = _outside() if repository is None else _inside(repository)
    console.emit("".join(f"{console.fitted(line)}\n" for line in lines))


def _outside() -> Iterator[str]:
    yield _("There is no data repository here. Ways to begin:")
    yield from _commands(_BEGIN)


def _inside(repository: Repository) -> Iterator[str]:
    yield _("Data repository: {folder}").format(folder=repository.root)
    if repository.settings.year:
        yield _("Budget year: {year}").format(year=repository.settings.year)
    has_projects = True
    try:
        years = sum_budgets(repository, Selection()).years
    except UnreadableData as error:
        yield ngettext(
            "{count} file cannot be read: `perf check` says why", "{count} files cannot be read: `perf check` says why",
            len(error.problems),
        ).format(count=len(error.problems))  # fmt: skip
    else:
        has_projects = bool(years)
        if not years:
            yield _("No projects yet.")
        for row in years:
            message = ngettext(
                "{year}: {count} project, {total} yuan", "{year}: {count} projects, {total} yuan", row["projects"]
            )
            yield message.format(year=row["year"], count=row["projects"], total=i18n.money(row["total"]))
    yield ""
    yield _("What to do next:")
    yield from _commands(_NEXT if has_projects else _FIRST)


def say_begun(folder: Path, *, has_projects: bool) -> None:
    """What can be done in a repository that was made just now, on standard error."""
    if folder == Path():
        console.say(_("A data repository is in {folder} now.").format(folder=folder.resolve()))
    console.say(_("What to do next:"))
    way = () if folder == Path() else ((f"cd {_quoted(folder)}", noop("go into the folder")),)
    for line in _commands(way + (_NEXT[:3] if has_projects else _FIRST)):
        console.say(line)


def say_made(code: str) -> None:
    """What can be done with a project that was made just now, on standard error."""
    console.say(_("What to do next:"))
    for line in _commands(tuple((f"{command} {code}", what) for command, what in _OF_PROJECT)):
        console.say(line)


def _quoted(folder: Path) -> str:
    """A folder as a shell takes it."""
    text = str(folder)
    return shlex.quote(text) if os.name != "nt" else f'"{text}"' if " " in text else text


def _commands(commands: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Commands with what they do; all of them are a command away."""
    said = [*((shown_metavar(command), what) for command, what in commands), ("perf help", noop("all commands"))]
    size = max(text_width(command) for command, _what in said)
    yield from (f"  {command}{' ' * (size - text_width(command))}  {_(what)}" for command, what in said)
