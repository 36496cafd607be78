"""The lines above and below the table of a declared form: labels with their values, several on one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from perfcli.form import Form, FormCell
from perfcli.formats.blocks import joined
from perfcli.formats.layout import Entry, LaidCell, Look
from perfcli.forms.laying.shown import Subject, shown
from perfcli.forms.words.amounts import read_scale
from perfcli.forms.words.wording import as_seen
from perfcli.model import Project
from perfcli.regex import regex

_GAP = "　　　　"
_YEAR = "{year}"
_MONTHS = regex(r"(?:1[-—－至])?\{month\}月?")
_STANDS_FOR = regex(r"(\{year\}|\{name\}|(?:1[-—－至])?\{month\}月?)")
_ANY_WIDTH = {sign: f"[{pair}]" for pair in ("：:", "（(", "）)", "，,", "；;") for sign in pair}


def line_of(form: Form, cells: Sequence[FormCell], subject: Subject, width: int) -> LaidCell:
    """A line with its values; a scale alone stands at the right, a label alone in the middle."""
    texts = [_text(form, cell, subject) for cell in cells]
    keys = {cell.key for cell in cells}
    look = Look.AMOUNT if keys == {"scale"} else Look.MIDDLE if keys == {""} else Look.TEXT
    entry = Entry() if keys - {"", "scale"} else None
    return LaidCell(_GAP.join(texts), 0, width, look, entry=entry)


def _text(form: Form, cell: FormCell, subject: Subject) -> str:
    value = joined(shown(cell.key, subject, form, cell.label).text) if cell.key else ""
    return filled_in(cell.label, subject) + value


def filled_in(text: str, subject: Subject) -> str:
    """A title or a label with its year, its name and the month of its monitoring; without one it says no months."""
    record = subject.record
    name = joined(record.name if isinstance(record, Project) else subject.unit_name)
    monitoring = subject.became.monitoring
    text = text if monitoring else _MONTHS.sub("", text)
    month = str(_month(monitoring.date, record.year)) if monitoring else ""
    text = text.replace(_YEAR, str(record.year) if record.year else "").replace("{name}", name)
    return text.replace("{month}", month)


def _month(on: date, year: int | None) -> int:
    """The month of its budget year by whose end a monitoring is: of one after it the last."""
    return on.month if year is None or on.year <= year else 12


class LineRead(NamedTuple):
    """The values of a line with their cells, and the year that it says."""

    values: tuple[tuple[FormCell, str], ...]
    year: int | None = None


def read_line(cells: Sequence[FormCell], text: str) -> LineRead | None:
    """What a line says, None where it is another one."""
    if len(cells) == 1 and not cells[0].key:
        matched = title_pattern(cells[0].label).fullmatch(as_seen(text))
        return LineRead(((cells[0], ""),), year_of(matched)) if matched else None
    marks = list(_marks(cells, text))
    if not cells or len(marks) < len(cells) or text[: marks[0].start()].strip():
        return None
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    values = [text[mark.end() : stop].strip() for mark, stop in zip(marks, ends, strict=True)]
    pairs = tuple(zip(cells, values, strict=True))
    wrong = any(
        (value and not cell.key) or (cell.key == "scale" and read_scale(f"单位：{value}") is None)
        for cell, value in pairs
    )
    year = next(filter(None, map(year_of, marks)), None)
    return None if wrong else LineRead(pairs, year)


def _marks(cells: Sequence[FormCell], text: str) -> Iterator[re.Match[str]]:
    """Where the label of each cell stands."""
    at = 0
    for cell in cells:
        wanted = f"{cell.label}单位：" if cell.key == "scale" else cell.label
        found = label_pattern(wanted).search(text, at)
        if found is None:
            return
        at = found.end()
        yield found


def value_behind(label: str, text: str) -> str:
    """The value behind a label in one cell, however the label is spaced and whatever its colon is."""
    found = label_pattern(label).match(text.strip())
    return text.strip()[found.end() :].strip() if found else text.strip()


def year_of(matched: re.Match[str]) -> int | None:
    """The year that a title says."""
    year = matched.groupdict().get("year")
    return int(year) if year else None


@lru_cache(64)
def title_pattern(title: str) -> re.Pattern[str]:
    """A title with its year and its name, as it is seen."""
    return re.compile("".join(_parts(title, lambda text: re.escape(as_seen(text)), ".*")))


@lru_cache(256)
def label_pattern(label: str) -> re.Pattern[str]:
    """A label with its year and its name: white space anywhere in it, colons and brackets of any width."""
    return re.compile("".join(_parts(label, _spaced, "[^\u3000]*")))


def _spaced(text: str) -> str:
    signs = (_ANY_WIDTH.get(sign) or re.escape(sign) for sign in "".join(text.split()))
    return "".join(f"{sign}\\s*" for sign in signs)


def _parts(text: str, spelled: Callable[[str], str], name: str) -> Iterator[str]:
    """The pattern of each part of a text; a year that it says twice is the same one, its months may be missing."""
    year = "(?P<year>(?:20[0-9]{2})?)"
    for part in _STANDS_FOR.split(text):
        if "{month}" in part:
            before, behind = map(spelled, part.split("{month}"))
            yield f"(?:{before}[0-9]{{1,2}}{behind})?"
        else:
            yield year if part == _YEAR else name if part == "{name}" else spelled(part)
        year = "(?P=year)" if part == _YEAR else year
