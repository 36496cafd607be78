"""What of a form's text says nothing, and what a remark says of the scale of amounts."""

from __future__ import annotations

import re
from decimal import Decimal

from perfcli.folding import as_typed
from perfcli.forms.words.amounts import SCALES
from perfcli.regex import regex

_DASHES = frozenset(("", "-", "--", "—", "——", "－", "/", "／", "…", "……", "...", "......", "无数据"))
OPEN = "（　　）"
"""What a sheet to fill in has in the midst of a text where something is to be filled in."""

_DOTS = regex(r"[….。·]{2,}|…")
_BOX = regex(r"(?:^|[\s、,，;；.:：])[□☐○]|[□☐○](?:[\s、,，;；]|$)")
_TICKS = "☑√■✓✔☒●▣"
_BLANK = regex(r"[年度月日至到\s—\-~()（）.:：、,，/／_]+")
_STAMP = regex(
    r"[(（](?:单位|部门)?(?:盖?(?:单位)?公?章|签字|签名|签章|盖章)[)）][:：]?|(?:盖章|公章|签字|签名|签章)(?:[:：]|(?=[年月日_]+$))"
)
"""Where to stamp or to sign, with nothing of a name."""

_SCALED = regex(r"(?:金额)?(?:单位)?[:：]?(?:人民币)?([十百千万亿]{0,2}元)")


def is_blank(text: str) -> bool:
    """Whether nothing was filled in: a dash, dots, a date without its numbers, boxes of which none is ticked.

    A place for a stamp (（盖章） 年 月 日) is none of what is filled in either.
    """
    bare = "".join(text.split())
    if "章" in bare or "签" in bare:
        bare = _STAMP.sub("", bare)
    if bare in _DASHES or _BLANK.fullmatch(bare):
        return text != "年度" and (
            len(bare) != 1 or bare not in "年月日度"
        )  # a term, where nothing was left open in it
    has_box = "□" in bare or "☐" in bare or "○" in bare
    return has_box and _BOX.search(text) is not None and not any(tick in bare for tick in _TICKS)


def is_dots(text: str) -> bool:
    """Whether a text only says that more could follow, by dots."""
    return _DOTS.fullmatch(text.strip()) is not None


def scale_in(remark: str) -> Decimal | None:
    """How many 元 an amount is by a remark such as 万元 or 单位：万元, None where it does not say it."""
    for part in re.split(r"[;；,，、\s]", as_typed(remark)):
        match = _SCALED.fullmatch(part)
        if match and match[1] in SCALES:
            return SCALES[match[1]]
    return None
