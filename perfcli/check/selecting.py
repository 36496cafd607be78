"""Which rules are on: by code, the beginning of a code, name or nature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from perfcli.check.rule import NATURES, SEVERITIES, Finding, Rule
from perfcli.check.rules import BY_CODE, RULES
from perfcli.settings import CheckSettings

ALL = "ALL"
_CHINESE = {"完整性": "completeness", "相关性": "relevance", "适当性": "appropriateness", "可行性": "feasibility"}


def matching(selector: str) -> frozenset[str]:
    """The codes that a selector means; none where it means nothing."""
    wanted = selector.strip()
    if wanted.upper() == ALL:
        return frozenset(BY_CODE)
    nature = _CHINESE.get(wanted, wanted.lower())
    if nature in NATURES:
        return frozenset(rule.code for rule in RULES if rule.nature == nature)
    upper = wanted.upper()
    return frozenset(
        rule.code for rule in RULES if (upper and rule.code.startswith(upper)) or rule.name == wanted.lower()
    )


def is_selector(selector: str) -> bool:
    """Whether a selector means any rule."""
    return bool(matching(selector))


def chosen_rules(
    settings: CheckSettings,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    extend_select: Iterable[str] = (),
) -> tuple[Rule, ...]:
    """The rules that are on: `select` of the command line stands for that of the settings and their `ignore`."""
    select = tuple(select)
    usual = (_union(settings.select) or frozenset(BY_CODE)) - _union(settings.ignore)
    codes = _union(select) if select else usual
    codes = (codes | _union(settings.extend_select) | _union(extend_select)) - _union(ignore)
    return tuple(rule for rule in RULES if rule.code in codes)


def _union(selectors: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(matching(selector) for selector in selectors))


class PathIgnores:
    """The rules that settings keep quiet for some files: patterns of paths below the root, `*` crossing folders."""

    def __init__(self, patterns: Mapping[str, tuple[str, ...]]) -> None:
        self._patterns = [(pattern, _union(selectors)) for pattern, selectors in patterns.items()]

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def quiet(self, path: str, code: str) -> bool:
        """Whether a rule is kept quiet in a file."""
        return any(code in codes and _fits(path, pattern) for pattern, codes in self._patterns)


def _fits(path: str, pattern: str) -> bool:
    return fnmatchcase(path, pattern) or path.startswith(pattern.rstrip("/") + "/")


def severity_of(finding: Finding) -> str:
    """The severity of a finding: that of its rule."""
    return BY_CODE[finding.code].severity


def reaches(severity: str, failing: str) -> bool:
    """Whether a severity is that one or above; none reaches `never`."""
    return failing in SEVERITIES and SEVERITIES.index(severity) >= SEVERITIES.index(failing)
