"""The tables of part two: each project's on the form of the published document, or on another one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from perfcli.formats.layout import LaidPage
from perfcli.forms.declared import laid_published
from perfcli.forms.project import PublishedProject

Pages = Mapping[str, LaidPage]
"""Projects' tables by their codes, where they are not on the published form."""

PUBLISHED: Pages = MappingProxyType({})


def table_of(project: PublishedProject, pages: Pages) -> LaidPage:
    """The table of a project."""
    return pages[project.code] if project.code in pages else laid_published(project)
