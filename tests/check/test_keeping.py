"""Kept results are the results; two checkers of one version say the same, another setting is another version."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from perfcli.check.keeping import found, kept, packed, unpacked, version
from perfcli.check.reports.text import line
from perfcli.check.rule import Finding
from perfcli.i18n import get_locale, set_locale
from perfcli.settings import CheckSettings, Settings
from tests.check.examples import CLEAN, CODE, checker, settings_with

SHIPPED = Path(__file__).parents[2] / "repo_template"
FILES = sorted(path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.toml"))


@pytest.mark.parametrize("path", FILES)
def test_a_kept_result_is_the_result(path: str) -> None:
    checked = checker().check(path, (SHIPPED / path).read_bytes())
    rows = kept(checked.findings)
    assert tuple(found(path, row) for row in rows) == checked.findings
    assert [(row[4], row[5]) for row in rows] == [(one.fixable, line(one, path)) for one in checked.findings]
    assert checked.fact is None or unpacked(packed(checked.fact)) == checked.fact


def test_the_version_changes_with_settings_and_language() -> None:
    usual = version(checker(Settings(division="130303")))
    assert usual == version(checker(Settings(division="130303")))
    assert usual != version(checker(Settings(division="130304")))
    assert usual != version(checker(settings_with(CheckSettings(longest_name=5))))
    set_locale("en" if get_locale() == "zh_CN" else "zh_CN")
    assert usual != version(checker(Settings(division="130303")))


def test_settings_that_choose_among_findings_change_none() -> None:
    choosing = CheckSettings(select=("A3",), ignore=("A301",), min_severity="error", per_path_ignores={"*": ("D5",)})
    assert version(checker(settings_with(choosing))) == version(checker(settings_with(CheckSettings())))


def test_findings_of_a_rule_at_one_place_are_told_apart() -> None:
    one = Finding("perf.toml", 1, 1, "D514", ("check", "a"), "{key}", {"key": "a"})
    other = Finding("perf.toml", 1, 1, "D514", ("check", "b"), "{key}", {"key": "b"})
    assert [row[:5] for row in kept([other, one])] == [(1, 1, "D514", 0, 0), (1, 1, "D514", 1, 0)]
    assert [found("perf.toml", row) for row in kept([other, one])] == [one, other]


def test_a_checker_can_be_handed_to_another_process() -> None:
    path = f"projects/2021/335001/{CODE}.toml"
    text = CLEAN.replace("≥120套", "≥120").encode()
    one = checker()
    other = pickle.loads(pickle.dumps(one))
    assert version(other) == version(one)
    assert other.check(path, text).findings == one.check(path, text).findings != ()
