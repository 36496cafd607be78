"""Headings of lists that have no key of their own: what stands under them goes by its label.

Into the details of an indicator (评分标准) or of a project (负责人), or into the sources of its money (中央资金).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfcli.data.joining import MEASURES, OPERATORS
from perfcli.regex import regex

_BOTH = "备注 说明 备注说明"
_INDICATORS = """
评分标准 评分细则 评分办法 评分规则 评分依据 评分要点 计分标准 计分办法 计分规则 评价标准 评价要点 评(扣)分标准
评扣分标准 扣分标准 赋分标准 得分标准 指标值类型 指标类型 指标属性 指标类别 优 良 中 差 优秀 良好 合格 不合格 一般
历史值 历史参考值 历史标准值 行业标准 行业标准值 行业参考值 上年指标值 上年目标值 上年完成值 上年实际值
上年实际完成值 前三年指标值 计划标准 标杆值 基准值 数据来源 取数来源 取数方式 指标来源 佐证资料 证明材料 完成时限
指标出处 是否核心指标 指标编码
"""
_PROJECTS = """
主管部门 主管单位 主管部门名称 主管部门及代码 实施单位 项目实施单位 实施部门 承担单位 执行单位 负责人 项目负责人
单位负责人 联系人 项目联系人 经办人 填报人 联系电话 电话 联系方式 项目属性 项目类型 项目类别 项目性质 项目分类
项目级次 资金类型 资金性质 支出类型 项目状态 实施期限 项目期限 项目周期 项目期 起止时间 起止年限 实施周期 开始时间
开始日期 结束时间 结束日期 开始年度 结束年度 立项依据 设立依据 政策依据 文件依据 立项必要性 必要性 可行性 项目概况
项目背景 实施措施 保障措施 主要措施 措施 进度计划 实施计划 实施方案 实施地点 建设地点 项目地点 支出功能分类 功能分类
功能科目 功能分类科目 经济分类 经济科目 归口处室 归口科室 业务处室 业务科室
"""
_OF_INDICATORS = frozenset({*OPERATORS, *MEASURES, *_INDICATORS.split(), *_BOTH.split()})
_OF_PROJECTS = frozenset({*_PROJECTS.split(), *_BOTH.split()})
_SOURCE = regex(
    r"(?:其中:|其中)?(?:(?:中央|省级?|市级?|县级?|区级?|区县级?|市县级?|乡镇|上级|本级|地方)(?:财政)?(?:专项|转移支付|补助|配套|预算)*"
    r"(?:资金|补助|拨款|收入|经费|预算|支付)|"
    r"(?:一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?|社会保险基金|(?:财政)?专户(?:管理)?|教育收费|事业收入|事业单位经营|"
    r"单位|经营收入|上级补助|附属单位上缴)(?:财政)?(?:拨款|资金|收入)*|"
    r"(?:上年|上年度|以前年度|往年)?(?:财政拨款)?(?:结转|结余|结转结余|结转和结余)(?:资金)?|"
    r"(?:单位|企业)?自筹(?:资金)?|(?:社会|银行|债券|专项债券?|一般债券?|政府债券?|贷款|捐赠)(?:资金|收入)?)"
)
_BARE_SOURCE = regex(r"(?:其中:|其中)?(?:中央|省级?|市级?|县级?|区级?|区县级?|市县级?|乡镇|上级|本级|地方)")


def labelled_key(bare: str, raw: str, *, under_money: bool, has_indicators: bool) -> str:
    """The key of a column by its heading, empty for one that is not known: `details.负责人`.

    `bare` is the heading as it is compared, `raw` as it is printed, both without the unit of its amounts.
    """
    label = label_of(raw)
    if _SOURCE.fullmatch(bare) or (under_money and _BARE_SOURCE.fullmatch(bare)):
        return f"budget.sources.{label}"
    if has_indicators and bare in _OF_INDICATORS:
        # Operators and units are known by their names, however wide their brackets are.
        return f"indicators.details.{bare if bare in (*OPERATORS, *MEASURES) else label}"
    return f"details.{label}" if bare in _OF_PROJECTS else ""


def label_of(raw: str) -> str:
    """A heading as a label: as it is printed, without white space and what only says that it is a part."""
    return re.sub(r"^其中[：:]?", "", "".join(raw.split()))


def each_once(keys: Sequence[str]) -> list[str]:
    """The keys, empty where one stands before: such a column is not known."""
    first = {key: at for at, key in reversed(list(enumerate(keys)))}
    return [key if first[key] == at else "" for at, key in enumerate(keys)]
