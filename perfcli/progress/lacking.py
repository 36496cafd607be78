"""What a self-evaluation may lack, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from perfcli.direction import BetterOf
from perfcli.i18n import noop
from perfcli.progress import Evaluation
from perfcli.progress.points import is_too_fine
from perfcli.progress.rows import EvaluatedRow, contradicts_tier, is_shared, meant
from perfcli.progress.scoring import SCORINGS, execution_rate, needs_explanation
from perfcli.progress.tiers import TIERS
from perfcli.progress.weights import WHOLE
from perfcli.regex import regex
from perfcli.settings import Settings

Lacking = Literal[
    "budget",
    "spent",
    "execution reason",
    "indicators",
    "weights",
    "few weights",
    "actual",
    "unknown",
    "shared",
    "scoring",
    "no tier",
    "direction",
    "tier",
    "over",
    "total over",
    "reason",
    "measure",
    "explanation",
    "weight",
    "decimals",
    "decimals of all",
]


LACKS: dict[Lacking, str] = {
    "budget": noop("there is no budget: execution cannot be worked out"),
    "spent": noop("how much was spent is missing"),
    "indicators": noop("there are no indicators to score"),
    "weights": noop("the weights and the points of execution make more than 100: no total"),
    "few weights": noop("the weights and the points of execution make less than 100, and so does the total at most"),
    "execution reason": noop(
        "the money was not spent as planned: its reason is missing, "
        "write it in [evaluation.details] under 执行率低的原因"
    ),
    "actual": noop("{indicator}: the actual value is missing"),
    "unknown": noop("{indicator}: what the actual value says is not sure: give a tier or a score"),
    "shared": noop("{indicator}: one weight stands over it and others that are not all reached: give its score"),
    "scoring": noop("{indicator}: its scoring is none of direct, ratio, graded and bands"),
    "no tier": noop("{indicator}: its tier is none of reached, partly and missed"),
    "over": noop("{indicator}: the score is over its weight"),
    "total over": noop("the total, or the points of execution, are over what there is"),
    "direction": noop(
        "{indicator}: whether less than its plain number is better is not sure: write ≥ or ≤ before it, or give a score"
    ),
    "tier": noop("{indicator}: the tier given is not what the actual value says: correct one of them"),
    "weight": noop("{indicator}: it has no weight while others have one"),
    "decimals": noop("{indicator}: points with more than two decimals count rounded"),
    "decimals of all": noop("a total or points of execution with more than two decimals count rounded"),
    "reason": noop("{indicator}: the score is under the weight, its reason is missing"),
    "measure": noop("{indicator}: the score is under the weight, a measure is missing"),
    "explanation": noop("{indicator}: far above the target, an explanation is missing"),
}
"""What is said of each."""

_EXPLAINS = regex(
    "(?<!调整)(?<!变更)(?<!立项)(?<!申请)原因"
    "|^(?:情况|其[他它])?(?:需要?|应)?说明(?:的?(?:问题|事项|情况|内容))?$"
    "|(?:执行|支出|使用|结余|结转|偏差|进度|差异|未完成)(?:情况|率|金额)?(?:[偏较]?低)?的?说明"
)
"""Labels of a reason; 评分标准说明 and 填表说明 are of other things."""

_NO_REASON = regex(r"[\s\-–—/\\*._~。、]*(?:无|没有|暂无)?[\s。]*")
"""What says nothing under such a label."""


class Lack(NamedTuple):
    """What a self-evaluation still lacks, of an indicator by its name, of the money where that is empty."""

    indicator: str
    what: Lacking


def lacks_of_money(evaluation: Evaluation, adjusted: Decimal, settings: Settings) -> list[Lack]:
    """What is missing of the money; `adjusted` is the budget of the year in 元."""
    rate = execution_rate(evaluation.spent, adjusted)
    is_low = rate is not None and rate < settings.evaluation.explain_execution
    has_reason = any(_EXPLAINS.search(label) and _says(value) for label, value in evaluation.details.items())
    given = (evaluation.execution_points, evaluation.total_score)
    lacks: dict[Lacking, bool] = {
        "budget": not adjusted,
        "spent": evaluation.spent is None,
        "execution reason": is_low and not has_reason,
        "decimals of all": any(is_too_fine(points) for points in given),
        "total over": any(
            points is not None and points > most
            for points, most in zip(given, (settings.evaluation.execution, WHOLE), strict=True)
        ),
    }
    return [Lack("", what) for what, is_so in lacks.items() if is_so]


def _says(value: str | Sequence[str]) -> bool:
    """Whether a detail says anything, be it one text or several."""
    return not all(map(_NO_REASON.fullmatch, (value,) if isinstance(value, str) else value))


def lacks_of_indicators(rows: Sequence[EvaluatedRow], year: int, settings: Settings, better: BetterOf) -> list[Lack]:
    """What each indicator lacks, in their order."""
    lacks = []
    for row in rows:
        what: list[Lacking] = []
        if row.how == "missing" or (row.how == "given" and not row.said.actual.strip() and not row.said.tier):
            what.append("actual")
        elif row.how == "unknown":
            what.append(_unknown(row, rows, year, better))
        if row.said.tier and row.said.tier not in TIERS:
            what.append("no tier")
        if row.weight is not None and row.score is not None and row.score > row.weight:
            what.append("over")
        if is_too_fine(row.said.score) or is_too_fine(row.said.recheck):
            what.append("decimals")
        if row.how != "given" and contradicts_tier(row.indicator, row.said, year, better(row.indicator), settings):
            what.append("tier")
        if row.score is not None and row.weight is not None and row.score < row.weight:
            what += ["reason"] if not row.said.reason.strip() else []
            what += [] if row.said.measure.strip() or _says_measure(row.said.reason) else ["measure"]
        elif not row.said.reason.strip() and _is_far_above(row, year, settings, better):
            what.append("explanation")
        lacks += [Lack(row.name, one) for one in what]
    return lacks


_MEASURE = regex(
    "已(?:备|改|补|购|招|安排|调整|整改|更换|落实|采取|联系|督促|协调|启动|申请|预|增|制定|要求|组织|派|通知)"
    "|将|拟|下年|明年|次年|下一?步|今后|后续|加强|加大|加快|整改|改进|改为|改用|督促|措施|预留|提前"
)
"""What is being done, or will be."""


def _says_measure(reason: str) -> bool:
    """Whether a reason says what is being done, as the one column 偏差原因分析及改进措施 of a form has both."""
    return _MEASURE.search(reason) is not None


def _unknown(row: EvaluatedRow, rows: Sequence[EvaluatedRow], year: int, better: BetterOf) -> Lacking:
    """Why an indicator has no points although something is said of it."""
    if row.weight is None:
        return "weight"
    if row.indicator.scoring and row.indicator.scoring not in SCORINGS:
        return "scoring"
    if row.computed.how == "unknown" and row is not rows[-1] and is_shared(rows[rows.index(row) + 1]):
        return "shared"
    is_number = meant(row.indicator, row.said, year)[1].number is not None
    return "direction" if is_number and better(row.indicator) == "unsure" else "unknown"


def _is_far_above(row: EvaluatedRow, year: int, settings: Settings, better: BetterOf) -> bool:
    found = meant(row.indicator, row.said, year)
    return needs_explanation(*found, settings.evaluation, better(row.indicator))
