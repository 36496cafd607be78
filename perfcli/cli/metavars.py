"""What stands for a value in help, in the language spoken: CODE is 编码 to those who read Chinese."""

from __future__ import annotations

import re

from perfcli.i18n import gettext as _
from perfcli.i18n import noop

_WORDS = frozenset(
    (
        *(noop("CODE"), noop("TEXT"), noop("YEAR"), noop("AMOUNT"), noop("FILE"), noop("DIR"), noop("SLUG")),
        *(noop("KEY"), noop("RULE"), noop("DATE"), noop("WHAT"), noop("PATH"), noop("SEVERITY"), noop("NAME")),
        *(noop("VALUE"), noop("COMMAND"), noop("PERCENT"), noop("PREFIX"), noop("OP"), noop("FACTOR"), noop("EXPR")),
        *(noop("REV"), noop("OURS"), noop("THEIRS"), noop("BASE"), noop("N")),
        *(noop("REPO"), noop("LAKE")),
    )
)
_WORD = r"(?<![A-Za-z$_-])[A-Z]+(?![A-Za-z_-])"


def shown_metavar(metavar: str) -> str:
    """The words of a metavar as they are read: [CODE]… KEY=VALUE…, what may be typed as it is stays."""
    return re.sub(_WORD, lambda word: _(word[0]) if word[0] in _WORDS else word[0], metavar)
