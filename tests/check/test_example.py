"""The shipped example, a published text: its faults are found, each at its line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from perfcli.actions.caching import clear
from perfcli.actions.check import Reviewer
from perfcli.actions.init import create_repository
from perfcli.actions.looking import no_progress
from perfcli.actions.request import Request
from perfcli.check.reports.rows import message_of
from perfcli.check.rule import Finding
from perfcli.i18n import set_locale
from perfcli.index import Progress
from perfcli.repository import Repository

SHIPPED = Path(__file__).parents[2] / "repo_template"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("example")
    create_repository(root, example=True)
    return root


@pytest.fixture(scope="module")
def review(root: Path) -> list[Finding]:
    with Reviewer(Repository(root), Request()).review() as review:
        return list(review.findings())


def _lines(review: list[Finding], code: str, project: str = "") -> list[int]:
    return [finding.line for finding in review if finding.code == code and finding.project == project]


def _projects(review: list[Finding], code: str) -> list[str]:
    return sorted({finding.project for finding in review if finding.code == code})


def test_how_often_each_rule_speaks(review: list[Finding]) -> None:
    assert Counter(finding.code for finding in review) == {
        "C104": 2,
        "R201": 2,
        "R202": 8,
        "R203": 3,
        "R204": 9,
        "R205": 3,
        "R206": 10,
        "R207": 2,
        "R208": 3,
        "R209": 14,
        "A301": 24,
        "A302": 11,
        "A303": 2,
        "A304": 26,
        "A305": 8,
        "A307": 6,
        "A308": 20,
        "A309": 107,
        "A310": 7,
        "A311": 1,
        "A313": 3,
        "A319": 67,
        "A320": 10,
        "D511": 36,
        "D512": 3,
        "F405": 2,
        "F407": 1,
    }


@pytest.mark.parametrize(
    ("code", "project", "texts"),
    [
        ("C104", "1303032112FFSI1PS6AGS", ['kind = "生态效益指标"']),
        ("C104", "13030321YH4OB7ZFEAWG7", ['kind = "生态效益指标"']),
        ("A301", "13030321OADENWS67PGAI", ['target = "≥90百分比"'] * 2),
        ("A303", "130303218ZE0GCZ4G316C", ['target = "≥1个"'] * 2),
        ("A304", "1303032112FFSI1PS6AGS", ['target = "≥90百分百"'] * 9),
        (
            "A305",
            "13030321H3GNISG2VPZXX",
            [
                'target = "≥90全部分配"',
                'target = "≥90是/否"',
                'target = "≥90符合环境影响评价要求"',
                'target = "≥90具有可持续性发展要求"',
            ],
        ),
        ("A307", "130303218ZE0GCZ4G316C", ['target = "≥100%"']),
        ("A308", "130303212525KO5ZNX1IL", ['target = "是/否"'] * 5),
        ("A311", "130303210767KYVK8AHPY", ['name = "小区居民意度"']),
        ("A313", "13030321SQSVXYXZR5GPC", ['target = "≥90百分百"']),
        ("R204", "13030321XFP8IOYQL4LZF", ['basis = "公租房维修费"'] * 9),
        ("R203", "13030321GPNDP1V5PX8Y4", ['name = "安装太阳能数量"']),
        ("R203", "130303219F3RT77MHKY6G", ['name = "安装太阳能数量"']),
        ("R203", "13030321YH4OB7ZFEAWG7", ['name = "保险发放准确率"']),
        ("F405", "130303210767KYVK8AHPY", ["3 = 100.00"]),
        ("D511", "13030321E8E8M7OE0RV6N", ['basis = "秦财预[2020]762号"'] * 9),
        ("F407", "13030321DHWA0GR9RIE09", ["total = 4000.00"]),
        ("R202", "13030321KO74V4I05Z9KF", ["[[indicators]]"]),
    ],
)
def test_faults_of_projects(review: list[Finding], code: str, project: str, texts: list[str]) -> None:
    path = SHIPPED / "projects" / "2021" / "335001" / f"{project}.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [lines[number - 1] for number in _lines(review, code, project)] == texts


def test_families_of_copied_indicators(review: list[Finding]) -> None:
    assert _projects(review, "R202") == [
        "1303032112FFSI1PS6AGS",
        "130303219F3RT77MHKY6G",
        "13030321G30TP9FGZ4KAW",
        "13030321GPNDP1V5PX8Y4",
        "13030321H3GNISG2VPZXX",
        "13030321KO74V4I05Z9KF",
        "13030321SQSVXYXZR5GPC",
        "13030321YH4OB7ZFEAWG7",
    ]
    copied = ["130303212525KO5ZNX1IL", "13030321BT5QKUMD36FBA", "13030321HTG16PAAXZQGO"]
    assert _projects(review, "R205") == copied


def test_faults_of_functions(review: list[Finding]) -> None:
    lines = (SHIPPED / "goals" / "2021" / "335.toml").read_text(encoding="utf-8").splitlines()
    assert [lines[number - 1] for number in _lines(review, "R201")] == [
        'name = "质量监督覆盖率"',
        'name = "指挥场所和疏散地域设施设备配套率"',
    ]
    assert [lines[number - 1] for number in _lines(review, "D512")][:2] == [
        'description = "反正建筑工程竣工验收情况"',
        'description = "反正市长热线办结情况"',
    ]
    assert [lines[number - 1] for number in _lines(review, "R206")] == [
        'goal = "执行工程建设标准"',
        'goal = "指导城市建设工作"',
        'goal = "指导房产和城市建设档案管理工作"',
        'goal = "建筑市场监督管理"',
        'goal = "建筑工程质量安全监管"',
        'goal = "行政执法监督"',
        'goal = "指导村镇建设"',
        'goal = "推进建筑节能减排"',
        'goal = "做好老旧小区改造工作"',
        'goal = "房屋征收工作法律法规宣传，征收安置及征收补偿金的发放"',
    ]


def test_messages_in_both_languages(review: list[Finding]) -> None:
    slip = next(finding for finding in review if finding.code == "A311")
    set_locale("en")
    english = "the name 小区居民意度 and the description 小区居民满意度 differ by one character: which is right?"
    assert message_of(slip) == english
    set_locale("zh_CN")
    assert message_of(slip) == "名称“小区居民意度”与描述“小区居民满意度”只差一个字：哪个是对的？"


def test_two_processes_find_what_one_finds(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(progress: Progress) -> tuple[object, ...]:
        with Reviewer(Repository(root), Request()).review(progress) as review:
            return list(review.findings()), review.lines(), review.facts(), review.counts(), review.files

    clear(Repository(root))
    alone = answers(no_progress)
    clear(Repository(root))
    monkeypatch.setattr("perfcli.actions.rule_runner._MANY", 5)
    told: list[tuple[int, int]] = []
    assert answers(lambda done, total, _stage="", /: told.append((done, total))) == alone
    assert told[-1] == (42, 42)
