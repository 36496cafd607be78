"""JSON as people send it: numbers exact, what another reader could take otherwise refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from perfcli.codec.reader import decimal
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_DEEPEST = 50
_LONGEST_NUMBER = 100
_PIECE = regex(r'("(?:[^"\\]|\\.)*")(\s*:)?|[{}]', re.DOTALL)
"""A string and whether it is a key, or where an object begins or ends."""


class NotJson(ValueError):
    """Why a text is no JSON that can be taken; line and column count from 1 and are 0 where they are not known."""

    def __init__(self, reason: str, line: int = 0, column: int = 0) -> None:
        super().__init__(reason)
        self.line = line
        self.column = column


class _Doubled(Exception):
    """An object has one key twice."""


def read_json_text(text: str) -> Any:
    """What a JSON text says, decimal numbers exact; raises NotJson.

    Refused besides what is no JSON: a key twice in one object, NaN and Infinity, numbers and nesting beyond sense,
    halves of characters.
    """
    try:
        data = json.loads(
            text,
            parse_float=_number(decimal),
            parse_int=_number(int),
            parse_constant=_no_number,
            object_pairs_hook=_once,
        )
    except json.JSONDecodeError as error:
        raise NotJson(_("not valid JSON: {reason}").format(reason=error.msg), error.lineno, error.colno) from None
    except RecursionError:
        raise _nested_too_deeply() from None
    except _Doubled:
        raise _doubled(text) from None
    _require_sound(data)
    return data


def _number(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    def parsed(text: str) -> Any:
        if len(text) > _LONGEST_NUMBER:
            raise NotJson(_("a number has too many digits"))
        return parse(text)

    return parsed


def _no_number(text: str) -> NoReturn:
    raise NotJson(_("{text} is not a number").format(text=text))


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _Doubled
    return made


def _doubled(text: str) -> NotJson:
    """What is said of the first key that an object of this JSON text has twice."""
    objects: list[set[str]] = []
    for piece in _PIECE.finditer(text):
        if piece[0] == "{":
            objects.append(set())
        elif piece[0] == "}":
            objects.pop()
        elif piece[2]:
            key = json.loads(piece[1], strict=False)
            if key in objects[-1]:
                line = text.count("\n", 0, piece.start()) + 1
                column = piece.start() - text.rfind("\n", 0, piece.start())
                return NotJson(_("{key} stands twice in one object").format(key=key), line, column)
            objects[-1].add(key)
    raise AssertionError("no key is doubled")


def _nested_too_deeply() -> NotJson:
    return NotJson(_("values are nested too deeply"))


def _require_sound(value: Any, depth: int = 0) -> None:
    """Raise NotJson for a lone surrogate, which no file can hold, and for values nested beyond sense."""
    if isinstance(value, str):
        if not value.isascii():
            try:
                value.encode("utf-8")
            except UnicodeEncodeError:
                raise NotJson(_("a \\u escape is half a character (a lone surrogate)")) from None
    elif isinstance(value, dict | list):
        if depth > _DEEPEST:
            raise _nested_too_deeply()
        for element in value:
            _require_sound(element, depth + 1)
            if isinstance(value, dict):
                _require_sound(value[element], depth + 1)
