"""What a published document says, whatever its format: the value that every format reads to and writes from.

The document does not say its budget year, and of its department only the names of units: whoever imports it adds them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import msgspec

from perfcli.formats.leftovers import Leftover
from perfcli.forms.record.filled import FormsRead
from perfcli.forms.record.project import PublishedProject
from perfcli.model import Function, Safeguard


class PublishedGoals(msgspec.Struct, frozen=True):
    """Part one, 部门整体绩效目标: the overall goal, the functions and the safeguards."""

    overall: str = ""
    functions: tuple[Function, ...] = ()
    safeguards: tuple[Safeguard, ...] = ()


class Cover(msgspec.Struct, frozen=True):
    """Whose document it is, and what the cover says of it; empty and None for what is not said.

    `unit` is set for the document of one unit alone.
    """

    department: str = ""
    name: str = ""
    year: int | None = None
    unit: str = ""
    compiled_by: str = ""
    reviewed_by: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    """A document as read: `goals` is None where it has no part one; leftovers are in the order of their lines.

    `forms` is its part two where that stands on another form than the published one: `projects` is empty then.

    `cover` is what the file says of itself beside its text, None for nothing; `notes` say what was passed over
    because it is no part of the text, such as comments.
    """

    goals: PublishedGoals | None = None
    projects: tuple[PublishedProject, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    cover: Cover | None = field(default=None, compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)
    forms: FormsRead | None = field(default=None, compare=False)
