"""Forms of changes whose before and after stand side by side, or row by row in one table."""

from __future__ import annotations

import pytest

from tests.forms import sheets
from tests.forms.sheets import csv_of, form, text_of
from tests.forms.test_parted_targets import Read

EACH = [form, csv_of, text_of]

ROWS = """
县级部门预算绩效目标调整表
（2020年）　金额单位：万元
主管部门	林业局	<	<	<	<	<	<
调整内容	<	<	调整前	调整后	增减	权重	调整依据
一、基本信息	<	<	<	<	<	<	<
项目名称	<	<	荒山绿化	荒山覆土绿化	_	_	增加覆土
预算资金	年度预算总额	<	264.00	301.20	+37.20	_	划入
^	财政资金	<	204.00	191.20	-12.80	_	压减
^	企业保证金	<	60.00	110.00	+50.00	_	_
二、绩效目标	<	<	<	<	<	<	<
年度总目标	<	<	四百亩。	四百七十亩。	_	_	保证金
产出指标	数量指标	覆土面积	≥400亩	≥470亩	+70亩	20	增加北坡
^	^	修建步道	≥900米	取消	—	_	压减
^	^	灭火点	—	≥31处	+31处	10	要求
财政审核意见	同意	<	<	<	<	<	<
"""


@pytest.mark.parametrize("read", EACH)
def test_one_table_may_say_all_that_was_changed(read: Read) -> None:
    one = read(ROWS)
    assert (one.name, f"{one.total}", f"{one.fiscal}", one.goals) == (
        "荒山覆土绿化",
        "3012000.00",
        "1912000.00",
        ("四百七十亩。",),
    )
    assert {name: f"{value}" for name, value in one.sources.items()} == {"企业保证金": "1100000.00"}
    assert [(row.kind, row.name, row.target, f"{row.weight}", row.details) for row in one.indicators] == [
        ("数量指标", "覆土面积", "≥470亩", "20", {"调整前指标值": "≥400亩", "增减": "+70亩", "调整依据": "增加北坡"}),
        ("数量指标", "灭火点", "≥31处", "10", {"增减": "+31处", "调整依据": "要求"}),
    ]
    assert one.details["数量指标·修建步道（取消）"] == ("≥900米", "压减")
    assert (one.details["项目名称（调整前）"], one.details["财政审核意见"]) == ("荒山绿化", "同意")


BESIDE = """
2022年度区级项目绩效目标调整对比表
单位：万元
项目名称	闸站备品	<	<	<	<	<	<
对比内容	调整前	<	<	调整后	<	<	备注
预算资金	年度预算总额	<	88.00	年度预算总额	<	73.60	_
^	市级补助	<	50.00	市级补助	<	40.00	核减
年度目标	更换八百二十米。	<	<	更换六百四十米。	<	<	调整
一级指标	二级指标	三级指标	指标值	二级指标	三级指标	指标值	备注
产出指标	数量指标	更换止水带	≥820米	数量指标	更换止水带	≥640米	十一座
^	^	防潮处理	≥560平方米	^	_	_	另列
^	^	_	_	^	汛前试车	≥3轮	新增
"""


@pytest.mark.parametrize("read", [form, csv_of])
def test_halves_side_by_side_below_what_is_compared(read: Read) -> None:
    one = read(BESIDE)
    assert (f"{one.total}", one.goals, f"{one.sources['市级补助']}") == (
        "736000.00",
        ("更换六百四十米。",),
        "400000.00",
    )
    assert [(row.name, row.target, row.details) for row in one.indicators] == [
        ("更换止水带", "≥640米", {"调整前指标值": "≥820米", "备注": "十一座"}),
        ("汛前试车", "≥3轮", {"备注": "新增"}),
    ]
    assert one.details["数量指标·防潮处理（调整前）"] == ("≥560平方米", "另列")


KINDS = """
县级预算项目绩效目标调整表（2024年度）
项目名称	校车停靠点	<	<	<	<	<	<	<
年初预算数（万元）	<	132.00	调整后预算数（万元）	<	118.40	增减额（万元）	<	-13.60
其中：财政拨款	<	125.00	其中：财政拨款	<	112.00	增减额	<	-13.00
调整方式	一级指标	二级指标	三级指标	原指标值	现指标值	原权重	现权重	调整理由
修改	产出指标	数量指标	加装照明	≥70处	≥57处	20	15	并入
删除	产出指标	数量指标	印发手册	≥3000册	—	5	—	线上
^	^	成本指标	印制费	≤4.5元	—	5	—	取消
新增	产出指标	数量指标	防滑坡道	—	≥36处	—	10	落差大
"""


@pytest.mark.parametrize("read", EACH)
def test_indicators_by_what_was_done_with_them(read: Read) -> None:
    one = read(KINDS)
    assert (f"{one.total}", f"{one.fiscal}") == ("1184000.00", "1120000.00")
    assert [(row.name, row.target, f"{row.weight}") for row in one.indicators] == [
        ("加装照明", "≥57处", "15"),
        ("防滑坡道", "≥36处", "10"),
    ]
    dropped = {label: text for label, text in one.details.items() if "（删除）" in label}
    assert dropped == {
        "数量指标·印发手册（删除）": ("≥3000册", "5", "线上"),
        "成本指标·印制费（删除）": ("≤4.5元", "5", "取消"),
    }


PARTED = """
项目绩效目标变更申请表（2021年度）
金额单位：元
项目名称	消毒	<	<	<	<	<	<	<	<
一级指标	二级指标	三级指标	变更前	<	<	变更后	<	<	变更原因
^	^	^	指标性质	指标值	度量单位	指标性质	指标值	度量单位	^
产出指标	数量指标	消毒货车	≥	14000	辆次	≥	9600	辆次	减为三天
^	^	购置电动车	=	3	辆	_	_	_	取消，改为租用
^	时效指标	建成时间	定性	6月底前	_	定性	8月底前	_	雨季提前
"""


@pytest.mark.parametrize("read", [form, csv_of])
def test_targets_in_parts_before_and_after_are_joined(read: Read) -> None:
    one = read(PARTED)
    told = [(row.name, row.target, row.details["变更前指标值"]) for row in one.indicators]
    assert told == [("消毒货车", "≥9600辆次", "≥14000辆次"), ("建成时间", "8月底前", "6月底前")]
    assert one.details["数量指标·购置电动车（取消）"] == ("=3辆", "取消，改为租用")


def test_what_the_amounts_of_one_row_are_in_its_label_says() -> None:
    one = form(
        """
项目绩效目标申报表（2023年度）
项目名称	护坡	<	<	<
年度资金（万元）	总额：96.00	其中：财政拨款：90.00	其他资金：6.00	<
年度目标	护好坡	<	<	<
"""
    )
    assert (f"{one.total}", f"{one.fiscal}", f"{one.other}") == ("960000.00", "900000.00", "60000.00")


BANDED = """
县级项目绩效目标调整审核表（2023年度）
项目名称	花椒基地	<	<	<	<	<
原预算（万元）	<	97.00	<	调整后预算（万元）	88.60	<
其中：财政资金	<	90.00	<	其中：财政资金	83.60	<
村集体投入	<	7.00	<	村集体投入	5.00	<
一、修改的指标	<	<	<	<	<	<
序号	一级指标	二级指标	三级指标	原指标值	新指标值	修改理由
1	产出指标	数量指标	栽植花椒	≥1200亩	≥900亩	坡度超限
二、删除的指标	<	<	<	<	<	<
序号	一级指标	二级指标	三级指标	原指标值	<	删除理由
1	产出指标	数量指标	架设索道	≥3条	<	坡地退出
三、新增的指标	<	<	<	<	<	<
序号	一级指标	二级指标	三级指标	指标值	<	新增理由
1	产出指标	数量指标	购置粉碎机	=12台	<	禁止焚烧
项目单位承诺	真实	<	<	<	<	<
"""


@pytest.mark.parametrize("read", EACH)
def test_indicators_below_bands_that_say_what_was_done_with_them(read: Read) -> None:
    one = read(BANDED)
    assert (f"{one.total}", f"{one.fiscal}", f"{one.sources['村集体投入']}") == ("886000.00", "836000.00", "50000.00")
    assert [(row.name, row.target, row.details) for row in one.indicators] == [
        ("栽植花椒", "≥900亩", {"原指标值": "≥1200亩", "修改理由": "坡度超限"}),
        ("购置粉碎机", "=12台", {"新增理由": "禁止焚烧"}),
    ]
    assert dict(one.details) == {
        "原预算（万元）": "97.00",
        "财政资金（原预算）（万元）": "90.00",
        "村集体投入（原预算）（万元）": "7.00",
        "数量指标·架设索道（删除）": ("≥3条", "坡地退出"),
        "项目单位承诺": "真实",
    }


BLOCKS = """
县级项目绩效目标调整申请表（2021年度）
项目名称	渠道砌护	<	<	<	<
预算资金（万元）	<	<	<	<	<
资金来源	<	原安排	新安排	调整说明	<
年度资金总额	<	126.00	109.30	_	<
其中：财政拨款	<	110.00	96.30	地段资金收回	<
群众筹资	<	16.00	13.00	_	<
年度绩效目标	<	<	<	<	<
原目标	<	<	新目标	<	<
砌护渠道六公里多，割草机进组。	<	<	砌护渠道五公里多，一组一处放水口。	<	<
产出指标	<	<	<	<	<
二级指标	三级指标	原目标	新目标	调整说明	<
数量指标	砌护渠道	≥6.4公里	≥5.1公里	两段并入	<
_	购置割草机	=8台	取消	雇工	<
质量指标	抽检合格率	≥94%	≥96%	_	<
效益指标	<	<	<	<	<
二级指标	三级指标	原目标	新目标	调整说明	<
经济效益指标	每亩节省抽水费	≥38元	≥38元	_	<
社会效益指标	争水纠纷	≤6起	≤3起	放水口	<
"""


@pytest.mark.parametrize("read", EACH)
def test_blocks_below_levels_one_with_their_own_headings_of_what_was_and_is(read: Read) -> None:
    one = read(BLOCKS)
    assert (f"{one.total}", f"{one.fiscal}", f"{one.sources['群众筹资']}", one.goals) == (
        "1093000.00",
        "963000.00",
        "130000.00",
        ("砌护渠道五公里多，一组一处放水口。",),
    )
    assert [(row.kind, row.name, row.target, row.details) for row in one.indicators] == [
        ("数量指标", "砌护渠道", "≥5.1公里", {"原目标": "≥6.4公里", "调整说明": "两段并入"}),
        ("质量指标", "抽检合格率", "≥96%", {"原目标": "≥94%"}),
        ("经济效益指标", "每亩节省抽水费", "≥38元", {"原目标": "≥38元"}),
        ("社会效益指标", "争水纠纷", "≤3起", {"原目标": "≤6起", "调整说明": "放水口"}),
    ]
    assert one.details["数量指标·购置割草机（取消）"] == ("=8台", "雇工")
    assert one.details["财政拨款（原安排）（万元）"] == "110.00"


IN_CELLS = """
2019年县级项目绩效目标调整备案表
项目名称	机耕道	<	<	<	<
资金调整	SAID	<	<	<	<
年度目标	调整前：修通七公里。\\n调整后：修通五公里多。	<	<	<	<
一级指标	二级指标	三级指标	指标值	<	调整说明
产出指标	数量指标	修筑机耕道	原：≥7公里\\n现：≥5.4公里	<	滑坡
^	^	栽植杏树	原：≥900株\\n现：取消	<	另栽
^	^	埋设涵管	新增：≥34根	<	排水
^	质量指标	压实合格率	≥93%	<	_
审核意见	同意	<	<	<	<
""".replace(
    "SAID",
    "调整前：年度资金总额58.60万元，其中财政拨款50.00万元、其他资金8.60万元。\\n"
    "调整后：年度资金总额46.20万元，其中财政拨款40.00万元、其他资金6.20万元。",
)


@pytest.mark.parametrize("read", EACH)
def test_cells_may_say_in_lines_what_was_and_what_is(read: Read) -> None:
    one = read(IN_CELLS)
    assert (f"{one.total}", f"{one.fiscal}", f"{one.other}", one.goals) == (
        "462000.00",
        "400000.00",
        "62000.00",
        ("修通五公里多。",),
    )
    assert [(row.name, row.target, row.details) for row in one.indicators] == [
        ("修筑机耕道", "≥5.4公里", {"原指标值": "≥7公里", "调整说明": "滑坡"}),
        ("埋设涵管", "≥34根", {"调整说明": "排水"}),
        ("压实合格率", "≥93%", {}),
    ]
    assert one.details["数量指标·栽植杏树（取消）"] == ("另栽", "≥900株")
    assert one.details["年度资金总额（调整前）"] == "58.60万元"
    assert (one.details["年度目标（调整前）"], one.details["审核意见"]) == ("修通七公里。", "同意")


def test_a_cell_that_says_less_than_both_is_no_target() -> None:
    text = IN_CELLS.replace("新增：≥34根", "原：≥34根")
    found = sheets.read(text)
    (one,) = found.forms
    (pipes,) = [at for at, row in enumerate(one.indicators) if row.name == "埋设涵管"]
    assert (one.indicators[pipes].target, one.unread[pipes]) == ("", frozenset({"target"}))
    assert [item.text for item in found.leftovers] == ["原：≥34根"]
