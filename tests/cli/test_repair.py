"""`perf fmt --repair`: what is beyond doubt is mended and shown, the rest is named and left."""

from __future__ import annotations

import pytest

from perfcli import i18n
from tests.conftest import FILES, MAINTENANCE, Perf

PATH = f"projects/2021/335001/{MAINTENANCE}.toml"
GOOD = FILES[PATH]
BROKEN = GOOD.replace('"公租房维修费"', "“公租房维修费”").replace("[budget]", "【预算】").replace("240000.00", "24万元")
DOUBT = GOOD.replace("240000.00", "约24万元")

SHOWN = f"""\
{PATH}:
  2: name = “公租房维修费”
   → name = "公租房维修费"
  12: 【预算】
    → [budget]
  13: total = 24万元
    → total = 240000.00
"""
EXCERPT = """\
    name = “公租房维修费”
           ^
"""


@pytest.fixture
def tidy(perf: Perf) -> Perf:
    """The small repository in canonical layout, one of its files broken."""
    perf("fmt")
    assert perf.read(PATH) == GOOD
    perf.write(PATH, BROKEN)
    return perf


def test_it_mends_and_shows_each_line(tidy: Perf) -> None:
    outcome = tidy("fmt", "--repair")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", f"{SHOWN}1 file fixed\n")
    assert tidy.read(PATH) == GOOD
    assert tidy("fmt", "--repair", "--check").status == 0


def test_without_it_the_file_is_named_with_the_way(tidy: Perf) -> None:
    before = tidy.snapshot()
    outcome = tidy("fmt")
    assert (outcome.status, outcome.out, outcome.err) == (
        2,
        "",
        f'{PATH}:2:8: text is quoted with "…", not with “”\n{EXCERPT}'
        "`perf fmt --repair` mends what is beyond doubt and shows each line; add --diff to write nothing.\n",
    )
    assert tidy.snapshot() == before


def test_check_and_diff_write_nothing(tidy: Perf) -> None:
    before = tidy.snapshot()
    outcome = tidy("fmt", "--repair", "--check")
    assert (outcome.status, outcome.out, outcome.err) == (1, f"{PATH}\n", "")
    outcome = tidy("fmt", "--repair", "--diff")
    assert (outcome.status, outcome.err) == (1, "")
    changed = [line for line in outcome.out.splitlines() if line[:1] in "+-"]
    assert changed == [
        f"--- a/{PATH}",
        f"+++ b/{PATH}",
        "-name = “公租房维修费”",
        '+name = "公租房维修费"',
        "-【预算】",
        "-total = 24万元",
        "+[budget]",
        "+total = 240000.00",
    ]
    assert tidy.snapshot() == before


def test_what_is_in_doubt_is_left_and_the_rest_mended(tidy: Perf) -> None:
    other = "departments/335.toml"
    tidy.write(other, tidy.read(other).replace('"335"', "335"))
    tidy.write(PATH, DOUBT)
    outcome = tidy("fmt", "--repair")
    assert outcome.status == 2
    assert outcome.err == (
        f"{PATH}:13:9: budget.total: an amount is a plain number in yuan, such as 250000.00; found 约24万元\n"
        "    total = 约24万元\n"
        "            ^\n"
        f"{other}:\n"
        "  1: code = 335\n"
        '   → code = "335"\n'
        "1 file fixed\n"
    )
    assert tidy.read(PATH) == DOUBT
    assert tidy("fmt", "--repair", "--check").status == 1


def test_what_is_not_where_its_path_says_is_left(tidy: Perf) -> None:
    for line, key in (('unit = "335001"', "unit = 335002"), ('code = "', "code = “"), ("year = 2021", "year = 2022年")):
        broken = GOOD.replace(line, key).replace(f'“{MAINTENANCE}"', f"“{MAINTENANCE[:-1]}B”")
        tidy.write(PATH, broken)
        outcome = tidy("fmt", "--repair")
        assert (outcome.status, outcome.err.count("the path says")) == (2, 1)
        assert tidy.read(PATH) == broken


def test_a_file_in_another_encoding(tidy: Perf) -> None:
    tidy.write(PATH, GOOD.encode("gbk"))
    message = "the file is in GBK (“ANSI” in Notepad): save it as UTF-8, or run `perf fmt --repair`"
    assert tidy("fmt").err == f"{PATH}:1:1: {message}\n"
    outcome = tidy("fmt", "--repair")
    assert (outcome.status, outcome.err) == (0, f"{PATH}:\n  {message}\n1 file fixed\n")
    assert tidy.read(PATH) == GOOD


def test_standard_input(tidy: Perf) -> None:
    outcome = tidy("fmt", "--repair", "-", stdin=BROKEN)
    assert (outcome.status, outcome.out) == (0, GOOD)
    assert outcome.err == SHOWN.replace(PATH, "-")
    assert tidy("fmt", "--repair", "-", stdin=BROKEN.encode("utf-16")).out == GOOD
    outcome = tidy("fmt", "--repair", "-", stdin=DOUBT)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith("-:13:9: budget.total: an amount is a plain number")


def test_every_command_shows_the_same(tidy: Perf) -> None:
    i18n.set_locale("zh_CN")
    line = f'{PATH}:2:8: 文本用半角引号 "…" 括起，不用 “”'
    below = ["    name = “公租房维修费”", "           ^"]
    check = tidy("--locale", "zh_CN", "check", "--select", "D501").out.splitlines()
    assert check[:3] == [line.replace("2:8: ", "2:8: D501 "), *below]
    fmt = tidy("--locale", "zh_CN", "fmt").err.splitlines()
    assert fmt[:3] == [line, *below]
    for arguments in (["list"], ["summary"], ["show", MAINTENANCE], ["query", "SELECT code FROM projects"]):
        said = tidy("--locale", "zh_CN", *arguments).err.splitlines()
        assert said[1:4] == [f"  {part}" for part in (line, *below)], arguments
        assert "`perf fmt --repair` 可修复没有疑问的错误，并逐行列出；加 --diff 只查看，不写入。" in said
    (finding,) = tidy.done("check", "--select", "D501", "-f", "jsonl", "--fail-on", "never").splitlines()
    assert "\\n" not in finding


def test_own_keys_and_comments_stay(tidy: Perf) -> None:
    text = BROKEN.replace("【预算】", '# 注\n"备注" = 1 # 自用\n\n【预算】').replace("\n", "\r\n")
    tidy.write(PATH, text)
    assert tidy("fmt", "--repair").status == 0
    assert tidy.read(PATH) == GOOD.replace("\n[budget]", '\n# 注\n"备注" = 1 # 自用\n\n[budget]')
