"""What a lake has no answer about: files that could not be read, units that nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.errors import PerfError, Problem, UnreadableData
from perfcli.i18n import gettext as _
from perfcli.lake.engine import Lake
from perfcli.select import Selection, nearest
from perfcli.statements import known_units, problems


def lake_problems(lake: Lake, selection: Selection, kinds: Sequence[str]) -> tuple[Problem, ...]:
    """What is wrong with the files of these folders that a selection looks at, by repository and path."""
    found = []
    for _division, repository, path, *said in lake.rows(problems().text):
        kind, *inner = path.split("/")
        if kind in kinds and is_looked_at(selection, inner[:-1]):
            found.append(Problem(f"{repository}/{path}", *said))
    return tuple(found)


def is_looked_at(selection: Selection, folder: Sequence[str]) -> bool:
    """Whether a selection looks into this folder, a year's or below it a unit's."""
    year, unit, *_below = (*folder, "", "")
    is_year = not selection.years or not year.isdigit() or int(year) in selection.years
    return is_year and (not unit or selection.takes_unit(unit))


def require_lake_units(lake: Lake, selection: Selection, divisions: Sequence[str] = ()) -> None:
    """Raise PerfError for a unit or department that no department file of the lake, or of these divisions, knows."""
    if not selection.units:
        return
    found = lake.rows(known_units().text)
    known = {code for division, code in found if not divisions or division in divisions}
    for unit in selection.units:
        if unit not in known:
            message = _("no department file knows the unit {unit}").format(unit=unit or '""')
            if wrong := lake_problems(lake, Selection(), ("departments",)):
                raise UnreadableData(message, wrong, hint=_("It may be in a file that has to be fixed first."))
            similar = [code for code in known if len(code) == len(unit)] or list(known)
            raise PerfError(message, hint=nearest(unit, similar) or _("See `perf list units`."))
