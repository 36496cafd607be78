"""A form while it is read: values as they are found, with their cells; the whole once all of it was seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal

from perfcli.exact import Percent
from perfcli.formats.blocks import clean
from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import is_blank, is_dots, scale_in
from perfcli.forms.cells.ledger import LABEL, NOTHING, Ledger
from perfcli.forms.headings.indicator_levels import is_kind
from perfcli.forms.headings.levels import is_level, is_level_one, level_name
from perfcli.forms.record.adjustments import Adjustments
from perfcli.forms.record.found_amounts import FoundAmount, part_name, whole_number
from perfcli.forms.record.funds import Funds
from perfcli.forms.record.identity import IDENTITY, Identity
from perfcli.forms.record.results import Results
from perfcli.forms.words.goals import named_goals, read_goals, read_results
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.i18n import gettext as _
from perfcli.model import Indicator
from perfcli.regex import regex

_TARGETS = regex("(?:年度|全年)?(?:绩效)?(?:指标|目标)值")
"""What the values of indicators are headed by, and nothing else."""

_WHOLE = regex("(?:项目)?(?:绩效)?总体?(?:绩效)?目标")

_APPROVED = regex("原|年初|批复|核定|下达")
"""How the label of a budget begins that was approved before."""


def was_approved(label: Label) -> bool:
    """Whether a budget is one that a change starts from, by its label: 批复数."""
    return _APPROVED.match(label.full) is not None


@dataclass
class Draft:
    """Collects what a form says."""

    words: Vocabulary
    ledger: Ledger
    where: str
    title: str = ""
    kind: str = ""
    purpose: str = ""
    goals: list[str] = field(default_factory=list)
    whole_goals: list[tuple[Spot, list[str]]] = field(default_factory=list)
    """Goals under a label such as 总目标: those of the long term where others are the year's."""

    dates_goals: bool = False
    overall: list[str] = field(default_factory=list)
    long_term: list[str] = field(default_factory=list)
    plan: dict[int, Percent] = field(default_factory=dict)
    details: dict[str, list[str]] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    unread: dict[int, frozenset[str]] = field(default_factory=dict)
    """The keys of indicators, by their places, whose cells could not be read."""

    terms: set[str] = field(default_factory=set)
    """The terms that tables of indicators have a place for."""

    sums: list[tuple[str, Label, Label, Spot, Decimal | None]] = field(default_factory=list)
    """Sums of small tables, such as the tasks of a year: parts of the money where nothing else says its total."""

    problems: list[str] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    is_overall: bool = False

    before: str = ""
    """What the rows at hand stand beside or below where they say what was before a change: 调整前."""

    def __post_init__(self) -> None:
        self.identity = Identity(
            self.words, self.ledger, self.where, self.detail, problems=self.problems, assumptions=self.assumptions
        )
        """Whose it is: of which project, unit and year."""
        self.funds = Funds(self.ledger)
        """Its money."""
        self.results = Results(self.ledger)
        """What became of it."""
        self.adjustments = Adjustments()
        """What it was before it was changed."""

    @contextmanager
    def telling(self, before: str) -> Iterator[None]:
        """Take what is said as what was before a change, where `before` says that it was."""
        outer, self.before = self.before, before or self.before
        yield
        self.before = outer

    def field(self, key: str, label: Label, spot: Spot, text: str | None = None) -> None:
        """A value of one of the vocabulary's fields."""
        text = spot.text if text is None else text
        if is_blank(text):
            self.ledger.put(spot, NOTHING)
        elif key == "goals":
            self.goal(label, spot, text)
        elif self.before:
            self.detail(label.printed, spot, text)
        elif key == "department" and self.is_overall:
            self.identity.take("unit", label, spot, text, is_overall=True)
        elif key in IDENTITY:
            self.identity.take(key, label, spot, text, is_overall=self.is_overall)
        elif key == "purpose" and not self.purpose:
            self.purpose = clean(text)
            self.ledger.put(spot, "purpose")
        else:
            self.detail(label.printed, spot, text)

    def goal(self, label: Label, spot: Spot, text: str) -> None:
        """Goals of the year, those of a longer term, or the overall goal of a unit."""
        if is_blank(text):
            self.ledger.put(spot, NOTHING)
            return
        if self.before:
            self.was(label.printed, spot)
            return
        text = "\n".join(line for line in text.split("\n") if not is_dots(line))
        numbered = [goal for goal in named_goals(text) if not is_dots(goal)]
        goals = numbered or [goal for goal in read_goals(text) if not is_dots(goal)]
        self.dates_goals = self.dates_goals or label.term == "year"
        if label.term == "long":
            self.long_term += goals
            self.ledger.put(spot, "long_term_goals")
        elif not label.term and _WHOLE.fullmatch(label.core) and not self.is_overall:
            self.whole_goals.append((spot, goals))
            self.ledger.put(spot, "goals")
        elif self.is_overall and len(goals) == 1 and not numbered:
            self.overall += goals
            self.ledger.put(spot, "overall")
        else:
            self.goals += goals
            self.ledger.put(spot, "goals")

    def result(self, spot: Spot, text: str | None = None) -> None:
        """What became of the goals, numbered as they are."""
        text = clean(spot.text if text is None else text)
        if is_blank(text):
            self.ledger.put(spot, NOTHING)
        else:
            self.results.goal(spot, named_goals(text) or read_results(text))

    def amount(
        self, part: str, label: Label, spot: Spot, text: str | None = None, scale: Decimal | None = None
    ) -> None:
        """An amount of the year's money: `part` is total, fiscal, other or source; `whole` is none of it, a detail."""
        text = (spot.exact or spot.text) if text is None else text
        scale = scale or scale_in(label.remark)
        if is_blank(text):
            self.ledger.put(spot, NOTHING)
            return
        found = FoundAmount(text, scale, spot, self._called(label.printed))
        if self.before:
            self.amount_before(part, label, found)
            self.amount_detail(label.printed, spot, text, scale)
            return
        if part == "total" and self.is_overall and label.core.startswith("项目支出"):
            part = "source"  # a unit has its basic expenditure beside it
        key = part_name(label.printed, with_scale=False) if part == "source" else part
        if part != "whole" and self.funds.put(part, key, found):
            self.ledger.put(spot, f"budget.sources.{key}" if part == "source" else f"budget.{part}")
        else:
            self.amount_detail(label.printed, spot, text, scale)

    def leave_whole(self) -> None:
        """The total so far is that of all years: a detail."""
        if (whole := self.funds.amounts.pop("total", None)) is not None:
            self.amount_detail(whole.label, whole.spot, whole.text, whole.scale)

    def leave_before(self, said: str) -> list[Spot]:
        """The amounts so far are those before a change, since others hold; the cells of them."""
        before = [*self.funds.amounts.items(), *(("source", found) for found in self.funds.sources.values())]
        self.funds.amounts.clear()
        self.funds.sources.clear()
        with self.telling(said):
            for part, found in before:
                self.amount(part, self.words.label(found.label), found.spot, found.text, found.scale)
        return [found.spot for _part, found in before]

    def unclear_total(self, label: str) -> None:
        """The total is one that was approved, and nothing else says by how much it changed, or what it became."""
        self.problems.append(_("{label}: it is changed, and nothing says what the budget became").format(label=label))

    def amount_before(self, part: str, label: Label, found: FoundAmount) -> None:
        """An amount of the year's money as it was before it was changed."""
        if label.term != "long":
            self.adjustments.amount(part, part_name(label.printed), found)

    def amount_detail(self, label: str, spot: Spot, text: str | None = None, scale: Decimal | None = None) -> None:
        """An amount that is none of the year's money: its label will say what it is in."""
        self.detail(label, spot, whole_number(spot.text if text is None else text, spot))
        self.funds.detail(self._called(label), [spot], scale)

    def detail(self, label: str, spot: Spot, text: str | None = None) -> None:
        """Whatever else is said, under its label; a label of several values has them all."""
        text = clean(spot.text if text is None else text)
        if is_blank(text):
            self.ledger.put(spot, NOTHING)
        if is_blank(text) or not label:  # a text without a label is named as one that is not understood
            return
        if _TARGETS.fullmatch(label) or _TARGETS.fullmatch(text):
            message = _("{label}: a heading of a table of indicators that is not understood")
            self.ledger.leave(spot, message.format(label=label))
            return
        if any(
            is_level(said) and (is_kind(level_name(said)) or is_level_one(level_name(said))) for said in (label, text)
        ):
            self.ledger.leave(
                spot, _("{label}: no headings of a table of indicators stand over it").format(label=label)
            )
            return
        if self.words.result(self.words.label(label)) == "total":
            text = self.results.total_in(spot, text, label)
            if not text:
                return
        label = self._called(label)
        self.details.setdefault(label, []).append(text)
        self.ledger.put(spot, f"details.{label}")

    def _called(self, label: str) -> str:
        """A label of what was before a change says so: 资金总额（调整前）."""
        return f"{label}（{self.before}）" if self.before not in label else label

    def was(self, label: str, spot: Spot, text: str | None = None) -> None:
        """Goals as they were before: a detail of a form that is taken in as it is."""
        text = spot.text if text is None else text
        if not is_blank(text):
            self.adjustments.goals += named_goals(text) or read_goals(text)
        self.detail(label, spot, text)

    def reason(self, of: str, label: str, spot: Spot) -> None:
        """Why something was changed: `of` is the key of the goals or of the money that it is told of, else empty."""
        if of and not is_blank(spot.text):
            self.adjustments.reasons.setdefault(of, clean(spot.text))
        self.detail(label, spot)

    def known(self, spots: Iterable[Spot]) -> None:
        """Labels and headings."""
        for spot in spots:
            self.ledger.put(spot, LABEL)
