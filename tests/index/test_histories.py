"""Random histories of edits: after each one the index answers as the files do."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from perfcli.select import Selection
from tests.index.reference import compare

CODES = [f"13030321{letter * 13}" for letter in "ABCDE"]
UNITS = ("335001", "335002", "336001")
YEARS = (2021, 2022)
SELECTIONS = (
    Selection(),
    Selection(units=("335001",)),
    Selection(units=("335",), years=(2021,)),
    Selection(years=(2022,)),
    Selection(name="ａ", min_budget=None),
    Selection(indicator="b"),
    Selection(code="13030321A"),
)

codes = st.sampled_from(CODES)
units = st.sampled_from(UNITS)
years = st.sampled_from(YEARS)
digits = st.integers(0, 9)


def text(code: str, unit: str, year: int, digit: int) -> str:
    """A project's file, of one size for every digit, so that only its content tells two of them apart."""
    return (
        f'code = "{code}"\nname = "A{digit}"\nunit = "{unit}"\nyear = {year}\n'
        f"budget = {{ total = {digit}.05, fiscal = {digit}.05, other = 0 }}\n"
        f"spending_plan = {{ 3 = {digit}0, 12 = 100 }}\n"
        f'[[indicators]]\nkind = "数量指标"\nname = "B{digit}"\ntarget = "≥{digit}个"\n'
    )


class History(RuleBasedStateMachine):
    """A repository of five codes, three units and two years under random edits."""

    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        (self.root / "perf.toml").write_text("schema = 1\n", encoding="utf-8")
        for department in ("335", "336"):
            own = "".join(f'[[units]]\ncode = "{unit}"\n' for unit in UNITS if unit[:3] == department)
            path = self.root / "departments" / f"{department}.toml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(f'code = "{department}"\n{own}', encoding="utf-8")
        (self.root / "projects").mkdir()

    def path(self, code: str, unit: str, year: int) -> Path:
        return self.root / "projects" / str(year) / unit / f"{code}.toml"

    def put(self, path: Path, content: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    @rule(code=codes, unit=units, year=years, digit=digits)
    def write(self, code: str, unit: str, year: int, digit: int) -> None:
        """New, or another content of the same size in place, often within one tick of the clock."""
        self.put(self.path(code, unit, year), text(code, unit, year, digit))

    @rule(code=codes, unit=units, year=years, digit=digits)
    def write_and_set_time_back(self, code: str, unit: str, year: int, digit: int) -> None:
        path = self.path(code, unit, year)
        before = path.stat() if path.exists() else None
        self.put(path, text(code, unit, year, digit))
        if before:
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    @rule(code=codes, unit=units, year=years, digit=digits)
    def write_under_a_clock_set_back(self, code: str, unit: str, year: int, digit: int) -> None:
        path = self.path(code, unit, year)
        self.put(path, text(code, unit, year, digit))
        os.utime(path, (1_000_000_000 + digit, 1_000_000_000 + digit))

    @rule(code=codes, unit=units, year=years)
    def touch_in_the_future(self, code: str, unit: str, year: int) -> None:
        path = self.path(code, unit, year)
        if path.exists():
            os.utime(path, (4_000_000_000, 4_000_000_000))

    @rule(code=codes, unit=units, year=years, digit=digits)
    def rename_over(self, code: str, unit: str, year: int, digit: int) -> None:
        path = self.path(code, unit, year)
        draft = path.with_suffix(".draft")
        self.put(draft, text(code, unit, year, digit))
        draft.replace(path)

    @rule(code=codes, unit=units, other=units, year=years)
    def move_between_units(self, code: str, unit: str, other: str, year: int) -> None:
        path, target = self.path(code, unit, year), self.path(code, other, year)
        if path.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)

    @rule(code=codes, unit=units, year=years)
    def delete(self, code: str, unit: str, year: int) -> None:
        self.path(code, unit, year).unlink(missing_ok=True)

    @rule(unit=units, year=years)
    def remove_folder(self, unit: str, year: int) -> None:
        shutil.rmtree(self.path(CODES[0], unit, year).parent, ignore_errors=True)

    @rule(code=codes, unit=units, year=years)
    def make_invalid(self, code: str, unit: str, year: int) -> None:
        self.put(self.path(code, unit, year), "code = \n")

    @rule(code=codes, unit=units, year=years)
    def make_a_broken_link(self, code: str, unit: str, year: int) -> None:
        path = self.path(code, unit, year)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.symlink_to("nowhere")

    @rule(code=codes, unit=units, year=years)
    def forbid_and_allow(self, code: str, unit: str, year: int) -> None:
        path = self.path(code, unit, year)
        if path.exists():
            path.chmod(0o000 if path.stat().st_mode & 0o400 else 0o644)

    @rule(year=years, digit=digits)
    def stray_file(self, year: int, digit: int) -> None:
        self.put(self.root / "projects" / str(year) / "stray.toml", text(CODES[0], UNITS[0], year, digit))

    @rule(selection=st.sampled_from(SELECTIONS))
    def ask(self, selection: Selection) -> None:
        compare(self.root, selection)

    def teardown(self) -> None:
        if hasattr(self, "root"):
            compare(self.root, Selection())
            shutil.rmtree(self.root, ignore_errors=True)


TestHistory = History.TestCase
TestHistory.settings = settings(
    max_examples=40, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
