"""In every format that documents are published in, markup within a text is text: the document's own stays as it is."""

from __future__ import annotations

import html.parser
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from perfcli.actions.book import WRITERS, Book, Dating
from perfcli.actions.looking import no_progress
from perfcli.documents.published import Cover, PublishedDocument, PublishedGoals
from perfcli.documents.text_reader import read_text
from perfcli.exact import Money, Percent
from perfcli.file_format import FileFormat
from perfcli.forms.record.project import PublishedProject
from perfcli.model import Budget, Function, FunctionIndicator, Indicator, Safeguard

HOSTILE: Mapping[str, tuple[str, ...]] = {
    "docx": ("</w:t><w:br/>", "]]>&#10;&lt;w:p&gt;", "<!--", "{ HYPERLINK e.org }"),
    "pdf": ("<w:t>",),
    "txt": ('"甲', "\\t", "甲\\n乙", "# 甲"),
    "md": (
        "**甲**",
        "`甲`",
        "[甲](http://e.org)",
        "![甲](e)",
        "甲|乙",
        "~~甲~~",
        "<a id='p1'>",
        "&amp;",
        "\\",
        "_甲_",
        "$甲$",
    ),
    "html": (
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\" onload='x",
        "&lt;b&gt;",
        "{{ 1 }}",
        "<!--",
    ),
}
"""What means something else than itself, by the format in which it does: a new format says here what does in it."""

TEXTS = tuple(text for texts in HOSTILE.values() for text in texts)


def book(text: str) -> Book:
    """A document that has a text wherever a document has one."""
    indicator = Indicator(kind="数量指标", name=text, description=text, target=text, basis=text)
    project = PublishedProject(
        code="13030321H3GNISG2VPZXX",
        name=text,
        unit="335001",
        unit_name=text,
        budget=Budget(total=Money(Decimal(2)), fiscal=Money(Decimal(1)), other=Money(Decimal(1))),
        purpose=text,
        goals=(text,),
        spending_plan={12: Percent(100)},
        indicators=(indicator,),
    )
    function = Function(name=text, goal=text, indicators=(FunctionIndicator(name=text, description=text, target=text),))
    goals = PublishedGoals(text, (function,), (Safeguard(title=text, text=text),))
    cover = Cover(department="335", name=text, year=2021, compiled_by=text, reviewed_by=text)
    return Book(PublishedDocument(goals, (project,)), cover, (), Dating())


def written(form: FileFormat, text: str) -> bytes:
    return WRITERS[form](book(text), lambda data: data, no_progress)


class _Page(html.parser.HTMLParser):
    """The tags of a page, without what stands in them, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(f"{tag} {' '.join(name for name, _value in attrs)}" if tag != "wbr" else "")

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.text += data

    def unknown_decl(self, data: str) -> None:
        self.tags.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.append(data)


def of_html(data: bytes) -> tuple[object, str]:
    page = _Page()
    page.feed(data.decode("utf-8"))
    page.close()
    return [tag for tag in page.tags if tag], page.text


def of_docx(data: bytes) -> tuple[object, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        tree = ElementTree.fromstring(archive.read("word/document.xml"))
    elements = list(tree.iter())
    return [one.tag for one in elements], "".join(one.text or "" for one in elements)


def of_markdown(data: bytes) -> tuple[object, str]:
    """Markup is what stands without a backslash or an entity; the text is what these stand for."""
    text = data.decode("utf-8")
    bare = re.sub(r"\\[!-/:-@\[-`{-~]|&(?:[a-z]+|#\d+);", "x", text)
    shown = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
    return Counter(re.findall(r"[\\`*_\[\]<>|~$&]|^#+|https?:", bare, re.MULTILINE)), html.unescape(shown)


def of_text(data: bytes) -> tuple[object, str]:
    """What is read again: the records are the markup."""
    project = read_text(data.decode("utf-8")).projects[0]
    (row,) = project.indicators
    found = {project.name, project.purpose, *project.goals, row.name, row.description, row.target, row.basis}
    return len(found), "".join(found)


LOOKS: Mapping[str, Callable[[bytes], tuple[object, str]]] = {
    "docx": of_docx,
    "pdf": of_docx,
    "txt": of_text,
    "md": of_markdown,
    "html": of_html,
}
"""The markup of a document in each format, and the text that its readers see."""


@pytest.mark.parametrize("form", WRITERS, ids=lambda form: form.name)
def test_markup_in_a_text_is_text(form: FileFormat) -> None:
    assert form.name in HOSTILE, "say in HOSTILE what is markup in this format, and in LOOKS how to see its own"
    markup, _text = LOOKS[form.name](written(form, "甲"))
    for text in TEXTS:
        found, shown = LOOKS[form.name](written(form, text))
        assert found == markup, text
        assert text in shown
