"""Files as a command line names and shows them."""

from __future__ import annotations

import difflib
import os
from collections.abc import Sequence
from pathlib import Path

from perfcli.actions.by_part import meant_codes
from perfcli.check.places import companion_of
from perfcli.cli import inputs
from perfcli.cli.named import warn_of_names
from perfcli.disk import is_gone
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.repository import Repository


def relative_path(path: Path) -> str:
    """A path from the working directory on, with forward slashes; absolute where there is no way to it."""
    try:
        return os.path.relpath(path).replace(os.sep, "/")
    except ValueError:
        return path.as_posix()


def path_prefix(root: Path) -> str | None:
    """What goes before paths below a folder so that they begin at the working directory; None from inside it."""
    root, here = Path(os.path.abspath(root)), Path.cwd()
    if here == root:
        return ""
    return None if root in here.parents else relative_path(root).rstrip("/") + "/"


def is_folder(name: str) -> bool:
    """Whether an output is a folder to put files into: there is one, or it is written with a separator at its end."""
    return bool(name) and (name.endswith(("/", os.sep)) or Path(name).is_dir())


def encodable(path: str) -> str:
    """A path as a text that every encoder takes: bytes of a name that are no text are spelled out, as on a terminal."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def unified(before: str, after: str, name: str) -> str:
    """How a text changes, as a unified diff; empty where it does not."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}"
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def paths_below(
    repository: Repository, given: list[str], *, parts: bool = False, years: Sequence[int] = ()
) -> tuple[str, ...]:
    """Files and folders below the root, by path or by a project's code; raises PerfError for what is neither.

    A code means the project and what became of it.

    With `parts` a part of one code or name will do, of projects of these years where there are any, but not of those
    from standard input.
    """
    words = [
        (word, years if parts and name != "-" else None)
        for name in given
        for word in (inputs.decode_input(inputs.read_input()).split() if name == "-" else [name])
    ]
    if given and not words:
        raise PerfError(_("no file or code was given"))
    return tuple(path for word, of_years in words for path in _path(repository, word, of_years))


def _path(repository: Repository, word: str, years: Sequence[int] | None) -> list[str]:
    """The paths that a word stands for; where years are given, a part of a code or name of theirs will do."""
    target = Path(word)
    if not target.exists():
        codes = [word] if years is None else meant_codes(repository, [word], years, left_out=warn_of_names)
        files = [file for code in codes for file in repository.find_projects(code)]
        if files:
            return [path for file in files for path in _with_companion(repository, repository.relative(file.path))]
        raise PerfError(
            _("there is no file, folder or project {given}").format(given=word or '""'),
            hint=_("Name files and folders from where you are, or projects by their codes."),
        )
    root, resolved = repository.root.resolve(), target.resolve()
    if resolved != root and root not in resolved.parents:
        raise PerfError(_("{path} is outside of the repository {root}").format(path=word, root=repository.root))
    below = resolved.relative_to(root).as_posix()
    return [below]


def _with_companion(repository: Repository, path: str) -> list[str]:
    other = companion_of(path)
    return [path] if is_gone(repository.root / other) else [path, other]
