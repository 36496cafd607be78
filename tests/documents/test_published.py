"""Two whole documents: a synthetic one of the family, kept beside, and the real one where it is at hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from perfcli.documents.text_reader import read_text
from perfcli.documents.text_writer import write_text
from perfcli.exact import Money, Percent
from perfcli.formats.decoding import decode
from perfcli.forms.record.project import PublishedProject
from perfcli.model import Budget, Function, FunctionIndicator, Indicator, Safeguard

REPOSITORY = Path(__file__).parents[2]
SYNTHETIC = REPOSITORY / "tests" / "documents" / "published.txt"
REAL = REPOSITORY.parent / "shared" / "seed" / "000_8019674a81fd05c1.txt"

RESERVOIRS = PublishedProject(
    code="41082122A0B1C2D3E4F5G",
    name="水库除险加固",
    unit="412001",
    unit_name="临溪县水务局本级",
    budget=Budget(total=Money("12505050.00"), fiscal=Money("10000000.00"), other=Money("2505050.00")),
    purpose="用于：\n大坝加固；\n溢洪道改建。",
    goals=("完成5座水库除险加固，\n其中2.期2座。", "2022年汛期前投入使用。"),
    spending_plan={3: Percent("10.00"), 6: Percent("45.50"), 9: Percent("80.00"), 12: Percent("100.00")},
    indicators=(
        Indicator(
            kind="数量指标",
            name="加固座数",
            description="全年加固的水库：含小（2）型",
            target="≥5座",
            basis="临政办〔2021〕9号",
        ),
        Indicator(kind="数量指标", name="坝长", target="1,200米"),
        Indicator(kind="质量指标", name="验收合格率", description="验收合格数占比", target="100%", basis="行业标准"),
        Indicator(kind="成本指标", name="超支率", description="超预算的比率", target="≤3%", basis="预算批复"),
        Indicator(
            kind="社会效益指标", name="受益人口", description="下游受益人口", target="不低于2万人", basis="可研报告"
        ),
        Indicator(
            kind="服务对象满意度指标",
            name="群众满意度",
            description="问卷调查\n（每村不少于10户）",
            target="≥95%",
            basis="年度工作计划",
        ),
    ),
)
RIVERS = PublishedProject(
    code="41082122Z9Y8X7W6V5U4T",
    name="河道“清四乱”（一期）[补助] #\\",
    unit="412002",
    unit_name="临溪县水库管理所",
    budget=Budget(total=Money("1234567.80"), fiscal=Money("1234567.80"), other=Money("0.00")),
    purpose='【专项】用于"清四乱" #1 \\n',
    goals=("河道无垃圾", "2022年底前销号", "3.5公里岸线复绿"),
    spending_plan={6: Percent("50.00"), 12: Percent("100.00")},
    indicators=(
        Indicator(kind="生态效益指标", name="复绿长度", description="复绿的岸线", target="≥3.5公里", basis="计划"),
        Indicator(kind="可持续影响指标", name="长效机制", target="是/否"),
        Indicator(kind="时效指标", name="按期完成", description="是否按期", target="2022年12月底前", basis="计划"),
    ),
)
DROUGHT = PublishedProject(
    code="4108222200000000000A1",
    name="抗旱应急",
    unit="412001",
    unit_name="临溪县水务局本级",
    budget=Budget(total=Money("0.01"), fiscal=Money("0.00"), other=Money("0.01")),
    spending_plan={12: Percent("100.00")},
)
DIVERSION = PublishedProject(
    code="41082122QQQQQQQQQQQQQ",
    name="引调水工程",
    unit="412001003",
    unit_name="临溪县引水中心",
    budget=Budget(total=Money("70000000000000.00"), fiscal=Money("70000000000000.00"), other=Money("0.00")),
    purpose="引水",
    goals=("引水入城", "1.主线；2.支线"),
    spending_plan={3: Percent("0.00"), 6: Percent("33.333"), 12: Percent("100.00")},
    indicators=(
        Indicator(kind="经济成本指标", name="单方成本", description="每方水的成本", target="≤1.2元", basis="测算"),
    ),
)


def test_tables_of_the_synthetic_document() -> None:
    document = read_text(decode(SYNTHETIC.read_bytes()).text)
    assert document.leftovers == ()
    assert document.projects == (RESERVOIRS, RIVERS, DROUGHT, DIVERSION)


def test_part_one_of_the_synthetic_document() -> None:
    goals = read_text(decode(SYNTHETIC.read_bytes()).text).goals
    assert goals is not None
    assert goals.overall == "坚持节水优先、空间均衡。\n到2022年底，实现“水安全、水清澈”。"
    assert len(goals.functions) == 31
    _first, rivers, reservoirs, flood, supply = goals.functions[:5]
    assert (rivers.name, rivers.goal) == ("河道管理", "一是河道畅通；\n二是岸线清洁：无垃圾、无违建。")
    assert rivers.indicators == tuple(
        FunctionIndicator(
            name=f"第{number}段河道（含：支流，沟渠）达标率",
            description="达标天数占比：按月统计",
            target=f"≥{60 + number}%",
        )
        for number in range(1, 24)
    )
    assert reservoirs == Function(
        name="水库（水电站）管理，含除险加固",
        goal="做好水库工作",
        indicators=(
            FunctionIndicator(name="溃坝数", description="当年溃坝的水库数", target="=0%"),
            FunctionIndicator(name="超汛限水位率", description="超限天数占比", target="≤3%"),
            FunctionIndicator(name="注册登记率", description="登记数占总数的比率", target="100%"),
        ),
    )
    assert flood == Function(name="防汛抗旱", goal="做好防汛抗旱工作")
    assert (supply.name, supply.goal, len(supply.indicators)) == ("农村供水", "", 2)
    assert goals.functions[30].name == "其他交办事项"
    assert goals.functions[30].indicators[0].target == "≥91%"
    assert goals.safeguards == (
        Safeguard(title="健全制度", text="修订办法。压实责任。"),
        Safeguard(title="强化监督", text="分三步：\n1.自查；\n2.抽查。"),
        Safeguard(title="加强培训"),
    )


def test_the_synthetic_document_comes_back_as_written() -> None:
    document = read_text(decode(SYNTHETIC.read_bytes()).text)
    assert read_text(write_text(document)) == document


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_same_document_in_any_encoding(encoding: str, end: str) -> None:
    text = SYNTHETIC.read_text(encoding="utf-8")
    decoded = decode(text.replace("\n", end).encode(encoding))
    assert decoded.text == text
    assert decoded.assumed == (encoding == "gb18030")


real = pytest.mark.skipif(not REAL.exists(), reason="the real document is not at hand")


@real
def test_counts_of_the_real_document() -> None:
    document = read_text(decode(REAL.read_bytes()).text)
    assert document.leftovers == ()
    assert len(document.projects) == 19
    assert {(project.unit, project.unit_name) for project in document.projects} == {
        ("335001", "山海关区住房保障和房产管理局本级")
    }
    assert sum(len(project.indicators) for project in document.projects) == 171
    assert sum((project.budget.total for project in document.projects), Decimal(0)) == Decimal("45576602.30")
    assert [project.budget.fiscal for project in document.projects] == [
        project.budget.total for project in document.projects
    ]
    assert document.goals is not None
    assert len(document.goals.functions) == 29
    assert sum(len(function.indicators) for function in document.goals.functions) == 87
    assert len(document.goals.safeguards) == 9


@real
def test_a_project_of_the_real_document() -> None:
    document = read_text(decode(REAL.read_bytes()).text)
    project = next(project for project in document.projects if project.code == "13030321H3GNISG2VPZXX")
    assert project.name == "2019年中央基建投资预算（肖庄二期棚户区改造项目）"
    assert project.goals[1:] == ("提高肖庄棚户区改造进度.", "改善肖庄村民生活环境，化解社会矛盾，提升幸福指数。")
    assert project.indicators[0] == Indicator(
        kind="数量指标",
        name="改造住房套数",
        description="年度实际开工的棚户区改造住房套数",
        target="≥174套",
        basis="市级标准",
    )


@real
def test_the_lines_of_the_real_document_come_back_one_for_one() -> None:
    text = decode(REAL.read_bytes()).text
    expected = _lines(text)
    assert expected[7].count(",指标值") == 1
    expected[7] = expected[7].replace(",指标值", "，指标值")
    assert _lines(write_text(read_text(text))) == expected


def _lines(text: str) -> list[str]:
    """The non-empty lines, without white space at their ends and after ：."""
    return [line.strip().replace("： ", "：") for line in text.split("\n") if line.strip()]
