"""Mending a file's text by the fixes of its findings: comments, order and unknown keys stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from perfcli import codec
from perfcli.check.checker import Checker
from perfcli.check.places import RECORDS, place_of
from perfcli.check.rule import Finding, Key
from perfcli.codec import Malformed
from perfcli.model import plain

_ROUNDS = 10
"""One fix may bring another to light, such as a unit mended before an operator; more rounds than rules meet a text."""


def fixed(checker: Checker, path: str, content: bytes, wanted: Callable[[Finding], bool]) -> bytes:
    """The content with the fixes of every wanted finding made, until none is left to be made.

    Raises PerfError where the layout of the file does not allow the edit.
    """
    for _round in range(_ROUNDS):
        findings = [finding for finding in checker.check(path, content).findings if finding.fix and wanted(finding)]
        mended = _mended(path, content, findings) if findings else content
        if mended == content:
            break
        content = mended
    return content


def _mended(path: str, content: bytes, findings: list[Finding]) -> bytes:
    place = place_of(path)
    if place is None:
        return content
    try:
        text = content.decode("utf-8")
        record = codec.from_toml(codec.decode(content), RECORDS[place.kind])
    except (UnicodeDecodeError, Malformed):
        return content
    data = plain(record)
    done: set[Key] = set()
    for finding in findings:
        if finding.fix and finding.key not in done:
            done.add(finding.key)
            _put(data, finding.key, finding.fix.value)
    return codec.patch(text, codec.from_dict(data, type(record)), in_place=True).encode("utf-8")


def _put(data: Any, key: Key, value: Any) -> None:
    for part in key[:-1]:
        data = data[part]
    data[key[-1]] = value
