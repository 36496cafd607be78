"""A workbook to fill in what became of a unit's projects, a row an indicator: laid out, and read when it comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import NamedTuple

from perfcli.exact import LARGEST_AMOUNT
from perfcli.form import EVALUATION, MONITORING
from perfcli.formats.layout import Block, Cells, Entry, LaidCell, LaidPage, Look, Typed
from perfcli.forms.words.goals import write_results
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.progress import EvaluatedIndicator, Evaluation, MonitoredIndicator, Monitoring, Progress
from perfcli.progress.evaluation import Evaluated

TITLES = {MONITORING: "项目支出绩效运行监控填报表", EVALUATION: "项目支出绩效自评填报表"}
TIERS = {
    "reached": "达成预期指标",
    "partly": "部分达成预期指标并具有一定效果",
    "missed": "未达成预期指标且效果较差",
}
LIKELIHOODS = ("确定能", "有可能", "完全不可能")
"""完成目标可能性, as 财预〔2019〕136号 has it."""

_NOTE = "只填没有底色的单元格，空着的不导入；一个项目的资金只填在它的第一行。填好保存后用 perf import 导入。"


class SheetColumn(NamedTuple):
    """A column: its key, its heading, its width in twentieths of a point, and what is typed into it.

    `is_known`: what it shows is fixed; `of_project`: it is of a project, in its first row alone.
    """

    key: str
    heading: str
    width: int
    typed: Typed = Typed.TEXT
    is_known: bool = False
    of_project: bool = False
    note: str = ""
    choices: tuple[str, ...] = ()


_KNOWN = (
    SheetColumn("year", "预算年度", 900, is_known=True),
    SheetColumn("code", "项目编码", 2700, is_known=True),
    SheetColumn("name", "项目名称", 2400, is_known=True),
)
_INDICATOR = (
    SheetColumn("indicator", "三级指标", 1800, is_known=True),
    SheetColumn("target", "年度指标值", 1300, is_known=True),
)
_AMOUNT_NOTE = noop("An amount in yuan.")
COLUMNS = {
    MONITORING: (
        *_KNOWN,
        SheetColumn("date", "监控日期", 1300, of_project=True, note=noop("The day it is of, such as 2021-07-31.")),
        SheetColumn("spent", "累计执行数（元）", 1700, Typed.AMOUNT, of_project=True, note=_AMOUNT_NOTE),
        SheetColumn("expected", "全年预计执行数（元）", 1700, Typed.AMOUNT, of_project=True, note=_AMOUNT_NOTE),
        *_INDICATOR,
        SheetColumn("value", "执行情况", 1300),
        SheetColumn("year_end", "全年预计完成情况", 1300),
        SheetColumn("cause", "偏差原因", 1600),
        SheetColumn("explanation", "原因说明", 1600),
        SheetColumn("likelihood", "完成目标可能性", 1300, choices=LIKELIHOODS),
        SheetColumn("conclusion", "监控结论", 1600, of_project=True),
        SheetColumn("measures", "改进措施", 1600, of_project=True),
    ),
    EVALUATION: (
        *_KNOWN,
        SheetColumn("adjusted", "全年预算数（元）", 1700, Typed.AMOUNT, of_project=True, note=_AMOUNT_NOTE),
        SheetColumn("spent", "全年执行数（元）", 1700, Typed.AMOUNT, of_project=True, note=_AMOUNT_NOTE),
        SheetColumn("results", "目标实际完成情况", 2000, of_project=True, note=noop("A line for each goal.")),
        *_INDICATOR,
        SheetColumn("actual", "实际完成值", 1300),
        SheetColumn("tier", "完成程度", 1300, choices=tuple(TIERS.values())),
        SheetColumn("score", "得分", 800, Typed.POINTS, note=noop("Empty: by the rule.")),
        SheetColumn("reason", "未完成原因", 1600),
        SheetColumn("measure", "改进措施", 1600),
        SheetColumn("evidence", "佐证资料", 1300),
    ),
}

Values = Mapping[str, str | Decimal | None]
"""What cells hold by the keys of their columns."""


def sheet_of(kind: str, unit: str, ones: Sequence[tuple[Evaluated, Progress | None]], on: date | None) -> LaidPage:
    """The sheet of some projects with what is recorded already: of a self-evaluation, or of a monitoring `on` a day."""
    columns = COLUMNS[kind]
    marks = _marks(columns)
    rows: list[Cells] = [tuple(_fixed(column.heading, *mark) for column, mark in zip(columns, marks, strict=True))]
    for worked_out, progress in ones:
        project = worked_out.project
        of_project = _of_monitoring(progress, on) if kind == MONITORING else _of_evaluation(progress)
        for at, name in enumerate([row.name for row in worked_out.rows] or [""]):
            of_row = _of_indicator(kind, name, progress, on)
            target = worked_out.rows[at].indicator.target if name else ""
            weight = worked_out.rows[at].weight if name else None
            known = {"year": str(project.year), "code": project.code or project.unit, "name": project.name}
            values: Values = {**known, "indicator": name, "target": target, **of_project, **of_row}
            rows.append(tuple(_row(columns, marks, values, weight, is_first=not at, has_indicator=bool(name))))
    return LaidPage(
        name=TITLES[kind][4:],
        title=f"{TITLES[kind]}（{unit}）",
        blocks=(Block(tuple(rows), 1),),
        above=(LaidCell(_NOTE, 0, marks[-1][1], Look.TEXT),),
        landscape=True,
    )


def _marks(columns: Sequence[SheetColumn]) -> list[tuple[int, int]]:
    """Where columns begin and end: a workbook may be wider than a page, on which it is printed smaller."""
    edges = [0, *accumulate(column.width for column in columns)]
    return list(pairwise(edges))


def _fixed(text: str, left: int, right: int) -> LaidCell:
    return LaidCell(text, left, right, Look.LABEL)


def _row(
    columns: Sequence[SheetColumn],
    marks: Sequence[tuple[int, int]],
    values: Values,
    weight: Decimal | None,
    *,
    is_first: bool,
    has_indicator: bool,
) -> Iterator[LaidCell]:
    for column, (left, right) in zip(columns, marks, strict=True):
        value = values.get(column.key)
        if column.is_known:
            yield _fixed(" ".join(str(value or "").split()), left, right)
        elif is_first if column.of_project else has_indicator:
            yield _to_fill_in(column, value, left, right, weight)
        else:
            yield _fixed("", left, right)


def _to_fill_in(
    column: SheetColumn, value: str | Decimal | None, left: int, right: int, weight: Decimal | None
) -> LaidCell:
    number = value if isinstance(value, Decimal) else None
    text = "" if value is None else f"{value:f}" if isinstance(value, Decimal) else value
    most = {Typed.AMOUNT: LARGEST_AMOUNT, Typed.POINTS: weight}.get(column.typed)
    entry = Entry(column.typed, _(column.note) if column.note else "", column.choices, number, most)
    look = Look.AMOUNT if column.typed is Typed.AMOUNT else Look.TEXT
    return LaidCell(text, left, right, look, 1, entry)


def _of_monitoring(progress: Progress | None, on: date | None) -> Values:
    found = _monitoring(progress, on)
    day = on.isoformat() if on else ""
    return {
        "date": day,
        "spent": found.spent if found else None,
        "expected": found.expected if found else None,
        "conclusion": found.conclusion if found else "",
        "measures": found.measures if found else "",
    }


def _monitoring(progress: Progress | None, on: date | None) -> Monitoring | None:
    return next((one for one in (progress.monitoring if progress else ()) if one.date == on), None)


def _of_evaluation(progress: Progress | None) -> Values:
    found = (progress.evaluation if progress else None) or Evaluation()
    adjusted = progress.adjusted if progress else None
    return {"adjusted": adjusted, "spent": found.spent, "results": write_results(found.results)}


def _of_indicator(kind: str, name: str, progress: Progress | None, on: date | None) -> Values:
    if kind == MONITORING:
        monitoring = _monitoring(progress, on)
        one = (monitoring.indicators.get(name) if monitoring else None) or MonitoredIndicator()
        return {
            "value": one.value,
            "year_end": one.expected,
            "cause": one.cause,
            "explanation": one.explanation,
            "likelihood": one.likelihood,
        }
    evaluation = (progress.evaluation if progress else None) or Evaluation()
    said = evaluation.indicators.get(name) or EvaluatedIndicator()
    return {
        "actual": said.actual,
        "tier": TIERS.get(said.tier, said.tier),
        "score": said.score,
        "reason": said.reason,
        "measure": said.measure,
        "evidence": said.evidence,
    }
