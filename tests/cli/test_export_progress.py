"""What became of projects goes out with them as json and jsonl, and comes back as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import FILES, MAINTENANCE, Perf, lay_out

PROGRESS = f"progress/2021/335001/{MAINTENANCE}.toml"
RECORD = f"""\
#:schema ../../../schemas/progress.json

code = "{MAINTENANCE}"
unit = "335001"
year = 2021
adjusted = 250000.00

[[monitoring]]
date = 2021-07-31
spent = 120000.00

[monitoring.indicators."维修套数"]
value = "100套"

[evaluation]
spent = 240000.00
results = [
  "及时维修。",
]
total_score = 96.5

[evaluation.parts."财政拨款"]
spent = 200000.00

[evaluation.indicators."维修套数"]
actual = "171套"
score = 49.14
reason = "住户外出"

[evaluation.indicators."维修套数".details]
"备注" = "含补修"

[[adjustments]]
date = 2021-08-20
reason = "增加任务"

[[adjustments.changes]]
key = "budget.total"
before = "240000.00"
after = "250000.00"
"""
WHOLE = """\
#:schema ../../schemas/progress.json

department = "335"
year = 2021

[evaluation]
spent = 300000.00
"""


@pytest.mark.parametrize(("form", "holds_wholes"), [("json", True), ("jsonl", False), ("xlsx", True), ("csv", True)])
def test_progress_goes_out_and_comes_back_as_it_was(
    perf: Perf, tmp_path_factory: pytest.TempPathFactory, form: str, holds_wholes: bool
) -> None:
    perf.write(PROGRESS, RECORD)
    perf.write("progress/2021/335.toml", WHOLE)
    perf("fmt")
    canonical = perf.read(PROGRESS)
    file = tmp_path_factory.mktemp("out") / f"all.{form}"
    words = (file.with_suffix(""), "--format", form) if form == "csv" else (file,)
    assert perf("export", *words).status == 0
    file = file if form != "csv" else file.with_suffix("")
    assert perf("import", file).out.splitlines()[-1] == "Nothing to change: the repository holds all of it already."
    other = lay_out(tmp_path_factory.mktemp("other"), {"perf.toml": FILES["perf.toml"]})
    assert other("import", file).status == 0
    assert other.read(PROGRESS) == canonical
    assert (other.root / "progress/2021/335.toml").exists() == holds_wholes
    if holds_wholes:
        assert other.read("progress/2021/335.toml") == WHOLE


@pytest.mark.parametrize("form", ["json", "xlsx", "csv"])
def test_an_empty_result_holds_the_place_of_its_goal(perf: Perf, tmp_path: Path, form: str) -> None:
    record = RECORD.replace('  "及时维修。",', '  "",\n  "住户满意。",')
    perf.write(PROGRESS, record)
    file = tmp_path / (f"all.{form}" if form != "csv" else "all/")
    assert perf("export", f"{file}/" if form == "csv" else file, "--format", form).status == 0
    assert perf("import", file).out.splitlines()[-1] == "Nothing to change: the repository holds all of it already."
    perf.write(PROGRESS, record.replace('  "",\n', ""))
    assert perf("import", file, "--update").status == 0
    assert perf.read(PROGRESS) == record


def test_what_is_recorded_otherwise_is_named_and_needs_update(perf: Perf, tmp_path: Path) -> None:
    perf.write(PROGRESS, RECORD)
    file = tmp_path / "再.json"
    perf("export", file)
    data = json.loads(file.read_text(encoding="utf-8"))
    (became,) = data["progress"]
    became["evaluation"]["indicators"]["维修套数"]["score"] = 45
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    refused = perf("import", file)
    assert refused.status == 2
    assert f"{PROGRESS}: evaluation.indicators.维修套数.score: 49.14 → 45" in refused.err
    assert perf("import", file, "--update").status == 0
    assert perf.read(PROGRESS) == RECORD.replace("49.14", "45")


def test_progress_of_no_project_is_refused(perf: Perf, tmp_path: Path) -> None:
    perf.write(PROGRESS, RECORD)
    file = tmp_path / "无.json"
    perf("export", file)
    data = json.loads(file.read_text(encoding="utf-8"))
    data["progress"][0]["code"] = "13030321ZZZZZZZZZZZZZ"
    file.write_text(json.dumps({"progress": data["progress"]}, ensure_ascii=False), encoding="utf-8")
    before = perf.snapshot()
    assert perf.refused("import", file) == (
        "Error: 13030321ZZZZZZZZZZZZZ: there is no such project of 335001 in 2021, whose progress the source holds\n"
    )
    assert perf.snapshot() == before


@pytest.mark.parametrize("form", ["json", "jsonl", "xlsx", "csv", "sqlite"])
def test_what_is_recorded_of_a_project_that_is_gone_is_named(perf: Perf, tmp_path: Path, form: str) -> None:
    perf.write(PROGRESS, RECORD)
    (perf.root / f"projects/2021/335001/{MAINTENANCE}.toml").unlink()
    told = f"  {PROGRESS}: what is recorded of a project whose file is not there\n"
    outcome = perf("export", tmp_path / "all", "--format", form)
    assert (outcome.status, told in outcome.err) == (0, form != "sqlite")
    for chosen in (("--unit", "335002"), ("--name", "供暖"), ("--code", "14")):
        assert told not in perf("export", tmp_path / "some.json", "--force", *chosen).err
    assert told in perf("export", tmp_path / "some.json", "--force", "--unit", "335", "--year", "2021").err


def edited(folder: Path, name: str, before: str, after: str) -> None:
    """A csv file of an export with another text in it."""
    file = folder / f"{name}.csv"
    text = file.read_text(encoding="utf-8-sig")
    assert before in text, text
    file.write_text(text.replace(before, after), encoding="utf-8")


def test_tables_that_were_edited_come_back(perf: Perf, tmp_path: Path) -> None:
    perf.write(PROGRESS, RECORD)
    perf.write("progress/2021/335.toml", WHOLE)
    folder = tmp_path / "out"
    perf("export", folder, "--format", "csv")
    edited(folder, "scores", ",171套,", ",173套,")
    edited(folder, "monitoring", "2021-07-31,120000.00", "2021年7月31日,13万")
    edited(folder, "evaluations", "2021,,,335,300000.00", "2021,,,335,310000.00")
    values = folder / "monitored_values.csv"
    rows = values.read_text(encoding="utf-8-sig").splitlines()
    values.write_text("\n".join([*rows, rows[1].replace("维修套数,100套", "验收合格率,95%")]) + "\n", encoding="utf-8")
    for absent in ("progress_details", "fund_parts", "adjustments"):
        (folder / f"{absent}.csv").unlink()
    outcome = perf("import", "--update", folder)
    assert (outcome.status, "without the sheets fund_parts, progress_details, adjustments" in outcome.err) == (0, True)
    new = '[monitoring.indicators."维修套数"]\nvalue = "100套"\n'
    assert perf.read(PROGRESS) == RECORD.replace("171套", "173套").replace("120000", "130000").replace(
        new, f'{new}\n[monitoring.indicators."验收合格率"]\nvalue = "95%"\n'
    )
    assert perf.read("progress/2021/335.toml") == WHOLE.replace("300000", "310000")


def test_rows_of_progress_that_cannot_be_placed_leave_all_as_it_is(perf: Perf, tmp_path: Path) -> None:
    perf.write(PROGRESS, RECORD)
    folder = tmp_path / "out"
    perf("export", folder, "--format", "csv")
    edited(folder, "scores", "49.14", "很多")
    edited(folder, "monitored_values", "2021-07-31", "2021-09-30")
    edited(folder, "adjustments", "2021-08-20", "某日")
    outcome = perf("import", "--update", folder)
    assert outcome.status == 1
    for said in ("很多 is not a valid number here", "no monitoring has this date", "某日 is not a date"):
        assert said in outcome.err
    assert perf.read(PROGRESS) == RECORD
