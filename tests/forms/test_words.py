"""What labels and headings mean that counties print: a word a line, with the key that its value goes to."""

from __future__ import annotations

import pytest

from perfcli.forms.words.vocabulary import vocabulary
from tests.forms.sheets import csv_of, form, text_of
from tests.forms.test_parted_targets import ALL_KINDS, Read, told

WORDS = vocabulary()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("专项资金编码", "code"),
        ("财政项目代码", "code"),
        ("项目库编号", "code"),
        ("一级项目编码", ""),
        ("子项目编码", ""),
        ("课题名称", "name"),
        ("项目（名称）", "name"),
        ("子项目名称", ""),
        ("单位信息：", "unit"),
        ("报送单位（盖章）", "unit"),
        ("项目法人", "unit"),
        ("责任单位", ""),
        ("项目单位负责人", ""),
        ("自评年度", "year"),
        ("填报年份", "year"),
        ("设立年度", ""),
        ("资金使用方向", "purpose"),
        ("专项资金使用范围", "purpose"),
        ("资金用途类别", ""),
        ("区域绩效目标", "goals"),
        ("绩效目标描述", "goals"),
        ("部门（单位）年度总体目标", "goals"),
        ("绩效目标设定依据", ""),
    ],
)
def test_labels_have_their_key(text: str, key: str) -> None:
    assert WORDS.field(WORDS.label(text)) == key


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("总体绩效目标（实施期）", "long"),
        ("总体目标（中期）", "long"),
        ("指标值（实施期）", "long"),
        ("政策期目标", "long"),
        ("跨年度绩效目标", "long"),
        ("短期目标", "year"),
        ("绩效目标（2024年）", "year"),
        ("绩效目标（必填）", ""),
        ("总体目标（年度目标分解）", ""),
    ],
)
def test_a_term_may_stand_before_a_label_or_in_brackets_behind_it(text: str, term: str) -> None:
    assert WORDS.label(text).term == term


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("其中：1.财政拨款", "fiscal"),
        ("其他资金小计", "other"),
        ("2.政府性基金预算拨款收入", "source"),
        ("中央转移支付", "source"),
        ("对口支援资金", "source"),
        ("东西部协作资金", "source"),
        ("中央彩票公益金", "source"),
        ("年初结转和结余", "source"),
        ("统筹整合资金", "source"),
        ("超长期特别国债资金", "source"),
        ("人员类支出", "source"),
        ("公用类支出", "source"),
        ("特定目标类项目支出", "source"),
        ("项目申请资金总额", "total"),
        ("部门总预算", "total"),
        ("结转结余率", ""),
        ("财政资金占比", ""),
        ("特定目标类", ""),
    ],
)
def test_amounts_are_a_part_of_the_money(text: str, part: str) -> None:
    assert WORDS.money(WORDS.label(text)) == part


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("核定金额", "amount"),
        ("预算年度", "text"),
        ("年中追加", "change"),
        ("全年预计执行率", "rate"),
        ("累计支出", "spent"),
        ("1-7月支出", "spent"),
        ("1-7月预计执行数", ""),
    ],
)
def test_amounts_stand_below_a_heading(text: str, column: str) -> None:
    label = WORDS.label(text)
    assert (WORDS.money_result(label) or WORDS.money_column(label)) == column


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("具体指标名称", "name"),
        ("年初计划值", "target"),
        ("计算符", "operator"),
        ("三级指标分值", "weight"),
        ("行次", "number"),
        ("指标值完成情况", "result"),
        ("监控期完成值", "result"),
        ("预计年底完成值", "expected"),
        ("单位自评得分", "score"),
        ("财政复核得分", "recheck"),
        ("偏差分析及改进措施", "cause"),
        ("得分标准", ""),
    ],
)
def test_indicators_stand_below_a_heading(text: str, key: str) -> None:
    label = WORDS.label(text)
    assert (WORDS.indicator_result(label) or WORDS.indicator(label)) == key


CONTENT = """
部门整体绩效目标申报表（2017年度）
部门名称	苇河市供热管理办公室	<	<	<	<	<
部门预算（万元）	支出预算总额	<	其中：基本支出	<	项目支出	<
^	536.08	<	301.58	<	234.50	<
年度主要任务	对应项目	<	<	<	预算资金	<
^	冬季室温抽测	<	<	<	58.50	<
^	老旧支线更换补助	<	<	<	176.00	<
年度绩效目标	目标1	供热期居民家中室温不低于十八度。	<	<	<	<
^	目标2	投诉当日到户，三日内办结。	<	<	<	<
年度绩效指标	一级指标	二级指标	三级指标	运算符号	内容	度量单位
^	履职效能	重点工作完成情况	室温抽测户数	≥	3600	户
^	^	^	更换老旧支线	≥	4.75	公里
^	管理效率	资产管理	测温设备账实相符	定性	全部相符	_
"""


@ALL_KINDS
def test_values_stand_between_operators_and_units_whatever_their_heading_says(read: Read) -> None:
    assert [target for _name, target, _weight in told(read(CONTENT))] == ["≥3600户", "≥4.75公里", "全部相符"]


@pytest.mark.parametrize("read", [form, csv_of])
def test_a_table_of_projects_and_amounts_may_stand_beside_the_tasks(read: Read) -> None:
    found = read(CONTENT)
    assert dict(found.details) == {
        "部门名称": "苇河市供热管理办公室",
        "对应项目": ("冬季室温抽测", "老旧支线更换补助"),
        "预算资金": ("58.50", "176.00"),
    }


COLUMNS_OF_TOWNS = """
项目支出绩效目标表（2023年度）（单位：万元）
项目名称	护林	<	<	<	<	<
年度资金总额	20	<	<	<	<	<
一级指标	二级指标	三级指标	指标性质	枫渡镇	苔桥镇	指标解释
产出指标	数量指标	清理隔离带（公里）	≥	12.5	9	按图斑
	质量指标	防火检查合格率	≥	95%	95%	抽查
"""


def test_columns_of_towns_behind_operators_are_no_values_of_one() -> None:
    assert [target for _name, target, _weight in told(form(COLUMNS_OF_TOWNS))] == ["", ""]
    assert dict(form(COLUMNS_OF_TOWNS).indicators[0].details)["苔桥镇"] == "≥9"


SOURCES = """
部门预算项目支出绩效目标表（2024年）（单位：元）
项目名称	牧区流动诊疗车运行	<	<
单位名称	204005-雪绒县藏医院	项目类别	特定目标类
项目年度预算	926,430.80	本级财力安排	706,430.80
中央转移支付	100,000.00	对口支援资金	120,000.00
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	诊疗人次	≥8600人次
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_what_comes_from_elsewhere_is_a_source_too(read: Read) -> None:
    found = read(SOURCES)
    assert (f"{found.total}", {name: f"{money}" for name, money in found.sources.items()}) == (
        "926430.80",
        {"本级财力安排": "706430.80", "中央转移支付": "100000.00", "对口支援资金": "120000.00"},
    )
