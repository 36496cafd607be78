"""Bytes -> text -> plain values: what is TOML is decided here, for every command.

A fast library reads what is plain; what it might misread is read by a strict one. Both know amounts exactly.
"""

from __future__ import annotations

import codecs
import re
from decimal import Decimal
from typing import Any

import rtoml

from perfcli.codec.faults import Fault, Malformed, fault_at
from perfcli.codec.plain import OPENING_MARK, is_plain
from perfcli.i18n import gettext as _
from perfcli.model import Record
from perfcli.reasons import translated

_MERGE_BEGINS = rf"(?m)^{OPENING_MARK}(?= |$)"
_MERGE_MARK = r"(?m)^(?:<{7}|\|{7}|={7}|>{7})(?= |$)"


def decode(data: bytes) -> str:
    """UTF-8 bytes, with or without a byte order mark, as text with LF line ends; raises Malformed."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        from perfcli.codec.recoding import encoding_fault

        raise Malformed([encoding_fault(data, error.start)]) from None
    return with_line_feeds(text)


def with_line_feeds(text: str) -> str:
    """The text with LF line ends; raises Malformed for a carriage return that ends no line."""
    if "\r" not in text:
        return text
    text = text.replace("\r\n", "\n")
    if (stray := text.find("\r")) >= 0:
        message = _("not valid TOML: {reason}").format(reason=_("a carriage return without a line feed"))
        raise _refused(text, stray, message)
    return text


def parse(text: str, record: type[Record] | None = None) -> dict[str, Any]:
    """TOML 1.0 as plain values, amounts exact once `Money.parse` has read them; raises Malformed.

    What is wrong in the text of a known record is said in its terms.
    """
    if is_plain(text):
        try:
            return rtoml.loads(text)
        except (rtoml.TomlParsingError, UnicodeEncodeError):
            pass
    return parse_exact(text, record)


def parse_own(text: str) -> dict[str, Any]:
    """A file of the program itself, which tests hold to TOML 1.0 without decimal numbers, by the fast reader alone."""
    return rtoml.loads(text)


def parse_exact(text: str, record: type[Record] | None = None) -> dict[str, Any]:
    """TOML 1.0 as plain values with every decimal number a Decimal; raises Malformed with line and column.

    Conflict marks of git are looked for before: within a text of many lines they are TOML too.
    """
    import tomli

    from perfcli.codec import strict

    if OPENING_MARK in text and (conflict := re.search(_MERGE_BEGINS, text)):
        raise _conflict(text, conflict.start())
    try:
        data = tomli.loads(text, parse_float=decimal)
    except tomli.TOMLDecodeError as error:
        if conflict := re.search(_MERGE_MARK, text):
            raise _conflict(text, conflict.start()) from None
        raise Malformed([_slipped(text, error.pos, error.msg, record)]) from None
    except RecursionError:
        raise _refused(text, strict.deepest_place(text), _("values are nested too deeply")) from None
    except ValueError:  # the interpreter's limit on the digits of a whole number
        raise _refused(text, strict.longest_number(text), _("a number has too many digits")) from None
    if later := strict.later_form(text):
        message = _("not valid TOML 1.0: {reason}").format(reason=_(later[1]))
        raise _refused(text, later[0], message)
    if strict.is_too_deep(text, data):
        raise _refused(text, strict.deepest_place(text), _("values are nested too deeply"))
    return data


def _refused(text: str, offset: int, message: str, code: str = "syntax") -> Malformed:
    return Malformed([fault_at(text, offset, code, message)])


def _slipped(text: str, offset: int, reason: str, record: type[Record] | None) -> Fault:
    """What was meant where the reader of TOML stopped, or its own reason."""
    from perfcli.codec.slips import slip_at

    slip = slip_at(text, offset, reason, record)
    if slip is None:
        return fault_at(text, offset, "syntax", _("not valid TOML: {reason}").format(reason=translated(reason)))
    return fault_at(text, slip.at, "syntax", slip.message, slip.edits)


def _conflict(text: str, offset: int) -> Malformed:
    message = _("{mark} marks an unresolved git merge: choose one of the versions and delete the marks")
    return _refused(text, offset, message.format(mark=text[offset : offset + len(OPENING_MARK)]), "conflict")


def decimal(text: str) -> Decimal:
    """A decimal number as it is written; infinite or zero where its exponent is beyond all bounds."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return Decimal(float(text))
