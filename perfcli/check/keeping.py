"""Results of the checker as rows and bytes, for whoever keeps them: of a file by its content, of all by `version`."""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from perfcli.check.checker import Checker
from perfcli.check.reports.text import line
from perfcli.check.rule import Finding, Fix
from perfcli.check.views import Fact
from perfcli.i18n import get_locale
from perfcli.settings import CheckSettings
from perfcli.sources import state_of_sources

KeptFinding = tuple[int, int, str, int, int, str, bytes]
"""Line, column, rule, number among equal ones, fixable, the line as shown from the root, details."""

OFFERS, SEEKS = 1, 2

NOTHING_APPROVED: Mapping[int, str] = {}

NOT_MADE_OF = ("api", "cli", "data", "documents", "formats", "forms", "lake", "site")
"""The rooms of the package that no finding follows from: looking at their files would take longer than an answer."""

_CHOOSING = ("select", "extend_select", "ignore", "per_path_ignores", "min_severity", "fail_on", "outcome", "baseline")
"""The settings that choose among findings: they change none."""

_FACT = msgspec.msgpack.Decoder(Fact)


def version(checker: Checker, approved: Mapping[int, str] = NOTHING_APPROVED) -> str:
    """What kept results depend on beside the files and the units there are: settings, templates, language, sources.

    `approved` are the commits of what was approved by budget year; of due dates it matters which have passed.
    """
    check = checker.context.check
    judging = [(name, getattr(check, name)) for name in CheckSettings.__struct_fields__ if name not in _CHOOSING]
    settings = checker.context.settings
    templates = sorted(checker.context.scaffolds.files.items())
    places = settings.division, settings.framework, settings.checkpoints
    recorded = settings.monitoring, settings.evaluation, settings.approved
    now = sorted(checker.context.overdue), sorted(checker.context.unknown_revisions), sorted(approved.items())
    unread = sorted(checker.context.unread)
    parts = (judging, *places, *recorded, *now, templates, get_locale(), state_of_sources(NOT_MADE_OF), unread)
    return hashlib.blake2b(repr(parts).encode("utf-8"), digest_size=16).hexdigest()


def digest_of(content: bytes) -> bytes:
    """What tells one content from another."""
    return hashlib.blake2b(content, digest_size=16).digest()


def kept(findings: Iterable[Finding]) -> list[KeptFinding]:
    """The findings of one file as rows."""
    counts: Counter[tuple[int, int, str]] = Counter()
    rows = []
    for finding in sorted(findings, key=lambda finding: finding.order):
        place = (finding.line, finding.column, finding.code)
        fix = finding.fix
        details = (finding.key, finding.message, finding.values, fix and tuple(fix), finding.project, finding.mark)
        rows.append(
            (*place, counts[place], finding.fixable, line(finding, finding.path), msgspec.msgpack.encode(details))
        )
        counts[place] += 1
    return rows


def found(path: str, row: KeptFinding) -> Finding:
    """The finding that was kept."""
    at, column, code, _number, _fixable, _line, details = row
    key, message, values, fix, project, mark = msgspec.msgpack.decode(details)
    return Finding(path, at, column, code, tuple(key), message, values, Fix(*fix) if fix else None, project, mark)


def packed(fact: Fact) -> bytes:
    """A fact as bytes."""
    return msgspec.msgpack.encode(fact)


def unpacked(content: bytes) -> Fact:
    """The fact that was packed."""
    return _FACT.decode(content)


def keys_of(fact: Fact, checker: Checker) -> list[tuple[int, int]]:
    """The numbers of the keys that the comparing rules know a project by, with their roles as bits."""
    offered: set[str] = set()
    sought: set[str] = set()
    for rule in checker.comparing:
        keys = tuple(rule.offers(fact, checker.context))
        offered.update(keys)
        sought.update(rule.seeks(fact, checker.context) if rule.seeks_others else keys)
    roles: dict[int, int] = {}
    for key in offered | sought:
        at = number(key)
        roles[at] = roles.get(at, 0) | OFFERS * (key in offered) | SEEKS * (key in sought)
    return sorted(roles.items())


def number(key: str) -> int:
    """A key as a number: two keys may share one, which makes a group too large, never wrong."""
    return zlib.crc32(key.encode("utf-8"))
