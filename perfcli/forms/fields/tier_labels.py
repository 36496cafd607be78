"""What headings in two rows mean: the label of each below a wide one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from perfcli.forms.tables.change_list import AFTER, BEFORE
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.forms.words.years import is_year

_PARTS = ("fiscal", "other", "source")
_SOME_SOURCE = "其他收入"
"""What 其他 is below a part of the money: a source, and neither the part nor other funds."""


def told_apart(labels: Sequence[Label], overs: Sequence[Label | None], words: Vocabulary) -> list[Label]:
    """The labels of headings by what stands over them.

    小计 below 财政拨款 is that itself, 金额 below 2025年 of that year, 小计 below 调整前 what all of it was; those of
    one text say what they stand below: 预算数（总额） beside 执行数（总额）.
    """
    counts = Counter(label.full for label in labels)
    apart = []
    for label, over in zip(labels, overs, strict=True):
        if over is None:
            apart.append(label)
        elif words.money(over) in _PARTS:
            apart.append(_below_part(label, over, words))
        elif words.change(over) in (BEFORE, AFTER) and (words.money(label) or words.is_sum(label)):
            name = _sum(label, words)
            apart.append(
                replace(
                    name,
                    printed=f"{name.printed}（{over.printed}）",
                    full=f"{name.full}({over.full})",
                    remark=over.full,
                )
            )
        elif is_year(over.full):
            apart.append(replace(label, printed=f"{over.printed}（{label.printed}）", year=over.year))
        else:
            apart.append(_named(label, over, words) if counts[label.full] > 1 else label)
    return apart


def _below_part(label: Label, over: Label, words: Vocabulary) -> Label:
    """A heading below a part of the money: its sum is the part, 其他 in it neither that nor other funds."""
    if words.is_sum(label):
        return over
    if words.money(label) not in ("total", "whole", "fiscal", "other"):
        return label
    return replace(words.label(_SOME_SOURCE), printed=f"{over.printed}：{label.printed}")


def _sum(label: Label, words: Vocabulary) -> Label:
    """小计 where nothing but all the money can be meant."""
    return words.label("合计") if words.is_sum(label) else label


def _named(label: Label, over: Label, words: Vocabulary) -> Label:
    name = f"{over.printed}（{label.printed}）"
    if words.money_column(over) not in ("amount", ""):
        label = replace(label, full=f"{over.full}{label.full}", core=f"{over.core}{label.core}")
    return replace(label, printed=name)
