"""The tables of what became of projects and of wholes: monitoring, self-evaluation, adjustments.

They are called like those that `perf query` sees, and name an indicator as progress files do.
"""

from __future__ import annotations

from perfcli.data.scalars import KINDS, scalar_keys
from perfcli.formats.tables import Column
from perfcli.labels import LABELS
from perfcli.model import Record
from perfcli.progress import AdjustedKey, EvaluatedIndicator, Evaluation, MonitoredIndicator, Monitoring, Progress

DATE = Column("date", "监控日期", "Monitored on", width=12)
"""The day of a monitoring; where it may be empty, what stands there is of the self-evaluation."""

_LEAD = (
    Column("year", "年度", "Year", "year", 6),
    Column("unit", "单位编码", "Unit", width=10),
    Column("code", "项目编码", "Project code", width=24),
    Column("department", "部门编码", "Department", width=10),
)
_NAME = Column("project_name", "项目名称", "Project name", width=20, derived=True, behind="code")
_INDICATOR = Column("indicator", "指标名称", "Indicator", width=28)
_NUMBER = Column("number", "序号", "No.", "count", 6)
_PART = Column("part", "资金构成", "Part of the money", width=18)
_WIDE = ("conclusion", "measures", "explanation", "reason", "measure", "evidence")


def _keys(record: type[Record], *without: str) -> tuple[Column, ...]:
    """A column for each key of a record that one cell holds."""
    labels = LABELS[record.__name__]
    return tuple(
        Column(key, labels[key].chinese, labels[key].english, KINDS[kind], 30 if key in _WIDE else 14)
        for key, kind in scalar_keys(record).items()
        if key not in without
    )


def _amount(key: str) -> Column:
    label = LABELS["MonitoredPart" if key == "expected" else "EvaluatedPart"][key]
    return Column(key, label.chinese, label.english, "money", 17)


PROGRESS: dict[str, tuple[Column, ...]] = {
    "progress": (*_LEAD, *_keys(Progress, "year", "unit", "code", "department"), _NAME),
    "monitoring": (*_LEAD, DATE, *_keys(Monitoring), _NAME),
    "monitored_values": (*_LEAD, DATE, _INDICATOR, *_keys(MonitoredIndicator), _NAME),
    "evaluations": (*_LEAD, *_keys(Evaluation), _NAME),
    "scores": (*_LEAD, _INDICATOR, *_keys(EvaluatedIndicator), _NAME),
    "results": (*_LEAD, _NUMBER, Column("result", "实际完成情况", "Result", width=80), _NAME),
    "fund_parts": (*_LEAD, DATE, _PART, *map(_amount, ("initial", "adjusted", "spent", "expected")), _NAME),
    "progress_details": (
        *(*_LEAD, DATE, _INDICATOR, Column("label", "栏目", "Label", width=20)),
        *(Column("value", "内容", "Value", width=60), Column("place", "顺序", "Place", "count", 8), _NAME),
    ),
    "adjustments": (
        *(*_LEAD, _NUMBER, Column("date", "调整日期", "Date", width=12)),
        *(Column("reason", "调整原因", "Reason", width=30), *_keys(AdjustedKey), _NAME),
    ),
}
"""The columns of each table."""

PROGRESS_TITLES = {
    "progress": ("执行情况", "Progress"),
    "monitoring": ("监控", "Monitoring"),
    "monitored_values": ("监控指标", "Monitored values"),
    "evaluations": ("自评", "Evaluations"),
    "scores": ("自评得分", "Scores"),
    "results": ("实际完成情况", "Results"),
    "fund_parts": ("资金执行", "Parts of the money"),
    "progress_details": ("执行情况其他内容", "Details of progress"),
    "adjustments": ("调整", "Adjustments"),
}
