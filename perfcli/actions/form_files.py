"""Filled-in forms as files: what they are called, and how each format is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from perfcli.file_format import DOCX, HTML, MD, TXT, XLSX, FileFormat
from perfcli.form import LIST, Form
from perfcli.formats.excel.laid import write_pages as write_workbook
from perfcli.formats.layout import LaidPage
from perfcli.formats.markdown import markdown_text
from perfcli.formats.tabbed import write_pages as write_text
from perfcli.formats.web.laid import write_pages as write_web_page
from perfcli.formats.word.laid import write_pages as write_word
from perfcli.formats.word.package import Properties
from perfcli.forms.laying.markdown import markdown_form
from perfcli.forms.laying.shown import Subject
from perfcli.model import Project
from perfcli.regex import regex

_NO_NAME = regex(r'[\x00-\x1f\\/:*?"<>|]+')
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Filled:
    """Pages of a form, each with its name as a file; `lost` is what of the records has no place on it."""

    form: Form
    pages: tuple[LaidPage, ...]
    names: tuple[str, ...]
    lost: tuple[str, ...] = ()


def file_name(subject: Subject, form: Form) -> str:
    """What a file with one form is called, without its ending: code and name, without what a name on disk forbids."""
    record = subject.record
    name = record.name if isinstance(record, Project) and form.of != LIST else subject.unit_name
    code = (record.code if isinstance(record, Project) and form.of != LIST else "") or subject.unit
    plain = _NO_NAME.sub(" ", f"{code} {name}")
    return " ".join(plain.split())[:_LONGEST_NAME].strip(" .") or form.name


def _word(filled: Filled, title: str) -> bytes:
    return write_word(filled.pages, Properties(title))


def _workbook(filled: Filled, _title: str) -> bytes:
    return write_workbook(filled.pages)


def _web_page(filled: Filled, title: str) -> bytes:
    return write_web_page(filled.pages, title).encode("utf-8")


def _text(filled: Filled, _title: str) -> bytes:
    return write_text(filled.pages).encode("utf-8")


def _markdown(filled: Filled, _title: str) -> bytes:
    blocks = [text for page in filled.pages for text in (f"# {markdown_text(page.title)}", *markdown_form(page))]
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


WRITERS: Mapping[FileFormat, Callable[[Filled, str], bytes]] = {
    DOCX: _word,
    XLSX: _workbook,
    TXT: _text,
    HTML: _web_page,
    MD: _markdown,
}
"""How filled-in forms are written in each format: the pages and the title of the whole."""

FORMATS = tuple(WRITERS)


def files_of(filled: Filled, chosen: FileFormat, *, each: bool) -> dict[str, bytes]:
    """The bytes of the one file, under an empty name, or of a file for each page by its name."""
    write = WRITERS[chosen]
    if not each:
        return {"": write(filled, filled.form.name)}
    files: dict[str, bytes] = {}
    for page, name in zip(filled.pages, filled.names, strict=True):
        unique, number = name, 1
        while f"{unique}.{chosen.name}".casefold() in {known.casefold() for known in files}:
            number += 1
            unique = f"{name} {number}"
        files[f"{unique}.{chosen.name}"] = write(Filled(filled.form, (page,), (name,)), page.title or name)
    return files
