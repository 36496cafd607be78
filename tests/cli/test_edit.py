"""`perf edit`: what comes back from the editor is checked, shown with its place, and never lost."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.cli.test_adjusting import PROGRESS, WHY, approved
from tests.conftest import FILES, MAINTENANCE, Perf, spawn

__all__ = ["approved"]

PROJECT = f"projects/2021/335001/{MAINTENANCE}.toml"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the editor is a script of POSIX")


def editor(folder: Path, *steps: str) -> str:
    """A command that edits: each time that it is called the next step, a Python expression of `text`."""
    folder.mkdir(exist_ok=True)
    program = folder / "an editor.py"
    program.write_text(
        "import sys\nfrom pathlib import Path\n"
        f"count = Path({str(folder / 'count')!r})\n"
        "number = int(count.read_text()) if count.exists() else 0\n"
        "count.write_text(str(number + 1))\n"
        "path = Path(sys.argv[-1])\ntext = path.read_bytes().decode()\n"
        f"steps = {list(steps)!r}\n"
        "text = eval(steps[min(number, len(steps) - 1)])\n"
        "path.write_bytes(text.encode())\n",
        encoding="utf-8",
    )
    return f"'{sys.executable}' '{program}' --wait"


def drafts(perf: Perf) -> list[Path]:
    return sorted((perf.root / ".perf").glob("edit-*"))


def use(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, *steps: str) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path_factory.mktemp("editor"), *steps))


class TestInAPipe:
    """Nobody can be asked."""

    @pytest.fixture(autouse=True)
    def _editor(self, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
        self._patch, self._factory = monkeypatch, tmp_path_factory

    def use(self, *steps: str) -> None:
        use(self._patch, self._factory, *steps)

    def test_what_comes_back_replaces_the_file(self, perf: Perf) -> None:
        self.use("text.replace('≥174套', '≥180套') + '# 说明'")
        assert perf.done("edit", MAINTENANCE) == f"{PROJECT}\n  indicators[维修套数].target: ≥174套 → ≥180套\n"
        assert perf.read(PROJECT) == FILES[PROJECT].replace("≥174套", "≥180套") + "# 说明\n"
        assert drafts(perf) == []

    def test_nothing_changed(self, perf: Perf) -> None:
        self.use("text")
        before = perf.snapshot()
        outcome = perf("edit", MAINTENANCE)
        assert (outcome.status, outcome.out, outcome.err) == (0, "", "Nothing to change.\n")
        assert perf.snapshot() == before
        assert drafts(perf) == []

    def test_line_ends_and_a_mark_stay_whatever_the_editor_does(self, perf: Perf) -> None:
        perf.write(PROJECT, "\ufeff" + FILES[PROJECT].replace("\n", "\r\n"))
        self.use("text.lstrip('\\ufeff').replace('\\r\\n', '\\n').replace('≥174套', '≥180套').rstrip()")
        perf.done("edit", MAINTENANCE)
        assert perf.read(PROJECT) == "\ufeff" + FILES[PROJECT].replace("\n", "\r\n").replace("≥174套", "≥180套")
        self.use("text.replace('\\r\\n', '\\n')")
        assert perf("edit", MAINTENANCE).err == "Nothing to change.\n"

    @pytest.mark.parametrize(
        ("step", "said"),
        [
            (
                "text.replace('fiscal = 200000.00', 'fiscal = 2e5x')",
                "   14 | fiscal = 2e5x\n                 ^\n",
            ),
            (
                "text.replace('\"公租房维修费\"', '5')",
                '  name: text needs quotes: "5"\n    2 | name = 5\n               ^\n',
            ),
            (
                "text.replace('other = 40000.00', 'other = 0.00')",
                "  F401 the total 240000.00 is not fiscal plus other funds, which are 200000.00\n"
                "   13 | total = 240000.00\n        ^\n",
            ),
            ("text.replace('335001', '335002')", "  unit is 335002, the path says 335001\n"),
            ("''", "  the key code is missing"),
        ],
    )
    def test_what_is_wrong_is_shown_with_its_place_and_kept(self, perf: Perf, step: str, said: str) -> None:
        self.use(step)
        before = perf.snapshot()
        outcome = perf("edit", MAINTENANCE)
        assert outcome.status == 2
        assert said in outcome.err
        assert perf.snapshot() == before
        (draft,) = drafts(perf)
        assert f"What you wrote is kept in .perf/{draft.name}; `perf edit` offers it again." in outcome.err
        assert draft.read_text(encoding="utf-8") == eval(step, {"text": FILES[PROJECT]})

    def test_an_error_of_check_is_written_when_forced(self, perf: Perf) -> None:
        self.use("text.replace('other = 40000.00', 'other = 0.00')")
        perf.done("edit", MAINTENANCE, "--force")
        assert "other = 0.00" in perf.read(PROJECT)

    def test_a_caret_stands_below_wide_characters(self, perf: Perf) -> None:
        self.use("text.replace('\"住户满意。\",', '\"住户满意。\" x')")
        assert '    9 |   "住户满意。" x\n                       ^\n' in perf("edit", MAINTENANCE).err

    def test_a_file_that_changes_meanwhile_is_not_overwritten(self, perf: Perf) -> None:
        saved = FILES[PROJECT] + "# saved by a person\n"
        path = str(perf.root / PROJECT)
        self.use(f"Path({path!r}).write_bytes({saved.encode()!r}) and text.replace('≥174套', '≥180套')")
        outcome = perf("edit", MAINTENANCE)
        assert (outcome.status, outcome.out) == (2, "")
        assert "was changed by somebody else meanwhile; nothing was written" in outcome.err
        assert perf.read(PROJECT) == saved
        assert "≥180套" in drafts(perf)[0].read_text(encoding="utf-8")

    def test_an_approved_project_is_adjusted(self, approved: Perf) -> None:
        self.use("text.replace('≥174套', '≥180套').replace('total = 240000.00', 'total = 250000.00')"
                 ".replace('fiscal = 200000.00', 'fiscal = 210000.00')")  # fmt: skip
        outcome = approved("edit", MAINTENANCE)
        assert "needs a reason" in outcome.err
        assert drafts(approved)
        drafts(approved)[0].unlink()
        assert approved.done("edit", MAINTENANCE, *WHY).startswith(f"{PROJECT}\n{PROGRESS}\n")
        assert approved.read(PROJECT) == FILES[PROJECT].replace("≥174套", "≥180套")
        assert "adjusted = 250000.00\n" in approved.read(PROGRESS)

    @pytest.mark.parametrize(
        ("named", "said"),
        [
            ("no-such-editor --wait", "the editor no-such-editor --wait cannot be started"),
            ("false", "the editor false ended with status 1"),
            ("'", "the editor ' cannot be started"),
        ],
    )
    def test_an_editor_that_fails(self, perf: Perf, monkeypatch: pytest.MonkeyPatch, named: str, said: str) -> None:
        monkeypatch.setenv("VISUAL", named)
        assert said in perf.refused("edit", MAINTENANCE)
        assert drafts(perf) == []

    def test_an_editor_that_removes_the_draft(self, perf: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("VISUAL", "rm")
        outcome = perf("edit", MAINTENANCE)
        assert (outcome.status, drafts(perf), perf.read(PROJECT)) == (74, [], FILES[PROJECT])
        assert "is kept in" not in outcome.err

    def test_visual_comes_before_editor_and_nothing_of_the_data_is_started(
        self, perf: Perf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        perf.write("vi", "#!/bin/sh\necho evil\n").chmod(0o755)
        monkeypatch.setenv("PATH", f".{os.pathsep}{os.environ['PATH']}")
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", "true")
        assert perf("edit", MAINTENANCE).err == "Nothing to change.\n"
        monkeypatch.setenv("EDITOR", "vi -c q")
        outcome = spawn(perf.root, "edit", MAINTENANCE)
        assert b"evil" not in outcome.stdout + outcome.stderr


def test_a_draft_that_was_left_is_offered_again(
    perf: Perf, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from tests.cli.test_asking import Terminal

    use(monkeypatch, tmp_path_factory, "text.replace('total = 240000.00', 'total = 24x')")
    assert spawn(perf.root, "edit", MAINTENANCE).returncode == 2
    (left,) = drafts(perf)
    use(
        monkeypatch,
        tmp_path_factory,
        "text.replace('24x', '24y')",
        "text.replace('24y', '240000.00').replace('174', '9')",
    )
    terminal = Terminal(perf.root, "edit", MAINTENANCE)
    terminal.wait_for(f"An earlier edit was not finished: {left}")
    terminal.answer("Go on with this draft? (y/n) [n]: ", "y")
    terminal.wait_for("total = 24y")
    terminal.answer("Edit it again? (y/n) [n]: ", "y")
    status, out = terminal.end()
    assert (status, out.splitlines()[1:]) == (0, ["  indicators[维修套数].target: ≥174套 → ≥9套"])
    assert perf.read(PROJECT) == FILES[PROJECT].replace("≥174套", "≥9套")
    assert drafts(perf) == []


def test_an_editor_that_is_back_at_once_is_waited_for(
    perf: Perf, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from tests.cli.test_asking import Terminal

    use(monkeypatch, tmp_path_factory, "text")
    terminal = Terminal(perf.root, "edit", MAINTENANCE)
    terminal.wait_for("Press Enter once the file is saved and closed in the editor")
    (draft,) = drafts(perf)
    draft.write_text(FILES[PROJECT].replace("≥174套", "≥180套"), encoding="utf-8")
    terminal.answer(": ", "")
    assert terminal.end()[0] == 0
    assert perf.read(PROJECT) == FILES[PROJECT].replace("≥174套", "≥180套")


@pytest.mark.parametrize("said", ["", "vi", "vim -u NONE"])
def test_without_a_terminal_no_editor_waits_for_keys(
    perf: Perf, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, said: str
) -> None:
    folder = tmp_path_factory.mktemp("bin")
    for name in ("vi", "vim"):
        (folder / name).write_text("#!/bin/sh\nsleep 100\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", said)
    assert perf.refused("edit", MAINTENANCE) == (
        f"Error: the editor {said or 'vi'} needs a terminal, and there is none\n"
        "Change single keys with `perf set CODE KEY=VALUE`.\n"
    )
