"""Web pages that mean harm to who reads them."""

from __future__ import annotations

import pytest

from perfcli.errors import PerfError
from perfcli.formats.web.reader import read_page


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("&#65;", "A"),
        ("&#" + "0" * 5000 + "65;", "A"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("&#1114112;", "\ufffd"),
        ("&#x" + "f" * 5000 + ";", "\ufffd"),
        ("&amp;#65;", "&#65;"),
        ("&#0 &# &#x;", "\ufffd &# &#x;"),
    ],
)
def test_characters_by_their_numbers(said: str, shown: str) -> None:
    (text,) = (cell.text for row in read_page(f"<p>{said}").rows for cell in row.spots)
    assert text == shown


@pytest.mark.parametrize("attribute", ["a=b ", "a ", "a='>' ", 'a=">"', "a/", "a = b "])
def test_more_attributes_than_any_element_has(attribute: str) -> None:
    with pytest.raises(PerfError, match="too large"):
        read_page(f"<td {attribute * 1001}>x</td>")


def test_a_picture_within_an_attribute_is_passed_over() -> None:
    page = read_page(f'<p><img src="data:image/png;base64,{"A=b c " * 100_000}">x</p>')
    assert [cell.text for row in page.rows for cell in row.spots] == ["x"]
