"""Messages are found in a catalogue as gettext finds them."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from perfcli.catalogue import Catalogue
from perfcli.locale.update import read_catalogue
from tests.test_messages import CATALOGUE

TEXTS = st.text(st.characters(exclude_characters="\0\4", exclude_categories=["Cs"]), min_size=1, max_size=6)


def written(messages: Catalog) -> Catalogue:
    content = BytesIO()
    write_mo(content, messages)
    return Catalogue(content.getvalue())


def test_every_message_of_ours_is_found() -> None:
    ours = read_catalogue(CATALOGUE)
    assert ours.num_plurals == 1, "i18n.ngettext takes the one form there is"
    read = written(ours)
    for message in ours:
        if message.id and message.string:
            one = message.id if isinstance(message.id, str) else message.id[0]
            assert read.find(one) == (message.string if isinstance(message.string, str) else message.string[0])


@given(st.dictionaries(TEXTS, TEXTS, max_size=20), TEXTS)
def test_what_is_there_is_found_and_nothing_else(texts: dict[str, str], other: str) -> None:
    messages = Catalog()
    for message, text in texts.items():
        messages.add(message, text)
    read = written(messages)
    assert {message: read.find(message) for message in texts} == texts
    assert read.find(other) == texts.get(other)


def test_one_with_a_plural_is_found_by_its_singular() -> None:
    messages = Catalog("en")
    messages.add(("{n} file", "{n} files"), ("one", "several"))
    messages.add("{n} files", "others")
    assert written(messages).find("{n} file") == "one"
    assert written(messages).find("{n} files") == "others"


@pytest.mark.parametrize("order", ["<", ">"])
def test_either_order_of_bytes_is_read(order: str) -> None:
    head = struct.pack(f"{order}7I", 0x950412DE, 0, 1, 28, 36, 0, 0)
    assert Catalogue(head + struct.pack(f"{order}4I", 1, 44, 1, 46) + b"a\0b\0").find("a") == "b"


def test_half_a_character_is_in_no_catalogue() -> None:
    assert written(Catalog()).find("\ud800") is None
