"""Shipped templates: two projects of each in one repository have nothing that a reviewer would send back."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfcli.actions.check import Reviewer
from perfcli.actions.init import create_repository
from perfcli.actions.new import Wanted, new_project, new_unit
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
            new_project(repository, Wanted(name=name, unit="335001", total=total, template=slug))
    return repository


@pytest.mark.parametrize("severity", ["warning", "notice"])
def test_there_is_no_finding(scaffolded: Repository, severity: str) -> None:
    with Reviewer(scaffolded, Request(min_severity=severity)).review() as review:
        assert review.files == 20 * 2 + 20 + 2
        assert [(finding.path, finding.code, finding.values) for finding in review.findings()] == []
