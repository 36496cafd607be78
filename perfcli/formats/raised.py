"""Raised and lowered signs of a cell as the characters that stand so by themselves: m² and 10⁴."""

from __future__ import annotations

_SIGNS = {
    "superscript": dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True)),
    "subscript": dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True)),
}


def placed(text: str, place: str) -> str:
    """A text as it stands in its place, superscript, subscript or neither; one with other signs stays as it is."""
    signs = _SIGNS.get(place)
    if not signs or not all(sign in signs or sign.isspace() for sign in text):
        return text
    return "".join(signs.get(sign, sign) for sign in text)
