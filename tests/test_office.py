"""LibreOffice as a converter: what it may not do, and that nothing of it is left."""

from __future__ import annotations

import base64
import io
import os
import signal
import socketserver
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfcli import office
from perfcli.cli.programs import libreoffice
from perfcli.errors import PerfError
from tests.conftest import environment
from tests.test_process import has_ended, number_in, runs_out_of_time

needs_office = pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and what is asked of it."""
    requests: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            requests.append(self.rfile.readline().decode("latin-1").split(" ")[1])
            while self.rfile.readline().strip():
                pass
            self.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n" % len(PICTURE) + PICTURE)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", requests
        server.shutdown()


def linking(address: str) -> bytes:
    """A text document that links to a picture and to a part of itself."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name if name != "draw" else "drawing"}:1.0"'
        for name in ("office", "text", "draw")
    )
    return (
        f'<?xml version="1.0"?><office:document {spaces} xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' office:mimetype="application/vnd.oasis.opendocument.text" office:version="1.2"><office:body><office:text>'
        f'<text:p>预算<draw:frame draw:name="a"><draw:image xlink:href="{address}/a.png" xlink:type="simple"'
        ' xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
        f'<text:section text:name="s"><text:section-source xlink:href="{address}/b.odt"/><text:p>绩效</text:p>'
        "</text:section></office:text></office:body></office:document>"
    ).encode()


@needs_office
class TestLinks:
    @pytest.mark.parametrize("target", ["docx", "pdf"])
    def test_nothing_is_fetched(self, asked: tuple[str, list[str]], target: str, scratch: Path) -> None:
        address, requests = asked
        program = libreoffice()
        assert program is not None
        converted = office.convert(program, linking(address), ".fodt", target)
        if target == "docx":
            text = zipfile.ZipFile(io.BytesIO(converted)).read("word/document.xml").decode()
            assert "预算" in text
            assert "绩效" in text
        assert converted.startswith({"docx": b"PK", "pdf": b"%PDF"}[target])
        assert requests == []
        assert list(scratch.iterdir()) == []

    def test_no_file_is_taken_in(self, tmp_path: Path) -> None:
        (tmp_path / "a.png").write_bytes(PICTURE)
        program = libreoffice()
        assert program is not None
        assert b"/Subtype/Image" not in office.convert(program, linking(tmp_path.as_uri()), ".fodt", "pdf")

    def test_without_its_settings_it_would_be(
        self, asked: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """So that the tests above can fail."""
        address, requests = asked
        program = libreoffice()
        assert program is not None
        monkeypatch.setattr(office, "_SETTINGS", {})
        office.convert(program, linking(address), ".fodt", "pdf")
        assert "/a.png" in requests
        (tmp_path / "a.png").write_bytes(PICTURE)
        assert b"/Subtype/Image" in office.convert(program, linking(tmp_path.as_uri()), ".fodt", "pdf")

    def test_a_document_of_an_older_word_comes_in(self) -> None:
        program = libreoffice()
        assert program is not None
        older = office.convert(program, linking("file:///nowhere"), ".fodt", "doc")
        converted = office.convert(program, older, ".doc", "docx")
        assert "预算" in zipfile.ZipFile(io.BytesIO(converted)).read("word/document.xml").decode()


@pytest.mark.skipif(os.name == "nt", reason="programs of POSIX")
class TestWaysOut:
    def fake(self, tmp_path: Path, line: str) -> Path:
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        program.chmod(0o755)
        return program

    def test_at_the_time_limit_nothing_is_left(
        self, tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one = tmp_path / "one"
        line = f"(while :; do echo x > written; done) & echo $! > {one}.tmp; mv {one}.tmp {one}; wait"
        program = self.fake(tmp_path, f'mkdir "$TMPDIR/lu1.tmp"; {line}')
        runs_out_of_time(monkeypatch, one)
        with pytest.raises(PerfError, match="LibreOffice did not convert the document within 1 seconds"):
            office.convert(program, b"x", ".doc", "docx", seconds=1)
        assert list(scratch.iterdir()) == []
        monkeypatch.undo()
        assert has_ended(number_in(one))

    def test_what_goes_on_after_its_end_is_ended(self, tmp_path: Path, scratch: Path) -> None:
        line = f"sleep 300 & echo $! > {tmp_path}/one; mkdir out; echo done > out/document.docx"
        assert office.convert(self.fake(tmp_path, line), b"x", ".doc", "docx") == b"done\n"
        assert has_ended(number_in(tmp_path / "one"))
        assert list(scratch.iterdir()) == []

    def test_what_a_killed_one_left_goes_with_the_next(self, tmp_path: Path, scratch: Path) -> None:
        hanging = self.fake(tmp_path, f"echo $$ > {tmp_path}/one.tmp; mv {tmp_path}/one.tmp {tmp_path}/one; sleep 300")
        code = (
            "import sys, tempfile; from pathlib import Path; from perfcli import office\n"
            "tempfile.tempdir = sys.argv[1]; office.convert(Path(sys.argv[2]), b'confidential', '.doc', 'docx')"
        )
        ours = subprocess.Popen([sys.executable, "-c", code, str(scratch), str(hanging)], env=environment())
        one = number_in(tmp_path / "one")
        ours.kill()
        ours.wait()
        try:
            assert [path.name for path in scratch.glob("*/document.doc")] == ["document.doc"]
            done = self.fake(tmp_path, "mkdir out; echo done > out/document.docx")
            assert office.convert(done, b"x", ".doc", "docx") == b"done\n"
            assert list(scratch.iterdir()) == []
        finally:
            os.killpg(one, signal.SIGKILL)

    def test_it_runs_in_a_folder_of_its_own_with_what_we_decided(self, tmp_path: Path) -> None:
        line = 'mkdir out; { pwd; echo "$1"; cat profile/user/registrymodifications.xcu; } > out/document.docx'
        said = office.convert(self.fake(tmp_path, line), b"x", ".doc", "docx").decode()
        folder, profile, settings = said.split("\n", 2)
        assert profile == f"-env:UserInstallation={Path(folder).as_uri()}/profile"
        for name, value in (("BlockUntrustedRefererLinks", "true"), ("MacroSecurityLevel", "3"), ("Link", "2")):
            assert f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>' in settings
