"""What a rule is: a code, a name, a severity, a nature, documentation, and what it finds in plain values."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, ClassVar, NamedTuple

import msgspec

from perfcli.check.context import Context
from perfcli.check.views import Fact, Place, ProgressView, ProjectView, RecordView, Row
from perfcli.i18n import noop
from perfcli.model import Department, DepartmentGoals, Record

Key = tuple[str | int, ...]

SEVERITIES = ("notice", "warning", "error")
"""From worth a look over sent back by a reviewer to wrong in form, rising."""

SEVERITY_NAMES = {"error": noop("error"), "warning": noop("warning"), "notice": noop("notice")}

NATURES: dict[str, str] = {
    "completeness": noop("Completeness"),
    "relevance": noop("Relevance"),
    "appropriateness": noop("Appropriateness"),
    "feasibility": noop("Feasibility"),
    "data": noop("Data"),
}
"""What a rule is about: the four natures of a review (财预〔2015〕88号), and the data as such."""

_NO_VALUES: Mapping[str, str | int] = {}
_HEADS = {"Leaves alone:": "leaves", "Fails:": "fails", "Passes:": "passes", "Source:": "source"}


class Fix(NamedTuple):
    """A value to put where a hit is; not `safe` where it changes what the text says or how it was published."""

    value: Any
    safe: bool = True


class Hit(NamedTuple):
    """Something found: where, what to say (an English text with placeholders, and their values), how to mend it."""

    key: Key
    message: str
    values: Mapping[str, str | int] = _NO_VALUES
    fix: Fix | None = None


class Documentation(msgspec.Struct, frozen=True):
    """A rule's docstring in its parts, in English."""

    summary: str
    why: str
    leaves: str
    fails: str
    passes: str
    source: str


class Rule:
    """One rule. It overrides those methods whose subject it judges; each gets plain values and yields hits.

    `row` and `text` see one indicator and one text alone, so that what they say of equal ones is worked out once.
    Keys of hits are relative to the subject.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[str]
    nature: ClassVar[str]
    fixable: ClassVar[bool] = False

    characters: ClassVar[str] = ""
    """Of a rule that judges texts: the body of a character class; texts without any of these are not shown to it..."""

    def signs(self, context: Context) -> Iterable[str]:
        """... unless they hold one of these words. All rules' signs are looked for at once."""
        del context
        return ()

    def text(self, text: str, context: Context) -> Iterable[Hit]:
        """Judge any text of a file: a name, a goal, a description, a target."""
        raise NotImplementedError

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """Judge one indicator of a project or of a function by itself."""
        raise NotImplementedError

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """Judge one project."""
        raise NotImplementedError

    def goals(self, goals: DepartmentGoals, context: Context) -> Iterable[Hit]:
        """Judge a department's goals."""
        raise NotImplementedError

    def progress(self, view: ProgressView, context: Context) -> Iterable[Hit]:
        """Judge what became of a project or a whole, beside its goals."""
        raise NotImplementedError

    def record(self, view: RecordView, context: Context) -> Iterable[Hit]:
        """Judge a project beside what became of it; keys are the project's."""
        raise NotImplementedError

    def department(self, department: Department, context: Context) -> Iterable[Hit]:
        """Judge a department's file."""
        raise NotImplementedError

    def settings(self, data: Mapping[str, Any], context: Context) -> Iterable[Hit]:
        """Judge perf.toml."""
        raise NotImplementedError

    def file(self, place: Place, record: Record, data: Mapping[str, Any], context: Context) -> Iterable[Hit]:
        """Judge a readable file by its path and its keys as they stand."""
        raise NotImplementedError

    def compare(self, facts: Iterable[Fact], context: Context) -> Iterable[tuple[Fact, Hit]]:
        """Judge projects beside each other, in time linear in their number; they come by path."""
        raise NotImplementedError

    goes_by: ClassVar[tuple[str, ...]] = ()
    """Of a rule that compares: the attributes of a Fact that what it says depends on, be it of this or of others."""

    def offers(self, fact: Fact, context: Context) -> Iterable[str]:
        """Of a rule that compares: the keys under which a project may be held against others."""
        raise NotImplementedError

    def seeks(self, fact: Fact, context: Context) -> Iterable[str]:
        """Of a rule that compares: what it says of a project depends on those alone that offer one of these keys."""
        return self.offers(fact, context)

    @property
    def seeks_others(self) -> bool:
        """Whether it seeks other keys than it offers."""
        return type(self).seeks is not Rule.seeks

    def judges(self, subject: str) -> bool:
        """Whether this rule judges a subject: one of the methods above."""
        return getattr(type(self), subject) is not getattr(Rule, subject)


def documentation(rule: Rule) -> Documentation:
    """The parts of a rule's docstring; examples keep their lines, the other parts are one paragraph each."""
    return _parts(inspect.getdoc(type(rule)) or "")


@cache
def _parts(text: str) -> Documentation:
    parts: dict[str, list[str]] = {"summary": [], "why": []}
    current = "summary"
    for line in text.splitlines():
        head = next((head for head in _HEADS if line.startswith(head)), None)
        if head:
            current = _HEADS[head]
            parts[current] = [line.removeprefix(head).strip()]
        elif current == "summary" and not line.strip():
            current = "why"
        else:
            parts[current].append(line)
    return Documentation(**{name: _joined(name, parts.get(name, [])) for name in Documentation.__struct_fields__})


def _joined(name: str, lines: list[str]) -> str:
    if name in ("fails", "passes"):
        return inspect.cleandoc("\n".join(["", *lines[1:]])) if lines else ""
    return re.sub(r"\s+", " ", " ".join(lines)).strip()


SAFE, UNSAFE = 1, 2
"""How a finding can be fixed, 0 where it cannot."""


class Finding(msgspec.Struct, frozen=True):
    """A hit of a rule in a file; `line` and `column` count from 1, the column in characters.

    `path` is relative to the repository's root; `project` is the code of the project, empty in other files.
    `mark` tells it from others of its rule in the file whatever the lines are: a fingerprint of its key and value.
    """

    path: str
    line: int
    column: int
    code: str
    key: Key
    message: str
    values: Mapping[str, str | int] = msgspec.field(default_factory=dict)
    fix: Fix | None = None
    project: str = ""
    mark: int = 0

    @property
    def fixable(self) -> int:
        """SAFE, UNSAFE or 0."""
        if self.fix is None:
            return 0
        return SAFE if self.fix.safe else UNSAFE

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """What findings are sorted by."""
        return self.path, self.line, self.column, self.code, str(self.key)
