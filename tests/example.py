"""The example repository as the document it came from, for tests that import one."""

from __future__ import annotations

from pathlib import Path

from perfcli.documents.published import PublishedDocument, PublishedGoals
from perfcli.documents.text_writer import write_text
from perfcli.forms.record.project import PublishedProject
from perfcli.model import Project
from perfcli.repository import Repository

REPO_TEMPLATE = Path(__file__).parents[1] / "repo_template"


def published_text() -> str:
    """The text of department 335's document of 2021, as it is taken out of Word."""
    repository = Repository(REPO_TEMPLATE)
    department = repository.load_department("335")
    goals = repository.load_goals(2021, "335")
    assert department
    assert goals
    names = {unit.code: unit.name for unit in department.units}
    records = [repository.load_project(file).record for file in repository.project_files()]
    return write_text(
        PublishedDocument(
            goals=PublishedGoals(goals.overall, goals.functions, goals.safeguards),
            projects=tuple(_published(record, names[record.unit]) for record in records if record),
        )
    )


def _published(project: Project, unit_name: str) -> PublishedProject:
    return PublishedProject(
        code=project.code,
        name=project.name,
        unit=project.unit,
        unit_name=unit_name,
        budget=project.budget,
        purpose=project.purpose,
        goals=project.goals,
        spending_plan=project.spending_plan,
        indicators=project.indicators,
    )
