"""`perf check` over many projects and rounds: counted by unit, department, rule, nature; baselines of perf.toml."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.check.examples import CODE
from tests.check.test_command import CLEAN_ONE, FAULTY, repository
from tests.conftest import Call

__all__ = ["repository"]

UNREADABLE = "projects/2021/335002/13030321BBBBBBBBBBBB1.toml"
ONE = ("--ignore", "R202")


def _rows(call: Call, *arguments: str) -> list[dict[str, object]]:
    _status, out, _err = call("check", *ONE, *arguments, "-f", "json")
    rows: list[dict[str, object]] = json.loads(out)
    return rows


def test_units_worst_first_with_those_without_findings(repository: Path, call: Call) -> None:
    assert call("check", *ONE, "--by", "unit", "-f", "csv") == (
        1,
        "unit,name,points,findings,errors,warnings,notices,concerned,projects,share,budget\n"
        "335001,本级,4,3,0,2,1,1,1,100.00,240000.00\n"
        "335002,供热站,0,0,0,0,0,0,1,0.00,0.00\n",
        "",
    )
    worst = call("check", *ONE, "--by", "unit", "--limit", "1", "-f", "csv", "--fail-on", "never")
    assert worst == (
        0,
        "unit,name,points,findings,errors,warnings,notices,concerned,projects,share,budget\n"
        "335001,本级,4,3,0,2,1,1,1,100.00,240000.00\n",
        "",
    )


def test_a_file_that_cannot_be_read_is_a_project_and_goals_are_the_department_s(repository: Path, call: Call) -> None:
    (repository / UNREADABLE).write_text("code = ", encoding="utf-8")
    goals = repository / "goals" / "2021" / "335.toml"
    goals.parent.mkdir(parents=True)
    goals.write_text("department = ", encoding="utf-8")
    (repository / "perf.toml").write_text("schema = 1\n[check]\nignroe = []\n", encoding="utf-8")
    keys = ("unit", "name", "errors", "concerned", "projects", "share", "budget")
    assert [tuple(row[key] for key in keys) for row in _rows(call, "--by", "unit", "--ignore", "D504")] == [
        ("335002", "供热站", 1, 1, 2, 50, 0),
        ("335", "住建局", 1, 0, 0, None, 0),
        ("335001", "本级", 0, 1, 1, 100, 240000),
        (None, None, 0, 0, 0, None, 0),
    ]
    by_department = _rows(call, "--by", "department", "--ignore", "D504")
    assert [(row["department"], row["errors"], row["projects"]) for row in by_department] == [
        ("335", 2, 3),
        (None, 0, 0),
    ]


def test_rules_and_natures_share_all_projects(repository: Path, call: Call) -> None:
    rules = [(row["code"], row["findings"], row["projects"], row["share"]) for row in _rows(call, "--by", "rule")]
    assert rules == [("A304", 1, 2, 50), ("A307", 1, 2, 50), ("D511", 1, 2, 50)]
    natures = [(row["nature"], row["points"], row["budget"]) for row in _rows(call, "--by", "nature")]
    assert natures == [("appropriateness", 4, 240000), ("data", 0, 240000)]


def test_a_table_for_people_ends_with_a_total(repository: Path, call: Call) -> None:
    _status, out, err = call("--locale", "zh_CN", "check", *ONE, "--by", "nature", "--scale", "万元")
    assert (out, err) == (
        "性质    扣分  问题  错误  警告  提示  有问题的项目  项目数    占比  涉及金额\n"
        "------  ----  ----  ----  ----  ----  ------------  ------  ------  --------\n"
        "适当性     4     2     0     2     0             1       2  50.00%     24.00\n"
        "数据       0     1     0     0     1             1       2  50.00%     24.00\n"
        "总计       4     3     0     2     1             1       2  50.00%     24.00\n",
        "",
    )


def test_findings_as_csv(repository: Path, call: Call, tmp_path: Path) -> None:
    status, out, _err = call("check", *ONE, "--select", "D511", "-f", "csv")
    assert (status, out) == (
        0,
        "path,line,column,code,name,severity,nature,message,project,fixable\n"
        f"{FAULTY},33,1,D511,document-number,notice,data,the document number 秦政办【2012】 has 【】 for 〔〕,"
        f"{CODE},true\n",
    )
    call("check", *ONE, "--select", "D511", "-o", str(tmp_path / "a.csv"))
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbf" + out.encode("utf-8")


def _set_baseline(repository: Path, name: str) -> None:
    (repository / "perf.toml").write_text(f'schema = 1\ndivision = "130303"\n[check]\nbaseline = "{name}"\n', "utf-8")


def test_the_baseline_of_perf_toml_is_written_by_its_option_alone(repository: Path, call: Call) -> None:
    _set_baseline(repository, "accepted.json")
    status, out, err = call("check", *ONE)
    assert (status, out.count("\n"), err) == (
        *(1, 6),
        "There is no baseline accepted.json yet: --update-baseline writes it.\n",
    )
    assert not (repository / "accepted.json").exists()
    assert call("check", *ONE, "--update-baseline")[0] == 0
    before = (repository / "accepted.json").read_bytes()
    assert call("check", *ONE)[::2] == (0, "Nothing new: 3 findings are accepted in accepted.json\n")
    assert call("check", *ONE, "--no-baseline")[0] == 1
    (repository / CLEAN_ONE).write_text("code = ", encoding="utf-8")
    status, out, err = call("check", *ONE, "--select", "D5")
    assert (status, out.splitlines()[0], err) == (
        1,
        f"{CLEAN_ONE}:1:8: D501 code: the value is missing",
        "1 more is accepted in accepted.json\n",
    )
    assert (repository / "accepted.json").read_bytes() == before


@pytest.mark.parametrize("name", ["../out.json", "/tmp/out.json", "out.toml", "C:out.json", "a\\\\b.json"])
def test_a_baseline_outside_of_the_repository_is_none(repository: Path, call: Call, name: str) -> None:
    _set_baseline(repository, name)
    status, _out, err = call("check", "--update-baseline")
    assert (status, "is not a JSON file within the repository" in err) == (2, True)
    assert "D514" in call("check", "--no-baseline", "--select", "D514", "-f", "csv")[1]


def test_beside_the_last_round_new_stayed_and_gone(repository: Path, call: Call, tmp_path: Path) -> None:
    last = str(tmp_path / "last.json")
    call("check", *ONE, "--baseline", last)
    path = repository / FAULTY
    text = (
        path.read_text(encoding="utf-8")
        .replace("秦政办【2012】32号", "秦政办〔2012〕32号")
        .replace('"≥120套"', '"≥120"')
    )
    path.write_text(text, encoding="utf-8")
    status, out, _err = call("check", *ONE, "--against", last)
    lines = out.splitlines()
    assert (status, lines[0], lines[1].split(": ")[1][:4], lines[3:]) == (
        *(1, "New:", "A316"),
        [
            "Gone:",
            f"{FAULTY}: D511 The brackets in a document number are not 〔〕.",
            "",
            "1 new, 1 gone, 2 stayed",
        ],
    )
    rows = _rows(call, "--against", last)
    assert [(row["code"], row["state"], row["line"]) for row in rows] == [
        ("A316", "new", 25),
        ("A304", "stayed", 32),
        ("A307", "stayed", 32),
        ("D511", "gone", None),
    ]
    units = _rows(call, "--against", last, "--by", "unit")
    assert [(row["unit"], row["findings"], row["new"], row["stayed"], row["gone"]) for row in units] == [
        ("335001", 3, 1, 2, 1),
        ("335002", 0, 0, 0, 0),
    ]
    assert [row["state"] for row in _rows(call, "--against", last, "--unit", "335002")] == []


def test_what_a_broken_file_hides_is_not_gone(repository: Path, call: Call, tmp_path: Path) -> None:
    last = str(tmp_path / "last.json")
    call("check", *ONE, "--baseline", last)
    (repository / FAULTY).write_text("code = ", encoding="utf-8")
    assert [(row["code"], row["state"]) for row in _rows(call, "--against", last)] == [("D501", "new")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--by", "year"), "cannot count by year"),
        (("--limit", "2"), "--limit cuts groups: give --by as well"),
        (("--by", "unit", "--statistics"), "--statistics and --by do not go together"),
        (("--against", "a.json", "--baseline", "b.json"), "--against and --baseline do not go together"),
        (("--against", "a.json", "-f", "sarif"), "unknown format: sarif"),
        (("--update-baseline",), "no baseline is named"),
        (("--no-baseline", "--baseline", "a.json"), "--no-baseline contradicts --baseline"),
        (("--by", "unit", "-f", "github"), "unknown format: github"),
    ],
)
def test_options_that_do_not_go_together(
    repository: Path, call: Call, arguments: tuple[str, ...], message: str
) -> None:
    status, out, err = call("check", *arguments)
    assert (status, out, message in err) == (2, "", True)
