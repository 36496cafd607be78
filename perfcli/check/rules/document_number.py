"""D511."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Fix, Hit, Rule
from perfcli.i18n import noop
from perfcli.regex import regex

BRACKETS = noop("the document number {number} has {given} for 〔〕")

_NUMBER = regex(
    r"(?P<organ>[\u4e00-\u9fff]{2,12}?)\s*(?!〔\d{4}〕)(?P<open>[〔【\[［(（〖{｛<〈《﹝﹙﹛])\s*(?P<year>(?:19|20)\d{2})\s*(?P<close>[〕】\]］)）〗}｝>〉》﹞﹚﹜])"
    r"(?=\s*第?\s*\d+\s*号)"
)


class DocumentNumber(Rule):
    """The brackets in a document number are not 〔〕.

    The year of a document stands in 〔〕 (U+3014, U+3015). With 【】 or [ ] the same document is found under
    three names.

    Leaves alone: numbers with 〔〕, and brackets without a year before and 号 after. Documents are quoted as
    published, so the fix needs `--unsafe-fixes`.

    Fails:

        [[indicators]]
        kind = "数量指标"
        basis = "秦政办【2012】32号"

    Passes:

        [[indicators]]
        kind = "数量指标"
        basis = "秦政办〔2012〕32号"

    Source: GB/T 9704 (党政机关公文格式).
    """

    code = "D511"
    name = "document-number"
    severity = "notice"
    nature = "data"
    fixable = True
    characters = r"【\[［(（〖{｛<〈《﹝﹙﹛】\]］)）〗}｝>〉》﹞﹚﹜"

    def text(self, text: str, context: Context) -> Iterable[Hit]:
        """Each text of a file."""
        found = _NUMBER.search(text)
        if found:
            mended = _NUMBER.sub(r"\g<organ>〔\g<year>〕", text)
            values = {"number": found[0], "given": found["open"] + found["close"]}
            yield Hit((), BRACKETS, values, Fix(mended, safe=False))
