"""Kept results are the results; two checkers of one version say the same, another setting is another version."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from perfcli.check.keeping import can_be_kept, packed, unpacked
from perfcli.settings import CheckSettings, Settings
from tests.check.examples import CLEAN, CODE, checker, settings_with

SHIPPED = Path(__file__).parents[2] / "repo_template"
FILES = sorted(path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.toml"))


@pytest.mark.parametrize("path", FILES)
def test_a_kept_result_is_the_result(path: str) -> None:
    checked = checker().check(path, (SHIPPED / path).read_bytes())
    assert can_be_kept(checked)
    again = unpacked(path, packed(checked))
    assert (again.findings, again.fact) == (checked.findings, checked.fact)


def test_what_cannot_be_read_is_not_kept() -> None:
    assert not can_be_kept(checker().check("departments/335.toml", b"x"))
    with pytest.raises(ValueError, match="no kept result"):
        unpacked("departments/335.toml", b"\xc1")


def test_the_version_changes_with_rules_and_settings() -> None:
    usual = checker(Settings(division="130303"))
    assert usual.version == checker(Settings(division="130303")).version
    assert usual.version != checker(Settings(division="130304")).version
    assert usual.version != checker(settings_with(CheckSettings(longest_name=5))).version


def test_a_checker_can_be_handed_to_another_process() -> None:
    path = f"projects/2021/335001/{CODE}.toml"
    text = CLEAN.replace("≥120套", "≥120").encode()
    one = checker()
    other = pickle.loads(pickle.dumps(one))
    assert other.version == one.version
    assert other.check(path, text).findings == one.check(path, text).findings != ()
