"""Every rule: its documentation, its examples, its fix, and clean text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfcli import i18n
from perfcli.check import rules
from perfcli.check.checker import Checker
from perfcli.check.context import context_of
from perfcli.check.fixing import fixed
from perfcli.check.rule import NATURES, SEVERITIES, Rule, documentation
from perfcli.check.rules import BY_CODE, RULES
from tests.check.examples import CLEAN, CODE, checker, codes, example_files, example_settings, findings_of

PATH = f"projects/2021/335001/{CODE}.toml"
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def test_the_clean_project_has_no_finding() -> None:
    assert findings_of({PATH: CLEAN}) == []


def test_every_file_of_a_rule_is_in_the_table() -> None:
    files = {path.stem for path in Path(rules.__file__).parent.glob("*.py") if not path.stem.startswith("_")}
    listed = {type(rule).__module__.rpartition(".")[2] for rule in RULES}
    assert files - listed == set(), "add the rule to RULES in perfcli/check/rules/__init__.py"


def test_codes_and_names_are_unique_and_in_the_order_of_a_review() -> None:
    assert len(BY_CODE) == len(RULES) == len({rule.name for rule in RULES})
    natures = dict(zip("CRAFD", NATURES, strict=True))
    assert [rule.nature for rule in RULES] == [natures[rule.code[0]] for rule in RULES]
    letters = "CRAFD"
    assert [rule.code for rule in RULES] == sorted(BY_CODE, key=lambda code: (letters.index(code[0]), code)), (
        "RULES stands in the order of the codes"
    )


def test_the_changelog_names_every_rule() -> None:
    changelog = Path("CHANGELOG.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\b[A-Z]\d{3}\b", changelog))
    for letter, first, last in re.findall(r"\b([A-Z])(\d{3}) to \1(\d{3})\b", changelog):
        named |= {f"{letter}{number}" for number in range(int(first), int(last) + 1)}
    assert [rule.code for rule in RULES if rule.code not in named] == [], "say in CHANGELOG.md that the rule is new"


@every_rule
def test_a_rule_is_named_and_documented(rule: Rule) -> None:
    assert re.fullmatch(r"[CRAFD]\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert rule.severity in SEVERITIES
    known = documentation(rule)
    assert all((known.summary, known.why, known.leaves, known.fails, known.passes, known.source))
    assert type(rule).__module__.rpartition(".")[2] == re.sub(r"(?<!^)(?=[A-Z])", "_", type(rule).__name__).lower()


@every_rule
def test_a_rule_speaks_both_languages(rule: Rule) -> None:
    known = documentation(rule)
    i18n.set_locale("zh_CN")
    for part in (known.summary, known.why, known.leaves, known.source):
        assert re.search(r"[\u4e00-\u9fff]", i18n.gettext(part)), part
        assert i18n.gettext(part) != part


@every_rule
def test_the_failing_example_fails(rule: Rule) -> None:
    example = documentation(rule).fails
    assert rule.code in codes(example_files(example), example_settings(example))


@every_rule
def test_the_passing_example_passes(rule: Rule) -> None:
    example = documentation(rule).passes
    assert rule.code not in codes(example_files(example), example_settings(example))


@every_rule
def test_a_fixable_rule_fixes_its_example(rule: Rule) -> None:
    if not rule.fixable:
        found = findings_of(example_files(documentation(rule).fails))
        assert [finding for finding in found if finding.code == rule.code and finding.fix] == []
        return
    path, text = next(iter(example_files(documentation(rule).fails).items()))
    text = "# a comment of the user\n" + text.replace('kind = "', 'weight_note = "mine" # kept\nkind = "')
    only = Checker([rule], context_of(checker().context.settings))
    assert [finding.code for finding in only.check(path, text.encode()).findings] == [rule.code]
    mended = fixed(only, path, text.encode(), lambda _finding: True).decode()
    assert only.check(path, mended.encode()).findings == ()
    changed = [(a, b) for a, b in zip(text.splitlines(), mended.splitlines(), strict=True) if a != b]
    assert len(changed) == 1, changed
    assert fixed(only, path, mended.encode(), lambda _finding: True).decode() == mended
