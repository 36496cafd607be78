"""What became of projects as tables of the data package."""

from __future__ import annotations

from collections.abc import Iterator

from perfcli.formats.tables import Column, Sheet, Value
from perfcli.site.content import Content, reached

_PROJECT = (
    Column("year", "年度", "year", "year"),
    Column("unit", "单位编码", "Unit"),
    Column("code", "项目编码", "Project code"),
)

_MONITORING = (
    *_PROJECT,
    Column("date", "监控日期", "Date"),
    Column("spent", "执行数", "Spent", "money"),
    Column("expected", "全年预计执行数", "Expected", "money"),
    Column("conclusion", "监控结论", "Conclusion"),
    Column("measures", "改进措施", "Measures"),
)
_EVALUATION = (
    *_PROJECT,
    Column("adjusted", "全年预算数", "Adjusted budget", "money"),
    Column("spent", "全年执行数", "Spent", "money"),
    Column("execution", "预算执行率", "Execution", "percent"),
    Column("total_score", "总分", "Total score", "number"),
    Column("grade", "等级", "Grade"),
)
_RESULTS = (
    *_PROJECT,
    Column("indicator", "三级指标", "Indicator"),
    Column("target", "指标值", "Target"),
    Column("actual", "实际完成值", "Actual"),
    Column("reached", "完成情况", "What became of it: reached, partly, missed, unknown"),
    Column("weight", "分值", "Weight", "number"),
    Column("score", "得分", "Score", "number"),
    Column("reason", "偏差原因分析", "Reason"),
    Column("measure", "改进措施", "Measure"),
)

RESULT_TABLES = ("monitoring", "evaluation", "results")


def result_sheets(content: Content) -> list[Sheet]:
    """The tables, a row for each monitoring, self-evaluation and evaluated indicator."""
    return [
        Sheet("monitoring", "绩效运行监控", "Monitoring", _MONITORING, list(_monitoring(content))),
        Sheet("evaluation", "绩效自评", "Self-evaluation", _EVALUATION, list(_evaluation(content))),
        Sheet("results", "指标完成情况", "Results of indicators", _RESULTS, list(_results(content))),
    ]


def _keys(content: Content) -> Iterator[tuple[tuple[Value, ...], int]]:
    order = sorted(range(len(content.entries)), key=lambda at: content.entries[at].project.key)
    for at in order:
        project = content.entries[at].project
        yield (project.year, project.unit, project.code), at


def _monitoring(content: Content) -> Iterator[tuple[Value, ...]]:
    for key, at in _keys(content):
        progress = content.entries[at].progress
        for one in progress.monitoring if progress else ():
            yield *key, one.date.isoformat(), one.spent, one.expected, one.conclusion, one.measures


def _evaluation(content: Content) -> Iterator[tuple[Value, ...]]:
    for key, at in _keys(content):
        one = content.entries[at].evaluated
        if one is not None:
            yield *key, one.adjusted, one.spent, one.execution, one.total_score, one.grade


def _results(content: Content) -> Iterator[tuple[Value, ...]]:
    for key, at in _keys(content):
        one = content.entries[at].evaluated
        for row in one.rows if one is not None else ():
            said = row.said
            state = reached(row, content.entries[at].project.year)
            yield (
                *(*key, row.name, row.indicator.target, said.actual, state, row.weight, row.score),
                *(said.reason, said.measure),
            )
