"""Small published texts to vary, each cell as one string."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from perfcli.documents.published import PublishedDocument
from perfcli.documents.text_reader import read_text
from perfcli.forms.record.project import PublishedProject

CODE = "4108212100000000ABCDE"
UNIT = "412001临溪县水务局本级"
HEADER = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
INDICATOR = ("产出指标", "数量指标", "清淤长度", "全年清淤的河道长度", "≥12公里", "年度工作计划")


def row(*cells: str) -> str:
    """The lines of a row: a tab before each cell, an empty line after the last."""
    return "".join(f"\t{cell}\n" for cell in cells) + "\n"


def rows(
    *,
    unit: str = UNIT,
    scale: str = "单位：元",
    code: str = CODE,
    name: str = "河道清淤",
    amounts: Sequence[str] = ("100000.00", "100000.00", "0"),
    purpose: str = "用于河道清淤",
    months: Sequence[str] = ("3月底", "6月底", "10月底", "12月底"),
    percents: Sequence[str] = ("25.00%", "50.00%", "75.00%", "100.00%"),
    goals: str = "1.保障行洪安全",
    header: Sequence[str] = HEADER,
    indicators: Sequence[Sequence[str]] = (INDICATOR,),
) -> list[str]:
    """The rows of one table."""
    total, fiscal, other = amounts
    return [
        row(unit, scale),
        row("项目编码", code, "项目名称", name),
        row("预算规模及资金用途", "预算数", total, "其中：财政资金", fiscal, "其他资金", other),
        row("", purpose),
        row("资金支出计划（%）", *months),
        row("", *percents),
        row("绩效目标", goals),
        row(*header),
        *(row(*cells) for cells in indicators),
    ]


def table(heading: str | None = "1.河道清淤绩效目标表", **cells: Any) -> str:
    """One table under its heading, None for none; `cells` as `rows` takes them."""
    return (f"{heading}\n" if heading is not None else "") + "".join(rows(**cells)) + "\n"


def part_one(overall: str = "做好水务工作。", functions: str = "", safeguards: str = "") -> str:
    """Part one around these texts."""
    return (
        f"第一部分\n部门整体绩效目标\n一、总体绩效目标\n{overall}\n\n"
        f"二、分项绩效目标\n{functions}\n三、工作保障措施\n{safeguards}\n"
    )


def only(text: str) -> PublishedProject:
    """The one project of a text, of which nothing is left over."""
    document = read_text(text)
    assert document.leftovers == ()
    assert len(document.projects) == 1
    return document.projects[0]


def left(document: PublishedDocument) -> list[tuple[int, str]]:
    """Line and text of what could not be placed."""
    return [(leftover.place, leftover.text) for leftover in document.leftovers]
