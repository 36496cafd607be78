"""`perf book`: every format, whose document it is, what it says of what it cannot carry."""

from __future__ import annotations

import html.parser
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from perfcli.cli.programs import libreoffice
from perfcli.documents.published import Cover
from perfcli.documents.text_reader import read_text
from perfcli.documents.word_reader import read_docx
from tests.conftest import HEATING, MAINTENANCE, ROAD, Perf, lay_out
from tests.documents.test_published import REAL

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
FORMATS = ("docx", "txt", "md", "html")
PROJECT = f"projects/2021/335001/{MAINTENANCE}.toml"


def succeeds(perf: Perf, *argv: str) -> str:
    """Standard output of a command line that has to succeed; what it says besides does not matter here."""
    outcome = perf(*argv)
    assert outcome.status == 0, outcome.err
    return outcome.out


def test_the_document_of_a_department(perf: Perf) -> None:
    succeeds(perf, "book", "--department", "335", "--year", "2021", "-o", "a.docx", "--source-date", "2021-01-15")
    read = read_docx((perf.root / "a.docx").read_bytes())
    assert read.leftovers == ()
    assert read.cover == Cover(department="335", name="住房保障局", year=2021)
    assert [project.code for project in read.projects] == [MAINTENANCE, HEATING]
    assert [project.unit_name for project in read.projects] == ["住房保障局本级", "供热站"]
    assert read.goals is not None
    assert [function.name for function in read.goals.functions] == ["综合事务管理", "信访稳定"]
    assert "2021年1月15日" in zipfile.ZipFile(perf.root / "a.docx").read("word/document.xml").decode()


def test_the_document_of_a_unit_is_its_part_two_alone(perf: Perf) -> None:
    succeeds(perf, "book", "--unit", "335002", "--year", "2021", "-o", "a.txt")
    read = read_text(perf.read("a.txt"))
    assert read.goals is None
    assert [project.code for project in read.projects] == [HEATING]


def test_text_goes_to_standard_output(perf: Perf) -> None:
    out = succeeds(perf, "book", "--department", "335", "--year", "2021")
    assert out.startswith("第一部分\n部门整体绩效目标\n")
    assert out == succeeds(perf, "book", "--department", "335", "--year", "2021", "-o", "-", "-f", "txt")


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_repository_has_the_same_bytes(perf: Perf, form: str) -> None:
    for name in ("a", "b"):
        succeeds(perf, "book", "--department", "335", "--year", "2021", "-o", f"{name}.{form}")
    assert (perf.root / f"a.{form}").read_bytes() == (perf.root / f"b.{form}").read_bytes()


def test_no_time_and_no_name_of_a_person_is_in_the_archive(perf: Perf) -> None:
    succeeds(perf, "book", "--department", "335", "--year", "2021", "-o", "a.docx")
    archive = zipfile.ZipFile(perf.root / "a.docx")
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"created" not in archive.read("docProps/core.xml")


def test_the_date_is_that_of_the_last_commit_of_clean_data(perf: Perf) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@b")
        subprocess.run(["git", *identity, *arguments], cwd=perf.root, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "a", "--date", "2020-05-06T12:00:00")
    committed = subprocess.run(
        ["git", "log", "-1", "--format=%cd", "--date=format:%Y年%-m月%-d日"],
        cwd=perf.root,
        capture_output=True,
        check=True,
    )
    date = committed.stdout.decode().strip()
    assert f"\n{date}\n" in succeeds(perf, "book", "--department", "335", "--year", "2021", "-f", "md")
    book = ("book", "--department", "335", "--year", "2021", "-o", "a.md")
    day = date.replace("年", " ").replace("月", " ").replace("日", "").split()
    spelled = f"{day[0]}-{int(day[1]):02}-{int(day[2]):02}"
    said = f"The date on the cover is {spelled}: the day of the last commit of its data.\n"
    for beside in ("departments/337.toml", "草稿.docx", "projects/2021/336001/13030321ZZZZZZZZZZZZZ.toml"):
        perf.write(beside, 'code = "337"\nname = "甲"\n')
    assert perf(*book).err == f"a.md: 335 住房保障局, 2021: part one, 2 projects\n{said}"
    assert f"\n{date}\n" in perf.read("a.md")
    perf.write(f"projects/2021/335002/{ROAD}.toml", "x = 1")
    (perf.root / f"projects/2021/335002/{ROAD}.toml").unlink()
    perf.write("goals/2021/335.toml", perf.read("goals/2021/335.toml") + "\n")
    outcome = perf(*book)
    assert outcome.err.splitlines()[1:] == [
        "The cover has no date: 1 file has changed since the last commit: goals/2021/335.toml.",
        "Give one with --source-date.",
    ]
    assert date not in perf.read("a.md")


def test_what_a_file_holds_is_said(perf: Perf) -> None:
    outcome = perf("book", "--unit", "335002", "--year", "2021", "-o", "a.txt")
    assert outcome.err == "a.txt: 335002 供热站, 2021: 1 project\n"
    (perf.root / "goals/2021/335.toml").unlink()
    outcome = perf("book", "--department", "335", "--year", "2021", "-o", "a.docx", "--source-date", "2021-01-15")
    assert outcome.err.splitlines() == [
        "a.docx: 335 住房保障局, 2021: 2 projects",
        "Part one is missing: there is no goals/2021/335.toml.",
        "`perf new goals 335` creates it, to be filled in; or import a document that has one.",
        "The date on the cover is 2021-01-15: as asked.",
    ]
    outcome = perf("book", "--department", "335", "--year", "2021", "-o", "a.docx")
    assert outcome.err.splitlines()[-2:] == [
        "The cover has no date: git has no commit of its data.",
        "Give one with --source-date.",
    ]


def test_a_book_without_a_date_says_why_where_git_should_know(perf: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
    perf.write(".git/HEAD", "ref: refs/heads/x\n")
    book = ("book", "--department", "335", "--year", "2021", "-o", "a.md")
    outcome = perf(*book)
    assert outcome.status == 0
    assert "The cover has no date: git failed: fatal: " in outcome.err
    assert outcome.err.endswith("Give one with --source-date.\n")
    monkeypatch.setenv("PATH", "")
    assert "The cover has no date: git is not installed.\nSee https://git-scm.com/downloads.\n" in perf(*book).err
    assert "no date" not in perf(*book, "--source-date", "2021-01-15").err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--year", "2021"), "the repository has 2 departments"),
        (("--department", "335", "-f", "doc"), "unknown format: doc"),
        (("--department", "335", "-f", "docx"), "docx is not text"),
        (("--department", "335", "-o", "a.xyz"), "a.xyz does not say its format"),
        (("--department", "335", "--source-date", "15.1.2021"), "15.1.2021 is not a date"),
        (("--department", "999"), "no department file knows the unit 999"),
        (("--department", "335", "--year", "1999"), "335 has neither projects nor overall goals for 1999"),
        (("--department", "336", "--unit", "335001"), "the unit 335001 does not belong to department 336"),
        (("--department", "335", "-o", "no/folder.txt"), "there is no folder no"),
    ],
)
def test_what_cannot_be_published(perf: Perf, argv: tuple[str, ...], said: str) -> None:
    assert said in perf.refused("book", *argv)


def test_an_unreadable_file_is_refused_and_named(perf: Perf) -> None:
    perf.write(f"projects/2021/335001/{MAINTENANCE}.toml", "name =")
    assert f"{MAINTENANCE}.toml" in perf.refused("book", "--department", "335", "--year", "2021", "-o", "a.docx")
    assert not (perf.root / "a.docx").exists()


def test_what_the_form_cannot_carry_is_said(perf: Perf) -> None:
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    perf.write(path, perf.read(path).replace("用于公租房日常维修。", "一\\n\\n二"))
    ran = perf("book", "--department", "335", "--year", "2021", "-o", "a.docx")
    assert ran.status == 0
    assert ran.err.startswith(f"This format cannot carry:\n  {MAINTENANCE}: purpose: 一⏎⏎二 → 一⏎二\na.docx: ")


class _Page(html.parser.HTMLParser):
    """The tags of a page and the text in it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


HOSTILE = '<script>alert(1)</script>"&<img src=x onerror=alert(1)>|`a`**b**'


def _hostile(perf: Perf) -> None:
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    perf.write(path, perf.read(path).replace('"公租房维修费"', f"'{HOSTILE}'"))


def test_every_text_of_the_page_is_escaped(perf: Perf) -> None:
    _hostile(perf)
    page = _Page()
    page.feed(succeeds(perf, "book", "--department", "335", "--year", "2021", "-f", "html"))
    tags = {tag for tag, _attributes in page.tags}
    assert not tags & {"script", "img", "iframe", "link", "object"}
    assert HOSTILE in page.text
    scopes = {attributes.get("scope") for tag, attributes in page.tags if tag == "th"}
    assert scopes == {"col", "row", "rowgroup"}
    places = {attributes["id"] for _tag, attributes in page.tags if "id" in attributes}
    links = {str(attributes["href"]) for tag, attributes in page.tags if tag == "a"}
    assert links == {f"#{place}" for place in places}


def test_the_page_is_made_for_phones_and_for_paper(perf: Perf) -> None:
    succeeds(perf, "book", "--department", "335", "--year", "2021", "-o", "a.html")
    text = perf.read("a.html")
    page = _Page()
    page.feed(text)
    levels = [tag for tag, _attributes in page.tags if tag in ("h1", "h2", "h3", "h4")]
    assert levels == ["h1", "h2", "h3", "h3", "h2", "h3", "h3", "h4", "h4", "h3", "h2", "h3", "h3"]
    assert '<td data-label="指标值" colspan="4"><span>≥174套</span></td>' in text
    assert '<h3 id="p1">1.公租房维修费<wbr>绩效目标表</h3>' in text
    assert "<br>2021年<wbr>部门预算<wbr>绩效文本</h1>" in text
    assert text.count('<p class="up"><a href="#contents">回到目录</a></p>') == 3
    assert text.count("<thead>") == 2
    assert "@media print" in text


def test_amounts_have_two_decimals_and_separators_where_they_are_wanted(perf: Perf) -> None:
    book = ("book", "--unit", "335002", "--year", "2021")
    assert "\n\t其他资金\n\t0\n" in perf(*book).out
    assert " 其他资金 | 0.00 |" in perf(*book, "-f", "md").out
    perf.write(PROJECT, perf.read(PROJECT).replace("240000.00", "2240000.00"))
    separated = ("book", "--unit", "335001", "--year", "2021", "--separators")
    assert " 预算数 | 2,240,000.00 |" in perf(*separated, "-f", "md").out
    assert "\n\t预算数\n\t2,240,000.00\n" in perf(*separated).out
    for name in ("a.docx", "a.txt"):
        succeeds(perf, *separated, "-o", name)
        assert "Nothing to change" in succeeds(perf, "import", name)


def test_a_tab_in_a_name_is_a_space_in_headings(perf: Perf) -> None:
    perf.write(PROJECT, perf.read(PROJECT).replace("公租房维修费", "公租房\\t维修费"))
    book = ("book", "--unit", "335001", "--year", "2021", "-o")
    assert "cannot carry" not in perf(*book, "a.docx").err
    body = zipfile.ZipFile(perf.root / "a.docx").read("word/document.xml").decode()
    assert body.count(">1.公租房 维修费绩效目标表<") == 1
    assert body.count(">1、公租房 维修费绩效目标表<") == 1
    assert "Nothing to change" in succeeds(perf, "import", "a.docx")
    perf(*book, "a.html")
    assert "1.公租房 维修费" in perf.read("a.html")


def test_every_text_of_the_markdown_is_escaped(perf: Perf) -> None:
    _hostile(perf)
    out = succeeds(perf, "book", "--department", "335", "--year", "2021", "-f", "md")
    assert "<script" not in out
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in out
    assert "&#124;\\`a\\`\\*\\*b\\*\\*" in out


@pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed")
def test_a_browser_shows_the_page(perf: Perf, tmp_path: Path) -> None:
    _hostile(perf)
    succeeds(perf, "book", "--department", "335", "--year", "2021", "-o", "a.html")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom"]
    shown = subprocess.run(
        [CHROMIUM, *options, (perf.root / "a.html").as_uri()],
        capture_output=True,
        timeout=120,
        check=True,
    )
    page = _Page()
    page.feed(shown.stdout.decode("utf-8"))
    assert [tag for tag, _attributes in page.tags].count("table") == 4
    assert HOSTILE in page.text


office = pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")


@office
def test_a_pdf(perf: Perf) -> None:
    succeeds(perf, "book", "--department", "335", "--year", "2021", "-o", "a.pdf")
    assert (perf.root / "a.pdf").read_bytes().startswith(b"%PDF-")


@office
@pytest.mark.parametrize("kind", ["odt", "doc"])
def test_what_libreoffice_saves_again_imports_the_same(perf: Perf, tmp_path: Path, kind: str) -> None:
    from perfcli.office import convert

    program = libreoffice()
    assert program is not None
    succeeds(perf, "book", "--department", "335", "--year", "2021", "-o", "a.docx")
    data = (perf.root / "a.docx").read_bytes()
    kept = convert(program, data, ".docx", kind)
    again = read_docx(convert(program, kept, f".{kind}", "docx"))
    assert again == read_docx(data)
    assert again.cover == Cover(department="335", name="住房保障局", year=2021)
    perf.write(f"b.{kind}", kept)
    assert "Nothing to change" in succeeds(perf, "import", f"b.{kind}")


def test_without_libreoffice_a_pdf_is_a_clear_error(perf: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfcli.cli.programs.libreoffice", lambda: None)
    assert "LibreOffice" in perf.refused("book", "--department", "335", "--year", "2021", "-o", "a.pdf")
    assert not (perf.root / "a.pdf").exists()
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    perf.write("a.doc", old)
    assert "save it as .docx" in perf.refused("import", "a.doc")


def test_word_opens_it(perf: Perf) -> None:
    docx = pytest.importorskip("docx")
    succeeds(perf, "book", "--department", "335", "--year", "2021", "-o", "a.docx")
    opened = docx.Document(io.BytesIO((perf.root / "a.docx").read_bytes()))
    assert len(opened.tables) == 2
    assert opened.tables[0].cell(1, 0).text == "项目编码"
    body = opened.element.body.xml
    assert 'TC "1、公租房维修费绩效目标表" \\f C \\l 1' in body
    assert "PAGEREF _Toc00000001 \\h" in body
    assert body.count("<w:cantSplit/>") == sum(len(table.rows) for table in opened.tables)


real = pytest.mark.skipif(not REAL.exists(), reason="the real document is not at hand")


def _files(perf: Perf) -> dict[str, bytes]:
    kept = ("departments/", "goals/", "projects/", "perf.toml")
    return {name: text for name, text in perf.snapshot().items() if name.startswith(kept)}


@real
@pytest.mark.parametrize("form", ["docx", "txt"])
def test_the_real_document_comes_back(empty: Perf, tmp_path: Path, form: str) -> None:
    succeeds(empty, "import", str(REAL))
    name = str(tmp_path / f"a.{form}")
    outcome = empty("book", "--year", "2021", "-o", name)
    assert (outcome.status, outcome.out) == (0, "")
    assert outcome.err.startswith(f"{name}: 335 山海关区住房保障和房产管理局, 2021: part one, 19 projects\n")
    other = lay_out(tmp_path / "other", {"perf.toml": "schema = 1\n"})
    said = succeeds(other, "import", name)
    assert "19 projects, 171 indicators, 45,576,602.30 yuan" in said
    assert _files(other) == _files(empty)


@real
def test_the_lines_of_the_real_document_come_back(empty: Perf) -> None:
    succeeds(empty, "import", str(REAL))

    def lines(text: str) -> list[str]:
        return [
            line.strip().replace("： ", "：").replace(",指标值", "，指标值")
            for line in text.split("\n")
            if line.strip()
        ]

    assert lines(succeeds(empty, "book", "--year", "2021")) == lines(REAL.read_text(encoding="utf-8"))
