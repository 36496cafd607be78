"""`perf site` of a small repository: what its pages say, what is written, what is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import MAINTENANCE, Perf
from tests.gitting import keep, needs_git
from tests.site.reading import broken_links, files_of, seen

PROJECT = f"2021/335001/{MAINTENANCE}.html"

PROGRESS = """\
code = "{code}"
unit = "335001"
year = 2021
adjusted = 230000.00

[[monitoring]]
date = 2021-07-31
spent = 115000.00
conclusion = "进展正常"

[monitoring.indicators."维修套数"]
value = "100套"

[evaluation]
spent = 220000.00
results = ["已及时维修"]

[evaluation.indicators."维修套数"]
actual = "171套"
reason = "雨季停工"

[evaluation.indicators."住户满意度"]
actual = "满意"
tier = "reached"

[[adjustments]]
date = 2021-09-01
reason = "资金压减"

[[adjustments.changes]]
key = "budget.total"
before = "240000.00"
after = "230000.00"
"""

RESULTS = f"progress/2021/335001/{MAINTENANCE}.toml"


@pytest.fixture
def built(perf: Perf) -> Path:
    perf.write(RESULTS, PROGRESS.format(code=MAINTENANCE))
    said = perf("site", "-o", "out")
    assert (said.status, said.out) == (0, "")
    return perf.root / "out"


def test_the_page_of_a_department_tells_what_became_of_its_whole(perf: Perf) -> None:
    perf.write(
        "progress/2021/335.toml",
        """\
department = "335"
year = 2021
adjusted = 300000.00

[evaluation]
spent = 270000.00
results = ["各项职能正常履行，联系人：王小明"]

[evaluation.indicators."完成率"]
actual = "100%"
reason = "由王小明核实"
""",
    )
    assert perf("site", "-o", "out").status == 0
    lines = seen(perf.root / "out" / "2021" / "335.html").lines
    at = lines.index("Self-evaluation of the whole")
    assert lines[at : at + 10] == [
        "Self-evaluation of the whole",
        *("Spent", "270,000.00", "Execution", "90.00%", "Points", "99.00 优"),
        "各项职能正常履行，联系人：[not published]",
        "What became of the indicators of the whole",
        "|Indicator|Target|Actual|Points|Reason",
    ]
    assert lines[at + 10] == "|完成率|≥90%|100%|90.00|由王小明核实"


def test_the_page_of_a_project_tells_its_goals_and_what_became_of_them(built: Path) -> None:
    lines = seen(built / PROJECT).lines
    assert lines[0] == "公租房维修费 2021 · Budget performance goals"
    start = lines.index(f"Project code {MAINTENANCE}") - 1
    assert lines[start : start + 26] == [
        "公租房维修费",
        f"Project code {MAINTENANCE}",
        *("Total budget", "240,000.00", "Fiscal funds", "200,000.00", "Other funds", "40,000.00"),
        *("Budget after adjustment", "230,000.00", "Spent", "220,000.00", "Points", "98.28 优"),
        *("Light", "green: on the way"),
        *("What it is for", "Purpose", "用于公租房日常维修。", "Goals", "及时维修。", "住户满意。"),
        *("Performance indicators", "Indicators with their targets and what became of them"),
        "|Kind|Indicator|Target|Actual|Result|Description|Basis",
        "|产出指标",
    ]
    text = "\n".join(lines)
    assert "|产出指标\n数量指标|维修套数|≥174套|171套|partly reached\n73.71 points\n雨季停工|" in text
    assert "雨季停工|全年维修的公租房套数|计划" in text
    assert "服务对象满意度指标|住户满意度|满意|满意|fully reached" in text
    assert "Plan and spending, amounts in yuan · of the budget after adjustment, 230,000.00\n" in text
    assert "|end of month 6|planned|50.00%|115,000.00\n" in text
    assert "|2021-07-31|spent (monitoring)|50.00%|115,000.00\n" in text
    assert "|2021-12-31|spent (self-evaluation)|95.65%|220,000.00\n" in text
    assert "|2021-09-01|资金压减|Total budget|240000.00|230000.00\n" in text


def test_the_pages_above_have_sums_and_lead_down(built: Path) -> None:
    front = seen(built / "index.html")
    assert "|2021|1|2|240,000.05|200,000.05|40,000.00|220,000.00|95.65%" in front.lines
    assert "|2022|1|1|70,000,000,000,000.00|69,999,999,999,999.99|0.01|—|—" in front.lines
    year = seen(built / "2021" / "index.html")
    assert "|住房保障局|2|240,000.05|—|220,000.00|95.65%|1 / 2" in year.lines
    department = seen(built / "2021" / "335.html")
    assert {"住有所居。", "保障机关运转", "|完成率|按时完成的比例|≥90%"} <= set(department.lines)
    assert "|供热站|1|0.05|—|—|—|—" in department.lines
    unit = seen(built / "2021" / "335001.html")
    assert "|公租房维修费|240,000.00|200,000.00|220,000.00|98.28|green: on the way" in unit.lines
    assert f"335001/{MAINTENANCE}.html" in unit.links


def test_every_link_leads_to_a_file_of_the_site(built: Path) -> None:
    assert broken_links(built) == []


def test_pages_are_in_the_language_asked_for(perf: Perf) -> None:
    assert perf("site", "-o", "out", "--locale", "zh_CN").status == 0
    text = (perf.root / "out" / PROJECT).read_text(encoding="utf-8")
    assert '<html lang="zh-CN">' in text
    assert ' lang="zh-CN">公租房' not in text
    assert "|3 月底|计划|25.00%|60,000.00" in seen(perf.root / "out" / PROJECT).lines
    assert perf("site", "-o", "out").status == 0
    text = (perf.root / "out" / PROJECT).read_text(encoding="utf-8")
    assert '<html lang="en">' in text
    assert '<h1 lang="zh-CN">公租房维修费</h1>' in text


def test_no_page_runs_or_asks_for_anything_but_its_own(built: Path) -> None:
    for path in built.rglob("*.html"):
        text, page = path.read_text(encoding="utf-8"), seen(path)
        assert "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'" in text
        assert page.tags.isdisjoint({"style", "iframe", "object", "embed", "form", "base"})
        assert not {name for name in page.attributes if name.startswith("on") or name == "style"}
        assert ("script" in page.tags) == (path.name == "search.html")


def test_the_same_data_give_the_same_bytes_and_only_what_changed_is_written(perf: Perf, built: Path) -> None:
    before = files_of(built)
    times = {path: (built / path).stat().st_mtime_ns for path in before}
    said = perf("site", "-o", "out")
    assert said.err.endswith(f"{len(before) - 1} files: 0 written, {len(before) - 1} as before, 0 removed\n")
    assert files_of(built) == before
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    perf.write(path, perf.read(path).replace("≥174套", "≥175套"))
    assert perf("site", "-o", "out").status == 0
    changed = {path for path, data in files_of(built).items() if before[path] != data}
    assert f"2021/335001/{MAINTENANCE}.html" in changed
    assert "2022/336.html" not in changed
    same = set(before) - changed - {"perf-site.json"}
    assert {path: times[path] for path in same} == {path: (built / path).stat().st_mtime_ns for path in same}
    assert perf("site", "-o", "other").status == 0
    assert files_of(perf.root / "other") == files_of(built)


def test_pages_of_what_is_gone_go_and_files_of_others_stay(perf: Perf, built: Path) -> None:
    (built / "CNAME").write_text("example.cn", encoding="utf-8")
    (built / "2022" / "notes.txt").write_text("mine", encoding="utf-8")
    said = perf("site", "-o", "out", "--year", "2021")
    assert said.status == 0
    left = files_of(built)
    assert [path for path in left if path.startswith("2022")] == ["2022/notes.txt"]
    assert left["CNAME"] == b"example.cn"
    assert "2021/335.html" in left
    assert set(json.loads(left["perf-site.json"])["files"]) == set(left) - {
        *("perf-site.json", "CNAME", "2022/notes.txt"),
    }


def test_a_folder_of_others_and_a_file_of_others_are_refused(perf: Perf, built: Path) -> None:
    other = perf.write("papers/letter.txt", "mine").parent
    assert perf.refused("site", "-o", "papers") == (
        f"Error: {Path('papers')} holds files and is not a site that perf made: nothing was written\n"
        "Name an empty or a new folder with -o.\n"
    )
    assert files_of(other) == {"letter.txt": b"mine"}
    perf.write(
        "projects/2023/335001/13030323AAAAAAAAAAAAA.toml",
        perf.read(f"projects/2021/335001/{MAINTENANCE}.toml")
        .replace(MAINTENANCE, "13030323AAAAAAAAAAAAA")
        .replace("year = 2021", "year = 2023"),
    )
    (built / "2023").mkdir()
    (built / "2023" / "335.html").write_text("mine", encoding="utf-8")
    before = files_of(built)
    assert "335.html is there and was not written by perf: nothing was written" in perf.refused("site", "-o", "out")
    assert files_of(built) == before
    assert perf.refused("site", "-o", "projects") == (
        "Error: projects is one of the repository's own folders: no result is written there\nName another folder.\n"
    )


def test_what_cannot_be_read_may_be_left_out_by_its_year(perf: Perf, built: Path) -> None:
    perf.write(f"projects/2021/335001/{MAINTENANCE}.toml", "x")
    refused = perf.refused("site", "-o", "out").splitlines()
    assert (refused[0], refused[-1]) == (
        "Error: what is written would lack these files, which cannot be read",
        "Mend these files, or choose other years.",
    )
    assert perf("site", "-o", "out", "--year", "2022").status == 0


def test_nothing_is_written_or_removed_through_a_link(perf: Perf, built: Path) -> None:
    outside = perf.write("elsewhere/2021/335.html", "theirs").parent
    (built / "2021" / "335.html").unlink()
    (built / "2021" / "335.html").symlink_to(outside / "335.html")
    assert "is not a regular file: the site cannot be written" in perf("site", "-o", "out").err
    assert (outside / "335.html").read_text(encoding="utf-8") == "theirs"
    (built / "2021").rename(perf.root / "moved")
    (built / "2021").symlink_to(outside)
    assert "a file or a link is in the way" in perf("site", "-o", "out").err
    assert [path.name for path in outside.iterdir()] == ["335.html"]
    listed = built / "perf-site.json"
    listed.write_text('{"kind":"perf site","version":1,"files":["../elsewhere/2021/335.html"]}', encoding="utf-8")
    assert "does not say which files perf wrote" in perf.refused("site", "-o", "out")
    for git in (".git/config", "a/.git", ".gitattributes"):
        listed.write_text(f'{{"kind":"perf site","version":1,"files":["{git}"]}}', encoding="utf-8")
        assert "does not say which files perf wrote" in perf.refused("site", "-o", "out")
    assert (outside / "335.html").read_text(encoding="utf-8") == "theirs"


def test_a_file_that_cannot_be_read_is_named_and_no_sum_lacks_it(perf: Perf) -> None:
    perf.write(RESULTS, "code = 1\n")
    assert RESULTS in perf.refused("site", "-o", "out")
    assert not (perf.root / "out").exists()


@needs_git
def test_the_history_has_days_and_titles_where_they_are_asked_for(perf: Perf) -> None:
    keep(perf.root, "初稿", day="2021-01-05")
    perf.write(RESULTS, PROGRESS.format(code=MAINTENANCE))
    keep(perf.root, "王五 13803351234 报送", day="2021-08-02")
    assert perf("site", "-o", "out").status == 0
    lines = seen(perf.root / "out" / PROJECT).lines
    assert lines[lines.index("History of the record") :][1:3] == ["2021-08-02: results", "2021-01-05: goals"]
    perf.write("perf.toml", perf.read("perf.toml") + '[site]\nhistory = "titles"\n')
    assert perf("site", "-o", "out").status == 0
    lines = seen(perf.root / "out" / PROJECT).lines
    assert "2021-08-02: results 王五 [not published] 报送" in lines
    assert "王会计" not in "\n".join(lines)
    perf.write("perf.toml", perf.read("perf.toml").replace('"titles"', '"none"'))
    assert perf("site", "-o", "out").status == 0
    assert "History of the record" not in seen(perf.root / "out" / PROJECT).lines


def test_what_changed_against_the_year_before_is_told(perf: Perf) -> None:
    text = perf.read(f"projects/2021/335001/{MAINTENANCE}.toml")
    code = "13030322AAAAAAAAAAAAA"
    later = text.replace(MAINTENANCE, code).replace("year = 2021", f'year = 2022\nprevious = "{MAINTENANCE}"')
    perf.write(f"projects/2022/335001/{code}.toml", later.replace("240000.00", "300000.00"))
    assert perf("site", "-o", "out").status == 0
    lines = seen(perf.root / "out" / "2022" / "index.html").lines
    assert "1 projects are new, 1 are gone, 1 go on, 1 of these with another budget." in lines
    assert "|公租房维修费|住房保障局本级|240,000.00|300,000.00|+60,000.00" in lines
    assert f"../../2022/335001/{code}.html" in seen(perf.root / "out" / PROJECT).links
