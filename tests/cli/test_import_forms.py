"""`perf import` of forms: whose they are, what is missing, folders and archives, what each cell is taken for."""

from __future__ import annotations

import errno
import io
import json
import os
import tomllib
import zipfile
from pathlib import Path

import pytest

from perfcli.actions.form_codes import computed_code
from tests.conftest import Perf, lay_out
from tests.forms.sheets import web_page

SETTINGS = 'schema = 1\ndivision = "130303"\n'
DEPARTMENT = """
code = "335"
name = "某局"

[[units]]
code = "335001"
name = "某局本级"

[[units]]
code = "335002"
name = "某站"
"""
FORM = """
2024年项目支出绩效目标申报表
单位：万元
项目名称	古桥加固	实施单位	某站
年度资金总额	31.2	其中：财政拨款	30	其他资金	1.2
年度目标	汛前通车。	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	修桥	≥2座
"""
CODE = computed_code("130303", 2024, "335002", "古桥加固")
PATH = f"projects/2024/335002/{CODE}.toml"


@pytest.fixture
def perf(tmp_path: Path) -> Perf:
    return lay_out(tmp_path, {"perf.toml": SETTINGS, "departments/335.toml": DEPARTMENT})


def put(perf: Perf, name: str, text: str = FORM) -> str:
    (perf.root / name).parent.mkdir(exist_ok=True)
    (perf.root / name).write_text(web_page(text), encoding="utf-8")
    return name


def test_a_web_page_named_xls_is_taken_in_and_again_changes_nothing(perf: Perf) -> None:
    done = perf("import", put(perf, "申报表.xls"))
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith("Added 1 file.\n")
    text = perf.read(PATH)
    assert 'name = "古桥加固"\nunit = "335002"\nyear = 2024\n' in text
    assert '"汛前通车。"' in text
    assert "total = 312000.00\nfiscal = 300000.00\nother = 12000.00\n" in text
    assert 'kind = "数量指标"\nname = "修桥"\n' in text
    before = perf.snapshot()
    assert perf("import", "申报表.xls").out.endswith("Nothing to change: the repository holds all of it already.\n")
    assert perf.snapshot() == before
    assert perf("fmt", "--check", "projects").status == 0


@pytest.mark.parametrize(
    ("printed", "budget", "said"),
    [
        ("	其中：财政拨款	30", (300000, 12000), "1 form says fiscal or other funds alone: the other is taken as"),
        ("	其他资金	1.2", (300000, 12000), "1 form says fiscal or other funds alone: the other is taken as"),
        ("", (312000, 0), "1 project names one amount and not its funds: taken as fiscal funds"),
        ("	其中：财政拨款	31.2", (312000, 0), ""),
    ],
)
def test_funds_that_are_what_the_total_leaves_are_said(
    perf: Perf, printed: str, budget: tuple[int, int], said: str
) -> None:
    form = put(perf, "a.html", FORM.replace("	其中：财政拨款	30	其他资金	1.2", printed))
    done = perf("import", form)
    assert (done.status, done.err.startswith(said), bool(done.err)) == (0, True, bool(said))
    assert "total = 312000.00\nfiscal = {}.00\nother = {}.00\n".format(*budget) in perf.read(PATH)
    assert perf("import", form).err == ""


def test_a_code_is_computed_from_unit_year_and_name() -> None:
    assert computed_code("130303", 2024, "335002", "古桥 加固") == CODE
    assert (CODE[:8], len(CODE)) == ("13030324", 21)
    assert computed_code("130303", 2024, "335001", "古桥加固") != CODE


def test_what_is_missing_is_named_for_all_files_at_once(perf: Perf) -> None:
    put(perf, "a.html", FORM.replace("某站", "别处"))
    put(perf, "b.html", FORM.replace("单位：万元\n", ""))
    put(perf, "c.html")
    done = perf("import", "a.html", "b.html", "c.html")
    assert done.status == 2
    assert done.err == (
        "Error: 2 things are missing; nothing was written\n"
        "  a.html: paragraph 1: no unit of the repository is called 别处: name its code with --unit, or register it\n"
        "  b.html: paragraph 1: nothing says whether its amounts are in 元 or 万元: name it with --scale\n"
        "Say what is missing by options, or leave these files out with --skip.\n"
    )
    assert not (perf.root / "projects").exists()
    skipped = perf("import", "a.html", "b.html", "c.html", "--skip")
    assert skipped.status == 1
    assert "a.html was left out:\n" in skipped.err
    assert (perf.root / PATH).exists()


def test_options_say_what_forms_do_not(perf: Perf) -> None:
    text = FORM.replace("某站", "别处").replace("单位：万元\n", "").replace("2024年", "")
    put(perf, "a.html", text)
    done = perf("import", "a.html", "--unit", "335002", "--scale", "万元", "--year", "2024")
    assert (done.status, done.err) == (0, "paragraph 1: the form is of 别处, --unit is 335002 某站\n")
    assert (perf.root / PATH).exists()


def test_a_folder_and_an_archive(perf: Perf) -> None:
    put(perf, "sheets/一.html")
    put(perf, "sheets/二.html", FORM.replace("古桥加固", "新桥"))
    (perf.root / "sheets/~$一.html").write_text("x")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("三.html", web_page(FORM.replace("古桥加固", "旧桥")))
    (perf.root / "more.zip").write_bytes(archive.getvalue())
    done = perf("import", "sheets", "more.zip")
    assert (done.status, done.err) == (0, "3 files: 3 taken in, 0 left out\n")
    assert done.out.endswith("Added 3 files.\n")
    twice = put(perf, "again.html", FORM.replace("31.2", "40"))
    refused = perf("import", "sheets", twice)
    assert refused.status == 2
    assert "the run holds this project of 335002, 2024 already: 古桥加固" in refused.err


def archive_of(perf: Perf, *names: str) -> None:
    """An archive at more.zip with a form under each of these names."""
    with zipfile.ZipFile(perf.root / "more.zip", "w") as target:
        for number, name in enumerate(names):
            target.writestr(zipfile.ZipInfo(name), web_page(FORM.replace("古桥加固", f"旧桥{number}")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("a.html", "b.html", "a.html"), "the archive holds two files of one name: a.html"),
        (("../x.html", "y.html"), "the archive holds a file outside of itself: ../x.html"),
        (("/x.html", "y.html"), "the archive holds a file outside of itself: /x.html"),
        (("C:/x.html", "y.html"), "the archive holds a file outside of itself: C:/x.html"),
    ],
)
def test_an_archive_that_would_lose_a_file_is_refused(perf: Perf, names: tuple[str, ...], said: str) -> None:
    archive_of(perf, *names)
    before = perf.snapshot()
    assert perf.refused("import", "more.zip").splitlines()[0] == f"Error: more.zip: {said}"
    assert perf.snapshot() == before


def test_files_that_are_not_read_are_named(perf: Perf) -> None:
    archive_of(perf, "a.html", "in.zip", "__MACOSX/a.html", "说明.pdf")
    assert perf("import", "more.zip", "--dry-run").err.startswith("more.zip: 2 files are not read: in.zip, 说明.pdf\n")
    put(perf, "sheets/一.html")
    (perf.root / "sheets/照片.png").write_bytes(b"x")
    assert perf("import", "sheets", "--dry-run").err.startswith("sheets: 1 file is not read: 照片.png\n")


@pytest.mark.skipif(os.name == "nt", reason="links and pipes as POSIX has them")
def test_what_is_no_file_to_read_is_named_too(perf: Perf) -> None:
    put(perf, "sheets/一.html")
    put(perf, "elsewhere/二.html", FORM.replace("古桥加固", "新桥"))
    (perf.root / "sheets/夹").symlink_to(perf.root / "elsewhere")
    (perf.root / "sheets/断.html").symlink_to(perf.root / "nowhere.html")
    os.mkfifo(perf.root / "sheets/管.html")
    (perf.root / "sheets/.隐藏").symlink_to(perf.root / "nowhere")
    done = perf("import", "sheets", "--dry-run")
    assert done.err.startswith("sheets: 3 files are not read: 夹, 断.html, 管.html\n")
    (perf.root / "sheets/四.html").symlink_to(perf.root / "elsewhere/二.html")
    assert "2 files: 2 taken in, 0 left out\n" in perf("import", "sheets", "--dry-run").err


def test_every_line_names_every_file_that_is_not_read(perf: Perf) -> None:
    put(perf, "sheets/一.html")
    for number in range(7):
        (perf.root / f"sheets/{number}.png").write_bytes(b"x")
    names = ", ".join(f"{number}.png" for number in range(7))
    said = perf("import", "sheets", "--dry-run").err
    assert said.startswith("sheets: 7 files are not read: 0.png, 1.png, 2.png, 3.png, 4.png…\n")
    every = perf("import", "sheets", "--dry-run", "--every-line").err
    assert every.startswith(f"sheets: 7 files are not read: {names}\n")


def test_a_folder_that_nobody_can_look_into_is_no_empty_one(perf: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
    put(perf, "sheets/一.html")
    put(perf, "sheets/里/二.html")
    scan = os.scandir

    def refused(path: str | Path) -> object:
        if str(path).endswith("里"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refused)
    said = "sheets/里 cannot be read: Permission denied"
    assert perf.refused("import", "sheets") == f"Error: {said}\n"
    assert not (perf.root / PATH).exists()
    skipped = perf("import", "sheets", "--skip")
    assert (skipped.status, skipped.err) == (
        1,
        f"2 files: 1 taken in, 1 left out\nError: sheets/里 was left out:\n  {said}\n",
    )
    assert (perf.root / PATH).exists()


def broken(kind: str) -> bytes:
    """An archive with a form whose bytes are others than it says, or that a password locks."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("a.html", web_page(FORM))
    data = bytearray(stream.getvalue())
    if kind == "password":
        for sign, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
            data[data.index(sign) + at] |= 1
    elif kind == "bytes":
        data[data.index(b"<") + 1] ^= 1
    else:
        data[data.index(b"PK\1\2") + 24 : data.index(b"PK\1\2") + 28] = (2**31).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("password", "the archive is encrypted with a password"),
        ("bytes", "the archive is damaged: Bad CRC-32 for file 'a.html'"),
        ("size", "the unpacked file is too large for such a document: it is not read"),
    ],
)
def test_an_archive_that_cannot_be_read_is_one_file_of_the_run(perf: Perf, kind: str, said: str) -> None:
    (perf.root / "bad.zip").write_bytes(broken(kind))
    put(perf, "good.html")
    assert perf.refused("import", "bad.zip", "good.html").startswith(f"Error: bad.zip: {said}")
    skipped = perf("import", "bad.zip", "good.html", "--skip")
    assert skipped.status == 1
    assert f"bad.zip was left out:\n  bad.zip: {said}" in skipped.err
    assert (perf.root / PATH).exists()


@pytest.mark.parametrize("options", [("-o", "b.json"), ("-f", "json"), ("--force",)])
def test_what_only_an_explanation_takes_is_refused_without_it(perf: Perf, options: tuple[str, ...]) -> None:
    put(perf, "a.html")
    before = perf.snapshot()
    assert perf.refused("import", "a.html", *options) == (
        "Error: --format, --output and --force go with --explain: what is imported goes into the repository alone\n"
    )
    assert perf.snapshot() == before


@pytest.mark.parametrize("division", ["1303", "1303031", "13030x", "１３０３０３"])
def test_a_division_that_is_none_is_refused_where_it_is_given(perf: Perf, division: str) -> None:
    put(perf, "a.html")
    assert perf.refused("import", "a.html", "--division", division) == (
        f"Error: {division}: a division has six digits\n"
    )


def test_every_cell_is_shown_with_what_it_was_taken_for(perf: Perf) -> None:
    put(perf, "a.html")
    before = perf.snapshot()
    rows = json.loads(perf.done("import", "--explain", "a.html", "-f", "json"))
    assert [(row["text"], row["key"], row["label"]) for row in rows[:6]] == [
        ("2024年项目支出绩效目标申报表", "title", False),
        ("单位：万元", "", True),
        ("项目名称", "", True),
        ("古桥加固", "name", False),
        ("实施单位", "", True),
        ("某站", "details.实施单位", False),
    ]
    assert perf.done("import", "--explain", "a.html", "-o", "a.explained.html") == ""
    page = perf.read("a.explained.html")
    assert "古桥加固<small>→ Project name</small>" in page
    assert perf.snapshot().keys() - before.keys() == {"a.explained.html"}


def test_words_of_a_repository(perf: Perf) -> None:
    (perf.root / "perf.toml").write_text(SETTINGS + '\n[forms.labels]\n"建设愿景" = "goals"\n', encoding="utf-8")
    put(perf, "a.html", FORM.replace("年度目标", "建设愿景"))
    assert perf("import", "a.html").status == 0
    assert json.loads(perf.done("show", CODE, "-f", "json"))[0]["goals"] == ["汛前通车。"]


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("335002某站", ""),
        ("335002 某站", ""),
        ("335001某局", ""),
        ("335001某局（本级）", ""),
        (
            "335001某站",
            "paragraph 1: the form is of 335001 某局本级 by its code, of 335002 by the name 某站: taken by its code\n",
        ),
        ("335001水利局", "forms call 335001 某局本级 水利局: taken by its code\n"),
    ],
)
def test_a_code_beside_another_name_is_said(perf: Perf, printed: str, said: str) -> None:
    done = perf("import", put(perf, "a.html", FORM.replace("某站", printed)))
    assert (done.status, done.err) == (0, said)


def test_words_of_a_repository_that_mean_nothing_are_said(perf: Perf) -> None:
    labels = '\n[forms.labels]\n"上头给" = "money"\n"" = "source"\n'
    (perf.root / "perf.toml").write_text(SETTINGS + labels, encoding="utf-8")
    done = perf("import", put(perf, "a.html"))
    assert (done.status, done.err) == (
        0,
        "[forms.labels] of perf.toml: 上头给 = money means nothing that forms know\n"
        '[forms.labels] of perf.toml: "" = source means nothing that forms know\n',
    )


@pytest.mark.parametrize("label", ["上头给", "上头给：", " 上头 给", "其中：上头给", "上头给（必填）"])
def test_a_source_by_a_word_of_a_repository(perf: Perf, label: str) -> None:
    (perf.root / "perf.toml").write_text(f'{SETTINGS}\n[forms.labels]\n"{label}" = "source"\n', encoding="utf-8")
    put(perf, "a.html", FORM.replace("年度目标", "上头给\t10\n年度目标"))
    assert perf("import", "a.html").status == 0
    assert perf.read(PATH).count("上头给") == 1
    assert tomllib.loads(perf.read(PATH))["budget"]["sources"] == {"上头给": 100000}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            "资金总额（万元）\t50\n其中：财政拨款\t待定\t其他资金\t10",
            "财政拨款: 待定 is not an amount that can be read",
        ),
        (
            "资金总额（万元）\t50\n其中：财政拨款\t\t其他资金\t约10万元",
            "其他资金: 约10万元 is not an amount that can be read",
        ),
        (
            "项目总金额（万元）\t3000\t当年申请金额（万元）\t1000\n其中：财政资金\t800\t其他资金\t100",
            "财政资金: 800: nothing says whether it is of this year or of the whole term",
        ),
    ],
)
def test_funds_are_not_derived_past_what_was_not_understood(perf: Perf, rows: str, said: str) -> None:
    text = f"2024年项目支出绩效目标申报表\n项目名称\t锅炉改造\t实施单位\t热力公司\n{rows}\n年度目标\t冬前供热。\t<\t<\n"
    (perf.root / "a.html").write_text(web_page(text), encoding="utf-8")
    before = perf.snapshot()
    done = perf("import", "a.html", "--unit", "335002")
    assert (done.status, said in done.err, perf.snapshot() == before) == (2, True, True)


def test_empty_funds_below_two_totals_hinder_nothing(perf: Perf) -> None:
    rows = "项目总金额（万元）\t3000\t当年申请金额（万元）\t1000\n其中：财政资金\t\t其他资金\t"
    text = f"2024年项目支出绩效目标申报表\n项目名称\t锅炉改造\t实施单位\t热力公司\n{rows}\n年度目标\t冬前供热。\t<\t<\n"
    (perf.root / "a.html").write_text(web_page(text), encoding="utf-8")
    done = perf("import", "a.html", "--unit", "335002")
    assert done.out.startswith("Unit 335002: 1 projects, 0 indicators, 10,000,000.00 yuan\n")


def test_a_form_with_a_code_and_one_with_the_name_alone_are_one_project(perf: Perf) -> None:
    """The sheet of a project beside the list of all of them; the list is read first and says less."""
    coded = FORM.replace("单位：万元\n", "单位：万元\n项目编码	99090424T000000718842	资金用途	加固桥面\n")
    put(perf, "a.html")
    put(perf, "b.html", coded)
    done = perf("import", "a.html", "b.html")
    assert (done.status, done.out.splitlines()[-1]) == (0, "Added 1 file.")
    assert 'purpose = "加固桥面"\n' in perf.read("projects/2024/335002/99090424T000000718842.toml")
    put(perf, "a.html", FORM.replace("31.2", "40"))
    refused = perf("import", "b.html", "a.html", "--update")
    assert refused.status == 2
    assert "a.html: paragraph 1: the run holds this project of 335002, 2024 already: 古桥加固 (b.html:" in refused.err


def test_a_list_with_codes_and_a_form_with_the_name_alone_are_one_project(perf: Perf) -> None:
    listed = "code,name,unit,year,total,fiscal,other\n99090424T000000718842,古桥加固,335002,2024,{},300000,{}\n"
    (perf.root / "a.csv").write_text(listed.format("312000", "12000"), encoding="utf-8")
    done = perf("import", put(perf, "a.html"), "a.csv")
    assert (done.status, done.out.splitlines()[-1]) == (0, "Added 1 file.")
    assert 'name = "修桥"\n' in perf.read("projects/2024/335002/99090424T000000718842.toml")
    (perf.root / "a.csv").write_text(listed.format("400000", "100000"), encoding="utf-8")
    refused = perf("import", "a.csv", "a.html", "--update")
    said = "a.html: paragraph 1: another file of the run says otherwise of 99090424T000000718842: "
    assert (refused.status, f"  {said}budget.total: 312000.00 → 400000.00" in refused.err) == (2, True)
    left_out = perf("import", "a.csv", "a.html", "--skip", "--update")
    assert (left_out.status, left_out.out.splitlines()[-1]) == (1, "Changed 1 file.")


def test_all_damaged_files_are_named_at_once_and_left_out_of_what_is_explained(perf: Perf) -> None:
    put(perf, "a.html")
    for name in ("b.xlsx", "c.docx"):
        (perf.root / name).write_bytes(b"PK\x03\x04junk")
    for argv in (("import",), ("import", "--explain")):
        refused = perf(*argv, "a.html", "b.xlsx", "c.docx")
        assert refused.status == 2
        assert "b.xlsx: " in refused.err
        assert "c.docx: " in refused.err
    explained = perf("import", "a.html", "b.xlsx", "c.docx", "--explain", "--skip")
    assert explained.status == 1
    assert "汛前通车。" in explained.out
    assert [line for line in explained.err.splitlines() if "left out" in line] == [
        "Error: b.xlsx was left out:",
        "Error: c.docx was left out:",
    ]


def test_goals_numbered_on_one_line_are_several(perf: Perf) -> None:
    put(perf, "a.html", FORM.replace("汛前通车。", "目标1：汛前通车。目标2：两岸绿化；目标3：验收。"))
    assert perf("import", "a.html").status == 0
    assert tomllib.loads(perf.read(PATH))["goals"] == ["汛前通车。", "两岸绿化；", "验收。"]


OVERALL = """
2024年部门整体支出绩效目标申报表
单位：万元
部门名称	335 某局
年度资金总额	31.2
年度目标	汛前通车。
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	修桥	≥2座
"""


@pytest.mark.parametrize(
    ("printed", "unit", "path", "said"),
    [
        ("335 某局", "335001", "335", "335 某局, not of 335001"),
        ("335002 某站", "335001", "335002", "335002 某站, not of 335001"),
        ("某局", "335002", "335", "335 某局, not of 335002"),
    ],
)
def test_what_an_overall_form_prints_wins_over_the_option(
    perf: Perf, printed: str, unit: str, path: str, said: str
) -> None:
    put(perf, "a.html", OVERALL.replace("335 某局", printed))
    done = perf("import", "a.html", "--unit", unit)
    assert (done.status, done.err) == (
        0,
        f"paragraph 1: the form is of {said} as --unit says: taken as it is printed\n"
        "1 form of overall goals says its total and not its funds: taken as fiscal funds\n",
    )
    assert [file.stem for file in (perf.root / "goals").rglob("*.toml")] == [path]


def test_an_overall_form_of_a_department_that_is_not_known_is_not_put_under_another(perf: Perf) -> None:
    put(perf, "a.html", OVERALL.replace("335 某局", "336 某办"))
    before = perf.snapshot()
    done = perf("import", "a.html", "--unit", "335001")
    assert (done.status, perf.snapshot() == before) == (2, True)
    assert "the form is of the department 336, which is not registered: --unit 335001 is not taken\n" in done.err


def test_a_project_of_another_unit_than_the_option_says(perf: Perf) -> None:
    done = perf("import", put(perf, "a.html"), "--unit", "335001")
    assert (done.status, done.err) == (
        0,
        "paragraph 1: the form is of 335002 某站, not of 335001 as --unit says: taken as it is printed\n",
    )
    assert (perf.root / PATH).exists()


def test_what_is_said_of_one_of_several_files_names_it(perf: Perf) -> None:
    put(perf, "表/a.html", FORM.replace("古桥", "新桥"))
    put(perf, "表/b.html", FORM.replace("某站", "别处"))
    done = perf("import", "表", "--unit", "335002")
    assert (done.status, done.err.replace("\\", "/")) == (
        0,
        "表/b.html: paragraph 1: the form is of 别处, --unit is 335002 某站\n2 files: 2 taken in, 0 left out\n",
    )


FIRST = ": taken as the first (else: --unit)\n"


@pytest.mark.parametrize(
    ("rows", "unit", "of", "said"),
    [
        ("预算单位\t某站\t实施单位\t某站二站", "", "335002", f"335002 某站, and names 335003 某站二站{FIRST}"),
        ("实施单位\t某站二站\t单位名称\t某站", "", "335002", f"335002 某站, and names 335003 某站二站{FIRST}"),
        ("填报单位\t某站\t实施单位\t某站二站", "", "335003", f"335003 某站二站, and names 335002 某站{FIRST}"),
        (
            "实施单位\t335003某站二站\t预算单位\t335002某站",
            "",
            "335002",
            "335002 某站 by its code, of 335003 by the name 某站二站: taken by its code\n",
        ),
        ("预算单位\t某站\t实施单位\t某站二站", "335003", "335003", ""),
        ("填报单位\t某局\t实施单位\t某站二站", "", "335003", ""),
    ],
)
def test_a_form_of_two_units_is_of_the_budget_unit_and_the_other_one_is_said(
    perf: Perf, rows: str, unit: str, of: str, said: str
) -> None:
    assert perf("new", "unit", "335003", "某站二站").status == 0
    put(perf, "a.html", FORM.replace("实施单位\t某站", rows).replace("古桥加固\t", "古桥加固\n", 1))
    done = perf("import", "a.html", *(("--unit", unit) if unit else ()))
    assert (done.status, done.err) == (0, said and f"paragraph 1: the form is of {said}")
    (path,) = (perf.root / "projects/2024").rglob("*.toml")
    assert path.parent.name == of
    others = {"某站", "某站二站", "335003某站二站"}
    assert others & set(tomllib.loads(path.read_text(encoding="utf-8"))["details"].values())


CODES = "99090424T000000718842", "99090424T000000718843"


@pytest.mark.parametrize(
    "row", ["项目名称\t{name}-古桥加固\n项目编码\t{code}", "项目编码\t{code}\n项目名称\t{name}-古桥加固"]
)
def test_of_two_codes_that_of_the_label_is_taken_and_both_are_said(perf: Perf, row: str) -> None:
    put(perf, "a.html", FORM.replace("项目名称\t古桥加固\t", row.format(name=CODES[0], code=CODES[1]) + "\n"))
    done = perf("import", "a.html")
    said = f"the form prints two codes, {CODES[1]} and before its name {CODES[0]}: taken is {CODES[1]}"
    assert (done.status, done.err) == (0, f"paragraph 1: {said}\n")
    assert (perf.root / f"projects/2024/335002/{CODES[1]}.toml").exists()


def test_two_names_of_one_code_are_both_named(perf: Perf) -> None:
    coded = FORM.replace("单位：万元\n", f"单位：万元\n项目编码\t{CODES[0]}\t资金用途\t加固\n")
    put(perf, "a.html", coded)
    put(perf, "b.html", coded.replace("古桥加固", "二桥"))
    said = f"b.html: paragraph 1: the run holds the code {CODES[0]} for 2024 already, of 古桥加固 (a.html: paragraph 1)"
    assert said in perf.refused("import", "a.html", "b.html")
