"""Wrong command lines: what is said of every kind of mistake, in both languages, and nothing in English in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from perfcli import file_format
from perfcli.actions.listing import SUBJECTS, columns_of
from perfcli.actions.query import TABLES
from perfcli.check.rule import SEVERITY_NAMES
from perfcli.check.rules import RULES
from perfcli.cli.app import COMMANDS, build
from perfcli.cli.columns import _HEADINGS
from perfcli.forms.declared.built_in import builtin_forms
from perfcli.labels import LABELS
from perfcli.schema import RECORDS
from tests.conftest import Perf

WORD = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{2,}")


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """A command and those below it, each with the words that call it."""
    yield path, command
    for name, sub in getattr(command, "commands", {}).items():
        yield from commands(sub, (*path, name))


def everything() -> dict[tuple[str, ...], Any]:
    return dict(commands(build([], whole=True)))


# what is said


@pytest.mark.parametrize(
    ("argv", "english", "chinese"),
    [
        (
            ["zzzz"],
            "Error: unknown command: zzzz\nUsage: perf [OPTIONS] COMMAND [ARGS]…\nSee `perf -h`.\n",
            "错误：没有命令 zzzz\n用法：perf [选项] 命令 [参数]…\n详见 `perf -h`。\n",
        ),
        (
            ["new", "porject"],
            "Error: unknown command: porject\nDid you mean: project?\n"
            "Usage: perf new [OPTIONS] COMMAND [ARGS]…\nSee `perf new -h`.\n",
            "错误：没有命令 porject\n您要的是不是：project？\n"
            "用法：perf new [选项] 命令 [参数]…\n详见 `perf new -h`。\n",
        ),
        (
            ["list", "--unt", "3"],
            "Error: unknown option: --unt\nDid you mean: --unit, --quiet, --output?\n"
            "Usage: perf list [OPTIONS] [WHAT]\nSee `perf list -h`.\n",
            "错误：没有选项 --unt\n您要的是不是：--unit、--quiet、--output？\n"
            "用法：perf list [选项] [内容]\n详见 `perf list -h`。\n",
        ),
        (
            ["list", "-Z"],
            "Error: unknown option: -Z\nUsage: perf list [OPTIONS] [WHAT]\nSee `perf list -h`.\n",
            "错误：没有选项 -Z\n用法：perf list [选项] [内容]\n详见 `perf list -h`。\n",
        ),
        (
            ["list", "——unit", "335"],
            "Error: unexpected argument: 335\nDid you mean: --unit, --quiet, --limit?\n"
            "Usage: perf list [OPTIONS] [WHAT]\nSee `perf list -h`.\n",
            "错误：多余的参数：335\n您要的是不是：--unit、--quiet、--limit？\n"
            "用法：perf list [选项] [内容]\n详见 `perf list -h`。\n",
        ),
        (
            ["cache", "status", "a", ""],
            'Error: unexpected arguments: a ""\n'
            "Usage: perf cache [OPTIONS] [status|rebuild|clear]\nSee `perf cache -h`.\n",
            '错误：多余的参数：a ""\n用法：perf cache [选项] [status|rebuild|clear]\n详见 `perf cache -h`。\n',
        ),
        (
            ["new", "template", "--from", "x"],
            "Error: missing argument: SLUG\nUsage: perf new template [OPTIONS] SLUG\nSee `perf new template -h`.\n",
            "错误：缺少参数 代号\n用法：perf new template [选项] 代号\n详见 `perf new template -h`。\n",
        ),
        (
            ["new", "template", "x"],
            "Error: missing option: --from\nUsage: perf new template [OPTIONS] SLUG\nSee `perf new template -h`.\n",
            "错误：缺少选项 --from\n用法：perf new template [选项] 代号\n详见 `perf new template -h`。\n",
        ),
        (
            ["new", "unit", "--department-name"],
            "Error: --department-name requires a value\n"
            "Usage: perf new unit [OPTIONS] CODE NAME\nSee `perf new unit -h`.\n",
            "错误：--department-name 后面缺少值\n用法：perf new unit [选项] 编码 名称\n详见 `perf new unit -h`。\n",
        ),
        (
            ["new", "unit", "--no-color=1"],
            "Error: --no-color takes no value\nUsage: perf new unit [OPTIONS] CODE NAME\nSee `perf new unit -h`.\n",
            "错误：--no-color 后面不带值\n用法：perf new unit [选项] 编码 名称\n详见 `perf new unit -h`。\n",
        ),
        (
            ["list", "--limit", "十"],
            "Error: --limit: 十 is not a whole number\nUsage: perf list [OPTIONS] [WHAT]\nSee `perf list -h`.\n",
            "错误：--limit：“十”不是整数\n用法：perf list [选项] [内容]\n详见 `perf list -h`。\n",
        ),
        (
            ["list", "--limit", "-1"],
            "Error: --limit: -1 is out of range: ≥0\nUsage: perf list [OPTIONS] [WHAT]\nSee `perf list -h`.\n",
            "错误：--limit：-1 超出范围：≥0\n用法：perf list [选项] [内容]\n详见 `perf list -h`。\n",
        ),
        (
            ["list", "--year", "21"],
            "Error: --year: 21 is not a year of four digits, such as 2021\n"
            "Usage: perf list [OPTIONS] [WHAT]\nSee `perf list -h`.\n",
            "错误：--year：“21”不是四位数的年度，如 2021\n用法：perf list [选项] [内容]\n详见 `perf list -h`。\n",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_said(perf: Perf, argv: list[str], english: str, chinese: str) -> None:
    assert perf.refused("--locale", "en", *argv) == english
    assert perf.refused("--locale", "zh_CN", *argv) == chinese


@pytest.mark.parametrize("year", ["2022", "２０２２", "2022年", " 2022 "])
def test_a_year_as_people_type_it(perf: Perf, year: str) -> None:
    assert perf.done("list", "-q", "--year", year) == perf.done("list", "-q", "--year=2022") != ""


def test_help_says_what_has_to_be_given_and_what_is_taken_without(perf: Perf) -> None:
    assert "  --limit N              Print no more than this many rows.  [≥0]\n" in perf.done("list", "-h")
    assert "  --scale 元|万元|亿元   The unit of a table's amounts.  [default: 元]\n" in perf.done("list", "-h")
    assert "  SLUG  Its name on disk: a-z, 0-9 and -.  [required]\n" in perf.done("new", "template", "-h")
    assert "[默认：元]\n" in perf.done("list", "-h", "--locale", "zh_CN")
    assert "[必填]\n" in perf.done("new", "template", "-h", "--locale", "zh_CN")


# the options of every command, wherever they stand


@pytest.mark.parametrize("path", [path for path in everything() if path], ids=" ".join)
def test_every_command_takes_them_behind_its_name(perf: Perf, path: tuple[str, ...]) -> None:
    english, chinese = (
        perf(*path, "--locale", locale, "--no-color", "-C", perf.root, "-h") for locale in ("en", "zh_CN")
    )
    assert english.out.startswith(f"Usage: perf {' '.join(path)} ")
    assert chinese.out.startswith(f"用法：perf {' '.join(path)} ")
    assert (english.status, english.err, chinese.status, chinese.err) == (0, "", 0, "")
    for heading, page, folder in (
        ("Options of every command:", english.out, "DIR"),
        ("通用选项：", chinese.out, "文件夹"),
    ):
        shown = re.findall(r"^  (-.*?\S)  +\S", page.partition(heading)[2], re.MULTILINE)
        assert shown == [f"-C, --repo {folder}", "--locale zh_CN|en", "--no-color", "--no-pager"]


def test_behind_the_name_they_do_what_they_do_before_it(perf: Perf, tmp_path_factory: pytest.TempPathFactory) -> None:
    nowhere = Perf(tmp_path_factory.mktemp("nowhere"))
    listed = perf.done("list", "--locale", "zh_CN")
    assert "项目名称" in listed
    for argv in (
        ["list", "-C", str(perf.root), "--locale", "zh_CN"],
        ["list", "--locale=zh_CN", f"-C{perf.root}", "--no-color"],
        ["--locale", "en", "list", f"--repo={perf.root}", "--locale", "zh_CN"],
        ["-C", "nowhere", "list", "-C", str(perf.root), "--locale", "zh_CN"],
    ):
        assert nowhere.done(*argv) == listed
    assert nowhere.done("list", f"-qC{perf.root}") == perf.done("list", "-q")
    assert nowhere.done("list", "-qC", str(perf.root)) == perf.done("list", "-q")
    assert "housing" in nowhere.done("form", "-C", str(perf.root), "list") or nowhere.done("form", "list") != ""
    assert nowhere.done("new", "-C", str(perf.root), "unit", "335009", "某站", "--locale", "en").endswith("335.toml\n")
    assert "335009" in perf.read("departments/335.toml")


def test_the_value_of_another_option_is_none_of_them(perf: Perf) -> None:
    assert perf.done("list", "--name", "-C", "-q") == ""
    assert perf.done("list", "--name", "--locale", "-q") == ""
    assert perf.done("list", "-q", "--name", "--no-color") == ""
    assert "Error: no project has the code --locale" in perf.refused("show", "--", "--locale", "zh_CN")


@pytest.mark.parametrize(
    "argv",
    [
        ["lsit", "--locale", "zh_CN"],
        ["lsit", "--name", "--locale", "zh_CN"],
        ["form", "--what", "lsit", "--locale=zh_CN"],
        ["list", "--yaer", "2021", "--locale", "zh_CN"],
        ["list", "--limit", "x", "--locale", "zh_CN"],
        ["list", "--locale", "zh_CN", "--unit"],
        ["help", "nwe", "--locale", "zh_CN"],
    ],
    ids=" ".join,
)
def test_mistakes_are_told_in_the_language_asked_for_behind_them(perf: Perf, argv: list[str]) -> None:
    assert perf.refused(*argv).startswith("错误：")


def test_an_option_of_a_commands_own_is_not_taken_from_it() -> None:
    import typer
    from typer.main import get_command

    from perfcli.cli.commands import share, use_own

    def own(color: str = typer.Option("", "--no-color"), place: str = typer.Option("", "-C")) -> None:
        pass

    app = typer.Typer()
    app.callback()(lambda: None)
    app.command("own")(own)
    app.command("other")(lambda: None)
    use_own(app)
    root: Any = get_command(app)
    shared = [one for one in build([], whole=True).params if one.name.startswith("shared_")]
    share(root, shared)
    assert [one.opts for one in root.commands["own"].shared] == [["--locale"], ["--no-pager"]]
    assert [one.opts for one in root.commands["other"].shared] == [
        ["--repo", "-C"],
        ["--locale"],
        ["--no-color"],
        ["--no-pager"],
    ]


def test_numbers_are_read_by_kinds_of_our_own() -> None:
    """Those of typer say in English what is wrong."""
    numbers = {
        f"{' '.join(path)} {parameter.name}": type(parameter.type).__name__
        for path, command in everything().items()
        for parameter in command.params
    }
    assert {name: kind for name, kind in numbers.items() if kind.startswith(("Int", "Float"))} == {}


# no English in Chinese


def words(*texts: str) -> set[str]:
    return {word.lower() for text in texts for word in WORD.findall(text)}


def names() -> set[str]:
    """The words that are names: of commands, options, arguments, keys, columns, tables, formats, rules, files."""
    known = words(
        "perf toml json manifest schema git sql sqlite unicode utf csv word excel html markdown libreoffice bom"
    )
    for path, command in everything().items():
        known |= words(*path)
        for parameter in command.params:
            known |= words(*parameter.opts, str(parameter.human_readable_name), str(parameter.metavar))
    for labels in LABELS.values():
        known |= words(*labels)
    for subject in SUBJECTS:
        known |= words(subject, *columns_of(subject))
    for table in TABLES:
        known |= words(table)
    known |= words(*_HEADINGS, *RECORDS, *builtin_forms(), *SEVERITY_NAMES, "planned never forms")
    known |= words(*(one.name for one in file_format.KNOWN), *(rule.name for rule in RULES), *COMMANDS)
    return known


def mistakes(path: tuple[str, ...], command: Any) -> Iterator[list[str]]:
    """Every way in which a command can be called wrongly that follows from what it takes."""
    call = list(path)
    yield [*call, "--zzz"]
    yield [*call, "-Z"]
    yield [*call, "zzz", "zzz", "zzz", "zzz"]
    yield call
    for parameter in command.params:
        if parameter.param_type_name != "option" or parameter.name == "version":
            continue
        name = parameter.opts[0]
        if parameter.is_flag:
            yield [*call, f"{name}=zzz"]
            yield [*call, name]
        else:
            yield [*call, name]
            yield from ([*call, name, wrong] for wrong in ("zzz", "-1", "", "１２", "，"))


@pytest.mark.parametrize("path", list(everything()), ids=" ".join)
def test_no_english_word_is_said_in_chinese(perf: Perf, path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERF_LOCALE", "zh_CN")
    known = names()
    said = {}
    for argv in mistakes(path, everything()[path]):
        if path == ("import",) and argv[-1] == "":
            continue
        outcome = perf(*argv)
        assert outcome.status in (0, 1, 2, 74), argv
        foreign = words(outcome.err) - known - words(*argv, str(perf.root))
        if foreign:
            said[" ".join(argv)] = (sorted(foreign), outcome.err)
    assert said == {}
