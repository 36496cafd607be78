"""Projects, units and departments by a part of their codes or names, for commands that only read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import msgspec

from perfcli.actions.choose import code_year_name, read_departments
from perfcli.actions.looking import no_progress, project_problems, project_scope
from perfcli.errors import PerfError, Problem, UnreadableData
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.index import Index, Progress, answers
from perfcli.repository import Repository
from perfcli.select import Selection, fold

Show = Callable[[str, str], str]
"""How a code and its name are listed."""

_LISTED = 20
"""So many of those that a part fits are listed."""


def meant_codes(
    repository: Repository,
    words: Sequence[str],
    years: Sequence[int] = (),
    progress: Progress = no_progress,
    left_out: Callable[[Sequence[Problem]], None] | None = None,
) -> list[str]:
    """The codes of projects that words stand for: whole codes, else a part of one code or of one project's name.

    A whole name wins over parts of longer ones; a word that fits nothing is left to be refused as a code. The projects
    are those of the years named, of all without any. `left_out` is told of the files that cannot be read where a name
    was looked for: theirs is not known. Raises PerfError listing what fits where several do.
    """
    whole = {word for word in words if repository.find_projects(word)}
    parts = dict.fromkeys(word for word in words if word not in whole and word.strip())
    if not parts:
        return list(words)
    selection = Selection(years=tuple(years))
    with Index(repository, project_scope(selection), progress) as index:
        found = {word: answers.projects_like(index, selection, word) for word in parts}
        if left_out is not None and any(names and not _in_codes(word, names) for word, names in found.items()):
            left_out(project_problems(index, selection))
    codes = {word: _the_one(word, names, _projects_fit, _shown(repository, names)) for word, names in found.items()}
    return [codes.get(word, word) for word in words]


def meant_units(repository: Repository, words: Sequence[str], *, departments_alone: bool = False) -> tuple[str, ...]:
    """The codes of units and departments that words stand for: whole codes, else a part of one name.

    Digits are always a whole code, as three of them are a department. Raises PerfError listing what fits where several
    do, UnreadableData where names are not all known.
    """
    parts = [word for word in words if word.strip() and not word.strip().isdigit()]
    if not parts:
        return tuple(words)
    departments, problems = read_departments(repository)
    if problems:
        raise UnreadableData(
            _("units are not known by their names while these files cannot be read"),
            problems,
            hint=_("Mend these files, or name units by their codes."),
        )
    named = {department.code: department.name for department in departments}
    if not departments_alone:
        named |= {unit.code: unit.name for department in departments for unit in department.units}
    codes = {
        word: _the_one(
            word, {code: name for code, name in named.items() if fold(word) in fold(name)}, _units_fit, _plainly
        )
        for word in parts
    }
    return tuple(codes.get(word, word) for word in words)


def with_meant_units(repository: Repository, selection: Selection) -> Selection:
    """Filters whose units may be named by a part of their names."""
    units = meant_units(repository, selection.units)
    return selection if units == selection.units else msgspec.structs.replace(selection, units=units)


def _the_one(word: str, named: Mapping[str, str], message: Callable[[int], str], show: Show) -> str:
    """The code that a word stands for among those it fits, the word itself where it fits none; raises PerfError."""
    whole = [code for code, name in named.items() if fold(name) == fold(word)]
    fitting = whole if len(whole) == 1 else list(named)
    if len(fitting) > 1:
        hint = _("Give more of the name or the code, or the whole code.")
        if show is not _plainly:
            hint = _("Give more of the name, the whole code, or the year by --year.")
        raise PerfError(
            message(len(fitting)).format(word=word, count=len(fitting)),
            details=tuple(_listed(named, show)),
            hint=hint,
        )
    return fitting[0] if fitting else word


def _in_codes(word: str, names: Mapping[str, str]) -> bool:
    """Whether a word is a part of codes, which files say by where they lie."""
    return all(word.upper() in code for code in names)


def _shown(repository: Repository, named: Mapping[str, str]) -> Show:
    """How projects are listed: with their years where one name is that of several."""
    names = [fold(name) for name in named.values() if name]
    if len(set(names)) == len(names):
        return _plainly
    years = {file.year for code in list(named)[:_LISTED] for file in repository.find_projects(code)}
    return partial(code_year_name, repository) if len(years) > 1 else _plainly


def _plainly(code: str, name: str) -> str:
    return f"{code}  {' '.join(name.split())}".rstrip()


def _listed(named: Mapping[str, str], show: Show) -> Iterator[str]:
    for code, name in list(named.items())[:_LISTED]:
        yield show(code, name)
    if len(named) > _LISTED:
        yield _("… and {count} more").format(count=len(named) - _LISTED)


def _projects_fit(count: int) -> str:
    return ngettext("{word} fits {count} project", "{word} fits {count} projects", count)


def _units_fit(count: int) -> str:
    return ngettext("{word} fits {count} unit or department", "{word} fits {count} units and departments", count)
