"""What templates put into a project: told again when nobody has edited it since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property

from perfcli import codec
from perfcli.check.words import bare
from perfcli.model import Project, Template
from perfcli.regex import regex

_PLACEHOLDER = regex(r"\{\{|\}\}|\{[^{}]*\}")
_BRACES = {"{{": "{", "}}": "}"}


Literals = tuple[str, ...]
"""What stands before, between and after the placeholders of a text."""


class Scaffolds:
    """The templates of a repository, read and made ready when a project is first compared with them.

    `files` has what the file of each holds by its slug; one that cannot be read as a template is none.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    @cached_property
    def _templates(self) -> dict[str, Template]:
        read = {}
        for slug, content in self.files.items():
            with suppress(codec.Malformed):
                read[slug] = codec.from_toml(codec.decode(content), Template)
        return read

    @cached_property
    def _texts(self) -> dict[str, list[Literals]]:
        return {slug: [_literals(text) for text in _texts(one)] for slug, one in self._templates.items()}

    @cached_property
    def _by_first(self) -> dict[str, list[str]]:
        """Those with indicators by the name of their first one, "" where a project fills it in."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for slug, template in self._templates.items():
            if template.indicators:
                first = template.indicators[0].name
                found["" if _PLACEHOLDER.search(first) else bare(first)].append(slug)
        return found

    def unedited(self, project: Project) -> str:
        """The name of the template whose goals and indicators are all that a project has; "" where it has its own."""
        if not project.indicators:
            return ""
        for slug in (*self._by_first.get(bare(project.indicators[0].name), ()), *self._by_first.get("", ())):
            template, filled = self._templates[slug], self._texts[slug]
            counts = len(template.goals), len(template.indicators)
            if counts == (len(project.goals), len(project.indicators)) and all(map(_fits, _texts(project), filled)):
                return template.name or slug
        return ""


def _texts(record: Project | Template) -> Iterator[str]:
    yield from record.goals
    for row in record.indicators:
        yield from (row.kind, row.name, row.description, row.target, row.basis)


def _literals(text: str) -> Literals:
    parts: list[str] = []
    at, literal = 0, ""
    for found in _PLACEHOLDER.finditer(text):
        literal += text[at : found.start()] + _BRACES.get(found[0], "")
        at = found.end()
        if found[0] not in _BRACES:
            parts.append(literal.lstrip() if not parts else literal)
            literal = ""
    return (*parts, (literal + text[at:]).rstrip()) if parts else ((literal + text[at:]).strip(),)


def _fits(text: str, literals: Literals) -> bool:
    """Whether a text is these literals with anything between them; linear in its length."""
    first, *others = literals
    said = text.strip()
    if not others:
        return said == first
    at = len(first)
    for literal in others[:-1]:
        at = said.find(literal, at) + len(literal) if said.find(literal, at) >= 0 else len(said) + 1
    return said.startswith(first) and said.endswith(others[-1]) and len(said) - len(others[-1]) >= at
