"""What was accepted: findings counted by file, rule and mark, so that moved lines change nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perfcli.codec.strict_json import read_json_text
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _

if TYPE_CHECKING:
    from perfcli.check.rule import Finding

_VERSION = 1

Accepted = Counter[tuple[str, str]]


def is_name(name: str) -> bool:
    """Whether a setting can name a baseline: a JSON file by its path from the root on, not above it."""
    path = PurePosixPath(name)
    is_plain = not (path.is_absolute() or ".." in path.parts or set(name) & set("\\:\0"))
    return is_plain and path.suffix.lower() == ".json"


def written(findings: Iterable[Finding], kept: Accepted) -> str:
    """The text of a baseline that accepts these findings besides what is kept of the one before.

    Its lines are sorted so that versions can be compared.
    """
    counts: dict[str, Counter[str]] = {}
    for (path, mark), count in kept.items():
        counts.setdefault(path, Counter())[mark] += count
    for finding in findings:
        counts.setdefault(finding.path, Counter())[_mark(finding)] += 1
    files = {path: dict(sorted(marks.items())) for path, marks in sorted(counts.items())}
    return json.dumps({"version": _VERSION, "files": files}, ensure_ascii=False, indent=1) + "\n"


def read(text: str, name: str) -> Accepted:
    """What a baseline accepts; raises PerfError for a text that is none."""
    try:
        data = read_json_text(text)
        if data["version"] != _VERSION:
            raise ValueError(data["version"])
        counts = {(path, mark): count for path, marks in data["files"].items() for mark, count in marks.items()}
        if not all(type(count) is int for count in counts.values()):
            raise ValueError(counts)
        return Counter(counts)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise PerfError(
            _("{file} is not a baseline of findings").format(file=name),
            hint=_("Name a file that `perf check --baseline FILE` wrote."),
        ) from None


def may_be_one(text: str) -> bool:
    """Whether a text may be a baseline, be it of another version or with both sides of a merge in it."""
    return text.lstrip("\ufeff \t\r\n").startswith("{") and '"version"' in text


def outside(accepted: Accepted, is_asked_for: Callable[[str, str], bool]) -> Accepted:
    """What a baseline accepts apart from the files and rules asked for: a part that is renewed keeps the rest."""
    kept = {key: count for key, count in accepted.items() if not is_asked_for(key[0], key[1].partition(" ")[0])}
    return Counter(kept)


def new_ones(findings: Iterable[Finding], accepted: Accepted) -> Iterator[Finding]:
    """The findings that a baseline does not accept: of equal ones, those beyond its count."""
    left = Counter(accepted)
    for finding in findings:
        key = (finding.path, _mark(finding))
        if left[key] > 0:
            left[key] -= 1
        else:
            yield finding


def compared(findings: Iterable[Finding], before: Accepted) -> Iterator[tuple[str, Finding]]:
    """The findings with what they are beside those of an earlier review: `new` or `stayed`."""
    left = Counter(before)
    for finding in findings:
        key = (finding.path, _mark(finding))
        left[key] -= 1
        yield "stayed" if left[key] >= 0 else "new", finding


def gone(findings: Iterable[Finding], before: Accepted) -> Iterator[tuple[str, str, int]]:
    """Path and rule of what an earlier review found and these findings are without, and how often; by path."""
    left = Counter(before)
    left.subtract((finding.path, _mark(finding)) for finding in findings)
    for (path, mark), count in sorted(left.items()):
        if count > 0:
            yield path, mark.partition(" ")[0], count


def _mark(finding: Finding) -> str:
    return f"{finding.code} {finding.mark:08x}"
