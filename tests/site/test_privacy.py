"""What is not for the public is nowhere in a site: no page, index, table, document or json holds it."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import msgspec
import pytest

from perfcli.exact import Money
from perfcli.model import Budget, DepartmentGoals, Project
from perfcli.progress import AdjustedKey, Adjustment, Progress
from perfcli.redaction import Redaction
from perfcli.settings import SiteSettings
from tests.conftest import HEATING, MAINTENANCE, Perf
from tests.site.reading import files_of, seen

HIDDEN = {
    "项目负责人": "欧阳海燕",
    "联 系 人": "赵一曼",
    "联系电话": "０３３５－５０５１２３４",
    "填报人及电话": "钱二 138 0335 1234",
    "⼿机": "13900001111",
    "聯絡人": "孫三",
    "Contact e-mail": "sun@example.cn",
    "实施地点": "秘密地点",
}
_BUDGET = Budget(total=Money(1), fiscal=Money(1), other=Money(0))
SHOWN = {"主管部门": f"住房保障局（见{HEATING}）", "备注": "审核人：李四光 电话：5051299，不含税"}

SECRETS = (
    *(
        "欧阳海燕",
        "赵一曼",
        "一 曼",
        "5051234",
        "５０５１２３４",
        "钱二",
        "0335 1234",
        "1380335",
        "13900001111",
        "孫三",
    ),
    *("sun@example", "秘密地点", "李四光", "5051299", "周五常", "13712345678", "130303198001011234", "清洁取暖"),
    *("HEATING-SECRET",),
)


def everything(folder: Path) -> str:
    """All that is in the files of a site, packed ones unpacked, and their names."""
    found = []
    for path, data in files_of(folder).items():
        found.append(path)
        if path.endswith((".docx", ".xlsx")):
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                found += [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
        else:
            found.append(data.decode("utf-8-sig"))
    return "\n".join(found)


@pytest.fixture
def guarded(perf: Perf) -> Perf:
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    details = "".join(f'"{label}" = "{text}"\n' for label, text in (HIDDEN | SHOWN).items())
    text = perf.read(path)
    text = text.replace("及时维修。", "由赵 一 曼或赵一曼及时维修，急事打13712345678。")
    text = text.replace('purpose = "', 'purpose = "身份证130303198001011234，预算15000000000元，')
    head, mark, rows = text.partition("[[indicators]]")
    rows = rows.replace(
        'basis = "计划"', 'basis = "计划"\n[indicators.details]\n"责任人" = "周五常"\n"备注" = "季度报"'
    )
    perf.write(path, f"{head}[details]\n{details}\n{mark}{rows}")
    perf.write(
        f"progress/2021/335001/{MAINTENANCE}.toml",
        f"""\
code = "{MAINTENANCE}"
unit = "335001"
year = 2021

[[monitoring]]
date = 2021-07-31
spent = 1.00
conclusion = "赵一曼说进展正常"
details = {{ "填表人" = "周五常" }}

[[adjustments]]
date = 2021-09-01
reason = "负责人由欧阳海燕改为周五常"

[[adjustments.changes]]
key = "details.项目负责人"
before = "周五常"
after = "欧阳海燕"
""",
    )
    perf.write(
        "perf.toml",
        perf.read("perf.toml")
        + 'compiled_by = "周五常"\nreviewed_by = "李四光"\n'
        + f'[site]\nhidden_labels = ["实施地点"]\nhidden_projects = ["{HEATING}"]\n',
    )
    return perf


def test_no_hidden_value_is_anywhere_in_the_site(guarded: Perf) -> None:
    said = guarded("site", "-o", "out")
    assert said.status == 0
    assert "1 project is not published" in said.err
    text = everything(guarded.root / "out")
    assert [secret for secret in (*SECRETS, HEATING) if secret in text] == []
    lines = seen(guarded.root / "out" / f"2021/335001/{MAINTENANCE}.html").lines
    assert "审核人：[not published] 电话：[not published]，不含税" in lines
    assert "[not published]说进展正常" in lines
    assert any("预算15000000000元" in line for line in lines)
    year = seen(guarded.root / "out" / "2021" / "index.html").lines
    assert "1 project is not published; no sum here holds it." in year
    assert "|住房保障局|1|240,000.00|—|1.00|0.00%|—" in year


def test_a_label_is_shown_where_the_repository_says_so(guarded: Perf) -> None:
    settings = guarded.read("perf.toml").replace('["实施地点"]', '["-项目负责人"]')
    guarded.write("perf.toml", settings)
    assert guarded("site", "-o", "out").status == 0
    text = everything(guarded.root / "out")
    assert "秘密地点" in text
    assert "欧阳海燕" in text
    assert "赵一曼" not in text


def test_a_hidden_project_that_there_is_not_is_refused(guarded: Perf) -> None:
    guarded.write("perf.toml", guarded.read("perf.toml").replace(HEATING, f"{HEATING[:-1]}0"))
    assert "perf.toml hides projects that there are not" in guarded.refused("site", "-o", "out")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("电话0335-5051234。", "电话□。"),
        ("拨打(0335)5051234或+86 138-0335-1234", "拨打□或□"),
        ("联系人：张 三，手 机：138", "联系人：□，手 机：□"),
        ("投资13800000000元，长13812345678.5米", "投资13800000000元，长13812345678.5米"),
        ("编码13030321AAAAAAAAAAAAA", "编码13030321AAAAAAAAAAAAA"),
        ("2021年1月15日完成1000套", "2021年1月15日完成1000套"),
        ("负责人数：3", "负责人数：□"),
        ("电话：0335-5051234、审核人：李四光", "电话：□、审核人：□"),
        ("经手人：王五；户名不变", "经手人：□；户名不变"),
        ("邮箱zhang.san@example.com.cn", "邮箱□"),
        ("座机6555-1234，座机 65551234", "座机□，座机 □"),
        ("值班电话：６５５５ １２３４、65551235转801。", "值班电话：□。"),
        ("拨打655-1234或致电65551234", "拨打□或致电□"),
        ("Tel.: 6555-1234; hotel 65551234", "Tel.: □; hotel 65551234"),
        ("65551234（座机）", "□（座机）"),
        ("电话+86-10-6555-1234，+1 650 253 0000", "电话□，□"),
        ("热线12345、400-800-1234，拨打400-800-1234", "热线12345、400-800-1234，拨打400-800-1234"),
        ("面积65551234平方米，电话费65551234元", "面积65551234平方米，电话费65551234元"),
        ("固话2023-2024年，电话会议20240101", "固话2023-2024年，电话会议20240101"),
        ("负责人：John Smith 修缮；联系人: Mary-Jane O'Neil, 明天", "负责人：□ 修缮；联系人: □, 明天"),
    ],
)
def test_persons_and_telephones_are_taken_out_of_texts(text: str, published: str) -> None:
    assert Redaction(SiteSettings(), "□").text(text) == published


@pytest.mark.parametrize(
    "label",
    [
        "姓名",
        "法定代表人",
        "银行账户",
        "户名",
        "Tel.",
        "ＱＱ",
        "审批人",
        "項目負責人",
        "身份證號",
        "评审专家",
        "通讯地址",
    ],
)
def test_a_label_of_persons_is_hidden_however_it_is_called(label: str) -> None:
    assert Redaction(SiteSettings(), "□").is_hidden_label(label)


@pytest.mark.parametrize(
    "label", ["银行贷款", "零余额账户用款额度", "受益农户名称", "预算编制表", "残疾人", "主管部门", "项目法人"]
)
def test_a_label_that_only_sounds_like_persons_is_shown(label: str) -> None:
    assert not Redaction(SiteSettings(), "□").is_hidden_label(label)


@pytest.mark.parametrize(
    ("key", "is_shown"),
    [
        ("details[负责人]", False),
        ('details."联 系 人"', False),
        ("indicators[维修套数].details[责任人]", False),
        ("budget.sources.联系人", False),
        ("项目负责人", False),
        ("details", False),
        ("indicators[责任人培训人数].target", True),
        ("details.备注", True),
        ("budget.total", True),
    ],
)
def test_adjustments_of_hidden_labels_are_hidden_however_their_key_is_written(key: str, is_shown: bool) -> None:
    changes = (AdjustedKey(key=key, before="甲", after="乙"),)
    adjustment = Adjustment(date=date(2021, 9, 1), reason="更换", changes=changes)
    project = Project(code="1" * 21, name="清淤", unit="335001", year=2021, budget=_BUDGET)
    progress = Progress(code="1" * 21, unit="335001", year=2021, adjustments=(adjustment,))
    _project, shown = Redaction(SiteSettings(), "□").project(project, progress)
    assert shown is not None
    assert shown.adjustments[0].changes == (changes if is_shown else ())


def test_an_organisation_under_a_hidden_label_is_not_struck_from_other_texts() -> None:
    project = Project(
        code="1" * 21,
        name="水务局清淤",
        unit="335001",
        year=2021,
        budget=Budget(total=Money(1), fiscal=Money(1), other=Money(0)),
        details={"负责人": "水务局", "联系人": ("王小明", "高峰")},
        purpose="王小明在高峰期清淤",
    )
    shown, _progress = Redaction(SiteSettings(), "□").project(project, None)
    assert (shown.name, shown.purpose, dict(shown.details)) == ("水务局清淤", "□在□期清淤", {})


@pytest.mark.parametrize(
    ("said", "purpose", "published"),
    [
        ("John Smith", "由John Smith、JOHN  SMITH和John·Smith牵头", "由□、□和□牵头"),
        ("John Smith 13800001111", "John Smithson不是John Smith", "John Smithson不是□"),
        ("李四、Mary-Jane O'Neil（副）", "Mary-Jane O'Neil，李四", "□，□"),
        ("Alice", "Alice，alice，Alicea", "□，alice，Alicea"),
        ("José García", "José García牵头", "□牵头"),
        ("Tel 6555-1234", "Tel, Excel", "Tel, Excel"),
        ("sun.li@example.cn", "sun li", "sun li"),
        ("IT", "IT设备", "IT设备"),
    ],
)
def test_a_person_in_latin_letters_is_named_nowhere_in_the_project(said: str, purpose: str, published: str) -> None:
    details = {"项目负责人": said}
    project = Project(code="1" * 21, name="清淤", unit="335001", year=2021, budget=_BUDGET, details=details)
    shown, _progress = Redaction(SiteSettings(), "□").project(msgspec.structs.replace(project, purpose=purpose), None)
    assert shown.purpose == published


def test_a_person_of_one_project_is_named_in_no_other_record() -> None:
    named = Project(
        code="1" * 21, name="清淤", unit="335001", year=2021, budget=_BUDGET, details={"负责人": "王小明、高明"}
    )
    other = Project(
        code="2" * 21,
        name="高明区管网",
        unit="335002",
        year=2021,
        budget=_BUDGET,
        details={"联系人": "安全员"},
        purpose="王小明负责的管网，高明同志验收，安全员到位",
    )
    redaction = Redaction(SiteSettings(), "□")
    redaction.know([named, other])
    goals, _progress = redaction.goals(DepartmentGoals(department="335", year=2021, overall="由王小明牵头"))
    shown, _progress = redaction.project(msgspec.structs.replace(other, details={}), None)
    assert (shown.name, shown.purpose) == ("高明区管网", "□负责的管网，□同志验收，安全员到位")
    assert goals.overall == "由□牵头"


def test_who_made_commits_is_not_named_in_their_titles() -> None:
    said = Redaction(SiteSettings(), "□").text("Zhang San: 李四改预算，banzhang sanding", persons={"Zhang San", "李四"})
    assert said == "□: □改预算，banzhang sanding"
