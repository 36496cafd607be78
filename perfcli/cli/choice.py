"""One of several known things, by its number in the list shown, by itself, or by a part of it or of its name."""

from __future__ import annotations

from collections.abc import Mapping

from perfcli.cli import console
from perfcli.errors import PerfError
from perfcli.folding import as_typed, fold
from perfcli.i18n import gettext as _

_MOST_LISTED = 30


class Choice:
    """What can be chosen: each with its name; `known` is not empty."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self.known = known
        self._listed: list[str] = []

    def show(self) -> None:
        """List them all, or say how they are found where they are too many."""
        if len(self.known) <= _MOST_LISTED:
            console.say(_("Answer with a number, a code or a part of a name:"))
            self._list(list(self.known))
        else:
            count = len(self.known)
            console.say(_("{count} to choose from: type a part of a code or of a name").format(count=count))

    def meant(self, answer: str) -> str:
        """The one that an answer means; raises PerfError for none and for several, which are then listed."""
        typed = as_typed(answer).strip()
        if typed.isascii() and typed.isdigit() and len(typed) < 6 and 1 <= int(typed) <= len(self._listed):
            return self._listed[int(typed) - 1]
        if typed in self.known:
            return typed
        found = [] if self._is_number(typed) else self._with(fold(typed))
        if len(found) == 1:
            return found[0]
        if found:
            self._list(found[:_MOST_LISTED])
            raise PerfError(_("{answer} fits {count} of them").format(answer=answer, count=len(found)))
        raise PerfError(_("{answer} is not in the list").format(answer=answer or '""'))

    def _is_number(self, typed: str) -> bool:
        """Whether this can only be a number in a list: one that is none there is no part of a code."""
        return bool(self._listed) and typed.isascii() and typed.isdigit() and len(typed) <= len(str(_MOST_LISTED))

    def _with(self, wanted: str) -> list[str]:
        return [key for key, name in self.known.items() if wanted and wanted in fold(f"{key} {name}")]

    def _list(self, keys: list[str]) -> None:
        size = max(map(len, keys))
        for number, key in enumerate(keys, 1):
            console.say(f"{number:4}  {key:{size}}  {self.known[key]}")
        self._listed = keys
