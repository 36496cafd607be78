"""Message catalogues: the code's messages -> .po, what is translated kept. By hand: `python perfcli/locale/update.py`.

The table of commands that shells complete by (`cli/commands.tsv`) is renewed with them.

A message that the code has no more is dropped, a new one is left empty for its translator. Messages stand in the
order of their modules, without line numbers and dates, so that a catalogue changes where a message does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import normalize, read_po

from perfcli.check.rule import documentation
from perfcli.check.rules import RULES
from perfcli.cli.tree import TABLE
from perfcli.locale.commands import table

KEYWORDS = {"_": None, "gettext": None, "noop": None, "ngettext": (1, 2)}

Id = str | tuple[str, ...]


def extract(package: Path) -> dict[Id, list[str]]:
    """Every message of the package's code and the modules that say it, in the order of the modules."""
    found: dict[Id, list[str]] = {}
    methods = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
    rows = extract_from_dir(str(package), method_map=methods, keywords=KEYWORDS)
    for module, _line, message, _comments, _context in sorted(rows, key=lambda row: row[:2]):
        modules = found.setdefault(message, [])
        if module not in modules:
            modules.append(module)
    for rule in RULES:
        parts = documentation(rule)
        for message in (parts.summary, parts.why, parts.leaves, parts.source):
            if message:
                found.setdefault(message, []).append(f"check/rules/{type(rule).__module__.rpartition('.')[2]}.py")
    return found


def read_catalogue(source: Path) -> Catalog:
    """A .po file below locale/LANGUAGE/LC_MESSAGES."""
    with source.open("rb") as file:
        return read_po(file, locale=source.parts[-3])


def update_catalogue(source: Path, messages: Mapping[Id, list[str]]) -> str:
    """The text of a .po file for these messages, with the translations that the file has."""
    catalogue = read_catalogue(source)
    header = (
        f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale_identifier}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n'
    )
    entries = ("\n".join(_entry(message, modules, catalogue)) for message, modules in messages.items())
    return "\n".join((header, *(f"{entry}\n" for entry in entries)))


def _entry(message: Id, modules: list[str], catalogue: Catalog) -> Iterator[str]:
    ids = (message,) if isinstance(message, str) else message
    known = catalogue.get(ids[0]) or Message(ids[0])
    yield from (f"#: {module}" for module in modules)
    if known.fuzzy:
        yield "#, fuzzy"
    yield f"msgid {normalize(ids[0], width=0)}"
    if len(ids) == 1:
        yield f"msgstr {normalize(str(known.string), width=0)}"
        return
    yield f"msgid_plural {normalize(ids[1], width=0)}"
    strings = known.string if isinstance(known.string, (tuple, list)) else ("",) * catalogue.num_plurals
    yield from (f"msgstr[{number}] {normalize(text, width=0)}" for number, text in enumerate(strings))


if __name__ == "__main__":
    folder = Path(__file__).parent
    code = extract(folder.parent)
    for catalogue_file in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        catalogue_file.write_text(update_catalogue(catalogue_file, code), encoding="utf-8", newline="\n")
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
