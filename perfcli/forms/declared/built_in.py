"""The forms that are declared: those that come with the program, and the one of the published document."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from perfcli.codec import from_toml
from perfcli.form import Form
from perfcli.formats.layout import LaidPage
from perfcli.forms.laying.laying import Spare, lay_out
from perfcli.forms.laying.shown import Subject
from perfcli.forms.record.project import PublishedProject

PUBLISHED = "hebei"
"""The form of the published document."""


@lru_cache(1)
def builtin_forms() -> Mapping[str, Form]:
    """The forms that come with the program, by slug."""
    folder = files("perfcli.forms") / "builtin"
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    return {path.name[:-5]: from_toml(path.read_text(encoding="utf-8"), Form) for path in paths}


@lru_cache(1)
def published_form() -> Form:
    """The form of the published document."""
    text = (files("perfcli.forms") / "builtin" / f"{PUBLISHED}.toml").read_text(encoding="utf-8")
    return from_toml(text, Form)


def laid_published(project: PublishedProject) -> LaidPage:
    """A project's table as the published document has it."""
    subject = Subject(project.in_year(0), project.unit_name)
    return lay_out(published_form(), [subject], Spare(marks_gaps=False))
