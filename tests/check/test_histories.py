"""Random histories of edits: after each one the review that keeps results says what one from nothing says."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from perfcli.i18n import set_locale
from perfcli.select import Selection
from tests.check.examples import project
from tests.check.reference import compare

CODES = [f"13030321{letter * 13}" for letter in "ABCDEF"]
UNITS = ("335001", "335002", "336001")
YEARS = (2021, 2022)
NAMES = ("四零四公租房太阳能安装", "四零四公租房消防外管网", "肖庄道路维修")
PURPOSES = ("用于四零四公租房太阳能安装", "用于消防外管网安装", "用于肖庄道路维修", "")
ROWS = ("安装太阳能数量", "消防管网长度", "道路维修面积")
SELECTIONS = (
    Selection(name="公租房"),
    Selection(units=("335001",), years=(2021,)),
    Selection(units=("336",), indicator="太阳能"),
    Selection(code="13030321a"),
)

codes = st.sampled_from(CODES)
units = st.sampled_from(UNITS)
years = st.sampled_from(YEARS)
projects = st.builds(
    lambda name, purpose, row, template, total: {
        "name": name,
        "purpose": purpose,
        "template": template,
        "row": row,
        "total": total,
    },
    st.sampled_from(NAMES),
    st.sampled_from(PURPOSES),
    st.sampled_from(ROWS),
    st.sampled_from(("", "", "road")),
    st.sampled_from(("240000.00", "230000.00", "0.00", "99000000.00")),
)


def text(code: str, unit: str, year: int, keys: dict[str, str]) -> str:
    """A project whose name, purpose and rows others may share."""
    fragment = (
        f"[budget]\ntotal = {keys['total']}\nfiscal = {keys['total']}\nother = 0.00\n"
        f'[[indicators]]\nkind = "数量指标"\nname = "{keys["row"]}"\n'
    )
    plain = {key: keys[key] for key in ("name", "purpose", "template") if keys[key]}
    return project(fragment, code=code, unit=unit, year=year, **plain)


class History(RuleBasedStateMachine):
    """A repository of six codes, three units and two years under random edits."""

    @initialize()
    def begin(self) -> None:
        set_locale("en")
        self.root = Path(tempfile.mkdtemp())
        self.put("perf.toml", 'schema = 1\ndivision = "130303"\n[check]\noutlier_projects = 2\n')
        self.put("departments/336.toml", 'code = "336"\nname = "水务局"\n[[units]]\ncode = "336001"\nname = "本级"\n')
        self.write_department(["335001", "335002"])
        self.is_quiet = False
        for number, code in enumerate(CODES):
            unit = UNITS[number] if number < 3 else UNITS[0]
            total = "99000000.00" if number == 3 else "240000.00"
            keys = {"name": NAMES[number % 3], "purpose": PURPOSES[number % 2], "row": ROWS[0], "template": ""}
            self.put(self.path(code, unit, 2021), text(code, unit, 2021, keys | {"total": total}))

    def path(self, code: str, unit: str, year: int) -> str:
        return f"projects/{year}/{unit}/{code}.toml"

    def put(self, path: str, content: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(content, encoding="utf-8")

    def write_department(self, known: list[str]) -> None:
        rows = "".join(f'[[units]]\ncode = "{unit}"\nname = "单位{unit}"\n' for unit in known)
        self.put("departments/335.toml", f'code = "335"\nname = "住建局"\n{rows}')

    @rule(code=codes, unit=units, year=years, keys=projects)
    def write(self, code: str, unit: str, year: int, keys: dict[str, str]) -> None:
        self.put(self.path(code, unit, year), text(code, unit, year, keys))

    @rule(code=codes, unit=units, other=units, year=years, keys=projects)
    def write_of_another_unit(self, code: str, unit: str, other: str, year: int, keys: dict[str, str]) -> None:
        self.put(self.path(code, unit, year), text(code, other, year, keys))

    @rule(code=codes, unit=units, year=years, lines=st.integers(0, 3))
    def move_lines_down(self, code: str, unit: str, year: int, lines: int) -> None:
        path = self.root / self.path(code, unit, year)
        if path.exists():
            path.write_text("# moved\n" * lines + path.read_text(encoding="utf-8"), encoding="utf-8")

    @rule(code=codes, unit=units, year=years)
    def touch(self, code: str, unit: str, year: int) -> None:
        path = self.root / self.path(code, unit, year)
        if path.exists():
            os.utime(path)

    @rule(code=codes, unit=units, year=years)
    def break_it(self, code: str, unit: str, year: int) -> None:
        self.put(self.path(code, unit, year), 'code = "x\n')

    @rule(code=codes, unit=units, year=years)
    def make_a_broken_link(self, code: str, unit: str, year: int) -> None:
        path = self.root / self.path(code, unit, year)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.symlink_to("nowhere")

    @rule(code=codes, unit=units, year=years)
    def delete(self, code: str, unit: str, year: int) -> None:
        (self.root / self.path(code, unit, year)).unlink(missing_ok=True)

    @rule(unit=units, year=years)
    def remove_folder(self, unit: str, year: int) -> None:
        shutil.rmtree(self.root / "projects" / str(year) / unit, ignore_errors=True)

    @rule(code=codes, unit=units, other=units, year=years)
    def move(self, code: str, unit: str, other: str, year: int) -> None:
        source, target = self.root / self.path(code, unit, year), self.root / self.path(code, other, year)
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)

    @rule(known=st.lists(st.sampled_from(("335001", "335002", "335003")), unique=True))
    def other_units(self, known: list[str]) -> None:
        self.write_department(known)

    @rule(department=st.sampled_from(("335", "336", "337")), year=years)
    def write_goals(self, department: str, year: int) -> None:
        functions = '[[functions]]\nname = "职能"\ngoal = "职能"\n'
        self.put(
            f"goals/{year}/{department}.toml",
            f'department = "{department}"\nyear = {year}\noverall = "好"\n{functions}',
        )

    @rule(name=st.sampled_from(("projects/stray.toml", "departments/x/y.toml", "goals/A.TOML", "templates/新.toml")))
    def stray(self, name: str) -> None:
        self.put(name, "")

    @rule(factor=st.integers(2, 40), ignore=st.sampled_from(('"R202"', "")))
    def other_settings(self, factor: int, ignore: str) -> None:
        self.put(
            "perf.toml", f'schema = 1\ndivision = "130303"\n[check]\noutlier_factor = {factor}\n# ignore {ignore}\n'
        )

    @rule(locale=st.sampled_from(("en", "zh_CN")))
    def speak(self, locale: str) -> None:
        set_locale(locale)

    @rule(is_quiet=st.booleans())
    def look_after_each_edit_or_later(self, is_quiet: bool) -> None:
        self.is_quiet = is_quiet

    @rule(selection=st.sampled_from(SELECTIONS))
    def review(self, selection: Selection) -> None:
        compare(self.root, selection)

    @invariant()
    def says_what_the_files_say(self) -> None:
        if not self.is_quiet:
            compare(self.root, SELECTIONS[0])

    def teardown(self) -> None:
        if hasattr(self, "root"):
            compare(self.root, SELECTIONS[0])
            shutil.rmtree(self.root, ignore_errors=True)
        set_locale("zh_CN")


TestHistory = History.TestCase
TestHistory.settings = settings(
    max_examples=int(os.environ.get("HISTORIES", "25")),
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
