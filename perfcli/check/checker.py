"""One pass over files: each decoded and parsed once, every rule asked, places worked out where something was found.

The seam to whoever reads the files: `Checker.check` takes a path and its bytes and returns what was found in it and
what comparing rules need of it. It depends on nothing but its arguments, the settings and the units there are, so
results can be kept, and files can be divided among processes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from perfcli import codec
from perfcli.check.context import Context
from perfcli.check.locating import Locator
from perfcli.check.places import RECORDS, place_of
from perfcli.check.records import progress_view, record_view
from perfcli.check.rule import Finding, Hit, Key, Rule
from perfcli.check.rules import misplaced, missing_text, placeholder, unreadable
from perfcli.check.subjects import ROW_TEXTS, fact_of, indicators_of, printed_of, row_of, texts_of, view_of
from perfcli.check.views import Beside, Fact, Place, Row
from perfcli.check.words import words_pattern
from perfcli.codec import Fault, Malformed
from perfcli.framework import followed
from perfcli.i18n import gettext
from perfcli.model import Department, DepartmentGoals, Indicator, Project, Record, Template
from perfcli.progress import Progress
from perfcli.regex import regex
from perfcli.settings import Settings

_REMEMBERED = 20_000

Hits = tuple[tuple[Rule, Hit], ...]


class Checked(msgspec.Struct, frozen=True):
    """What was found in one file, the unit or department it names, and of a project that can be read its fact."""

    path: str
    findings: tuple[Finding, ...]
    unit: str = ""
    fact: Fact | None = None


class Checker:
    """The rules that are on, and what they know."""

    def __init__(self, rules: Sequence[Rule], context: Context) -> None:
        self.rules = tuple(rules)
        self.context = context
        self._on = {rule.code for rule in rules}
        self._by_subject = {
            subject: [rule for rule in rules if rule.judges(subject)]
            for subject in (
                "text",
                "row",
                "project",
                "goals",
                "department",
                "settings",
                "file",
                "compare",
                "progress",
                "record",
            )
        }
        texts = self._by_subject["text"]
        self._characters = regex("[" + ("".join(rule.characters for rule in texts) or "\ufdd0") + "]")
        self._signs = words_pattern(word for rule in texts for word in rule.signs(context))
        self._rows: dict[tuple[Indicator, str, bool], tuple[Row, Hits]] = {}

    @property
    def comparing(self) -> tuple[Rule, ...]:
        """The rules that compare projects."""
        return tuple(self._by_subject["compare"])

    def check(self, path: str, content: bytes, beside: Beside | None = None) -> Checked:
        """One file of the repository by its path below the root; never raises for what the file holds.

        Without `beside` the file is judged by itself.
        """
        place = place_of(path)
        if place is None:
            return Checked(path, self._found(path, "", {}, [(misplaced.Misplaced(), Hit((), misplaced.NOWHERE))]))
        text = ""
        try:
            text = codec.decode(content)
            data = codec.parse(text, RECORDS[place.kind])
            record = codec.from_dict(data, RECORDS[place.kind])
        except Malformed as error:
            return self._broken(place, text, error.faults)
        findings = self._found(path, text, data, list(self._hits(place, record, data, beside)))
        if isinstance(record, Project):
            return Checked(path, findings, record.unit, fact_of(path, record, self.context))
        return Checked(path, findings, record.of if isinstance(record, DepartmentGoals) else "")

    def refused(self, path: str, reason: str) -> Checked:
        """A file that the system does not let us read, for this reason."""
        message = gettext("cannot be read: {reason}").format(reason=reason)
        return self._broken(place_of(path) or Place(path, "", {}), "", [Fault("system", message, (), 1, 1)])

    def placed(self, path: str, content: bytes, hits: Sequence[tuple[Rule, Hit]]) -> tuple[Finding, ...]:
        """What comparing found in a project, at its places in the file; nothing where that cannot be read any more."""
        try:
            text = codec.decode(content)
            return self._found(path, text, codec.parse(text), hits)
        except Malformed:
            return ()

    def _hits(
        self, place: Place, record: Record, data: Mapping[str, Any], beside: Beside | None
    ) -> Iterator[tuple[Rule, Hit]]:
        context = self.context
        for rule in self._by_subject["file"]:
            for hit in rule.file(place, record, data, context):
                yield rule, hit
        for key, text in texts_of(record):
            for rule, hit in self._text(text):
                if rule.code != "A312" or not (isinstance(record, Template) or placeholder.is_of_person(key)):
                    yield rule, hit._replace(key=key)
        if isinstance(record, Project):
            yield from self._project(record, data)
            if beside is not None and (context.overdue or beside != Beside()):
                view = record_view(record, beside)
                yield from ((rule, hit) for rule in self._by_subject["record"] for hit in rule.record(view, context))
        elif isinstance(record, Progress):
            seen = progress_view(record, beside, context)
            yield from ((rule, hit) for rule in self._by_subject["progress"] for hit in rule.progress(seen, context))
        elif isinstance(record, DepartmentGoals):
            yield from self._goals(record)
        elif isinstance(record, Department):
            for rule in self._by_subject["department"]:
                yield from ((rule, hit) for hit in rule.department(record, context))
        elif isinstance(record, Settings):
            for rule in self._by_subject["settings"]:
                yield from ((rule, hit) for hit in rule.settings(data, context))
        elif isinstance(record, Template):
            yield from self._template(record)

    def _project(self, project: Project, data: Mapping[str, Any]) -> Iterator[tuple[Rule, Hit]]:
        expected = self.context.framework(project.year)
        printed = printed_of(project.indicators)
        kinds = tuple([(said.level1, row.kind) for said, row in zip(printed, project.indicators, strict=True)])
        framework = followed(kinds, expected)
        rows = []
        for index, indicator in enumerate(project.indicators):
            row, hits = self._row(indicator, framework, False)
            rows.append(row)
            for rule, hit in hits:
                yield rule, hit._replace(key=("indicators", index, *hit.key))
        view = view_of(project, data, tuple(rows), printed, expected, framework)
        for rule in self._by_subject["project"]:
            for hit in rule.project(view, self.context):
                yield rule, hit

    def _goals(self, goals: DepartmentGoals) -> Iterator[tuple[Rule, Hit]]:
        rows = tuple([(row.level1.strip(), row.kind) for row in goals.indicators])
        framework = followed(rows, self.context.framework(goals.year))
        for key, indicator in indicators_of(goals):
            for rule, hit in self._row(indicator, framework, key[0] == "functions")[1]:
                yield rule, hit._replace(key=(*key, *hit.key))
        for rule in self._by_subject["goals"]:
            for hit in rule.goals(goals, self.context):
                yield rule, hit

    def _template(self, template: Template) -> Iterator[tuple[Rule, Hit]]:
        """A template is judged by its texts alone: its placeholders are filled when a project is made of it."""
        for key, indicator in indicators_of(template):
            for name in ROW_TEXTS:
                for rule, hit in self._text(getattr(indicator, name)):
                    if rule.code != "A312":
                        yield rule, hit._replace(key=(*key, name))

    def _row(self, indicator: Indicator, framework: str, of_function: bool) -> tuple[Row, Hits]:
        """An indicator with its meaning, and what is found in it alone; remembered for equal ones."""
        asked = (indicator, framework, of_function)
        known = self._rows.get(asked)
        if known is None:
            row = row_of(indicator, framework, of_function, self.context)
            hits = [(rule, hit) for rule in self._by_subject["row"] for hit in rule.row(row, self.context)]
            for name in ROW_TEXTS:
                hits += [(rule, hit._replace(key=(name,))) for rule, hit in self._text(getattr(indicator, name))]
            if len(self._rows) >= _REMEMBERED:
                self._rows.clear()
            known = self._rows[asked] = row, tuple(hits)
        return known

    def _text(self, text: str) -> Iterable[tuple[Rule, Hit]]:
        """What is found in one text; most hold nothing that any rule goes by."""
        if self._characters.search(text) or self._signs.search(text):
            return self._text_hits(text)
        return ()

    def _text_hits(self, text: str) -> Iterator[tuple[Rule, Hit]]:
        for rule in self._by_subject["text"]:
            for hit in rule.text(text, self.context):
                yield rule, hit

    def _broken(self, place: Place, text: str, faults: list[Fault]) -> Checked:
        """Everything that keeps a file from being read: a missing key is a matter of completeness."""
        hits: list[tuple[Rule, Hit]] = []
        places = []
        for fault in codec.located(text, faults, RECORDS.get(place.kind)):
            rule = missing_text.MissingText() if fault.code == "missing" else unreadable.Unreadable()
            if rule.code in self._on:
                hits.append((rule, Hit(fault.key, unreadable.REASON, {"reason": fault.message})))
                places.append((fault.line or 1, fault.column or 1))
        project = str(place.keys.get("code", "")) if place.kind == "project" else ""
        findings = [
            _finding(place.path, rule, hit, line, column, project, {})
            for (rule, hit), (line, column) in zip(hits, places, strict=True)
        ]
        return Checked(place.path, tuple(findings))

    def _found(
        self, path: str, text: str, data: Mapping[str, Any], hits: Sequence[tuple[Rule, Hit]]
    ) -> tuple[Finding, ...]:
        """The hits at their places; a file without any is not looked through for them."""
        hits = [(rule, hit) for rule, hit in hits if rule.code in self._on]
        if not hits:
            return ()
        locator = Locator(text, data)
        project = str(data.get("code", "")) if path.startswith("projects/") else ""
        findings = [_finding(path, rule, hit, *locator.place(hit.key), project, data) for rule, hit in hits]
        return tuple(sorted(findings, key=lambda finding: finding.order))


def _finding(path: str, rule: Rule, hit: Hit, line: int, column: int, project: str, data: Mapping[str, Any]) -> Finding:
    mark = mark_of(rule.code, hit.key, data)
    return Finding(path, line, column, rule.code, hit.key, hit.message, hit.values, hit.fix, project, mark)


def mark_of(code: str, key: Key, data: Mapping[str, Any]) -> int:
    """A fingerprint of the rule, the key without its places, the names on the way and the value there."""
    parts = [code]
    value: Any = data
    for part in key:
        if isinstance(part, str):
            parts.append(part)
            value = value.get(part) if isinstance(value, dict) else None
        else:
            value = value[part] if isinstance(value, list) and part < len(value) else None
            if isinstance(value, dict):
                parts.append(str(value.get("name") or value.get("title") or value.get("code") or ""))
    if isinstance(value, int) and value.bit_length() > 64:
        parts.append(f"{value:#x}")
    elif isinstance(value, str | int | float):
        parts.append(str(value))
    return zlib.crc32("\x1f".join(parts).encode("utf-8", "surrogatepass"))
