"""`perf completion`: the script of each shell, and what it is answered."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from perfcli import i18n
from perfcli.actions import naming
from perfcli.cli import bash_words, completion
from perfcli.cli.app import COMMANDS
from perfcli.cli.completing import OFFERED, SHELLS
from perfcli.cli.tree import TABLE, Command, Parameter, Tree, read_tree
from perfcli.cli.typed import Typed
from perfcli.locale.commands import table
from perfcli.repository import Repository
from tests.conftest import HEATING, MAINTENANCE, ROAD, Perf, spawn
from tests.terminals import Terminal, shell_script, with_programs

posix = pytest.mark.skipif(os.name == "nt", reason="shells of Unix")
needs_zsh = pytest.mark.skipif(not shutil.which("zsh"), reason="there is no zsh")
needs_fish = pytest.mark.skipif(not shutil.which("fish"), reason="there is no fish")


def asked(root: Path, *words: str, shell: str = "bash", **more: str) -> list[str]:
    """The lines that a shell is answered with."""
    variables = {"_PERF_COMPLETE": shell, "_PERF_WORDS": "\x1f".join(words), "COMP_TYPE": "9", **more}
    done = spawn(root, environ=variables)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode("utf-8").splitlines()


# what is offered


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["li"], ["words", "list"]),
        (["new", ""], ["words", "project", "unit", "goals", "template"]),
        (["list", "u"], ["words", "units"]),
        (["list", "--un"], ["words", "--unit"]),
        (["list", "--unit", "3350"], ["words", "335001", "335002"]),
        (["list", "--unit", "335001", "--unit", "336"], ["words", "336", "336001"]),
        (["--locale", "zh_CN", "list", "--un"], ["words", "--unit"]),
        (["list", "--name", "'公租房 维修'", "--un"], ["words", "--unit"]),
        (["list", "--name", "公租房\\ 维修", "--un"], ["words", "--unit"]),
        (["show", MAINTENANCE, "--y"], ["words", "--year"]),
        (["show", MAINTENANCE, "--year", ""], ["words", "2021", "2022"]),
        (["show", "1303032"], ["words", MAINTENANCE, HEATING, ROAD]),
        (["show", MAINTENANCE, "13030321"], ["words", HEATING]),
        (["check", "13030322"], ["words", ROAD]),
        (["check", "pro"], ["files 0"]),
        (["new", "project", "--template", ""], ["words", "housing-maintenance"]),
        (["form", "fill", "--form", "national-"], ["words", "national-terms", "national-weights"]),
        (["check", "--select", "A30"], ["list", *(f"A30{last}" for last in range(1, 10))]),
        (["check", "--select", "A301,A30"], ["list", *(f"A301,A30{last}" for last in range(2, 10))]),
        (["list", "--columns", "code,na"], ["list", "code,name"]),
        (["list", "units", "--columns", ""], ["list", "code", "name", "department", "projects"]),
        (["summary", "--by", "unit,y"], ["list", "unit,year"]),
        (["list", "--scale", "万"], ["words", "万元"]),
        (["list", "--kind", "数"], ["words", "数量指标"]),
        (["list", "--operator", ""], ["words", "≥", "≤", "\\>", "\\<", "=", "range"]),
        (["export", "-f", ""], ["words", "xlsx", "csv", "json", "jsonl", "sqlite", "duckdb", "parquet"]),
        (["list", "-f", "js"], ["words", "json", "jsonl"]),
        (["list", "-qf", "c"], ["words", "csv"]),
        (["list", "-fj"], ["words", "-fjson", "-fjsonl"]),
        (["list", "--format=j"], ["words", "--format=json", "--format=jsonl"]),
        (["list", "--format", "=", "j"], ["words", "json", "jsonl"]),
        (["list", "--format", "="], ["words", "table", "markdown", "json", "jsonl", "csv", "tsv"]),
        (["list", "--columns", "=", "code,na"], ["list", "code,name"]),
        (["help", "new", "t"], ["words", "template"]),
        (["import", ""], ["files 0"]),
        (["list", "-o", ""], ["files 0"]),
        (["list", "--output", "=", "a"], ["files 9"]),
        (["list", ">", "re"], ["files 0"]),
        (["init", ""], ["folders 0"]),
        (["-C", ""], ["folders 0"]),
        (["completion", "p"], ["words", "powershell"]),
        (["copy", MAINTENANCE[:9]], ["words", MAINTENANCE]),
        (["new", "template", "x", "--from", "13030322"], ["words", ROAD]),
        (["monitor", "status", "--da"], ["words", "--date"]),
    ],
    ids=" ".join,
)
def test_in_a_repository(perf: Perf, words: list[str], answer: list[str]) -> None:
    assert asked(perf.root, *words) == answer


@pytest.mark.parametrize(
    "words",
    [
        ["bogus", ""],
        ["list", "--name", "公"],
        ["list", "--limit", ""],
        ["monitor", "status", "--date", ""],
        ["copy", MAINTENANCE, "--code", "1303"],
        ["list", "--unit", "999"],
        ["list", "--format=x"],
        ["show", "--", "--ye"],
        ["-C", "nowhere", "show", ""],
        ["--locale", "fr", "show", ""],
        ["show", f"{ROAD}x"],
    ],
    ids=" ".join,
)
def test_nothing_is_offered(perf: Perf, words: list[str]) -> None:
    assert asked(perf.root, *words) == []


def test_an_option_is_offered_once_unless_it_is_repeatable(perf: Perf) -> None:
    offered = asked(perf.root, "list", "--unit", "335001", "--name", "x", "--")
    assert "--unit" in offered
    assert "--name" not in offered


def test_codes_are_told_with_their_names(perf: Perf) -> None:
    assert asked(perf.root, "show", "1303032", shell="zsh") == [
        "words",
        f"{MAINTENANCE}\t公租房维修费",
        f"{HEATING}\t清洁取暖",
        f"{ROAD}\t",
    ]
    assert asked(perf.root, "list", "--unit", "33500", shell="fish") == [
        "words",
        "335001\t住房保障局本级",
        "335002\t供热站",
    ]
    assert asked(perf.root, "list", "--unit", "33500", COMP_TYPE="63", COLUMNS="17") == [
        "words",
        "335001  住房保…",
        "335002  供热站",
    ]


def test_what_options_mean_is_told_in_the_language_spoken(perf: Perf) -> None:
    chinese = {"PERF_LOCALE": ""}
    assert asked(perf.root, "--locale", "zh_CN", "list", "--un", shell="zsh", **chinese) == [
        "words",
        "--unit\t只看这个预算单位（三位数字则为部门）；可多次使用。",
    ]
    assert asked(perf.root, "--locale=en", "list", "--un", shell="zsh", **chinese) == [
        "words",
        "--unit\tOnly this unit (three digits: department); repeatable.",
    ]


def test_each_shell_gets_words_as_it_takes_them(perf: Perf) -> None:
    answers = {shell: asked(perf.root, "list", "--operator=", shell=shell)[1:4:2] for shell in SHELLS}
    assert answers == {
        "bash": ["--operator=≥", "--operator=\\>"],
        "zsh": ["--operator=≥\t", "--operator=>\t"],
        "fish": ["--operator=≥\t", "--operator=>\t"],
        "powershell": ["'--operator=≥'\t", "'--operator=>'\t"],
    }
    assert asked(perf.root, "list", "--output=a", shell="zsh") == ["files 9"]


def test_another_repository_is_asked_where_it_is_named(perf: Perf, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("不在 这里")
    assert asked(elsewhere, "show", "") == []
    assert asked(elsewhere, "-C", f"'{perf.root}'", "show", "13030322") == ["words", ROAD]
    assert asked(elsewhere, "--repo", "=", str(perf.root), "show", "13030322") == ["words", ROAD]
    assert asked(elsewhere, "show", "13030322", PERF_REPO=str(perf.root)) == ["words", ROAD]


def test_outside_of_a_repository_commands_and_options_are_there(tmp_path_factory: pytest.TempPathFactory) -> None:
    nowhere = tmp_path_factory.mktemp("nowhere")
    assert asked(nowhere, "") == ["words", *COMMANDS]
    assert asked(nowhere, "form", "fill", "--form", "national-") == ["words", "national-terms", "national-weights"]
    assert asked(nowhere, "list", "--unit", "") == []


@pytest.mark.parametrize(
    "path", ["perf.toml", "departments/335.toml", "templates/housing-maintenance.toml", ".perf/index.sqlite"]
)
def test_damage_is_met_in_silence(perf: Perf, path: str) -> None:
    perf.done("list", "-q")
    perf.write(path, b"\xff\xfe not toml = [")
    for words in (["show", ""], ["list", "--unit", ""], ["new", "project", "--template", ""], ["check", "--"]):
        asked(perf.root, *words)


def test_a_new_project_is_completed_at_once(perf: Perf) -> None:
    made = perf.done("new", "project", "--unit", "335001", "--name", "屋面防水", "--budget", "3万元")
    code = Path(made.strip()).stem
    assert asked(perf.root, "show", code[:12], shell="zsh") == ["words", f"{code}\t屋面防水"]


def test_of_very_many_codes_the_first_and_the_last_are_offered(perf: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming, "_FEW_FILES", 1)
    monkeypatch.setattr(naming, "_FEW_DEPARTMENTS", 0)
    repository = Repository(perf.root)
    assert naming.codes(repository, "") == {}
    perf.done("list", "-q")
    perf.done("list", "units", "-q")
    everything = {MAINTENANCE: "公租房维修费", HEATING: "清洁取暖", ROAD: "A|B 路\n改造"}
    assert naming.codes(repository, "") == everything
    assert naming.codes(repository, "13030322") == {ROAD: "A|B 路\n改造"}
    assert naming.units(repository) == {
        "335": "住房保障局",
        "335001": "住房保障局本级",
        "335002": "供热站",
        "336": "交通局",
        "336001": "交通局本级",
    }
    monkeypatch.setattr(naming, "MOST", 2)
    assert list(naming.codes(repository, "1303032")) == [MAINTENANCE, ROAD]


# the table


def test_the_table_is_that_of_the_commands() -> None:
    assert TABLE.read_text(encoding="utf-8") == table(), "run python perfcli/locale/update.py"


def commands(command: Command) -> list[Command]:
    return [command, *(inner for each in command.commands.values() for inner in commands(each))]


def test_what_commands_do_is_said_in_the_language_spoken() -> None:
    i18n.set_locale("zh_CN")
    said = [command.help for command in commands(read_tree().root) if command.help]
    assert [text for text in said if i18n.gettext(text) == text] == []


def test_what_a_parameter_takes_is_known() -> None:
    tree = read_tree()
    assert list(tree.root.commands) == list(COMMANDS)
    parameters = [
        parameter
        for command in commands(tree.root)
        for parameter in (*command.options.values(), *command.arguments)
        if "|" not in parameter.takes
    ]
    known = {*OFFERED, "files", "folders", "text"}
    assert {word for parameter in parameters for word in parameter.takes.rstrip(",").split()} <= known
    assert set(tree.values) == {"rules", "forms"}


def test_words_are_read_as_the_program_reads_them() -> None:
    flag, value = Parameter(("--quiet", "-q"), "", False, ""), Parameter(("--format", "-f"), "a|b", False, "")
    root, listing = Command(), Command()
    listing.options = {name: option for option in (flag, value) for name in option.names}
    listing.arguments = [Parameter(("subject",), "text", False, "")]
    root.commands = {"list": listing}
    tree = Tree(root, {})

    def typed(*words: str) -> Typed:
        return Typed(tree.root, words)

    assert typed("list", "-qf").parameter("x") == (value, "")
    assert typed("list", "-qfx").parameter("y") == (listing.arguments[0], "")
    assert typed("list", "-qfx").values == {"--quiet": "", "--format": "x"}
    assert typed("list", "--format=x", "-").arguments == ["-"]
    assert typed("list", "--", "-q").arguments == ["-q"]
    assert typed("list", "units").parameter("x") == (None, "")
    assert not typed("lost").understood


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        (["a", "b"], (["a", "b"], 0, False)),
        (["--unit", "=", "33"], (["--unit=33"], 7, False)),
        (["--unit", "="], (["--unit="], 7, False)),
        (["-C", "D", ":", "\\\\绩效\\ 目标"], (["-C", "D:\\绩效 目标"], 2, False)),
        (["'a b", ""], (["a b", ""], 0, False)),
        (['"a \\"b'], (['a "b'], 0, True)),
        (["="], (["="], 0, False)),
    ],
)
def test_words_of_bash(words: list[str], joined: tuple[list[str], int, bool]) -> None:
    assert bash_words.joined(words) == joined


# the scripts


@pytest.mark.parametrize(
    ("program", "name"),
    [
        ("/usr/bin/perf", "perf"),
        ("perfcli", "perfcli"),
        ("C:/tools/perf.exe" if os.name == "nt" else "/x/perf.exe", "perf"),
        ("/x/perfcli/__main__.py", "perfcli"),
        ("/x/$(touch RAN)", "perfcli"),
        ("", "perfcli"),
    ],
)
def test_the_name_it_was_called_by(program: str, name: str) -> None:
    assert completion.called_by(program) == name


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("name", ["perf", "perfcli"])
def test_a_script_is_for_one_name(shell: str, name: str) -> None:
    script = completion.script(shell, name)
    assert script.startswith(f"# Completion of {name} in " if shell != "zsh" else f"#compdef {name}\n")
    assert ("perfcli" in script) == (name == "perfcli")
    assert "NAME" not in script
    assert "FUNCTION" not in script


def test_how_to_install_it_is_told(perf: Perf) -> None:
    assert (
        perf.done("completion")
        == """\
Run the line of your shell once, then open a new window:
bash:
  echo 'eval "$(perfcli completion bash)"' >> ~/.bashrc
zsh:
  echo 'eval "$(perfcli completion zsh)"' >> ~/.zshrc
fish:
  perfcli completion fish > ~/.config/fish/completions/perfcli.fish
powershell:
  Add-Content $PROFILE 'perfcli completion powershell | Out-String | Invoke-Expression'
"""
    )
    assert perf.done("completion", "pwsh") == completion.script("powershell", "perfcli")
    assert perf.refused("completion", "bsh") == "Error: unknown shell: bsh\nDid you mean: bash, zsh, fish?\n"


def test_the_script_of_powershell() -> None:
    assert completion.script("powershell", "perf") == POWERSHELL


POWERSHELL = """\
# Completion of perf in PowerShell: perf completion powershell | Out-String | Invoke-Expression
# in the file that $PROFILE names.
Register-ArgumentCompleter -Native -CommandName 'perf', 'perf.exe' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $typed = @(foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
        if ($element.Extent.EndOffset -ge $cursorPosition) { break }
        if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $element.Value }
        else { $element.Extent.Text }
    })
    $typed += "$wordToComplete".Trim("'", '"')
    $before = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new()
        $env:_PERF_COMPLETE = 'powershell'
        $env:_PERF_WORDS = $typed -join [char]31
        $mode, $values = & perf 2>$null
    } finally {
        $env:_PERF_COMPLETE = $null
        $env:_PERF_WORDS = $null
        [Console]::OutputEncoding = $before
    }
    foreach ($value in $values) {
        $text, $said = $value -split "`t", 2
        if (-not $said) { $said = $text }
        [System.Management.Automation.CompletionResult]::new($text, $text, 'ParameterValue', $said)
    }
}
"""


@posix
def test_in_bash_with_its_words(perf: Perf) -> None:
    lines = (
        shell_script(perf.root, "bash"),
        'try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _perf_complete_words perf; echo "${COMPREPLY[*]}"; }',
        "try perf li",
        "try perf list --unit = 3350",
        "try perf list --name '\"公租房 维修\"' --un",
        "try perf list --scale 万",
        "try perf nothing here",
        "COMP_WORDS=(perf list --unitx); COMP_CWORD=2; _perf_complete_words perf --un list; echo ${COMPREPLY[*]}",
    )
    done = subprocess.run(
        ["bash", "-c", "\n".join(lines)],
        cwd=perf.root,
        env={**os.environ, **with_programs(perf.root)},
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.stdout, done.stderr) == ("list\n335001 335002\n--unit\n万元\n\n--unit\n", "")


STARTS = {
    "bash": (".bashrc", ["bash", "--noprofile", "--rcfile", ".bashrc", "-i"]),
    "zsh": (".zshrc", ["zsh", "-i"]),
    "fish": (".config/fish/completions/perf.fish", ["fish", "-i"]),
}
BEGIN = {"bash": "PS1='> '\n", "zsh": "autoload -Uz compinit; compinit -u -D\n", "fish": ""}
TYPED = {
    "perf list --uni\t": "perf list --unit ",
    "perf list --unit=33600\t": "perf list --unit=336001 ",
    "perf list --scale 万\t": "perf list --scale 万元 ",
    "perf show 13030322\t": f"perf show {ROAD} ",
    "perf list --columns code,na\t": "perf list --columns code,name",
    "perf list -o notes\t": "perf list -o notes.txt ",
    "perf list --output=notes\t": "perf list --output=notes.txt ",
    "perf -C templ\t": "perf -C templates/",
    "perf -C 'sub folder' list --uni\t": "perf -C 'sub folder' list --unit ",
}


@posix
@pytest.mark.parametrize("line", TYPED)
@pytest.mark.parametrize(
    "shell", ["bash", pytest.param("zsh", marks=needs_zsh), pytest.param("fish", marks=needs_fish)]
)
def test_in_the_shell_itself(perf: Perf, shell: str, line: str) -> None:
    perf.write("notes.txt", "x")
    perf.write("sub folder/x", "x")
    file, command = STARTS[shell]
    perf.write(file, BEGIN[shell] + shell_script(perf.root, shell))
    with Terminal(command, perf.root, LC_ALL="C.UTF-8", **with_programs(perf.root)) as terminal:
        assert terminal.wait_for("> " if shell != "fish" else "# "), terminal.shown
        terminal.type(line)
        whole = TYPED[line]
        assert terminal.wait_for(whole) or whole in "".join(terminal.shown.split("\a")), terminal.shown


@needs_zsh
def test_the_completion_of_linux_own_perf_does_not_win(perf: Perf) -> None:
    """`compinit` knows a `_perf` of zsh's own; ours is the one that is asked, loaded before or after."""
    with_programs(perf.root)
    script = completion.script("zsh", "perf")
    perf.write("ours", script)
    perf.write("functions/_perf", script)
    perf.write("others/_perf", "#compdef perf\n_message of-linux\n")
    show = "echo $_comps[perf]"
    for line, known in {
        f"fpath=(others $fpath); autoload -Uz compinit; compinit -u -D; {show}; source ./ours; {show}": (
            "_perf\n_perf_complete_words\n"
        ),
        f"fpath=(others $fpath); source ./ours; {show}": "_perf_complete_words\n",
        f"fpath=(functions others $fpath); autoload -Uz compinit; compinit -u -D; {show};"
        " autoload +X _perf; echo ${functions[_perf][(w)1]}": "_perf\n_perf_complete_words\n",
    }.items():
        done = subprocess.run(["zsh", "-fc", line], cwd=perf.root, capture_output=True, encoding="utf-8")
        assert done.stdout == known
