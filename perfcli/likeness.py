"""How like a text is to many others, by the pairs of characters they share: rare pairs count for more.

Chinese is written without spaces, and a pair of characters is about a word. A text is looked for in the others as it
stands, so that nothing of these has to be kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from perfcli.folding import plain_name
from perfcli.regex import regex

_NO_WORD = regex(r"[\W\d_]+")
_YEAR = regex(r"(?:19|20)[0-9]{2}年?")


def bare(text: str) -> str:
    """A text without years, digits, punctuation and spaces: none of them says what it is about."""
    return _NO_WORD.sub("", _YEAR.sub("", plain_name(text)))


def pairs(text: str) -> list[str]:
    """The different pairs of characters of a bare text, in their order; a single character is its own."""
    found = dict.fromkeys(text[at : at + 2] for at in range(max(1, len(text) - 1)))
    return [pair for pair in found if pair]


def likeness(text: str, others: Sequence[str]) -> list[float]:
    """From 0 for nothing shared to about 1 for the same, for each of the others; `text` is a bare one.

    A pair counts by the logarithm of the share of texts that have it; of a longer text more has to be shared.
    """
    wanted = pairs(text)
    shared = [[pair for pair in wanted if pair in other] for other in others]
    counts = dict.fromkeys(wanted, 0)
    for hits in shared:
        for pair in hits:
            counts[pair] += 1
    weights = {pair: log((len(others) + 1) / (count + 1)) + 0.1 for pair, count in counts.items()}
    whole = sum(weights.values()) or 1.0
    return [
        sum(weights[pair] for pair in hits) / whole * (0.5 + 0.5 * min(1.0, len(hits) / max(1, len(other) - 1)))
        for hits, other in zip(shared, others, strict=True)
    ]
