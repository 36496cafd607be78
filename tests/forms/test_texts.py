"""Forms as text taken out of Word, where the order of cells is all that is known."""

from __future__ import annotations

import pytest

from perfcli.actions.form_reading import FormReading
from perfcli.actions.reading import read_source
from perfcli.forms.record.filled import FormsRead
from tests.forms.sheets import rows

FORM = """
项目支出绩效目标申报表（2025年度）
项目名称	渡船换新
年度资金总额（万元）	10.00
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	换新渡船	≥3艘
_	质量指标	检验合格率	=100%
业务科室审核意见	指标可以考核，同意申报。
"""


UNIT = """
2025年部门整体支出绩效目标表
部门名称：渡口县渡运所
总体绩效目标	渡运不停航。
年度重点工作任务	名称	预算金额
_	渡船换新	12.00
_	码头修缮	8.00
年度绩效指标	{level}	三级指标	指标值
_	产出指标	换新渡船	≥3艘
"""


def _text(text: str, before: str = "", behind: str = "") -> str:
    """Word's text: cells each after a tab on a line of its own; with one more cell at an end of each row."""
    lines = []
    for line in text.strip("\n").split("\n"):
        cells = ["" if cell == "_" else cell.replace("\\n", "\n") for cell in line.split("\t")]
        if len(cells) == 1:
            lines += cells
        else:
            ends = [*([""] if before else []), *cells, *([""] if behind else [])]
            lines += [*(f"\t{cell}" for cell in ends), ""]
    return "\n".join(lines)


def test_empty_cells_at_both_ends_of_rows_say_nothing() -> None:
    for before, behind in (("", ""), ("empty", ""), ("", "empty"), ("empty", "empty")):
        found = FormReading().of_text(_text(FORM, before, behind))
        assert found is not None
        assert [item.text for item in found.leftovers] == []
        (form,) = found.forms
        assert rows(form) == [
            ("产出指标", "数量指标", "换新渡船", "≥3艘", ""),
            ("产出指标", "质量指标", "检验合格率", "=100%", ""),
        ]
        assert form.details == {"业务科室审核意见": "指标可以考核，同意申报。"}


@pytest.mark.parametrize("level", ["一级指标", "一级\\n指标", "*一级指标"])
def test_the_form_of_a_unit_is_no_document_that_goes_on_below_its_goal(level: str) -> None:
    text = _text(UNIT.format(level=level)).encode()
    source, _decoded = read_source("整体.txt", text, lambda data, _suffix: data)
    assert isinstance(source, FormsRead)
    (form,) = source.forms
    assert (form.overall, form.details["名称"]) == ("渡运不停航。", ("渡船换新", "码头修缮"))
    assert [row[2:4] for row in rows(form)] == [("换新渡船", "≥3艘")]
