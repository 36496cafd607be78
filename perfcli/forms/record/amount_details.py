"""Amounts that are details, such as those of 中期: their label says what they are in, 中期资金总额（万元）.

Forms count in 元, 万元 or 亿元. A number that is taken out of one and printed on another has to bring its unit along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from perfcli.exact import Money
from perfcli.forms.cells.blanks import is_blank, scale_in
from perfcli.forms.words.amounts import SCALES, read_amount, written
from perfcli.forms.words.label import taken_apart
from perfcli.forms.words.wording import narrow
from perfcli.model import Details
from perfcli.regex import regex

_NAMES = {scale: name for name, scale in SCALES.items()}
_SAID = regex(r"(.*\S)\s*[（(](?:单位[：:])?(元|千元|万元|亿元)[）)]\s*", re.DOTALL)
_SUM = regex(r"[（(](?:合计|总计|小计)[）)]$")
_BARE = regex(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_AMOUNT_LABEL = regex(
    r".*(?:资金|金额|总额|数额|拨款|投资|经费|预算|预算数|执行数|补助|补助款|概算|费用|工程款|支出)(?:合计|小计)?(?:[（(][^（）()]*[）)]){0,2}"
)


def is_amount_label(label: str) -> bool:
    """Whether a label names money: 中期资金总额, 任务金额, 财政拨款（中期）; one that says its unit does, too."""
    return _AMOUNT_LABEL.fullmatch("".join(label.split())) is not None or _SAID.fullmatch(label) is not None


def label_scale(label: str) -> Decimal | None:
    """How many 元 an amount behind a label is, None where the label does not say it."""
    return scale_in(taken_apart(label, ()).remark)


def unit_name(scale: Decimal) -> str:
    """What an amount is in, by how many 元 it is: 元, 千元, 万元 or 亿元."""
    return _NAMES[scale]


def labelled_in(label: str, texts: Sequence[str], scale: Decimal) -> str:
    """The label of amounts with what they are in, where they do not say it themselves."""
    if _SAID.fullmatch(_SUM.sub("", label)) or not any(map(_is_bare, texts)):
        return label
    return f"{label}（{_NAMES[scale]}）"


def siblings(label: str) -> Iterator[str]:
    """The labels that the same amount has in any unit, and in none."""
    said = _SAID.fullmatch(label)
    base = said[1] if said else label
    yield base
    yield from (f"{base}（{name}）" for name in SCALES)


def detail_in(details: Details, label: str, scale: Decimal) -> str | tuple[str, ...]:
    """The detail of this label; where it is kept as amounts in a unit, these counted in 元 times `scale`.

    Empty where an amount that has to be counted anew is no plain number.
    """
    if label in details or _SAID.fullmatch(label):
        return details.get(label, "")
    for name in (_NAMES[scale], *SCALES):
        value = details.get(f"{label}（{name}）")
        if value is not None:
            return _counted(value, SCALES[name], scale)
    return ""


def as_kept(details: Details, kept: Details) -> dict[str, str | tuple[str, ...]]:
    """Details with each amount under the label, and in the unit, that it is kept in already, if it is the same."""
    found: dict[str, str | tuple[str, ...]] = {}
    for label, value in details.items():
        said = _SAID.fullmatch(label)
        others = [other for other in siblings(label) if said and other in kept and _SAID.fullmatch(other)]
        same = next((other for other in others if _is_same(value, label, kept[other], other)), label)
        found[same] = value if same == label else kept[same]
    return found


def _is_same(value: str | tuple[str, ...], label: str, kept: str | tuple[str, ...], other: str) -> bool:
    one, two = _amounts(value, _scale_of(label)), _amounts(kept, _scale_of(other))
    return one is not None and one == two and isinstance(value, str) == isinstance(kept, str)


def _scale_of(label: str) -> Decimal:
    said = _SAID.fullmatch(label)
    return SCALES[said[2]] if said else Decimal(1)


def _counted(value: str | tuple[str, ...], scale: Decimal, wanted: Decimal) -> str | tuple[str, ...]:
    """Amounts in one unit counted in another, empty where one of them is no plain number."""
    if scale == wanted:
        return value
    amounts = _amounts(value, scale)
    if amounts is None:
        return ""
    counted = tuple("" if amount is None else written(amount, wanted) for amount in amounts)
    return counted[0] if isinstance(value, str) else counted


def _amounts(value: str | tuple[str, ...], scale: Decimal) -> tuple[Money | None, ...] | None:
    """Amounts in 元, None for what was not filled in; None at all where one is no plain number."""
    texts = (value,) if isinstance(value, str) else value
    if not all(_is_bare(text) or is_blank(text) for text in texts):
        return None
    try:
        return tuple(None if is_blank(text) else read_amount(text, scale) for text in texts)
    except ValueError:
        return None


def _is_bare(text: str) -> bool:
    return _BARE.fullmatch(narrow(text)) is not None


def carried_with(labels: Iterable[str]) -> frozenset[str]:
    """The labels that details of these labels take the place of: the same amounts in other units."""
    return frozenset(other for label in labels if is_amount_label(label) for other in siblings(label))
