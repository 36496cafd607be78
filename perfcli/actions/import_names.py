"""New projects of an import that are called as others which are here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from perfcli.actions.form_names import CodesByName
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.model import Project
from perfcli.repository import Repository

_SHOWN = 5


def named_again(repository: Repository, projects: Iterable[Project], new: Collection[Path]) -> str:
    """What is said of projects whose unit has others of their name in that year; `new` are the files that are made."""
    names = CodesByName(repository)
    found = [
        f"{project.code} {project.name[:60]} ({_(', ').join(codes)})"
        for project in projects
        if project.unit
        and repository.project_path(project.year, project.unit, project.code) in new
        and (codes := names.here(project.year, project.unit, project.name))
    ]
    message = ngettext(
        "{count} new project is called as one that its unit has in that year: {names}; if it is the same, take one"
        " of both out with `perf rm`",
        "{count} new projects are called as others that their units have in that year: {names}; of those that are the"
        " same, take one out with `perf rm`",
        len(found),
    )
    shown = _(", ").join(found[:_SHOWN]) + ("…" if len(found) > _SHOWN else "")
    return message.format(count=len(found), names=shown) if found else ""
