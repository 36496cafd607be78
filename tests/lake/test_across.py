"""Counties beside each other: what was copied or entered twice, what stands far from its peers, what a lake holds."""

from __future__ import annotations

import json
from decimal import Decimal
from hashlib import md5
from pathlib import Path
from random import Random

import pytest

from perfcli.check.words import bare
from perfcli.lake.keyed import MARKS
from perfcli.spread import Peer, Spread, spread
from tests.conftest import Perf
from tests.lake.counties import county, gathered, project_code

pytest.importorskip("duckdb")

ONE, OTHER = "130303", "130304"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Perf:
    monkeypatch.setenv("PERF_LOCALE", "en")
    return Perf(tmp_path)


def rewrite(place: Perf, division: str, **texts: str) -> None:
    """Change texts in the project of a county; keys are written with _ for a space and a quote each."""
    path = f"{division}/projects/2021/335001/{project_code(division)}.toml"
    text = place.read(path)
    for key, value in texts.items():
        lines = [f'{key} = "{value}"' if line.startswith(f"{key} =") else line for line in text.split("\n")]
        text = "\n".join(lines)
    place.write(path, text)


def found(place: Perf, *words: str) -> list[tuple[str, str, str]]:
    """Rule and both divisions of each finding."""
    outcome = place("check", "--lake", "lake", "-f", "json", *words)
    rows = json.loads(outcome.out)
    assert outcome.status == (1 if rows else 0)
    return [(row["rule"], row["division"], row["other_division"]) for row in rows]


def both(rule: str) -> list[tuple[str, str, str]]:
    return [(rule, ONE, OTHER), (rule, OTHER, ONE)]


def test_one_project_in_two_counties_is_found_with_both_sides(place: Perf) -> None:
    for division in (ONE, OTHER):
        county(place.root / division, division)
    rewrite(place, ONE, name="公租房 维修")
    rewrite(place, OTHER, name="公租房维修。")
    gathered(place, ONE, OTHER)
    outcome = place("check", "--lake", "lake", "--select", "R211")
    assert (outcome.status, outcome.out.splitlines()[0]) == (
        1,
        f"130303 335001 {project_code(ONE)}: R211 repeated-project: the name and purpose of 130304 335001"
        f" {project_code(OTHER)}（公租房维修。）: one project in two counties?",
    )
    assert found(place) == both("repeated-project")
    assert found(place, "--division", OTHER) == both("repeated-project")[1:]
    assert found(place, "--ignore", "repeated-project") == []


@pytest.mark.parametrize(
    ("texts", "rules"),
    [
        ({}, ["copied-purpose", "copied-goals"]),
        ({"purpose": "用于道路养护。"}, ["copied-goals"]),
        ({"purpose": "用于道路养护。", "goals": "x"}, []),
    ],
)
def test_copied_texts_are_found_by_themselves(place: Perf, texts: dict[str, str], rules: list[str]) -> None:
    for division in (ONE, OTHER):
        county(place.root / division, division)
    rewrite(place, OTHER, name="另一个", **{key: text for key, text in texts.items() if key != "goals"})
    if "goals" in texts:
        path = f"{OTHER}/projects/2021/335001/{project_code(OTHER)}.toml"
        place.write(path, place.read(path).replace('["及时维修。"]', '["道路畅通。"]'))
    gathered(place, ONE, OTHER)
    assert found(place) == [pair for rule in rules for pair in both(rule)]


def test_all_others_are_named(place: Perf) -> None:
    divisions = ["130301", "130302", ONE, OTHER]
    for division in divisions:
        county(place.root / division, division)
        rewrite(place, division, name=f"甲{division}" if division != OTHER else f"甲{ONE}")
    gathered(place, *divisions)
    rows = json.loads(place("check", "--lake", "lake", "--select", "R205", "-f", "json").out)
    assert [([other["division"] for other in row["others"]], row["other_divisions"]) for row in rows] == [
        (["130302", ONE, OTHER], 3),
        (["130301", ONE, OTHER], 3),
        (["130301", "130302"], 2),
        (["130301", "130302"], 2),
    ]
    sides = [f"{division} 335001 {project_code(division)}（甲{division}）" for division in divisions[:2]]
    assert rows[2]["message"] == f"word for word the purpose of {', '.join(sides)}"
    assert rows[2]["other_name"] == "甲130301"


def test_behind_the_first_project_of_a_division_others_are_the_like(place: Perf) -> None:
    """The first of 130304 has the name of 130303's own, so that its second one is what that stands beside."""
    for division in (ONE, OTHER):
        county(place.root / division, division)
        rewrite(place, division, name="道路")
    path = f"{OTHER}/projects/2021/335001/{project_code(OTHER)}.toml"
    second = project_code(OTHER).replace("B", "C")
    bridge = place.read(path).replace(project_code(OTHER), second).replace("道路", "桥梁")
    place.write(f"{OTHER}/projects/2021/335001/{second}.toml", bridge)
    gathered(place, ONE, OTHER)
    for rule in ("copied-purpose", "copied-goals"):
        rows = json.loads(place("check", "--lake", "lake", "--select", rule, "-f", "json").out)
        assert [(row["project"], row["other_project"], row["other_divisions"]) for row in rows] == [
            (project_code(ONE), second, 1),
            (second, project_code(ONE), 1),
        ]
    assert found(place, "--select", "R205", "--division", ONE) == both("copied-purpose")[:1]


def test_each_project_stands_beside_the_first_of_each_division_that_differs(place: Perf) -> None:
    """Any names and templates in any order: what SQL picks out of five is what looking at all of them picks."""
    drawn = Random(5)
    known = []
    for division in (ONE, OTHER, "130305"):
        county(place.root / division, division)
        path = f"{division}/projects/2021/335001/{project_code(division)}.toml"
        text = place.read(path)
        (place.root / path).unlink()
        for number in range(14):
            code, name, template = (
                f"{division}21{number:013}",
                drawn.choice("甲乙丙"),
                drawn.choice(("", "a", "b", "c")),
            )
            known.append((division, code, name, template))
            text = text.replace(project_code(division), code)
            lines = [
                f'name = "{name}"' if line.startswith("name = ") and "维修" not in line else line
                for line in text.split("\n")
            ]
            whole = "\n".join(lines).replace("year = 2021\n", f'year = 2021\ntemplate = "{template}"\n', 1)
            place.write(f"{division}/projects/2021/335001/{code}.toml", whole.replace(project_code(division), code))
            text = text.replace(code, project_code(division))
    expected = {}
    for division, code, name, template in known:
        firsts: dict[str, str] = {}
        for other, its_code, its_name, its_template in known:
            if other != division and its_name != name and (not template or its_template != template):
                firsts.setdefault(other, its_code)
        if firsts:
            expected[code] = list(firsts.values())
    gathered(place, ONE, OTHER, "130305")
    rows = json.loads(place("check", "--lake", "lake", "--select", "R205", "-f", "json").out)
    assert {row["project"]: [other["project"] for other in row["others"]] for row in rows} == expected


def test_copied_sets_of_indicators_have_another_purpose(place: Perf) -> None:
    more = '\n[[indicators]]\nkind = "质量指标"\nname = "合格率"\ntarget = "≥95%"\n'
    for division in (ONE, OTHER):
        county(place.root / division, division, extra=more)
    rewrite(place, OTHER, purpose="用于道路养护。")
    gathered(place, ONE, OTHER)
    assert found(place, "--select", "copied-indicators") == both("copied-indicators")
    rewrite(place, OTHER, purpose="用于公租房日常维修")
    gathered(place, ONE, OTHER)
    assert found(place, "--select", "copied-indicators") == []


def test_sets_are_the_same_where_every_name_is_however_often(place: Perf) -> None:
    names = [f"指标{number}" for number in range(30)]
    digests = {name: md5(name.encode()).hexdigest() for name in names}
    ends = {pick(names, key=key) for pick in (min, max) for key in (str, digests.__getitem__)}
    one, another = [name for name in names if name not in ends][:2]  # sets differ in what neither end tells
    sets = {ONE: [*ends, one], OTHER: [*ends, another], "130305": [*sorted(ends, reverse=True), one, f"{one}。"]}
    for division, chosen in sets.items():
        tables = [f'\n[[indicators]]\nkind = "数量指标"\nname = "{name}"\ntarget = "≥1个"\n' for name in chosen]
        county(place.root / division, division, extra="".join(tables))
        rewrite(place, division, purpose=f"用于{division}。")
    gathered(place, *sets)
    assert found(place, "--select", "R202") == [
        ("copied-indicators", ONE, "130305"),
        ("copied-indicators", "130305", ONE),
    ]


def test_projects_of_one_template_are_no_copies_but_those_of_two_are(place: Perf) -> None:
    templates = {ONE: "heating", OTHER: "heating", "130305": "roads", "130306": ""}
    for division, template in templates.items():
        county(place.root / division, division, extra="")
        rewrite(place, division, name=division)
        path = f"{division}/projects/2021/335001/{project_code(division)}.toml"
        place.write(path, place.read(path).replace("year = 2021\n", f'year = 2021\ntemplate = "{template}"\n', 1))
    gathered(place, *templates)
    rows = json.loads(place("check", "--lake", "lake", "--select", "R205", "-f", "json").out)
    assert [[other["division"] for other in row["others"]] for row in rows] == [
        ["130305", "130306"],
        ["130305", "130306"],
        [ONE, OTHER, "130306"],
        [ONE, OTHER, "130305"],
    ]
    assert place("lake", "forget", "lake", "130305", "130306").status == 0
    assert found(place, "--select", "R205") == []


def test_a_code_of_two_counties_and_a_division_of_two_repositories(place: Perf) -> None:
    for division in (ONE, OTHER):
        county(place.root / division, division)
    old, new = (f"projects/2021/335001/{project_code(division)}.toml" for division in (OTHER, ONE))
    place.write(f"{OTHER}/{new}", place.read(f"{OTHER}/{old}").replace(project_code(OTHER), project_code(ONE)))
    (place.root / OTHER / old).unlink()
    county(place.root / "again", "130305")
    place.write("again/perf.toml", f'schema = 1\ndivision = "{ONE}"\n')
    gathered(place, ONE, OTHER, "again")
    assert found(place, "--select", "repeated-code") == both("repeated-code")
    outcome = place("lake", "status", "lake", "-f", "csv", "--columns", "division,repository,years,projects,files")
    assert (outcome.status, outcome.out) == (
        1,
        "division,repository,years,projects,files\n130303,130303,2021,1,7\n130304,130304,2021,1,7\n130303,again,2021,1,7\n",
    )
    assert outcome.err.splitlines() == [
        "several repositories have the division 130303: 130303, again",
        f"the code {project_code(ONE)} of 2021 is used in 2 divisions",
    ]


def test_values_far_from_all_counties_peers(place: Perf) -> None:
    divisions = [f"13030{number}" for number in range(1, 8)]
    for number, division in enumerate(divisions):
        county(place.root / division, division)
        rewrite(place, division, target=f"≥{100 + number}套" if number else "≥9000套")
    gathered(place, *divisions)
    rows = json.loads(place("check", "--lake", "lake", "--select", "unusual-target,F407", "-f", "json").out)
    assert [(row["rule"], row["division"], row["value"], row["q1"], row["median"], row["q3"]) for row in rows] == [
        ("unusual-target", "130301", 9000.0, 102.5, 104.0, 105.5),
        ("unusual-budget", "130301", 26.67, 2274.93, 2307.69, 2341.52),
    ]


def test_the_lists_of_a_lake(place: Perf) -> None:
    county(place.root / ONE, ONE)
    gathered(place, ONE)
    assert place.done("lake", "schema", "-f", "csv").splitlines()[:2] == ["table,column,type", "projects,code,VARCHAR"]
    assert 'projects,total,"DECIMAL(18, 2)"' in place.done("lake", "schema", "-f", "csv")
    assert place.refused("lake", "status").startswith("Error: no lake was named")
    assert place("check", "--lake", "lake").err == "Nothing found.\n"
    assert place.refused("check", "--lake", "lake", "--select", "R101").startswith("Error: R101 compares no counties")
    for words in ((), ("--select", "R211"), ("-f", "json")):
        refused = place.refused("check", "--lake", "lake", "--division", OTHER, *words)
        assert refused.startswith(f"Error: the lake has no division {OTHER}\n")
    assert place.refused("check", "--lake", "lake", "--fix").startswith("Error: --fix and --lake do not go together")
    assert place.refused("check", "--lake", "lake", "-f", "sarif").startswith("Error: findings across counties are not")


def test_a_unit_of_another_division_is_none_of_those_whose_findings_are_shown(place: Perf) -> None:
    for division in (ONE, OTHER):
        county(place.root / division, division)
    path = f"{OTHER}/departments/335.toml"
    place.write(path, place.read(path) + '\n[[units]]\ncode = "335002"\nname = "机关"\n')
    gathered(place, ONE, OTHER)
    assert found(place, "--division", OTHER, "--unit", "335002") == []
    for command in ("check", "list"):
        refused = place.refused(command, "--lake", "lake", "--division", ONE, "--unit", "335002")
        assert refused.startswith("Error: no department file knows the unit 335002\n")


def test_peers_of_a_repository_and_of_a_lake(place: Perf) -> None:
    for division, total in ((ONE, "349.00"), (OTHER, "698.00")):
        county(place.root / division, division, total=total)
    place.write(
        f"{ONE}/progress/2021/335001/{project_code(ONE)}.toml",
        f'code = "{project_code(ONE)}"\nunit = "335001"\nyear = 2021\n'
        '[evaluation]\nspent = 1.00\n[evaluation.indicators."维修套数"]\nactual = "180套"\n',
    )
    of_one = (
        "year,name,unit_of_measure,measure,count,min,q1,median,q3,max\n"
        "2021,维修套数,套,target,1,174.5,174.5,174.5,174.5,174.5\n"
        "2021,维修套数,套,cost,1,2,2,2,2,2\n"
        "2021,维修套数,套,actual,1,180,180,180,180,180\n"
    )
    assert place.done("-C", ONE, "peers", "--indicator", "维修", "-f", "csv") == of_one
    table = place.done("-C", ONE, "--locale", "zh_CN", "peers", "--indicator", "维修", "--columns", "measure")
    assert table.split()[2:] == ["指标值", "单位产出预算", "实际完成值"]
    gathered(place, ONE, OTHER)
    of_lake = place.done("peers", "--indicator", "维修", "--lake", "lake", "-f", "csv").splitlines()
    assert of_lake[1:] == [
        *(f"{ONE},{line}" for line in of_one.splitlines()[1:]),
        f"{OTHER},2021,维修套数,套,target,1,174.5,174.5,174.5,174.5,174.5",
        f"{OTHER},2021,维修套数,套,cost,1,4,4,4,4,4",
    ]
    assert place.refused("peers", "--lake", "lake").startswith("Error: no indicator was named")


def test_peers_of_two_repositories_of_one_division_are_told_apart(place: Perf) -> None:
    for folder, total in (("one", "349.00"), ("two", "698.00")):
        county(place.root / folder, ONE, total=total)
    place.write(
        f"two/progress/2021/335001/{project_code(ONE)}.toml",
        f'code = "{project_code(ONE)}"\nunit = "335001"\nyear = 2021\n'
        '[evaluation]\nspent = 1.00\n[evaluation.indicators."维修套数"]\nactual = "180套"\n',
    )
    for order in (("one", "two"), ("two", "one")):
        lake = f"lake of {order[0]}"
        assert place("gather", *order, "-o", lake).status == 0
        assert place.done("peers", "--indicator", "维修", "--lake", lake, "-f", "csv").splitlines()[1:] == [
            f"{ONE},2021,维修套数,套,target,2,174.5,174.5,174.5,174.5,174.5",
            f"{ONE},2021,维修套数,套,cost,2,2,2.5,3,3.5,4",
            f"{ONE},2021,维修套数,套,actual,1,180,180,180,180,180",
        ]


def test_quartiles_lie_between_values() -> None:
    values = [Decimal(number) for number in (10, 1, 4, 2)]
    assert spread(values) == Spread(4, Decimal(1), Decimal("1.75"), Decimal(3), Decimal("5.5"), Decimal(10))
    assert spread([]) is None
    percent = Peer("", 2021, "", "%", "数量指标", Decimal(95), Decimal(100))
    assert (percent.measured("cost"), percent.measured("actual")) == (None, None)


PAIRS = [
    ("用于⼭区道路ＡＢＣ（１）段", "用于山区道路abc(1)段。"),
    ("用于ﾃﾚﾋﾞ转播①", "用于テレビ转播 1"),
    ("用于咖啡é馆\u200b补助", "用于咖啡e\u0301馆补助"),
    ("用于面积５２㎡修缮", "用于面积52m2修缮"),
    ("用于面积53平方米修缮", "用于面积54平方米修缮"),
]


def test_texts_are_folded_as_in_one_repository(place: Perf) -> None:
    divisions = [f"1303{number:02}" for number in range(2 * len(PAIRS))]
    texts = [text for pair in PAIRS for text in pair]
    for division, text in zip(divisions, texts, strict=True):
        county(place.root / division, division)
        rewrite(place, division, purpose=text, name=division)
        path = f"{division}/projects/2021/335001/{project_code(division)}.toml"
        place.write(path, place.read(path).replace("及时维修", text))
    gathered(place, *divisions)
    alike = [bare(one) == bare(other) for one, other in PAIRS]
    assert alike == [True, True, True, True, False]
    for rule in ("copied-purpose", "copied-goals"):
        together = [pair for pair, same in zip(pairwise_of(divisions), alike, strict=True) if same]
        expected = [side for one, other in together for side in ((rule, one, other), (rule, other, one))]
        assert found(place, "--select", rule) == expected


def pairwise_of(divisions: list[str]) -> list[tuple[str, str]]:
    return list(zip(divisions[::2], divisions[1::2], strict=True))


def test_what_sql_folds_is_folded_alike_by_the_rules() -> None:
    letters = [*map(chr, range(0x4E00, 0x9FA6)), *"abcxyzABCXYZ0123456789"]
    assert [letter for letter in letters if bare(letter) != letter.lower()] == []
    assert [mark for mark in MARKS if bare(f"甲{mark}A{mark}1") != "甲a1"] == []


def test_indicators_of_like_projects_of_other_counties_are_suggested(place: Perf) -> None:
    for division in (ONE, OTHER):
        county(place.root / division, division)
    path = f"{OTHER}/projects/2021/335001/{project_code(OTHER)}.toml"
    text = place.read(path).replace(f"{OTHER} Ｈeating", "农村公路改造工程")
    place.write(path, text.replace("维修套数", "公路硬化里程").replace("≥174.5套", "≥12.5公里"))
    gathered(place, ONE, OTHER)
    words = ("-C", ONE, "suggest", "农村公路养护", "-f", "json")
    assert json.loads(place.done(*words)) == []
    (row,) = json.loads(place.done(*words, "--lake", "lake"))
    assert (row["kind"], row["name"], row["target"]) == ("数量指标", "公路硬化里程", "≥12.5公里")
    assert (row["source"], row["origins"]) == ("lake", [f"{OTHER}/{project_code(OTHER)}"])
    assert json.loads(place.done(*words, "--lake", "lake", "--division", ONE)) == []
    assert "--division is for a lake" in place.refused(*words, "--division", ONE)
    assert place.refused(*words, "--lake", "lake", "--engine", "x").startswith("Error: unknown engine: x")


def test_suggestions_of_two_repositories_of_one_division_are_told_apart(place: Perf) -> None:
    county(place.root / ONE, ONE)
    for folder, name, indicator in (("other", "农村公路改造工程", "公路硬化里程"), ("again", "敬老院运行", "床位数")):
        county(place.root / folder, OTHER)
        path = f"{folder}/projects/2021/335001/{project_code(OTHER)}.toml"
        text = place.read(path).replace(f"{OTHER} Ｈeating", name)
        place.write(path, text.replace("维修套数", indicator))
    gathered(place, "other", "again")
    (row,) = json.loads(place.done("-C", ONE, "suggest", "农村公路养护", "-f", "json", "--lake", "lake"))
    assert (row["name"], row["origins"]) == ("公路硬化里程", [f"{OTHER}/{project_code(OTHER)}"])
