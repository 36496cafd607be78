"""Texts that are no TOML 1.0, numbers beyond bounds, files that are none: every command answers alike."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import Call

CODE = "13030321AAAAAAAAAAAAA"
GOOD = "13030321BBBBBBBBBBBBB"
FOLDER = "projects/2021/335001"
HEAD = 'code = "13030321AAAAAAAAAAAAA"\nname = "名"\nunit = "335001"\nyear = 2021\n'
BUDGET = "[budget]\ntotal = 1.00\nfiscal = 1.00\nother = 0.00\n"
HUGE = "0x" + "f" * 4_000


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path, text in {
        "perf.toml": 'schema = 1\ndivision = "130303"\n',
        "departments/335.toml": 'code = "335"\nname = "局"\n\n[[units]]\ncode = "335001"\nname = "本级"\n',
        f"{FOLDER}/{GOOD}.toml": (HEAD + "\n" + BUDGET).replace(CODE, GOOD),
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8", newline="\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERF_LOCALE", "en")
    return tmp_path


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (f"{HEAD}e = {{g =\n 1}}\n{BUDGET}", "5:9"),
        (f"{HEAD}e = {{g = # c\n 1}}\n{BUDGET}", "5:10"),
        (f"{HEAD}e = {{g = 1,\n}}\n{BUDGET}", "5:12"),
        (f'{HEAD}e = "\\e"\n{BUDGET}', "5:6"),
        (f"\ufeff\ufeff{HEAD}z = 1\n{BUDGET}", "1:1"),
        (f'{HEAD}e = {{f = 1, g =\n# d\n """x\n\nname = {{f = [0\n."""}}\n{BUDGET}', "5:16"),
        (f'{HEAD}purpose = """\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n"""\n{BUDGET}', "6:1"),
        (f"{HEAD}e = {'[' * 5_000}\n{BUDGET}", "5:"),
        (f"{HEAD}e = {'{a = ' * 5_000}\n{BUDGET}", "5:"),
        (f"{HEAD}{'a.' * 5_000}b = 1\n{BUDGET}", "5:"),
        (f"{HEAD}e = {'9' * 5_000}\n{BUDGET}", "5:5"),
        (HEAD.replace("2021", HUGE) + BUDGET, "4:1"),
        (HEAD.replace("2021", str(2**64)) + BUDGET, "4:1"),
        (f"{HEAD}goals = [{HUGE}]\n{BUDGET}", "5:10"),
        (f"{HEAD}{BUDGET}[spending_plan]\n3 = {HUGE}\n", "10:1"),
        (f"{HEAD}{BUDGET.replace('1.00', HUGE, 1)}", "6:1"),
    ],
)
def test_every_command_names_the_same_place(root: Path, call: Call, data: str, place: str) -> None:
    path = f"{FOLDER}/{CODE}.toml"
    (root / path).write_bytes(data.encode())
    for arguments, expected in (
        (("list",), 0),
        (("summary",), 2),
        (("check", "--select", "D501"), 1),
        (("show", CODE), 2),
        (("export", "-", "-f", "json"), 2),
        (("query", "SELECT code FROM projects"), 0),
    ):
        status, out, err = call(*arguments)
        assert status == expected, (arguments, err)
        assert f"{path}:{place}" in out + err, (arguments, out, err)
    assert call("fmt")[0] in (0, 2)
    assert call("fmt", "--check")[0] in (0, 1)


@pytest.mark.parametrize("text", [f"schema = {HUGE}\n", "schema = 18446744073709551616\n"])
def test_settings_beyond_all_bounds_are_named(root: Path, call: Call, text: str) -> None:
    (root / "perf.toml").write_text(text, encoding="utf-8")
    for command in ("list", "summary"):
        status, _out, err = call(command)
        assert (status, "perf.toml:1:1: schema: the number is too large" in err) == (2, True)
    status, out, _err = call("check", "--select", "D501")
    assert (status, "perf.toml:1:1: D501 schema: the number is too large" in out) == (1, True)
    (root / "perf.toml").write_text(f"schema = 1\n[check]\nmine = {HUGE}\n", encoding="utf-8")
    assert call("check")[0] in (0, 1)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_pipes_and_devices_are_named_and_the_rest_is_done(root: Path, call: Call) -> None:
    os.mkfifo(root / FOLDER / f"{CODE}.toml")
    (root / "departments" / "336.toml").symlink_to("/dev/zero")
    (root / FOLDER / "13030321CCCCCCCCCCCCC.toml").write_text("a = \n", encoding="utf-8")
    good = root / FOLDER / f"{GOOD}.toml"
    canonical = good.read_text(encoding="utf-8")
    good.write_text(canonical.replace("year = 2021", "year=2021"), encoding="utf-8", newline="\n")
    status, _out, err = call("fmt")
    assert (status, err) == (
        2,
        "departments/336.toml:1:1: cannot be read: not a regular file\n"
        f"{FOLDER}/{CODE}.toml:1:1: cannot be read: not a regular file\n"
        f"{FOLDER}/13030321CCCCCCCCCCCCC.toml:1:5: a: the value is missing\n"
        "    a = \n"
        "        ^\n"
        "1 file reformatted\n"
        "Warning: departments/336.toml is a link to files outside of the repository\n",
    )
    assert good.read_text(encoding="utf-8") == canonical
    status, _out, err = call("list")
    assert (status, f"{FOLDER}/{CODE}.toml: cannot be read: not a regular file" in err) == (0, True)
    assert call("summary")[0] == 2
    assert call("check")[0] == 1


def test_a_unit_among_very_many_is_registered(root: Path, call: Call) -> None:
    path = root / "departments" / "335.toml"
    units = "".join(
        f'\n[[units]]\ncode = "335{number:06}"\nname = "单位{number}" # {number}\n' for number in range(5_000)
    )
    before = 'code = "335"\nname = "局"\n' + units
    path.write_text(before, encoding="utf-8", newline="\n")
    assert call("new", "unit", "335777", "新单位")[0] == 0
    assert path.read_text(encoding="utf-8") == before + '\n[[units]]\ncode = "335777"\nname = "新单位"\n'


def test_a_file_beyond_all_sense_is_named_by_every_command(root: Path, call: Call) -> None:
    file = root / FOLDER / f"{CODE}.toml"
    file.touch()
    os.truncate(file, 4 << 30)  # it takes no room on the disk
    said = f"{FOLDER}/{CODE}.toml: cannot be read: File too large"
    assert call("summary")[0] == 2
    assert said in call("summary")[2]
    status, out, err = call("list", "-f", "tsv")
    assert (status, len(out.splitlines()), said in err) == (0, 2, True)
    assert "File too large" in call("check")[1]
    status, out, err = call("fmt", "--check")
    assert (status, "cannot be read: File too large" in out + err) == (1, True)
