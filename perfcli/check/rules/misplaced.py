"""D502."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Place
from perfcli.i18n import noop
from perfcli.model import Record
from perfcli.placement import keys_by_path, keys_of, spelled

ELSEWHERE = noop("{key} is {said}, the path says {expected}: move the file, or correct the key")
NOWHERE = noop("no file is read from here: projects lie in projects/YEAR/UNIT/CODE.toml, see the README")


class Misplaced(Rule):
    """A file lies where it does not belong.

    Files are found by their path: one whose keys say otherwise counts as unreadable, one outside of the known
    folders is never read at all.

    Leaves alone: files that do not end in .toml, and folders that are none of the repository's.

    Fails:

        unit = "335002"

    Passes:

        unit = "335001"

    Source: the format of the repository.
    """

    code = "D502"
    name = "misplaced"
    severity = "error"
    nature = "data"

    def file(self, place: Place, record: Record, data: Mapping[str, Any], context: Context) -> Iterable[Hit]:
        """The keys that the path says."""
        said = keys_of(record)
        expected = keys_by_path(record, place.path.split("/")) if said else {}
        for key, value in said.items():
            if value != expected[key]:
                yield Hit(
                    (key,), ELSEWHERE, {"key": key, "said": spelled(value), "expected": spelled(expected[key] or "?")}
                )
