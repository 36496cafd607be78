"""The folder of a lake: what may be one, what a gathering that was ended left in it, what lies beside its tables."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from perfcli.disk import cache_folder, entries, is_gone, names, remove, remove_folder, write_over
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.index.relations import relations
from perfcli.lake.manifest import Manifest, is_lake
from perfcli.links import CACHE, first_link, is_link
from perfcli.regex import regex
from perfcli.repository import SETTINGS

_OWN = regex(r"part-[0-9]{6,}-[0-9]{4,}(-[0-9]+)?\.parquet|\.perf-.+\.tmp")
"""What files of a lake are called, and their drafts."""

_WRITING = "writing"
_LAID_OUT = "revisions"


def require_place(lake: Path, beside: tuple[str, ...] = ()) -> None:
    """Raise PerfError for a folder that holds other things; `beside` tells that another gathering may be beginning."""
    if lake.is_dir():
        found = names(lake)
        is_free = set(found) <= {CACHE} or any(name in found for name in beside) or _is_left(lake, found)
        if not is_free and not is_lake(lake):
            raise PerfError(
                _("{folder} is not a lake and not empty").format(folder=lake), hint=_("Name a new folder, or a lake.")
            )
    elif not is_gone(lake):
        raise PerfError(_("{folder} is not a folder").format(folder=lake))
    if (lake / SETTINGS).exists():
        raise PerfError(_("{folder} is a data repository; a lake has a folder of its own").format(folder=lake))


def _is_left(lake: Path, found: Iterable[str]) -> bool:
    """Whether a first gathering that was ended left these: its mark tells, and all is of a kind that it makes."""
    own = {CACHE, *relations()}
    return not is_gone(lake / CACHE / _WRITING) and all(name in own or _OWN.fullmatch(name) for name in found)


def require_no_link(lake: Path, paths: Iterable[str]) -> None:
    """Raise PerfError where one of these paths, or a folder above it in the lake, is a link."""
    linked: dict[PurePosixPath, bool] = {}
    for path in map(PurePosixPath, paths):
        for place in (path, *path.parents[:-1]):
            if place not in linked:
                linked[place] = is_link(lake / place)
            if linked[place]:
                raise PerfError(
                    _("{path} is a link: nothing is written to the lake").format(path=lake / place),
                    hint=_("Delete the link, then gather again."),
                )


def remove_place(lake: Path) -> None:
    """Remove a folder that was made for a lake that came to nothing, and what was to be kept beside its tables."""
    with suppress(OSError):
        for name in ("lock", ".gitignore"):
            remove(lake / CACHE / name)
        remove_folder(lake / CACHE)
        remove_folder(lake)


def laid_out_folder(lake: Path, number: int) -> Path:
    """Where the files of a git revision of the repository with this number are laid out; it may be deleted."""
    return lake / CACHE / _LAID_OUT / f"{number:04}"


def mark_writing(lake: Path) -> None:
    """Leave a mark before files are written that no manifest names yet: who finds it removes them."""
    write_over(cache_folder(lake) / _WRITING, b"")


def remove_left(lake: Path, manifest: Manifest, within: Iterable[str] | None = None) -> None:
    """Remove Parquet files that the manifest does not name: what was replaced, what an ended process left.

    They are looked for where the mark of one who was writing stands, which goes when all of them are gone: in all
    folders of tables, unless who was writing knows `within` which it was.
    """
    mark = lake / CACHE / _WRITING
    if is_gone(mark):
        return
    known = manifest.paths
    stays = False
    tops = [lake / top for top in (relations() if within is None else within)]
    for folder in (folder for top in tops if not first_link(lake, top) for folder in _folders(top)):
        for name in names(folder):
            path = folder / name
            if _OWN.fullmatch(name) and path.relative_to(lake).as_posix() not in known:
                try:
                    remove(path)
                except OSError:  # a reader holds it, in Windows: the next gathering removes it
                    stays = True
        with suppress(OSError):  # it holds something still
            while folder != lake:
                remove_folder(folder)
                folder = folder.parent
    if not stays:
        remove(mark)


def _folders(top: Path) -> list[Path]:
    """The folders below one that have none below them, itself if it has none; none where it is not there."""
    if is_gone(top) or is_link(top):
        return []
    inner = [Path(entry.path) for entry in entries(top) if entry.is_dir(follow_symlinks=False)]
    return [found for folder in inner for found in _folders(folder)] if inner else [top]
