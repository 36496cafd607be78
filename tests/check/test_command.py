"""`perf check` as it is called: selections, formats, exit statuses, fixes, baselines, revisions."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.check.examples import CODE, project
from tests.conftest import Call

OTHER = "13030321AAAAAAAAAAAA1"
FAULTY = f"projects/2021/335001/{CODE}.toml"
CLEAN_ONE = f"projects/2021/335002/{OTHER}.toml"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "数据"
    for path, text in {
        "perf.toml": 'schema = 1\ndivision = "130303"\n',
        "departments/335.toml": 'code = "335"\nname = "住建局"\n[[units]]\ncode = "335001"\nname = "本级"\n'
        '[[units]]\ncode = "335002"\nname = "供热站"\n',
        FAULTY: project(
            '[[indicators]]\nkind = "质量指标"\ntarget = "≥100百分百"\nbasis = "秦政办【2012】32号"',
        ).replace('百分百"', '百分百" # mine'),
        CLEAN_ONE: project("", code=OTHER, unit="335002", name="供热站锅炉检修", purpose="用于供热站锅炉检修维修"),
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    monkeypatch.chdir(root)
    monkeypatch.setenv("PERF_LOCALE", "en")
    return root


def _without_copies(*arguments: str) -> tuple[str, ...]:
    """The repository's two projects share their indicators on purpose."""
    return ("check", "--ignore", "R202", *arguments)


def test_text_and_exit_status(repository: Path, call: Call) -> None:
    assert call(*_without_copies()) == (
        1,
        f"{FAULTY}:32:1: A304 the unit 百分百 of ≥100百分百 is written wrongly: write %\n"
        f"{FAULTY}:32:1: A307 ≥100百分百: no part of a whole passes 100%, so write =100%\n"
        f"{FAULTY}:33:1: D511 the document number 秦政办【2012】 has 【】 for 〔〕\n"
        "\n"
        "3 findings in 1 file: 0 errors, 2 warnings, 1 notice\n"
        "2 can be fixed with --fix, 1 more with --unsafe-fixes\n",
        "",
    )


def test_that_nothing_is_found_is_said_to_people_alone(repository: Path, call: Call) -> None:
    assert call(*_without_copies(CLEAN_ONE)) == (0, "", "Nothing found.\n")
    assert call(*_without_copies(CLEAN_ONE, "--statistics")) == (0, "", "Nothing found.\n")
    assert call(*_without_copies(CLEAN_ONE, "-f", "jsonl")) == (0, "", "")
    assert call(*_without_copies(CLEAN_ONE, "-f", "github")) == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "status", "codes"),
    [
        (("--select", "D5"), 0, ["D511"]),
        (("--select", "document-number,A304"), 1, ["A304", "D511"]),
        (("--select", "适当性"), 1, ["A304", "A307"]),
        (("--select", "data", "--fail-on", "notice"), 1, ["D511"]),
        (("--ignore", "A3"), 0, ["D511"]),
        (("--min-severity", "warning"), 1, ["A304", "A307"]),
        (("--min-severity", "error"), 0, []),
        (("--fail-on", "error"), 0, ["A304", "A307", "D511"]),
        (("--fail-on", "never"), 0, ["A304", "A307", "D511"]),
        (("--unit", "335002"), 0, []),
        (("--unit", "335"), 1, ["A304", "A307", "D511"]),
        (("--name", "供热"), 0, []),
        (("--year", "2020"), 0, []),
        (("--code", "13030321x"), 1, ["A304", "A307", "D511"]),
        (("--min-budget", "24万元"), 1, ["A304", "A307", "D511"]),
        (("--max-budget", "1000"), 0, []),
        ((CODE,), 1, ["A304", "A307", "D511"]),
        (("projects/2021/335002",), 0, []),
        (("projects", "departments"), 1, ["A304", "A307", "D511"]),
    ],
)
def test_selections(repository: Path, call: Call, arguments: tuple[str, ...], status: int, codes: list[str]) -> None:
    found, out, _err = call(*_without_copies("-f", "jsonl", *arguments))
    assert (found, [json.loads(line)["code"] for line in out.splitlines()]) == (status, codes)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--select", "A999"), "A999 is not a rule"),
        (("--min-severity", "bad"), "unknown severity: bad"),
        (("-f", "xml"), "unknown format: xml"),
        (("nowhere",), "there is no file, folder or project nowhere"),
        (("..",), ".. is outside of the repository"),
        (("--unit", "336"), "no department file knows the unit 336"),
        (("--since", "HEAD"), "is in no git repository"),
    ],
)
def test_wrong_usage(repository: Path, call: Call, arguments: tuple[str, ...], message: str) -> None:
    status, out, err = call("check", *arguments)
    assert (status, out) == (2, "")
    assert message in err


def test_json_is_the_contract(repository: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "projects" / "2021")
    status, out, _err = call("--locale", "zh_CN", "check", "-f", "json", "--select", "A304")
    assert (status, json.loads(out)) == (
        1,
        [
            {
                "path": f"335001/{CODE}.toml",
                "line": 32,
                "column": 1,
                "code": "A304",
                "name": "malformed-unit",
                "severity": "warning",
                "nature": "appropriateness",
                "message": "≥100百分百 的单位“百分百”有误：请写 %",
                "project": CODE,
                "fixable": True,
            }
        ],
    )


def test_nothing_found_is_an_empty_array(repository: Path, call: Call) -> None:
    assert call("check", "-f", "json", CLEAN_ONE, "--ignore", "R202") == (0, "[]\n", "")


def test_statistics(repository: Path, call: Call) -> None:
    status, out, _err = call(*_without_copies("--statistics", "-f", "json"))
    assert status == 1
    assert [(row["code"], row["count"], row["fixable"]) for row in json.loads(out)] == [
        ("A304", 1, 1),
        ("A307", 1, 1),
        ("D511", 1, 1),
    ]


def test_settings_choose_rules_and_paths(repository: Path, call: Call) -> None:
    settings = repository / "perf.toml"
    settings.write_text(
        'division = "130303"\n[check]\nignore = ["R202", "D511"]\nextend_select = ["document-number"]\n'
        '[check.per_path_ignores]\n"projects/2021/335001/*" = ["A304", "A307"]\n',
        encoding="utf-8",
    )
    status, out, _err = call("check", "-f", "jsonl")
    assert (status, [json.loads(line)["code"] for line in out.splitlines()]) == (0, ["D511"])


def test_a_slip_in_the_settings_is_a_finding(repository: Path, call: Call) -> None:
    (repository / "perf.toml").write_text(
        'division = "130303"\nremark = "mine"\n[check]\nignroe = ["A3"]\nselect = ["R2", "X9"]\n'
        'extend_select=["D514"]\n'
        'fail_on = "waring"\n[check.words]\nunit = ["方"]\n[framework]\n2015 = "2014"\n',
        encoding="utf-8",
    )
    status, out, _err = call("check", "--ignore", "R2")
    assert status == 1
    assert [line for line in out.splitlines() if line.startswith("perf.toml")] == [
        "perf.toml:4:1: D514 there is no setting ignroe: is ignore meant?",
        "perf.toml:5:17: D514 X9 is not a rule, nor the beginning of a rule's code, nor a nature: see `perf rules`",
        "perf.toml:7:1: D514 waring is not a severity: known are notice warning error",
        "perf.toml:9:1: D514 there is no setting unit: is units meant?",
        "perf.toml:11:1: D514 2014 is not a framework: known are 2015 2021",
    ]


def test_broken_files_are_findings_and_the_others_are_read(repository: Path, call: Call) -> None:
    folder = repository / "projects" / "2021" / "335002"
    (folder / "13030321AAAAAAAAAAAA2.toml").write_text('code = "x\n', encoding="utf-8")
    (folder / "13030321AAAAAAAAAAAA3.toml").write_bytes(b'code = "\xc4\xea"\n')
    (folder / "13030321AAAAAAAAAAAA4.toml").write_text(
        'code = 4\nname = "n"\nunit = "335002"\n[budget]\ntotal = "5"\n', encoding="utf-8"
    )
    (folder / "13030321AAAAAAAAAAAA5.toml").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    (repository / "projects" / "stray.toml").write_text("", encoding="utf-8")
    (repository / "departments" / "33.toml").write_text("", encoding="utf-8")
    status, out, _err = call(*_without_copies())
    prefix = "projects/2021/335002/13030321AAAAAAAAAAAA"
    assert status == 1
    assert [line for line in out.splitlines() if "D50" in line or "C101" in line or line.startswith(" ")] == [
        "departments/33.toml:1:1: C101 the key code is missing",
        f'{prefix}2.toml:1:10: D501 the closing " of the text is missing',
        '    code = "x',
        "             ^",
        f"{prefix}3.toml:1:1: D501 the file is not UTF-8; save it as UTF-8",
        f"{prefix}4.toml:1:1: C101 the key year is missing",
        f'{prefix}4.toml:1:8: D501 code: text needs quotes: "4"',
        "    code = 4",
        "           ^",
        f"{prefix}4.toml:4:1: C101 the key budget.fiscal is missing",
        f"{prefix}4.toml:4:1: C101 the key budget.other is missing",
        f'{prefix}4.toml:5:9: D501 budget.total: write 5.00 instead of "5"',
        '    total = "5"',
        "            ^",
        f"{prefix}5.toml:1:1: D501 <<<<<<< marks an unresolved git merge: choose one of the versions and "
        "delete the marks",
        "    <<<<<<< HEAD",
        "    ^",
        "projects/stray.toml:1:1: D502 no file is read from here: projects lie in projects/YEAR/UNIT/CODE.toml, "
        "see the README",
    ]
    assert f"{FAULTY}:32:1: A304" in out


def _tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".perf" not in path.parts and ".git" not in path.parts
    }


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "markdown"])
def test_check_writes_nothing(repository: Path, call: Call, form: str) -> None:
    before = _tree(repository)
    call("check", "-f", form)
    call("check", "--diff", "--unsafe-fixes")
    assert _tree(repository) == before


def test_fix_mends_in_place(repository: Path, call: Call) -> None:
    before = (repository / FAULTY).read_text(encoding="utf-8")
    status, out, err = call(*_without_copies("--fix"))
    assert (status, err) == (0, "1 file fixed\n")
    assert out.startswith(f"{FAULTY}:33:1: D511 ")
    after = before.replace('"≥100百分百" # mine', '"=100%" # mine')
    assert (repository / FAULTY).read_text(encoding="utf-8") == after
    assert call(*_without_copies("--fix", "-f", "jsonl", "--select", "A")) == (0, "", "")


def test_unsafe_fixes_mend_the_rest(repository: Path, call: Call) -> None:
    assert call(*_without_copies("--unsafe-fixes")) == (0, "", "1 file fixed\nNothing found.\n")
    assert 'basis = "秦政办〔2012〕32号"' in (repository / FAULTY).read_text(encoding="utf-8")


def test_diff_shows_what_fix_would_change(repository: Path, call: Call) -> None:
    status, out, err = call(*_without_copies("--diff"))
    assert (status, err) == (1, "")
    assert out.splitlines()[:2] == [f"--- a/{FAULTY}", f"+++ b/{FAULTY}"]
    changed = [line for line in out.splitlines()[2:] if line[:1] in "+-"]
    assert changed == ['-target = "≥100百分百" # mine', '+target = "=100%" # mine']
    assert call(*_without_copies("--diff", CLEAN_ONE)) == (0, "", "")


def test_fix_keeps_line_ends_and_mark(repository: Path, call: Call) -> None:
    path = repository / FAULTY
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    call(*_without_copies("--fix"))
    assert path.read_bytes() == before.replace("≥100百分百".encode(), b"=100%")


def test_baseline_accepts_and_reports_what_is_new(repository: Path, call: Call, tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    status, out, err = call(*_without_copies("--baseline", str(baseline)))
    assert (status, out, err) == (0, "", f"3 findings are accepted in {baseline}\n")
    assert call(*_without_copies("--baseline", str(baseline))) == (
        *(0, ""),
        f"Nothing new: 3 findings are accepted in {baseline}\n",
    )
    path = repository / FAULTY
    moved = "# one line more\n\n" + path.read_text(encoding="utf-8")
    path.write_text(moved.replace('"≥120套"', '"≥120"'), encoding="utf-8")
    status, out, _err = call(*_without_copies("--baseline", str(baseline), "-f", "jsonl"))
    assert (status, [json.loads(line)["code"] for line in out.splitlines()]) == (1, ["A316"])
    call(*_without_copies("--baseline", str(baseline), "--update-baseline"))
    assert call(*_without_copies("--baseline", str(baseline))) == (
        *(0, ""),
        f"Nothing new: 4 findings are accepted in {baseline}\n",
    )
    baseline.write_text("[]", encoding="utf-8")
    for more in ((), ("--update-baseline",)):
        status, _out, err = call(*_without_copies("--baseline", str(baseline), *more))
        assert status == 2
        assert "is not a baseline of findings" in err
        assert baseline.read_text(encoding="utf-8") == "[]"


@pytest.mark.parametrize(
    ("part", "left"),
    [
        (("--select", "A316"), ["A304", "A307", "D511"]),
        (("--select", "D"), ["A304", "A307"]),
        (("--ignore", "D"), ["D511"]),
        (("--unit", "335002"), ["A304", "A307", "D511"]),
        ((CLEAN_ONE,), ["A304", "A307", "D511"]),
        (("projects/2021/335002", "--select", "A304"), ["A304", "A307", "D511"]),
        (("projects/2021/335001", "--select", "A304"), ["A307", "D511"]),
        ((FAULTY,), []),
        (("--unit", "335001"), []),
        ((), []),
    ],
)
def test_a_baseline_renewed_from_a_part_keeps_the_rest(
    repository: Path, call: Call, tmp_path: Path, part: tuple[str, ...], left: list[str]
) -> None:
    baseline = tmp_path / "baseline.json"
    call(*_without_copies("--baseline", str(baseline)))
    clean = (repository / CLEAN_ONE).read_text(encoding="utf-8")
    mended = clean.replace(OTHER, CODE).replace("335002", "335001").replace("供热站", "换热站")
    (repository / FAULTY).write_text(mended, encoding="utf-8")
    call(*_without_copies(*part, "--baseline", str(baseline), "--update-baseline"))
    files = json.loads(baseline.read_text(encoding="utf-8"))["files"]
    assert [mark.partition(" ")[0] for mark in files.get(FAULTY, {})] == left


def test_a_baseline_forgets_files_that_are_gone(repository: Path, call: Call, tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    call(*_without_copies("--baseline", str(baseline)))
    (repository / FAULTY).unlink()
    call(*_without_copies(CLEAN_ONE, "--baseline", str(baseline), "--update-baseline"))
    assert FAULTY in baseline.read_text(encoding="utf-8")
    call(*_without_copies("projects/2021/335001", "--baseline", str(baseline), "--update-baseline"))
    assert FAULTY not in baseline.read_text(encoding="utf-8")


def _git(root: Path, *arguments: str) -> None:
    names = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ["-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True, env={**os.environ, **names})


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_since_looks_at_changed_files_alone(repository: Path, call: Call) -> None:
    _git(repository.parent, "init", "-q")
    _git(repository.parent, "add", "-A")
    _git(repository.parent, "commit", "-qm", "first")
    assert call("check", "--since", "HEAD") == (0, "", "No file was reviewed: none is asked for.\n")
    path = repository / CLEAN_ONE
    path.write_text(path.read_text(encoding="utf-8").replace('"≥120套"', '"≥120"'), encoding="utf-8")
    (repository / "templates").mkdir()
    (repository / "templates" / "新.toml").write_text("", encoding="utf-8")
    status, out, _err = call("check", "--since", "HEAD", "-f", "jsonl")
    found = [(json.loads(line)["path"], json.loads(line)["code"]) for line in out.splitlines()]
    assert (status, found) == (1, [(CLEAN_ONE, "R202"), (CLEAN_ONE, "A316"), ("templates/新.toml", "D502")])
    status, _out, err = call("check", "--since", "--upload-pack=x")
    assert status == 2
    assert "git knows no revision" in err


def _paths(out: str, form: str) -> set[str]:
    """The files that a report for machines names."""
    if form == "github":
        return {line.partition("file=")[2].partition(",")[0] for line in out.splitlines()}
    places = (result["locations"][0]["physicalLocation"] for result in json.loads(out)["runs"][0]["results"])
    return {place["artifactLocation"]["uri"] for place in places}


@pytest.mark.parametrize("form", ["sarif", "github"])
@pytest.mark.parametrize("where", [".", "projects/2021", "../.."])
def test_annotations_count_from_the_top_of_the_git_tree(
    repository: Path, call: Call, form: str, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "projects" / "2021").mkdir(exist_ok=True)
    monkeypatch.chdir(repository / where)
    arguments = ("-C", str(repository), "check", "--select", "A304", "-f", form)
    assert _paths(call(*arguments)[1], form) == {FAULTY}
    folder = repository.parent / ".git"
    folder.mkdir()
    (folder / "HEAD").write_text("ref: refs/heads/x\n", encoding="utf-8")
    escaped = "%E6%95%B0%E6%8D%AE" if form == "sarif" else "数据"
    assert _paths(call(*arguments)[1], form) == {f"{escaped}/{FAULTY}"}
    (repository / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    assert _paths(call(*arguments)[1], form) == {FAULTY}


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="every name is a text there")
def test_a_way_to_the_repository_that_is_no_text(repository: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is spelled out, the same in each format."""
    odd = repository.parent / os.fsdecode(b"d\xb1 %")
    repository.rename(odd)
    monkeypatch.chdir(odd.parent)
    (odd.parent / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    out = {}
    for form in ("text", "json", "jsonl", "sarif", "github", "markdown"):
        status, out[form], err = call("-C", odd.name, "check", "--select", "A304", "-f", form)
        assert (status, err) == (1, "")
    shown = f"d\\udcb1 %/{FAULTY}"
    assert out["text"].startswith(f"{shown}:32:1: A304")
    assert [row["path"] for row in json.loads(out["json"])] == [shown]
    assert json.loads(out["jsonl"])["path"] == shown
    assert _paths(out["sarif"], "sarif") == {quote(shown)}
    assert _paths(out["github"], "github") == {shown.replace("%", "%25")}
    assert f"- File: {shown}\n".replace("\\", "\\\\") in out["markdown"]


def test_comparing_rules_see_all_projects(repository: Path, call: Call) -> None:
    status, out, _err = call("check", CLEAN_ONE, "-f", "jsonl")
    assert (status, [json.loads(line)["code"] for line in out.splitlines()]) == (1, ["R202"])


def test_github_commands(repository: Path, call: Call) -> None:
    _status, out, _err = call("check", "-f", "github", "--select", "A307")
    assert out == (
        f"::warning file={FAULTY},line=32,col=1,title=A307 at-least-all::"
        "≥100百分百: no part of a whole passes 100%25, so write =100%25\n"
    )


def test_sarif(repository: Path, call: Call) -> None:
    _status, out, _err = call("check", "-f", "sarif")
    log = json.loads(out)
    (outcome,) = log["runs"]
    assert (log["version"], outcome["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    rules = outcome["tool"]["driver"]["rules"]
    first = outcome["results"][0]
    assert (first["ruleId"], first["level"], rules[first["ruleIndex"]]["id"]) == ("R202", "warning", "R202")
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": FAULTY},
                "region": {"startLine": 21, "startColumn": 1},
            }
        }
    ]
    assert first["partialFingerprints"]["perf/v1"].startswith("R202-")


def test_sarif_is_valid_by_the_published_schema(repository: Path, call: Call) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="needs the library jsonschema")
    published = os.environ.get("SARIF_SCHEMA")
    if not published:
        pytest.skip("SARIF_SCHEMA names no copy of sarif-schema-2.1.0.json as OASIS publishes it")
    schema = json.loads(Path(published).read_text(encoding="utf-8"))
    for arguments in ((), ("--select", "D5"), ("--locale", "zh_CN")):
        globals_ = [word for word in arguments if word in ("--locale", "zh_CN")]
        rest = [word for word in arguments if word not in globals_]
        _status, out, _err = call(*globals_, "check", "-f", "sarif", *rest)
        jsonschema.validators.validator_for(schema)(schema).validate(json.loads(out))


def test_review_sheet(repository: Path, call: Call) -> None:
    status, out, _err = call(*_without_copies("-f", "markdown", CODE))
    assert (status, out) == (
        1,
        "# Review sheet: 404公租房屋面防水维修\n\n"
        f"- Code: {CODE}\n- Unit: 335001, year: 2021\n- Budget: 240000.00 yuan\n- File: {FAULTY}\n\n"
        "## Completeness\n\nNothing found.\n\n"
        "## Relevance\n\nNothing found.\n\n"
        "## Appropriateness\n\n"
        "- A304 (warning, line 32): the unit 百分百 of ≥100百分百 is written wrongly: write %\n"
        "- A307 (warning, line 32): ≥100百分百: no part of a whole passes 100%, so write =100%\n\n"
        "## Feasibility\n\nNothing found.\n\n"
        "## Data\n\n- D511 (notice, line 33): the document number 秦政办【2012】 has 【】 for 〔〕\n\n"
        "Proposed outcome: **good: improve, then on**\n\n"
        "4 points: 5 an error, 2 a warning, 0 a notice; up to 0 excellent, 6 good, 20 fair. A rule of this repository "
        "(`[check.outcome]` of perf.toml), not of any regulation.\n",
    )


def test_rules_are_listed_and_explained(repository: Path, call: Call) -> None:
    status, out, _err = call("rules", "-f", "json")
    rows = json.loads(out)
    assert (status, rows[0]["code"], len({row["code"] for row in rows})) == (0, "C101", len(rows))
    status, out, _err = call("rules", "d511")
    assert (status, out.splitlines()[0]) == (0, "## D511 document-number")
    status, _out, err = call("rules", "A399")
    assert status == 2
    assert "there is no rule A399" in err


@pytest.mark.parametrize(("name", "locale"), [("rules.md", "zh_CN"), ("rules.en.md", "en")])
def test_the_manual_is_fresh(repository: Path, call: Call, name: str, locale: str) -> None:
    page = Path(__file__).parents[2] / "docs" / name
    _status, out, _err = call("--locale", locale, "rules", "--page")
    assert page.read_text(encoding="utf-8") == out, f"renew it: perf --locale {locale} rules --page -o docs/{name}"


def test_schemas_are_printed_and_written(repository: Path, call: Call) -> None:
    status, out, _err = call("schema", "project")
    assert (status, json.loads(out)["title"]) == (0, "项目绩效目标表")
    status, out, _err = call("schema", "--write")
    assert (status, out.split()) == (
        0,
        [
            f"schemas/{name}.json"
            for name in ("project", "goals", "department", "template", "progress", "settings", "form")
        ],
    )
    assert call("schema", "--write") == (0, "", "")
    assert call("schema")[0] == call("schema", "x")[0] == 2


def test_fmt_checks_shows_and_writes(repository: Path, call: Call) -> None:
    path = repository / "departments" / "335.toml"
    before = path.read_text(encoding="utf-8")
    assert call("fmt", "--check") == (1, "departments/335.toml\n", "")
    status, out, _err = call("fmt", "--diff")
    assert (status, out.splitlines()[0]) == (1, "--- a/departments/335.toml")
    assert path.read_text(encoding="utf-8") == before
    assert call("fmt") == (0, "", "1 file reformatted\n")
    assert call("fmt", "--check") == (0, "", "")
    path.write_text('code = "\n', encoding="utf-8")
    status, out, err = call("fmt", "--check")
    assert (status, out) == (1, "")
    assert err.startswith('departments/335.toml:1:9: the closing " of the text is missing\n')
    assert call("fmt")[0] == 2
    assert path.read_text(encoding="utf-8") == 'code = "\n'


def test_what_new_writes_is_canonical(repository: Path, call: Call) -> None:
    call("fmt")
    assert call("new", "unit", "336001", "新单位")[0] == 0
    assert call("new", "project", "--unit", "336001", "--name", "新项目", "--budget", "5", "--year", "2021")[0] == 0
    assert call("new", "template", "mine", "--from", CODE)[0] == 0
    assert call("fmt", "--check") == (0, "", "")
    assert (repository / "templates" / "mine.toml").read_text(encoding="utf-8").splitlines()[0] == (
        "#:schema ../schemas/template.json"
    )


def test_a_key_of_numbers_alone_is_an_unknown_one(repository: Path, call: Call) -> None:
    with (repository / "perf.toml").open("a", encoding="utf-8") as file:
        file.write("[forms]\n90 = 1\n")
    status, out, err = call("check", "perf.toml")
    assert (status, err) == (1, "")
    assert "perf.toml:4:1: D514 there is no setting 90\n" in out


def test_limits_out_of_order_are_findings(repository: Path, call: Call) -> None:
    (repository / "perf.toml").write_text(
        'division = "130303"\n[monitoring]\nred = 90\n[evaluation]\ngrades = [60, 80, 90]\n'
        "tiers.partly = [60, 80]\n[check.outcome]\ngood = 30\n",
        encoding="utf-8",
    )
    assert call("check", "perf.toml")[1].splitlines()[:4] == [
        "perf.toml:2:1: D514 red, yellow, green do not rise: 90, 80, 120",
        "perf.toml:5:1: D514 中, 良, 优 do not rise: 90, 80, 60",
        "perf.toml:6:1: D514 partly[2], partly[1] do not rise: 80, 60",
        "perf.toml:7:1: D514 excellent, good, fair do not rise: 0, 30, 20",
    ]


def test_no_indicators_have_no_uniform_targets(repository: Path, call: Call) -> None:
    (repository / FAULTY).write_text(f'code = "{CODE}"\nname = "x"\nunit = "335001"\nyear = 2021\n', encoding="utf-8")
    (repository / "perf.toml").write_text("[check]\nuniform_targets = 0\n", encoding="utf-8")
    assert call("check", "--select", "A320", FAULTY) == (0, "", "Nothing found.\n")
