"""What is recorded of indicators when those of a project, or of a whole as one, are renamed or go."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.keys import indicator_names
from perfcli.model import Indicator, Project
from perfcli.progress import Progress, indicators_in, with_names

BY_INDICATOR = (("monitoring", "indicators"), ("evaluation", "indicators"))
"""The tables of a progress file whose keys are names of indicators."""

NO_NAMES: Mapping[str, str] = {}


def renames(before: Project, after: Project, *, in_place: bool) -> dict[str, str]:
    """The year's indicators that go on under another name: what each was called and is, as progress files have it.

    Where they may not be at their places any more, one goes on that is the same but for its name: the one at its
    place, else the only one.
    """
    old, new = before.year_indicators, after.year_indicators
    called = list(zip(indicator_names(old), old, strict=True))
    names = set(indicator_names(new))
    found: dict[str, str] = {}
    for now, row in zip(indicator_names(new), new, strict=True):
        same = [one for one in called if one[1] == row][:1]
        if not same and len(old) == len(new):
            was = called[len(found)]
            same = [was] if in_place or _is_same_but_name(was[1], row) else []
        if not same and not in_place:
            gone = [one for one in called if one[0] not in names and _is_same_but_name(one[1], row)]
            same = gone if len(gone) == 1 else []
        found[now] = same[0][0] if same else ""
    return {was: now for now, was in found.items() if was and was != now}


def _is_same_but_name(old: Indicator, new: Indicator) -> bool:
    return old == msgspec.structs.replace(new, name=old.name)


def renamed(progress: Progress, names: Mapping[str, str], before: Project) -> Progress:
    """What became of a project whose indicators have these new names.

    Raises PerfError where what is recorded of one that is gone would become that of another.
    """
    if not names:
        return progress
    kept, old = indicators_in(progress), indicator_names(before.year_indicators)
    for was, now in names.items():
        if now in kept and now not in names and (was in kept or now in old):
            message = _("what is recorded of the indicator {other} would become that of {name}")
            raise PerfError(
                message.format(other=was, name=now),
                hint=_("Correct the progress file of {code} first.").format(code=progress.of),
            )
    return with_names(progress, names)


def carried_along(progress: Progress, names: Mapping[str, str]) -> Progress:
    """What a source says became of a project whose indicators it renames, under their new names.

    What stands under a new name in the source already is that of the new name.
    """
    kept = indicators_in(progress)
    return with_names(progress, {was: now for was, now in names.items() if now not in kept or now in names})


def require_told_apart(progress: Progress, names: Mapping[str, str], before: Project) -> None:
    """Raise PerfError where a source that does not say whose its records are gives an indicator another's name."""
    recorded, old = indicators_in(progress), indicator_names(before.year_indicators)
    taken = [now for was, now in names.items() if now in old and (was in recorded or now in recorded)]
    if taken:
        message = _("{code}: the source gives {names} to other indicators, and does not say whose its records are")
        hint = _("Rename them by `perf set`, or in a workbook or a json that `perf export` writes now.")
        if not progress.code:
            hint = _("Rename one of them at a time.")
        raise PerfError(message.format(code=progress.of, names=_(", ").join(taken)), hint=hint)


def found_again(said: Progress, kept: Progress, project: Project) -> dict[str, str]:
    """The names that a source's records are of and nothing is called any more, and what those records are of here."""
    known, here = indicator_names(project.year_indicators), indicators_in(kept)
    gone = [name for name in indicators_in(said) if name not in known and name not in here]
    free = [name for name in here if name in known and name not in indicators_in(said)]
    found: dict[str, str] = {}
    for name in gone:
        same = [one for one in free if _records(kept, one) == _records(said, name) and one not in found.values()]
        found |= {name: same[0]} if len(same) == 1 else {}
    left = [name for name in gone if name not in found], [name for name in free if name not in found.values()]
    return found | ({left[0][0]: left[1][0]} if [len(names) for names in left] == [1, 1] else {})


def _records(progress: Progress, name: str) -> list[object]:
    """What is recorded of an indicator, each with its day."""
    found: list[object] = [(one.date, one.indicators[name]) for one in progress.monitoring if name in one.indicators]
    return [*found, progress.evaluation.indicators.get(name) if progress.evaluation else None]


def unknown_names(path: str, progress: Progress, project: Project) -> list[str]:
    """What is to be said where records below this path are of indicators that the project does not have."""
    known = set(indicator_names(project.year_indicators))
    message = _("{path}: what is recorded is of no indicator of the project: {name}")
    if not project.code:
        message = _("{path}: what is recorded is of no indicator of the whole: {name}")
    return [message.format(path=path, name=name) for name in indicators_in(progress) if name not in known]


def goes_on(path: str, progress: Progress, names: Mapping[str, str]) -> tuple[str, ...]:
    """What is to be said where records below this path go on under other names."""
    message = _("{path}: what is recorded of the indicator {name} goes on as that of {now}")
    recorded = indicators_in(progress)
    return tuple(message.format(path=path, name=was, now=now) for was, now in names.items() if was in recorded)


def left_behind(
    path: str, progress: Progress, names: Mapping[str, str], before: Project, after: Project
) -> tuple[str, ...]:
    """What is to be said where records below this path are of indicators that the project does not have any more."""
    old, new = indicator_names(before.year_indicators), indicator_names(after.year_indicators)
    message = _("{path}: what is recorded of the indicator {name} stays, but the project does not have it any more")
    if not before.code:
        message = _("{path}: what is recorded of the indicator {name} stays, but the whole does not have it any more")
    gone = (name for name in indicators_in(progress) if name in old and name not in new and name not in names)
    return tuple(message.format(path=path, name=name) for name in gone)
