r"""EQ fields: what `\o\ac(○,21)`, `\f(2,3)`, `\r(3,x)` and the like show, as one line of text."""

from __future__ import annotations

import re

import msgspec

from perfcli.formats.numbering import CIRCLED
from perfcli.formats.word.scripts import lowered, raised
from perfcli.regex import regex

_OPTION = regex(r'\s*\\\*\s*(?:"[^"]*"|[^\s\\]+)|\s*\\\*?\s*(?:jc[0-9]|hps[0-9]+)', re.IGNORECASE)
_SWITCH = regex(r"\s*\\\s*([A-Za-z]{1,2})\s*(-?[0-9]*)")
_CIRCLES = "○〇◯"
_FRAMES = {"□": "\u20de", "△": "\u20e4", "▲": "\u20e4", "◇": "\u20df"}
_WHOLE = regex(r"[0-9]+(?:\.[0-9]+)?|\w")
_DEEPEST = 20


class _Call(msgspec.Struct):
    """A switch with its options and its arguments; an argument is texts and calls in their order."""

    name: str
    options: list[str] = msgspec.field(default_factory=list)
    arguments: list[list[str | _Call]] = msgspec.field(default_factory=list)


class _UnknownError(Exception):
    """What is not understood."""


def eq_text(code: str) -> str | None:
    """What an EQ field shows, given its code without EQ; None for what is not understood."""
    try:
        parts, at = _parts(_OPTION.sub("", code).strip(), 0, 0)
        return "".join(map(_shown, parts)) if at < 0 else None
    except _UnknownError:
        return None


def _parts(text: str, at: int, depth: int) -> tuple[list[str | _Call], int]:
    """Texts and calls up to the comma or bracket that ends an argument; -1 for the end of the text."""
    if depth > _DEEPEST:
        raise _UnknownError
    parts: list[str | _Call] = []
    plain = ""
    opened = 0
    while at < len(text):
        sign = text[at]
        if sign == "\\" and at + 1 < len(text) and text[at + 1] in ",;()\\":
            plain, at = plain + text[at + 1], at + 2
        elif sign == "\\":
            call, at = _call(text, at, depth)
            parts += [plain, call] if plain else [call]
            plain = ""
        elif depth and not opened and sign in ",;)，；）":
            return [*parts, plain] if plain else parts, at
        else:
            opened += (sign == "(") - (sign == ")" and opened > 0)
            plain, at = plain + sign, at + 1
    if depth:
        raise _UnknownError
    return [*parts, plain] if plain else parts, -1


def _call(text: str, at: int, depth: int) -> tuple[_Call, int]:
    r"""A switch such as \o with its options \ac and what stands in its brackets."""
    call = _Call("")
    while match := _SWITCH.match(text, at):
        if call.name:
            call.options.append(match[1].lower())
            at = match.end()
            if match[1].lower() in ("lc", "rc", "bc"):
                sign = re.compile(r"\s*\\?\s*(\S)").match(text, at)
                if sign is None:
                    raise _UnknownError
                call.options[-1] += sign[1]
                at = sign.end()
        else:
            call.name, at = match[1].lower(), match.end()
    begin = re.compile(r"\s*[(（]").match(text, at)
    if not call.name or begin is None:
        raise _UnknownError
    at = begin.end()
    while True:
        argument, at = _parts(text, at, depth + 1)
        call.arguments.append(argument)
        if text[at] in ")）":
            return call, at + 1
        at += 1


def _shown(part: str | _Call) -> str:
    if isinstance(part, str):
        return part
    write = _WRITERS.get(part.name)
    if write is None:
        raise _UnknownError
    return write(part)


def _texts(call: _Call) -> list[str]:
    return ["".join(map(_shown, argument)).strip() for argument in call.arguments]


def _bracketed(text: str) -> str:
    return text if _WHOLE.fullmatch(text) else f"({text})"


def _fraction(call: _Call) -> str:
    over, under = _exactly(call, 2)
    return f"{_bracketed(over)}/{_bracketed(under)}"


def _exactly(call: _Call, count: int) -> list[str]:
    texts = _texts(call)
    if len(texts) != count or not all(texts):
        raise _UnknownError
    return texts


def _root(call: _Call) -> str:
    *degree, under = _texts(call)
    power = "".join(degree)
    if len(degree) > 1 or not under:
        raise _UnknownError
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(power) or f"{raised(power) or f'({power})'}√"
    return sign + _bracketed(under)


def _over(call: _Call) -> str:
    """Signs over each other: a number in a circle, characters in two lines, a reading above its character."""
    kinds = [_script(argument) for argument in call.arguments]
    if kinds == ["up", ""]:
        return _plain(call.arguments[1])
    if kinds in (["up", "do"], ["do", "up"]):
        texts = [_plain(argument) for argument in call.arguments]
        if not any(text.isdecimal() for text in texts):
            return "".join(texts if kinds[0] == "up" else reversed(texts))
    if kinds != ["", ""]:
        raise _UnknownError
    first, second = _exactly(call, 2)
    frame, inner = (first, second) if first in _CIRCLES or first in _FRAMES else (second, first)
    if frame in _CIRCLES and inner.isascii() and inner.isdecimal() and 0 < int(inner) <= len(CIRCLED):
        return CIRCLED[int(inner) - 1]
    if len(inner) == 1 and (frame in _CIRCLES or frame in _FRAMES):
        return inner + _FRAMES.get(frame, "\u20dd")
    if frame in _CIRCLES and inner.isdecimal():
        return f"（{inner}）"
    raise _UnknownError


def _script(argument: list[str | _Call]) -> str:
    """Whether an argument is raised, lowered or neither."""
    inner = [part for part in argument if not isinstance(part, str) or part.strip()]
    if len(inner) == 1 and isinstance(inner[0], _Call) and inner[0].name == "s":
        return "do" if "do" in inner[0].options else "up"
    return ""


def _plain(argument: list[str | _Call]) -> str:
    """The text of an argument, whatever its height."""
    return "".join(part if isinstance(part, str) else "".join(map(_plain, part.arguments)) for part in argument).strip()


def _raised(call: _Call) -> str:
    """Raised or lowered text that stands alone."""
    (text,) = _exactly(call, 1)
    shown = lowered(text) if "do" in call.options else raised(text)
    if shown is None and any(character.isdecimal() for character in text):
        raise _UnknownError
    return shown or text


def _delimited(call: _Call) -> str:
    (text,) = _exactly(call, 1)
    begin, end = "(", ")"
    pairs = {"(": ")", "[": "]", "{": "}", "<": ">"}
    for option in call.options:
        if option.startswith("bc"):
            begin, end = option[2:], pairs.get(option[2:], option[2:])
        elif option.startswith("lc"):
            begin, end = option[2:], "" if end == ")" else end
        elif option.startswith("rc"):
            begin, end = "" if begin == "(" else begin, option[2:]
    return f"{begin}{text}{end}"


def _array(call: _Call) -> str:
    return "; ".join(_texts(call))


def _list(call: _Call) -> str:
    return ",".join(_texts(call))


def _boxed(call: _Call) -> str:
    return "".join(_exactly(call, 1))


def _moved(call: _Call) -> str:
    """A displacement, which prints nothing."""
    if any(_texts(call)):
        raise _UnknownError
    return ""


_WRITERS = {
    "f": _fraction,
    "r": _root,
    "o": _over,
    "s": _raised,
    "b": _delimited,
    "a": _array,
    "l": _list,
    "x": _boxed,
    "d": _moved,
}
