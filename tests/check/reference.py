"""A review computed straight from the files, nothing kept: what every review has to equal."""

from __future__ import annotations

from pathlib import Path

from perfcli import codec
from perfcli.actions.check import Reviewer
from perfcli.actions.request import Request
from perfcli.check.places import companion_of, place_of
from perfcli.check.reports.rows import counted
from perfcli.check.reports.text import line
from perfcli.check.rule import Finding
from perfcli.check.views import Beside, Fact
from perfcli.codec import Malformed
from perfcli.model import Project
from perfcli.reasons import translated
from perfcli.repository import Repository
from perfcli.select import Selection


def found_in(root: Path) -> tuple[list[Finding], list[Fact]]:
    """Every finding by path, line and rule, and every project by path."""
    repository = Repository(root)
    checker = Reviewer(repository, Request()).checker
    findings: list[Finding] = []
    facts: list[Fact] = []
    for path in repository.toml_files():
        try:
            checked = checker.check(path, (root / path).read_bytes(), _beside(root, path))
        except OSError as error:
            checked = checker.refused(path, translated(error.strerror))
        findings += checked.findings
        facts += [checked.fact] if checked.fact else []
    facts.sort(key=lambda fact: fact.path)
    for rule in checker.comparing:
        for fact, hit in rule.compare(facts, checker.context):
            findings += checker.placed(fact.path, (root / fact.path).read_bytes(), [(rule, hit)])
    return sorted(findings, key=lambda finding: finding.order), facts


def _beside(root: Path, path: str) -> Beside | None:
    """What is judged together with a file; None for a file that stands alone."""
    companion = companion_of(path)
    if not companion:
        return None
    found = root / companion
    return Beside(found.read_bytes() if found.is_file() else None)


def takes(root: Path, selection: Selection, path: str) -> bool:
    """Whether a file is among those that a selection of projects means; a broken one is where its path fits."""
    place = place_of(path)
    if place is None or place.kind != "project":
        return False
    keys = place.keys
    if not selection.takes_unit(str(keys["unit"])) or (selection.years and keys["year"] not in selection.years):
        return False
    try:
        return selection.takes(codec.from_toml(codec.decode((root / path).read_bytes()), Project))
    except (Malformed, OSError):
        return str(keys["code"]).startswith(selection.code.upper())


def compare(root: Path, selection: Selection) -> None:
    """A review of everything, and one of the projects of a selection, say what the files say."""
    findings, facts = found_in(root)
    with Reviewer(Repository(root), Request()).review() as review:
        assert list(review.findings()) == findings
        assert review.lines().decode("utf-8").split("\n") == ([line(one, one.path) for one in findings] or [""])
        assert review.counts() == counted(findings)
        assert review.facts() == facts
        assert review.files == len(list(Repository(root).toml_files()))
    with Reviewer(Repository(root), Request(selection=selection)).review() as review:
        wanted = [finding for finding in findings if takes(root, selection, finding.path)]
        assert [one for one in review.findings() if one.path.startswith("projects/")] == wanted
