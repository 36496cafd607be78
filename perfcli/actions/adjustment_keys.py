"""The keys of a project by the words that forms have for them, and their values as a form prints these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

from perfcli.amounts import read_amount
from perfcli.assigning import place_of
from perfcli.changes import as_adjusted
from perfcli.comparing import Element
from perfcli.errors import PerfError
from perfcli.folding import as_typed, fold
from perfcli.forms.words.amounts import names_scale
from perfcli.forms.words.amounts import read_amount as read_printed
from perfcli.key_names import spoken
from perfcli.keys import Key, Pick, indicator_names, key_text, read_key
from perfcli.model import Indicator, Project, Record, plain
from perfcli.progress import Adjustment
from perfcli.regex import regex

Value = str | tuple[str, ...]
"""A value as a form prints it; of a list its texts."""

_BETWEEN = "·"
_PLACE = regex(r"(.+?)([1-9][0-9]{0,3})", re.ASCII)
_DIGITS = regex(r"[1-9][0-9]{0,3}", re.ASCII)
_LISTS = ("goals", "long_term_goals")
_TABLES = ("budget.sources", "spending_plan")


class KeyNames:
    """What each key of a project is called on a form: those that it has, and those that its adjustments name."""

    def __init__(self, project: Project, kept: Sequence[Adjustment]) -> None:
        self._project = project
        self._keys: dict[str, str] = {}
        known = (change.key for one in kept for change in one.changes)
        for text in (*_keys_of(project), *known):
            self._keys.setdefault(_seen(words_of(text)), text)

    def key_of(self, words: str, meaning: str) -> str | None:
        """The key that words stand for, None where none is called so; a label alone is a detail that is new."""
        found = self._keys.get(_seen(words)) or self._of_parts(words)
        if found or meaning:
            return found or meaning
        key = key_of(words)
        return None if key is None else key_text(key)

    def _of_parts(self, words: str) -> str | None:
        """A key that the project does not have yet: a further goal, source or month, a key of an indicator."""
        head, between, tail = words.rpartition(_BETWEEN)
        seen = _seen(words)
        for name in _LISTS:
            match = _PLACE.fullmatch(seen)
            if match and match[1] == _seen(words_of(name)):
                return f"{name}[{match[2]}]"
        if not between:
            named = [name for name, row in self._indicators() if _seen(row.name) == seen]
            return f"indicators[{named[0]}].target" if len(named) == 1 else None
        for name in _TABLES:
            if _seen(head) == _seen(words_of(name)):
                return _spelled(f"{name}.{tail.strip()}")
        head, tail = head.strip(), tail.strip()
        return _spelled(f'indicators["{head}"].{tail}') or _spelled(f'indicators["{head}"].details."{tail}"')

    def _indicators(self) -> Iterator[tuple[str, Indicator]]:
        yield from zip(indicator_names(self._project.indicators), self._project.indicators, strict=True)


def _spelled(text: str) -> str | None:
    key = key_of(text)
    return None if key is None else key_text(key)


def _keys_of(project: Project) -> Iterator[str]:
    """Every key that a project has a value for, or may have one, as `perf set` spells them."""
    for name in ("name", "purpose", "template", "previous", "unit", *_LISTS):
        yield name
    yield from (f"budget.{part}" for part in ("total", "fiscal", "other"))
    yield from (key_text(("budget", "sources", label)) for label in project.budget.sources)
    yield from (f"spending_plan.{month}" for month in project.spending_plan)
    for name in _LISTS:
        yield from (f"{name}[{place}]" for place, _goal in enumerate(getattr(project, name), 1))
    for name, row in zip(indicator_names(project.indicators), project.indicators, strict=True):
        keys = [field for field in Indicator.__struct_fields__ if field != "details"]
        yield key_text(("indicators", Pick(name)))
        yield from (key_text(("indicators", Pick(name), key)) for key in keys)
        yield from (key_text(("indicators", Pick(name), "details", label)) for label in row.details)
    yield from (key_text(("details", label)) for label in project.details)


def key_of(text: str) -> Key | None:
    """A key as `perf set` spells it, None for what no project can have."""
    try:
        key, rest = read_key(text, Project)
    except PerfError:
        return None
    return None if rest else key


def words_of(text: str) -> str:
    """What a key is called on a form; one that no project has is called as it is."""
    key = key_of(text)
    return spoken(Project, tuple(map(_step, key)), on_form=True) if key else text


def _step(step: str) -> str | int | Element:
    if not isinstance(step, Pick):
        return step
    return int(step) if _DIGITS.fullmatch(step) else Element(str(step))


def _seen(text: str) -> str:
    return "".join(fold(text).split())


def value_of(project: Project, key: Key) -> Value:
    """The value of a key, empty where there is none."""
    value: Any = project
    for step in key:
        if isinstance(step, Pick):
            value = _picked(value, step)
        elif isinstance(value, dict):
            value = value.get(int(step) if step.isdigit() and int(step) in value else step)
        else:
            value = getattr(value, step, None)
        if value in (None, ""):
            return ""
    shown = plain(value) if isinstance(value, Record) else value
    if isinstance(value, tuple):
        return tuple(as_adjusted(plain(one) if isinstance(one, Record) else one) for one in value)
    return as_adjusted(shown)


def _picked(value: Any, step: Pick) -> Any:
    if isinstance(value, tuple) and value and isinstance(value[0], Indicator):
        with suppress(PerfError):
            return value[place_of(value, step)]
        return None
    at = int(step) - 1 if step.isdigit() else -1
    return value[at] if isinstance(value, tuple) and 0 <= at < len(value) else None


def is_same(key: Key, one: Value, other: Value) -> bool:
    """Whether two values of a key say the same, amounts in 元 or with their unit."""
    first, second = (text if isinstance(text, str) else "".join(text) for text in (one, other))
    if _seen(first) == _seen(second):
        return True
    if key[:1] == ("budget",):
        amounts = (_amount(first), _amount(second))
        return None not in amounts and amounts[0] == amounts[1]
    if key[:1] == ("spending_plan",) or key[-1:] == ("weight",):
        shares = [_number(text.rstrip("%％分")) for text in (first, second)]
        return None not in shares and shares[0] == shares[1]
    return False


def in_yuan(text: str, scale: Decimal) -> str:
    """An amount of a form in 元, one that does not say what it is in counted so; another text as it is."""
    with suppress(PerfError, ValueError):
        return str(read_amount(text)) if names_scale(text) else str(read_printed(text, scale))
    return text


def is_bare(text: str) -> bool:
    """Whether a text is an amount that does not say what it is in."""
    return bool(text) and _amount(text) is not None and not names_scale(text)


def _amount(text: str) -> Decimal | None:
    with suppress(PerfError):
        return read_amount(text)
    return None


def _number(text: str) -> Decimal | None:
    with suppress(ArithmeticError):
        return Decimal(as_typed(text).strip())
    return None
