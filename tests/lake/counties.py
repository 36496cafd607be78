"""Repositories of counties, small and in view, and a lake that they are gathered into."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.conftest import Perf

HEATING = "13030321BBBBBBBBBBBBB"
"""The project of every county, under a code of its own division."""


def county(folder: Path, division: str, *, total: str = "240000.05", extra: str = "") -> Path:
    """A repository of a county with one department, one unit and one project of 2021."""
    code = project_code(division)
    files = {
        "perf.toml": f'schema = 1\ndivision = "{division}"\nyear = 2021\n',
        "departments/335.toml": 'code = "335"\nname = "住建局"\n\n[[units]]\ncode = "335001"\nname = "本级"\n',
        "goals/2021/335.toml": 'department = "335"\nyear = 2021\noverall = "住有所居。"\n',
        f"projects/2021/335001/{code}.toml": f"""\
code = "{code}"
name = "{division} Ｈeating"
unit = "335001"
year = 2021
purpose = "用于公租房日常维修。"
goals = ["及时维修。"]

[budget]
total = {total}
fiscal = {total}
other = 0.00

[spending_plan]
6 = 50
12 = 100

[[indicators]]
kind = "数量指标"
name = "维修套数"
target = "≥174.5套"
weight = 10
{extra}""",
    }
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
    return folder


def project_code(division: str, year: int = 2021) -> str:
    """A code of a project of this division."""
    return f"{division}{year % 100:02}BBBBBBBBBBBBB"


def rows(lake: Path, table: str) -> list[dict[str, Any]]:
    """All rows of a table as any reader of Parquet in Hive partitions sees them, by path."""
    import pyarrow.parquet as parquet

    found = []
    for path in sorted((lake / table).rglob("*.parquet")):
        partition = dict(part.split("=") for part in path.relative_to(lake).parts if "=" in part)
        found += [row | partition for row in parquet.ParquetFile(path).read().to_pylist()]
    return found


def files(lake: Path) -> set[str]:
    """The Parquet files of a lake below its root."""
    return {
        path.relative_to(lake).as_posix() for path in lake.rglob("*") if path.is_file() and ".perf" not in path.parts
    }


def gathered(perf: Perf, *words: str) -> list[str]:
    """What a gathering that succeeds says."""
    outcome = perf("gather", *words, "-o", "lake")
    assert (outcome.status, outcome.out) == (0, "")
    return outcome.err.splitlines()
