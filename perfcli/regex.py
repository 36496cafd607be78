"""Regular expressions that are compiled when they are first asked, as a command asks few of those it loads."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class Regex:
    """Has all that its pattern has, from the first time that it is asked for it."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)
        return found

    def __reduce__(self) -> tuple[type[Regex], tuple[str | bytes, int]]:
        """What another process makes it of."""
        return Regex, (self.pattern, self._flags)


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern for its methods, as `re.compile` gives it; one that is wrong raises `re.error` only once it is asked.

    The functions of `re` do not take it.
    """
    return cast("re.Pattern[AnyStr]", Regex(pattern, flags))
