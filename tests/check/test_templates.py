"""Shipped templates: two projects of each have nothing that a reviewer would send back, once they are edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfcli.actions.check import Reviewer
from perfcli.actions.init import create_repository
from perfcli.actions.new import ProjectRequest, new_project, new_unit
from perfcli.actions.request import Request
from perfcli.exact import Money
from perfcli.repository import Repository

NAMES = ("肖庄片区", "2021年北后街安置项目（二期）")


@pytest.fixture
def scaffolded(tmp_path: Path) -> Repository:
    create_repository(tmp_path, division="130303", year=2021)
    repository = Repository(tmp_path)
    new_unit(repository, "335001", "山海关区住房保障和房产管理局本级")
    for number, slug in enumerate(repository.templates()):
        for name in NAMES:
            total = Money.parse(240000 + number)
            new_project(repository, ProjectRequest(name=f"{name}{slug}", unit="335001", total=total, template=slug))
    return repository


@pytest.mark.parametrize("severity", ["warning", "notice"])
def test_there_is_no_finding_but_that_nobody_edited_them(scaffolded: Repository, severity: str) -> None:
    with Reviewer(scaffolded, Request(min_severity=severity)).review() as review:
        assert review.files == 20 * 2 + 20 + 2
        assert [(finding.code, finding.key) for finding in review.findings()] == [("R212", ("indicators",))] * 40


@pytest.mark.parametrize("keeps_template", [True, False])
def test_there_is_none_where_one_text_is_their_own(scaffolded: Repository, keeps_template: bool) -> None:
    for number, file in enumerate(scaffolded.project_files()):
        path = Path(file.path)
        text = path.read_text(encoding="utf-8").replace('basis = "', f'basis = "第{number}期', 1)
        kept = [line for line in text.splitlines() if keeps_template or not line.startswith("template =")]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    with Reviewer(scaffolded, Request(min_severity="warning", ignore=("R202",))).review() as review:
        assert [(finding.path, finding.code, finding.values) for finding in review.findings()] == []


def test_a_template_that_changes_is_compared_anew(scaffolded: Repository) -> None:
    def found() -> int:
        with Reviewer(scaffolded, Request(min_severity="warning")).review() as review:
            return len([finding for finding in review.findings() if finding.code == "R212"])

    assert found() == 40
    template = scaffolded.template_path("training")
    template.write_text(template.read_text(encoding="utf-8").replace("≥200人次", "≥300人次"), encoding="utf-8")
    assert found() == 38
    template.unlink()
    assert found() == 38
