"""What rules say of clean and of faulty text, beyond their examples; hostile text ends in time."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcli.check.fixing import fixed
from perfcli.check.words import edit_distance_is_one
from perfcli.settings import CheckSettings, Settings, Words
from tests.check.examples import CODE, checker, codes, project, row_codes, settings_with

PATH = f"projects/2021/335001/{CODE}.toml"


VAGUE = (
    "有所提升 效果明显 成效显著 作用明显 持续改善 影响深远 长远 及时 影响可持续 稳步提升 进一步完善 正面支撑 "
    "很满意 长期 全面 较大程度改善 明显、持续 有效改善居住环境 提升服务水平 促进社会和谐稳定 居住环境明显改善 "
    "有效保障住户生活 群众生活得到改善。 进一步改善居住环境 服务水平不断提升 逐步提高管护意识 "
    "逐年提高 较快 有提升 稳步推进 按期完成 及时完成 按时 稳定 有序推进 达到预期效果 持续发挥作用 保质保量 尽快完成 "
    "适当 "
)
CHECKABLE = (
    "无成片漂浮物 可追溯 一次通过 应签尽签 人人会查 全部达标 按计划推进 建立并运行 合格 当日 每月12日前 "
    "提升至三级 较上年提高5% 改善至Ⅲ类水质 出台管理办法 验收合格 完成挂牌 零事故 24小时内 否 逐户签字确认 "
    "稳定在去年水平 "
)


@pytest.mark.parametrize(
    ("code", "keys"),
    [
        ("A301", {"name": "公租房房租收入", "target": "≥90百分比"}),
        ("A301", {"name": "设备购置类项目持续使用时间（年）", "target": "≥90%"}),
        ("A301", {"name": "提供施工就业岗位数", "target": "＞＝９０％"}),
        ("A301", {"name": "绿地面积", "target": "95%以上"}),
        ("A303", {"name": "历史文化名城保护补助标准", "target": "≥1个"}),
        ("A303", {"name": "工程合格率", "target": "≥9项"}),
        ("A305", {"name": "入住率", "target": "≥90是/否"}),
        ("A305", {"name": "生态影响评价", "target": "≥90符合环境影响评价要求"}),
        ("A306", {"name": "群众满意度", "target": "≥101%"}),
        ("A306", {"name": "设备完好率", "target": ">100%"}),
        ("A307", {"name": "竣工率", "target": "≥ 100 %"}),
        ("A307", {"name": "工程施工验收", "target": "不低于100%"}),
        ("A308", {"name": "维修工作", "target": "是否"}),
        ("A308", {"name": "维修工作", "target": "（是/否）"}),
        ("A308", {"name": "维修工作", "target": "有/无"}),
        ("A309", {"name": "农村危房改造率", "description": "反映农村危房改造情况"}),
        ("A309", {"name": "群众满意度(%)", "description": "群众满意度（％）"}),
        ("A309", {"name": "车辆节能环保减排", "description": "节能环保减排"}),
        ("A310", {"description": "按计划完成"}),
        ("A310", {"description": "达到"}),
        ("A311", {"name": "维修质量合格律", "description": "维修质量合格率"}),
        ("A312", {"target": "≥XX套"}),
        ("A312", {"name": "指标1："}),
        ("A312", {"name": "指标 2"}),
        ("A312", {"target": "≥**人"}),
        ("A312", {"target": "达到≥**%"}),
        ("A312", {"name": "培训（XX项目）人数"}),
        ("A312", {"description": "待填写"}),
        ("A312", {"target": "单击或点击此处输入文字。"}),
        ("A312", {"basis": "选择一项。"}),
        ("A312", {"basis": "市政府〔2020〕××号"}),
        ("A313", {"name": "信访件数", "target": "≥3件"}),
        ("A313", {"name": "安全事故发生次数", "target": "≥3次", "kind": "社会效益指标"}),
        ("A313", {"name": "群众满意度", "target": "≤90%"}),
        ("A313", {"name": "验收合格率", "target": "=0%"}),
        ("A313", {"name": "维修费用控制在预算以内", "target": "≥90%"}),
        ("A313", {"kind": "成本指标", "name": "每套维修费用", "target": "≥2000元/套"}),
        ("A314", {"name": "合格率", "target": "≤100%"}),
        ("A314", {"target": "不少于0套"}),
        ("A301", {"name": "土方工程量", "target": "≥90%"}),
        ("A301", {"name": "巡查频次", "target": "100%"}),
        *(("A315", {"target": target}) for target in VAGUE.split()),
        ("A316", {"target": "90"}),
        ("A316", {"target": "≤250万", "kind": "成本指标", "name": "全年维修费用"}),
        ("A316", {"target": "1.2万", "name": "培训人次"}),
        ("A316", {"target": "≥90", "name": "受训学员（含外聘）人次"}),
        ("A305", {"target": "0.97比例", "name": "维修面积比", "kind": "质量指标"}),
        ("A316", {"target": "≤500/人", "kind": "成本指标", "name": "人均培训费"}),
        ("A317", {"target": "≥"}),
        ("A317", {"target": "≤较低"}),
        ("A317", {"target": "万元"}),
        ("A317", {"target": "元/人"}),
        ("A317", {"target": "≥ %"}),
        ("A321", {"name": "2021年12月底前"}),
        ("A321", {"name": "12月31日前完成"}),
        ("A321", {"name": "2021年度"}),
        ("A321", {"name": "≥95%"}),
        ("A321", {"name": "120"}),
        ("A321", {"name": "120套"}),
        ("A321", {"name": "二〇二一年"}),
        ("A321", {"name": "十二月"}),
        ("A321", {"name": "一、"}),
        ("A321", {"name": "①"}),
        ("A322", {"name": "成本控制"}),
        ("A322", {"name": "维修总成本（万元）", "target": "≤24万元"}),
        ("A322", {"name": "住户对维修服务满意度", "target": "≥90%"}),
        ("A322", {"name": "住户满意度", "kind": "社会效益指标", "target": "≥90%"}),
        ("A322", {"name": "维修完成时间", "kind": "质量指标", "target": "2021年12月底前"}),
        ("A322", {"name": "屋面验收合格率", "kind": "时效指标", "target": "≥98%"}),
        ("A322", {"name": "维修房屋面积", "kind": "成本指标", "target": "≥1200平方米"}),
        ("A322", {"name": "培训人数", "kind": "质量指标", "target": "≥120人"}),
        ("A323", {"name": "救助低保对象", "target": "≥120个"}),
        ("A323", {"name": "培训人数", "target": "≥120个"}),
        ("A323", {"name": "受训网格员数量", "target": "≥120件"}),
        ("A323", {"name": "帮扶残疾人（当年新增）", "target": "120个"}),
        ("A324", {"target": "≥≤120套"}),
        ("A324", {"target": "≥120套以下"}),
        ("A324", {"target": "120套≥"}),
        ("A324", {"target": "不低于不超过120套"}),
        ("A324", {"target": "≥=≤98%", "kind": "质量指标"}),
        ("A325", {"target": "≤100套且≥120套"}),
        ("A325", {"target": "120-100套"}),
        ("A325", {"target": "≥120套且≤100套"}),
        ("A325", {"target": "98%≤x≤90%", "kind": "质量指标"}),
        ("A325", {"target": "100%~90%", "kind": "质量指标"}),
        ("A326", {"target": "≥-120套"}),
        ("A326", {"target": "负120套"}),
        ("A326", {"target": "-98%", "kind": "质量指标"}),
        ("R210", {"basis": "无"}),
        ("R210", {"basis": "/"}),
        ("R210", {"basis": "——"}),
        ("R210", {"basis": "N/A"}),
        ("R210", {"basis": "1"}),
        ("R210", {"basis": "同上"}),
        ("R210", {"basis": "其他"}),
        ("A318", {"name": "维" * 101}),
        ("A318", {"name": "维修\u3000套数"}),
        ("A319", {"name": "提高工作效率"}),
        ("C106", {"kind": "可持续影响"}),
        ("C106", {"kind": "维修指标"}),
        ("C106", {"kind": "数里指标"}),
        ("C106", {"kind": "经济成本指标"}),
        ("D509", {"name": "维修\u200b套数"}),
        ("D509", {"name": "维修\ue004套数"}),
        ("D510", {"target": "≥１２０套"}),
        ("D511", {"basis": "秦政办(2012)32号"}),
        ("D512", {"description": "反正完成维修并由住户签字确认的房屋"}),
    ],
)
def test_faulty_text(code: str, keys: dict[str, str]) -> None:
    assert code in row_codes(**keys)


@pytest.mark.parametrize(
    "keys",
    [
        {"name": "公租房房租收入增长", "target": "≥5%", "kind": "经济效益指标"},
        {"name": "铺设管道长度", "target": "90米≤x≤120米"},
        {"name": "铺设管道长度", "target": "≥90米且≤120米"},
        {"name": "铺设管道长度", "target": "≥120（米）"},
        {"name": "一户一档建立户数", "target": "≥120户"},
        {"name": "会议费压减比例", "target": "≥5%", "kind": "经济效益指标"},
        {"name": "年财政收入增长率", "target": "≥100%", "kind": "经济效益指标"},
        {"name": "群众满意指数", "target": "≥90%", "kind": "社会效益指标"},
        {"name": "网络安全等级", "target": "≥3级"},
        {"name": "铺设管道长度", "target": "≥1.2千米"},
        {"name": "铺设管道长度", "target": "≥3万米"},
        {"name": "年供水量", "target": "≥300万立方米"},
        {"name": "年节约用电量", "target": "≥5000千瓦时"},
        {"name": "噪声限值", "target": "≤55dB"},
        {"name": "平均响应时间", "target": "≤2个工作日", "kind": "时效指标"},
        {"name": "单位能耗", "target": "≤0.3吨标准煤/万元", "kind": "生态效益指标"},
        {"name": "投诉处理率", "target": "≥95%", "kind": "社会效益指标"},
        {"name": "零差错率", "target": "≥98%", "kind": "社会效益指标"},
        {"name": "挽回经济损失", "target": "≥100万元", "kind": "经济效益指标"},
        {"name": "治理黑臭水体数量", "target": "≥5个", "kind": "数量指标"},
        {"name": "缩小城乡收入差距", "target": "≥5%", "kind": "社会效益指标"},
        {"name": "事故隐患整改率", "target": "≥95%", "kind": "社会效益指标"},
        {"name": "住户投诉率", "target": "≤5%", "kind": "社会效益指标"},
        {"name": "任务超额完成率", "target": "≥110%", "kind": "社会效益指标"},
        {"name": "维修完成时间", "target": "2021年12月底前", "kind": "时效指标"},
        {"name": "房屋安全责任事故数", "target": "0起", "kind": "社会效益指标"},
        {"name": "是否建立台账", "target": "是", "kind": "社会效益指标"},
        {"name": "IPv6改造网站数", "target": "≥3个", "basis": "秦政办〔2012〕32号"},
        {"name": "更换2×3米标牌数", "target": "≥3块"},
        {"name": "XXL号工作服数", "target": "≥3件"},
        {"name": "修缮房屋面积", "target": "≥1,200平方米"},
        {"name": "困难群众补助标准", "target": "≥500元/人·月", "kind": "成本指标"},
        {"name": "外墙（含屋面）维修面积", "target": "1000-1200平方米"},
        {"name": "培训教师人次", "target": "≥20人次", "description": "第1期（2021）培训签到的人次"},
        {"name": "指标1：维修房屋套数"},
        {"name": "补助资金发放人数(≥**人)", "target": "≥120人"},
        {"name": "农村特困人员救助供养基本生活标准(≥**元/人·月)", "target": "≥570元/人*月", "kind": "成本指标"},
        {"name": "维修任务总成本≤**万元", "target": "≤24万元", "kind": "成本指标"},
        {"name": "修缮屋面面积(亩)", "target": "≥12"},
        {"name": "全年维修费用（单位：万元）", "target": "≤24", "kind": "成本指标"},
        {"name": "苗木成活率(≥**%)", "target": ">=85", "kind": "质量指标"},
        {"name": "屋面维修工期", "target": "2021.07-2022.01", "kind": "时效指标"},
        {"kind": "数量指标(必填)"},
        *({"target": target, "kind": "社会效益指标", "name": "住户居住状况"} for target in CHECKABLE.split()),
        {"name": "12345热线接诉件次", "target": "≥120件次"},
        {"name": "维护及时性", "target": "<24小时", "kind": "时效指标"},
        {"name": "完成维修户数/应维修户数", "target": "≥98%", "kind": "质量指标"},
        {"name": "维修房屋套数( ≥**套 )", "target": "≥120套"},
        {"name": "5G基站数量", "target": "≥3座"},
        {"name": "2021年新增车位数", "target": "≥120个"},
        {"name": "优良工程数量", "target": "≥3项", "kind": "质量指标"},
        {"name": "维修逾期天数", "target": "≤3天", "kind": "时效指标"},
        {"name": "节约维修成本", "target": "≥2万元", "kind": "经济效益指标"},
        {"name": "满意度调查样本数", "target": "≥120份"},
        {"name": "成本核算准确率", "target": "≥98%", "kind": "质量指标"},
        {"name": "采购巡检机器人数量", "target": "≥3台"},
        {"name": "志愿者队伍数量", "target": "≥3个"},
        {"name": "受益群众", "target": "≥120户"},
        {"name": "冷库储存温度", "target": "≤-18度", "kind": "质量指标"},
        {"name": "户均支出增减率", "target": "≥-5%", "kind": "经济效益指标"},
        {"target": "≥120套且≤140套"},
        {"target": "≤140套且≥120套"},
        {"target": "≤500元/人", "kind": "成本指标", "name": "人均培训费"},
        {"name": "考核合格人数", "kind": "质量指标", "target": "≥120人"},
        {"name": "重点保护对象", "target": "≥120个"},
        {"name": "空气质量等级", "kind": "质量指标", "target": "优良"},
        {"name": "按月度计划推进情况", "target": "按计划推进", "kind": "社会效益指标"},
        {"target": "≥120套以上"},
        {"target": ">=120套"},
        {"name": "除雪作业时段", "target": "11月-3月", "kind": "时效指标"},
        {"basis": "无障碍设计规范"},
        {"basis": "《GB 50345》"},
        {"kind": "1.数量指标（15分）"},
        {"kind": "满意度指标", "name": "住户对维修服务满意度", "target": "≥90%"},
        {"kind": "时效指标（工期指标）", "name": "住户报修响应时间", "target": "≤24小时"},
    ],
    ids=lambda keys: " ".join(keys.values()),
)
def test_clean_text(keys: dict[str, str]) -> None:
    assert row_codes(**keys) == []


@pytest.mark.parametrize(
    ("code", "kind", "names"),
    [
        ("A301", "经济效益指标", "降低物流成本 ≥3%|提高粮食产量 ≥10%|减少交通事故起数 ≥10%"),
        ("A301", "经济效益指标", "降低药品费用 ≥5%|提高亩均产值 ≥8%"),
        ("A301", "时效指标", "缩短办理时限 ≥30%|缩短工期 ≥10%|平均缩短审批时间 ≥30%|办理时限压缩时间 ≥30%"),
        ("A306", "社会效益指标", "高等教育毛入学率 ≥101%|粮食产销率 ≥101%|拨备覆盖率 ≥150%|偿债备付率 ≥120%"),
        ("A306", "社会效益指标", "床位使用率 ≥103%"),
        ("A307", "经济效益指标", "粮食产销率 ≥100%|拨备覆盖率 ≥100%|偿债备付率 ≥100%|床位使用率 ≥100%|毛入学率 ≥100%"),
        ("A307", "经济效益指标", "税收收入计划完成率 ≥100%|预算收入完成率 ≥100%|招商任务完成率（%） ≥100%"),
        ("A311", "数量指标", "维修厕所 ≥12座"),
        ("A313", "成本指标", "贷款贴息金额 ≥20万元|配套资金额 ≥20万元|奖补资金总额 ≥20万元|奖励金额 ≥2万元"),
        ("A313", "成本指标", "社会投资额 ≥20万元"),
        ("A314", "成本指标", "成本节约率 ≥0%|结余率 ≥0%"),
        ("A314", "经济效益指标", "收支差额 ≥0元|人口净增数 ≥0人|政府债务率 ≤100%|债务率 ≤100%|资产负债率 ≤100%"),
        ("A316", "质量指标", "出水pH值 ≥6.5|水稻种植综合指数 ≥90|灌溉水利用系数 ≥0.6|机房PUE ≤1.3|环境指数 ≥80"),
        ("A316", "社会效益指标", "城乡居民收入比 ≤2.1|师生比 ≤20|机房PUE值 ≤1.3"),
        ("A319", "数量指标", "维护路灯 ≥30盏|促进就业 ≥200人|完善道路标线 ≥3公里|推进老旧小区改造 ≥3个"),
    ],
)
def test_what_a_rule_leaves_alone(code: str, kind: str, names: str) -> None:
    for name, target in (row.rsplit(" ", 1) for row in names.split("|")):
        assert code not in row_codes(kind=kind, name=name, target=target, description=f"{name}数"), name


@pytest.mark.parametrize(
    ("code", "kind", "name", "target"),
    [
        ("A301", "成本指标", "提升工程造价", "≥90%"),
        ("A301", "经济效益指标", "药品费用", "≥90%"),
        ("A306", "社会效益指标", "适龄儿童入学率", "≥101%"),
        ("A307", "质量指标", "办公设备使用率", "≥100%"),
        ("A307", "质量指标", "污水处理率", "≥100%"),
        ("A313", "成本指标", "设备购置金额", "≥20万元"),
        ("A314", "数量指标", "新增人口数", "≥0人"),
        ("A314", "质量指标", "验收合格率", "≤100%"),
        ("A316", "社会效益指标", "城镇人口占比", "≥90"),
        ("A316", "质量指标", "考核得分", "≥90"),
        ("A319", "社会效益指标", "提高工作效率", "≥3个"),
        ("A319", "社会效益指标", "促进就业", "≥90%"),
        ("A319", "社会效益指标", "促进就业", "效果明显"),
    ],
)
def test_what_a_rule_still_finds(code: str, kind: str, name: str, target: str) -> None:
    assert code in row_codes(kind=kind, name=name, target=target)


@pytest.mark.parametrize(
    "text",
    [
        "反正弦函数教学设备的台数",
        "设备正反正反各运行一次的合格数",
        "反正都要修缮的房屋套数",
        "拨乱反正展陈的面积",
        "按装配式标准建成的面积",
        "已上报消防验收的栋数",
        "组合隔断安装完成的间数",
        "既使用财政资金又使用自筹资金的项目数",
        "究竟标准如何的问卷数",
        "过渡假期的天数",
        "蚊帐目录的份数",
    ],
)
def test_characters_of_other_words_are_no_slip(text: str) -> None:
    assert "D512" not in row_codes(description=text)


@pytest.mark.parametrize(
    ("given", "number"),
    [("﹝2020﹞", "秦政办〔2020〕32号"), ("〔2020]", "秦政办〔2020〕32号"), ("[2020〕", "秦政办〔2020〕32号")],
)
def test_brackets_of_a_document_that_only_look_right(given: str, number: str) -> None:
    path = f"projects/2021/335001/{CODE}.toml"
    text = project('[[indicators]]\nkind = "数量指标"\n' + f'basis = "秦政办{given}32号"')
    assert codes({path: text}) == ["D511"]
    assert number in fixed(checker(), path, text.encode(), lambda finding: finding.code == "D511").decode()


@pytest.mark.parametrize(
    ("check", "keys", "code"),
    [
        (CheckSettings(slips={"维休": "维修"}), {"description": "完成维休并由住户签字确认的房屋"}, "D512"),
        (CheckSettings(words=Words(vague_names=("维修房屋套数",))), {"name": "维修房屋套数"}, "A319"),
        (CheckSettings(words=Words(placeholders=("此处待议",))), {"basis": "此处待议"}, "A312"),
        (CheckSettings(longest_name=5), {"name": "维修房屋套数"}, "A318"),
        (CheckSettings(shortest_description=40), {"name": "维修房屋套数"}, "A310"),
    ],
)
def test_lists_and_thresholds_are_settings(check: CheckSettings, keys: dict[str, str], code: str) -> None:
    assert code in row_codes(settings_with(check), **keys)
    assert code not in row_codes(**keys)


def test_a_word_can_be_taken_out() -> None:
    keys = {"description": "反正完成维修并由住户签字确认的房屋", "name": "及时性"}
    quiet = settings_with(CheckSettings(slips={"反正": ""}, words=Words(vague_names=("-及时性",))))
    assert row_codes(**keys) == ["A319", "D512"]
    assert row_codes(quiet, **keys) == []


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("[budget]\ntotal = 10.00\nfiscal = 9.99\nother = 0.00", ["F401"]),
        ('[budget]\ntotal = 10.00\nfiscal = 5.00\nother = 0.00\n\n[budget.sources]\n"上年结转" = 5.00', []),
        ("[budget]\ntotal = 9.00\nfiscal = 5.00\nother = 0.00\n\n[budget.sources]\na = 1.00\nb = 3.00\nc = 9.00", []),
        ('[budget]\ntotal = 10.00\nfiscal = 5.00\nother = 0.00\n\n[budget.sources]\n"上年结转" = 4.00', ["F401"]),
        ("[spending_plan]\n3 = 10\n6 = 5\n10 = 120\n12 = 100", ["F402", "F402", "F403"]),
        ("[spending_plan]\n3 = -1\n6 = 5\n10 = 20\n12 = 99.99", ["F403", "F404"]),
        ("[spending_plan]\n12 = 100", ["C108"] * 3),
        ('code = "130303"', ["D502", "D503"]),
        ('goals = ["2020年完成屋面防水"]', ["F410"]),
        ('[details]\n"填报人" = "某某"\n"联系电话（手机）" = "XXXXXXX"\n"申请单位意见" = "情况属实。某某"', []),
        ('[details]\n"实施单位" = "某某局"\n"填报人" = "某某"', ["A312"]),
        ('goals = ["2020年底前修复全部屋面，2019年启动"]', ["F410"]),
        ('goals = ["较2020年报修量下降一成", "2021年完成屋面防水", "2020年结转资金用于屋面防水"]', []),
        ('goals = ["根据2020年普查结果修复屋面", "对2019年建成的屋面做防水", "完成2020年审计发现问题"]', []),
        ('goals = ["按秦政办〔2020〕3号修复屋面", "自2018年起的报修全部办结"]', []),
        ('goals = ["落实《2020年养护办法》", "报修量不高于2020年水平", "满意度达到2020年平均水平"]', []),
        ('goals = ["偿还2020年维修贷款本息", "补发2020年津贴", "1998年以前建造的房屋全部加固"]', []),
        ('goals = ["兑付2020年奖补资金", "清偿2019年维修款", "2000年前修建的房屋修复"]', []),
        ('goals = ["2020年提升服务水平，合格率不低于90%"]', ["F410"]),
        ('goals = ["2020年屋面防水维修完工"]\nname = "2020年屋面防水"', []),
        ('name = "⼭海关公租房维修"', ["D515"]),
        ('name = "公租房⻓效管护"', ["D515"]),
        ('name = "cafe\u0301屋面改造"', ["D515"]),
        ('name = "café屋面改造12㎡①期"', []),
        ("goals = ['', 'a']", ["C101"]),
    ],
)
def test_projects(fragment: str, expected: list[str]) -> None:
    assert sorted(codes({PATH: project(fragment)})) == sorted(expected)


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ((20, 10, 10, 10, 10, 5, 5, 10, 10), []),
        ((20, 10, 10, 10, 10, 10, 10, 10, 10), []),
        ((20, 10, 10, 10, 10, 5, 5, 10, 9), ["F408"]),
        ((10, 10, 10, 10, 20, 5, 5, 10, 10), []),
        ((20, 10, 10, 10, 10, 5, 5, 20, 0), ["F408"]),
        ((50, None, None, None, 30, None, None, None, 10), []),
        ((20, 30, None, None, 10, 20, None, None, 10), []),
        ((50, None, None, None, None, 30, None, None, 10), ["F408"]),
        ((50, None, None, None, 20, None, None, None, 10), ["F408", "F408"]),
        ((50, None, None, None, 40, None, None, None, None), ["F408"]),
    ],
)
def test_weights(weights: tuple[int | None, ...], expected: list[str]) -> None:
    assert codes({PATH: _weighted(weights)}) == expected


def test_shares_are_those_that_a_region_prescribes() -> None:
    regional = settings_with(CheckSettings(weight_shares={"产出指标": 50, "效益指标": 30, "满意度指标": 10}))
    assert codes({PATH: _weighted((20, 10, 10, 10, 10, 10, 5, 5, 10))}, regional) == []
    assert codes({PATH: _weighted((20, 10, 10, 10, 20, 5, 5, 5, 5))}, regional) == ["F408", "F408"]


def test_weights_of_a_longer_term_are_added_up_by_themselves() -> None:
    longer = '\n[[indicators]]\nterm = "中期"\nkind = "数量指标"\nname = "维修房屋套数"\ntarget = "≥400套"\n'
    longer += 'description = "三年完成维修的房屋，按维修单统计"\nbasis = "三年工作计划"\nweight = '
    year = _weighted((20, 10, 10, 10, 10, 10, 5, 5, 10))
    assert codes({PATH: f"{year}{longer}90\n"}) == []
    assert codes({PATH: f"{year}{longer}80\n"}) == ["F408"]


def _weighted(weights: tuple[int | None, ...]) -> str:
    first, *rows = project().split("[[indicators]]\n")
    weighted = (
        row if weight is None else f"weight = {weight}\n{row}" for weight, row in zip(weights, rows, strict=True)
    )
    return "".join([first, *(f"[[indicators]]\n{row}" for row in weighted)])


@pytest.mark.parametrize(
    "text", ["（" * 50_000, "控制在" * 30_000, "工" * 100_000, "[2020]" * 20_000, "x " * 50_000, "率" * 100_000]
)
def test_long_texts_end(text: str) -> None:
    keys = dict.fromkeys(("name", "description", "target", "basis"), text)
    assert isinstance(row_codes(**keys), list)
    assert isinstance(codes({PATH: project("", name=text, purpose=text)}), list)


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["name", "description", "target", "basis", "kind"]),
        st.text(max_size=20),
    )
)
def test_no_text_breaks_a_rule(keys: dict[str, str]) -> None:
    clean = {key: value.encode("utf-8", "ignore").decode("utf-8") for key, value in keys.items()}
    assert isinstance(codes({PATH: project("", indicators=[{"kind": "数量指标"} | clean])}), list)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60), st.sampled_from(["perf.toml", "goals/2021/335.toml", "departments/335.toml", PATH]))
def test_no_bytes_break_the_checker(content: bytes, path: str) -> None:
    checked = checker().check(path, content)
    assert checked.path == path


_pieces = st.sampled_from(
    [
        "反正",
        "满意意",
        "意度",
        "满",
        "１２",
        "％",
        "【2012】32号",
        "秦政办",
        "\u200b",
        "\t",
        "≥",
        "100",
        "百分百",
        " ",
        "合格率",
        "。",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.fixed_dictionaries({key: st.lists(_pieces, max_size=6).map("".join) for key in ("name", "target", "basis")}),
    st.sampled_from(["数量指标", "数量", "满意度指标", "满意度"]),
)
def test_what_is_fixed_has_nothing_left_to_fix(keys: dict[str, str], kind: str) -> None:
    text = project("", indicators=[{"kind": kind, "note": "mine"} | keys]).encode()
    mended = fixed(checker(), PATH, text, lambda _finding: True)
    assert [finding for finding in checker().check(PATH, mended).findings if finding.fix] == []
    assert tomllib.loads(mended.decode())["indicators"][0]["note"] == "mine"


def test_remembered_rows_say_the_same() -> None:
    one = checker(Settings(division="130303"))
    text = project('[[indicators]]\nkind = "数量指标"\ntarget = "≥１２０套"').encode()
    assert one.check(PATH, text).findings == one.check(PATH, text).findings != ()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("居民意度", "居民满意度", True),
        ("ab", "ab", False),
        ("ab", "ac", True),
        ("ab", "abcd", False),
        ("ab", "ba", False),
    ],
)
def test_edit_distance(one: str, other: str, expected: bool) -> None:
    assert edit_distance_is_one(one, other) is expected
    assert edit_distance_is_one(other, one) is expected
