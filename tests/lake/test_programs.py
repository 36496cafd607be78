"""What docs/province.md shows of reading a lake by other programs, run where these are installed."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import re
from pathlib import Path

import pytest

from tests.conftest import Perf
from tests.lake.counties import county, gathered

pytest.importorskip("duckdb")

PAGE = (Path(__file__).parents[2] / "docs" / "province.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```(?:python\nimport (pandas|polars))(.*?)```", PAGE, re.DOTALL))
(STATEMENT,) = (text for text in re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL) if "read_parquet" in text)
SUMS = "division,unit,total_fen\n130303,335001,24000005\n130304,335001,29\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    county(tmp_path / "one", "130303")
    county(tmp_path / "other", "130304", total="0.29")
    monkeypatch.setenv("PERF_LOCALE", "en")
    gathered(Perf(tmp_path), "one", "other")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_reads_the_folders(place: Path, library: str) -> None:
    assert set(BLOCKS) == {"pandas", "polars"}
    if importlib.util.find_spec(library) is None:
        pytest.skip(f"{library} is not installed")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(f"import {library}{BLOCKS[library]}", {})  # the page's own code
    assert printed.getvalue() == SUMS


def test_duckdb_reads_the_folders(place: Path) -> None:
    import duckdb

    rows = duckdb.connect().execute(STATEMENT).fetchall()
    assert rows == [("130303", "335001", 24000005), ("130304", "335001", 29)]
