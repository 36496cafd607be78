"""Messages in Chinese and English: the catalogue, help, the choice of a locale, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog

import perfcli
from perfcli import i18n
from perfcli.actions.listing import SUBJECTS, columns_of
from perfcli.cli.app import COMMANDS, build
from perfcli.cli.columns import column
from perfcli.cli.main import run
from perfcli.cli.summary import SUMS
from perfcli.errors import PerfError
from perfcli.locale.update import Id, extract, read_catalogue, update_catalogue

PACKAGE = Path(perfcli.__file__).parent
CATALOGUE = PACKAGE / "locale" / "zh_CN" / "LC_MESSAGES" / "perfcli.po"

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
ENGLISH_MARK = re.compile(r"[\u4e00-\u9fff] ?[,:;?!()]|[,;?!()] ?[\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?: |$)")

WITHOUT_CHINESE_CHARACTERS = {
    *(
        "{text}: {rule}",
        "{key}: {reason}",
        "{name}: {reason}",
        "{reason}: {text}",
        "{label}: {reason}",
        "{heading}:",
        "{reason}",
    ),
    *("{question} (y/n)", "({source}: {origin})", "{code} ({name})"),
    *(", ", ": ", "{amounts} ({share})", "{question} ({empty})", "{code} ({severity}, {line}): {message}"),
}
"""Messages of placeholders and punctuation alone."""

CHINESE_IN_ENGLISH_HELP = ("元|万元|亿元", "部门预算绩效文本", "本级", "24万元", "[default: 元]", "--scale 万元")
"""What English help may say in Chinese: the names of things that have no others."""

ENVIRONMENT = ("PERF_LOCALE", "PERF_REPO", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS")


@pytest.fixture(scope="module")
def messages() -> dict[Id, list[str]]:
    return extract(PACKAGE)


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return read_catalogue(CATALOGUE)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A working folder outside every repository, and an environment that says nothing of a language."""
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def translations(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Each msgid, singular and plural, with each of its texts."""
    for message in catalogue:
        ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        yield from ((msgid, text or "") for msgid in ids for text in texts if msgid)


def is_translated(catalogue: Catalog, message: Id) -> bool:
    known = catalogue.get(message if isinstance(message, str) else message[0])
    texts = known.string if known and isinstance(known.string, (tuple, list)) else [known.string if known else ""]
    return all(texts)


def fields(text: str) -> list[str]:
    return sorted(name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None)


# the catalogue


def test_every_message_of_the_code_is_translated(messages: dict[Id, list[str]], catalogue: Catalog) -> None:
    missing = [
        f"{modules[0]}: {message!r}" for message, modules in messages.items() if not is_translated(catalogue, message)
    ]
    assert missing == [], "python perfcli/locale/update.py adds these to perfcli.po; translate them there"


def test_no_message_is_obsolete(messages: dict[Id, list[str]], catalogue: Catalog) -> None:
    known = {message.id if isinstance(message.id, str) else tuple(message.id) for message in catalogue if message.id}
    assert known - set(messages) == set(), "drop these from the catalogue: python perfcli/locale/update.py"
    assert list(catalogue.obsolete) == []


def test_no_message_is_fuzzy_or_empty(messages: dict[Id, list[str]], catalogue: Catalog) -> None:
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert "" not in messages


def test_translations_keep_their_placeholders(catalogue: Catalog) -> None:
    differing = [(msgid, text) for msgid, text in translations(catalogue) if fields(msgid) != fields(text)]
    assert differing == []


def test_translations_are_chinese(catalogue: Catalog) -> None:
    not_chinese = {msgid for msgid, text in translations(catalogue) if not re.search(r"[\u4e00-\u9fff]", text)}
    assert not_chinese == WITHOUT_CHINESE_CHARACTERS
    assert {text for _msgid, text in translations(catalogue) if text.isascii()} == {"{reason}"}


def test_translations_use_full_width_punctuation(catalogue: Catalog) -> None:
    assert [text for _msgid, text in translations(catalogue) if ENGLISH_MARK.search(text)] == []


def test_messages_are_ended_alike_in_both_languages(catalogue: Catalog) -> None:
    ends = {".": "。", "?": "？", ":": "："}
    differing = [
        (msgid, text)
        for msgid, text in translations(catalogue)
        if msgid not in ("No.", ": ", ", ")
        and ends.get(msgid[-1], "") != (text[-1] if text[-1] in ends.values() else "")
    ]
    assert differing == []


def test_updating_the_catalogue_keeps_translations_and_drops_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "zh_CN" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "perfcli.po"
    head = (
        'msgid ""\nmsgstr ""\n"Language: zh_CN\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n'
    )
    source.write_text(f'{head}\nmsgid "gone"\nmsgstr "没了"\n\nmsgid "kept"\nmsgstr "留着"\n', encoding="utf-8")
    updated = update_catalogue(source, {"new": ["a.py"], "kept": ["a.py", "b.py"], ("{n} file", "{n} files"): ["c.py"]})
    assert updated == (
        f'{head}\n#: a.py\nmsgid "new"\nmsgstr ""\n\n#: a.py\n#: b.py\nmsgid "kept"\nmsgstr "留着"\n\n'
        '#: c.py\nmsgid "{n} file"\nmsgid_plural "{n} files"\nmsgstr[0] ""\n'
    )
    source.write_text(updated, encoding="utf-8")
    assert update_catalogue(source, {"new": ["a.py"]}) == f'{head}\n#: a.py\nmsgid "new"\nmsgstr ""\n'


# help and headings


def parts(command: Any, path: str = "perf") -> Iterator[tuple[str, Any]]:
    """The command, its options and arguments, and those of the commands below it, each with where it is."""
    yield path, command
    for parameter in command.params:
        yield f"{path} {'/'.join(parameter.opts)}", parameter
    for name, sub in getattr(command, "commands", {}).items():
        yield from parts(sub, f"{path} {name}")


def tree(locale: str) -> dict[str, Any]:
    return dict(parts(build(["--locale", locale], whole=True)))


def pages(locale: str) -> dict[str, str]:
    """The help page of every command."""
    found = {}
    for path, command in parts(build(["--locale", locale], whole=True)):
        if hasattr(command, "params"):
            context = command.context_class(command, info_name=path, terminal_width=80)
            found[path] = command.get_help(context)
    return found


def test_every_command_is_in_the_tree_in_the_order_of_the_table(bare: Path) -> None:
    whole, listed = build([], whole=True), build(["--help"])
    assert list(whole.commands) == list(listed.commands) == list(COMMANDS)
    assert [one.help for one in listed.commands.values()] == [one.help for one in whole.commands.values()]


def test_everything_has_help_in_both_languages(bare: Path, catalogue: Catalog) -> None:
    english, chinese = tree("en"), tree("zh_CN")
    assert english.keys() == chinese.keys()
    without = [path for path, part in english.items() if not part.help]
    assert without == []
    for path, part in english.items():
        message = catalogue.get(part.help)
        assert message is not None, f"{path} has help that is no message: {part.help!r}"
        assert chinese[path].help == message.string != ""


def test_english_help_has_no_chinese_but_names(bare: Path) -> None:
    for path, page in pages("en").items():
        for name in CHINESE_IN_ENGLISH_HELP:
            page = re.sub(r"\s*".join(map(re.escape, name)), "", page)
        assert CHINESE.findall(page) == [], path


def test_no_line_of_help_is_wider_than_the_terminal(bare: Path) -> None:
    from perfcli.cells import text_width

    too_wide = [line for page in pages("zh_CN").values() for line in page.split("\n") if text_width(line) > 80]
    assert too_wide == []


def test_help_lines_in_chinese(bare: Path) -> None:
    text = pages("zh_CN")
    assert "  summary     汇总项目数、预算数和计划支出，精确到分。\n" in text["perf"]
    assert (
        "选项：\n"
        "  -C, --repo 文件夹  数据仓库所在的文件夹（默认：PERF_REPO，其次是当前文件夹所在\n"
        "                     的数据仓库）。\n"
    ) in text["perf"]
    assert (
        "  -o, --output 文件      写入这个文件，不在屏幕上显示。\n"
        "  --no-bom               csv 文件不带 BOM 标记（Excel 靠它识别中文）。\n"
        "  --scale 元|万元|亿元   表格中金额的单位。  [默认：元]\n"
    ) in text["perf list"]
    assert "  --budget 金额    预算数，单位为元，如 240000 或 24万元。\n" in text["perf new project"]


def test_help_lines_in_english(bare: Path) -> None:
    text = pages("en")
    assert (
        "  summary     Counts and sums of budgets and planned spending, exact to the\n              cent.\n"
        in text["perf"]
    )
    assert (
        "  init        Create a data repository: settings, indicator templates and a\n"
        "              guide for its users.\n"
    ) in text["perf"]
    assert "  --scale 元|万元|亿元   The unit of a table's amounts.  [default: 元]\n" in text["perf list"]
    assert "  --budget AMOUNT   Its budget in yuan, such as 240000 or 24万元.\n" in text["perf new project"]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_column_has_a_heading_in_both_languages(subject: str) -> None:
    headings: dict[str, list[str]] = {}
    for locale in ("en", "zh_CN"):
        i18n.set_locale(locale)
        headings[locale] = [i18n.gettext(column(key, subject).heading) for key in columns_of(subject)]
    assert all(
        heading.isascii() and heading != key for heading, key in zip(headings["en"], columns_of(subject), strict=True)
    )
    assert all(not heading.isascii() for heading in headings["zh_CN"]), headings["zh_CN"]


def test_summary_columns_have_headings(catalogue: Catalog) -> None:
    keys = [key for key in (*SUMS, "template", "department") if key != "planned"]
    assert all(catalogue.get(column(key).heading) for key in keys)
    i18n.set_locale("zh_CN")
    assert column("planned_10").heading == "10月底计划"
    i18n.set_locale("en")
    assert column("planned_10").heading == "By month 10"


def test_headings_are_the_terms_of_the_field() -> None:
    i18n.set_locale("zh_CN")

    def headings(subject: str) -> str:
        return " ".join(i18n.gettext(column(key, subject).heading) for key in SUBJECTS[subject])

    assert headings("projects") == "项目编码 项目名称 预算单位 预算年度 预算数 财政资金 其他资金 指标数"
    assert headings("units") == "单位编码 单位名称 部门 项目数"
    assert headings("templates") == "模板代号 模板名称 适用范围"
    assert headings("indicators") == (
        "项目编码 预算单位 预算年度 一级指标 二级指标 三级指标 绩效指标描述 指标值 "
        "符号 数值 上限 计量单位 指标值确定依据 时期"
    )
    assert headings("functions") == "部门 预算年度 序号 分项名称 绩效目标 指标数"


# which locale


def chosen(*argv: str) -> str:
    i18n.set_locale("zh_CN")
    build(list(argv))
    return i18n.get_locale()


def make_repository(folder: Path, locale: str) -> None:
    (folder / "perf.toml").write_text(f'schema = 1\nlocale = "{locale}"\n', encoding="utf-8")


def test_chinese_is_spoken_where_nothing_else_is_said(bare: Path) -> None:
    i18n.set_locale("en")
    build([])
    assert i18n.get_locale() == "zh_CN"


def test_the_option_comes_before_all_else(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_repository(bare, "zh_CN")
    for name in ("PERF_LOCALE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "zh_CN.UTF-8")
    assert chosen("--locale", "en", "list") == "en"
    assert chosen("--locale=en", "list") == "en"
    assert chosen("--locale", "en_GB.UTF-8") == "en"
    assert chosen("list") == "zh_CN"


def test_the_environment_comes_before_the_repository(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_repository(bare, "zh_CN")
    monkeypatch.setenv("PERF_LOCALE", "en")
    assert chosen("list") == "en"
    monkeypatch.setenv("PERF_LOCALE", "")
    assert chosen("list") == "zh_CN"


def test_the_repository_comes_before_the_system(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_repository(bare, "en")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert chosen("list") == "en"
    below = bare / "projects"
    below.mkdir()
    monkeypatch.chdir(below)
    assert chosen("list") == "en"


def test_the_repository_named_is_the_one_asked(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = bare / "here", bare / "there"
    for folder, locale in ((here, "zh_CN"), (there, "en")):
        folder.mkdir()
        make_repository(folder, locale)
    monkeypatch.chdir(here)
    assert chosen("list") == "zh_CN"
    assert chosen("-C", str(there), "list") == "en"
    assert chosen(f"--repo={there}", "list") == "en"
    monkeypatch.setenv("PERF_REPO", str(there))
    assert chosen("list") == "en"


@pytest.mark.parametrize("settings", ["", "locale = 5\n", "locale = \n", "schema = 1\n", 'schema = 1\nlocale = "fr"\n'])
def test_a_repository_that_names_no_known_locale_leaves_it_to_the_system(
    bare: Path, monkeypatch: pytest.MonkeyPatch, settings: str
) -> None:
    (bare / "perf.toml").write_text(settings, encoding="utf-8")
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert chosen("list") == "en"


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        ({"LC_ALL": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "en"}, "en"),
        ({"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8", "LANG": "en_US.UTF-8"}, "zh_CN"),
        ({"LC_ALL": "C", "LC_MESSAGES": "POSIX", "LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "C.UTF-8"}, "zh_CN"),
        ({"LANG": "POSIX"}, "zh_CN"),
        ({"LANG": "fr_FR.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_TW.Big5"}, "zh_CN"),
    ],
)
def test_the_system_says_it_in_the_usual_order(
    bare: Path, monkeypatch: pytest.MonkeyPatch, system: dict[str, str], expected: str
) -> None:
    for name, value in system.items():
        monkeypatch.setenv(name, value)
    assert chosen() == expected


@pytest.mark.parametrize("name", ["fr", "C", "xx_YY", "english", "zhongwen"])
def test_an_unknown_locale_is_an_error(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    i18n.set_locale("zh_CN")
    assert run(["--locale", name, "list"]) == 2
    assert capsys.readouterr() == ("", f"错误：没有这种语言：{name}；可以使用 zh_CN、en\n")
    monkeypatch.setenv("PERF_LOCALE", name)
    with pytest.raises(PerfError, match=f"^没有这种语言：{name}；"):
        build(["list"])


# texts and numbers


def test_messages_are_looked_up_when_they_are_said(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--locale", "en", "list"]) == 2
    assert capsys.readouterr().err == (
        f"Error: no data repository here: {bare} and the folders above it hold no perf.toml\n"
        "Make one with `perf init`, or name one with `perf --repo DIR`.\n"
    )
    assert run(["--locale", "zh_CN", "list"]) == 2
    assert capsys.readouterr().err == (
        f"错误：这里没有数据仓库：{bare} 及其上级文件夹中都没有 perf.toml\n"
        "请用 `perf init` 新建，或用 `perf --repo 文件夹` 指定。\n"
    )
    assert build(["--locale", "en", "--help"]).help.startswith("Budget performance goals as plain files in git")
    assert build(["--locale", "zh_CN", "--help"]).help.startswith("预算绩效目标")


def test_a_message_that_no_catalogue_knows_stays_as_it_is() -> None:
    i18n.set_locale("zh_CN")
    assert i18n.gettext("no message of ours") == "no message of ours"
    assert i18n.gettext("") == ""
    assert i18n.ngettext("one thing", "{n} things", 2) == "{n} things"


def test_fields_of_a_text_are_told() -> None:
    assert fields("{b}: {{a}} {a}{a}") == ["a", "a", "b"]


@pytest.mark.parametrize("locale", i18n.LOCALES)
def test_numbers_as_people_read_them(locale: str) -> None:
    i18n.set_locale(locale)
    assert i18n.money(Decimal("45576602.30")) == "45,576,602.30"
    assert i18n.money(Decimal("45576602.30"), "万元") == "4,557.66"
    assert i18n.money(Decimal("45576602.30"), "亿元") == "0.46"
    assert i18n.money(Decimal("50"), "万元") == "0.01"
    assert i18n.money(Decimal("49.99"), "万元") == "0.00"
    assert i18n.money(Decimal("0")) == "0.00"
    assert i18n.money(Decimal("70000000000000.01")) == "70,000,000,000,000.01"
    assert i18n.money(Decimal("-1234.5")) == "-1,234.50"
    assert i18n.percent(Decimal("25")) == "25.00%"
    assert i18n.percent(Decimal("33.335")) == "33.335%"
    assert i18n.percent(Decimal("1000")) == "1000.00%"
    assert i18n.count(1234567) == "1,234,567"
    assert i18n.count(0) == "0"


@pytest.mark.parametrize(
    ("name", "known"),
    [("zh_CN", "zh_CN"), ("zh-Hans-CN", "zh_CN"), ("ZH", "zh_CN"), ("en_US.UTF-8@x", "en"), ("C", None), ("", None)],
)
def test_known_locales(name: str, known: str | None) -> None:
    assert i18n.known_locale(name) == known


def test_help_in_chinese_has_no_english_sentence(bare: Path) -> None:
    words = re.compile(r"[A-Z][a-z]+(?: [a-z]+)*")
    found = {word for page in pages("zh_CN").values() for word in words.findall(page)}
    assert found == {
        "Excel",
        "Libre",
        "Markdown",
        "Office",
        "Parquet",
        "Power",
        "Schema",
        "Shell",
        "Spark",
        "Tab",
        "Word",
    }, "translate these, or add a name to this set"
