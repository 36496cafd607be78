"""A site on a disk that fails, and after a run that was killed: whole files alone, and the next run completes it."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from perfcli.disk import Folder
from perfcli.output_folder import MANIFEST, OutputFolder
from tests.conftest import Perf
from tests.site.reading import files_of


@pytest.mark.parametrize("calls", [0, 1, 7, 40])
def test_a_full_disk_leaves_whole_files_and_the_next_run_completes_the_site(
    perf: Perf, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    assert perf("site", "-o", "whole").status == 0
    whole = files_of(perf.root / "whole")
    create, left = Folder.create, [calls]

    def full(folder: Folder, name: str, data: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device", name)
        create(folder, name, data)

    monkeypatch.setattr(Folder, "create", full)
    said = perf("site", "-o", "out")
    assert (said.status, said.out) == (74, "")
    assert len(said.err.splitlines()) == 1
    monkeypatch.undo()
    for path, data in files_of(perf.root / "out").items():
        assert path == MANIFEST or whole[path] == data
    assert perf("--locale", "en", "site", "-o", "out").status == 0
    assert files_of(perf.root / "out") == whole


def test_what_a_killed_run_wrote_is_known_to_the_next(tmp_path: Path) -> None:
    folder = OutputFolder.open(tmp_path / "site")
    folder.begin(["a.html", "b/c.html"])
    assert folder.write("b/c.html", b"1")
    again = OutputFolder.open(tmp_path / "site")
    again.begin(["a.html"])
    assert again.write("a.html", b"2")
    assert not again.write("a.html", b"2")
    assert again.finish(["a.html"]) == 1
    assert set(files_of(tmp_path / "site")) == {"a.html", MANIFEST}
    assert json.loads((tmp_path / "site" / MANIFEST).read_text(encoding="utf-8"))["files"] == ["a.html"]
    assert not (tmp_path / "site" / "b").exists()


def test_a_folder_under_version_control_is_as_good_as_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    OutputFolder.open(tmp_path).begin(["index.html"])
    assert (tmp_path / MANIFEST).is_file()
