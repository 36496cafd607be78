"""The site in a real browser, from its folder: `pip install -e '.[browser]'` and Debian's chromium.

The library is an extra: without it these tests are skipped, and it has no types here.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Perf
from tests.site.county import write_county

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
playwright = pytest.importorskip("playwright.sync_api", reason="needs perfcli[browser]")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs perfcli[browser]")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium: apt-get install chromium")

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
PROJECT = "2022/301001/130303220000000000000.html"
PAGES = ("index.html", "2022/index.html", "2022/301.html", "2022/301001.html", PROJECT, "search.html", "data.html")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_county(tmp_path_factory.mktemp("county"), 2, 7, 84)
    assert Perf(root)("site", "-o", "site", "--locale", "zh_CN").status == 0
    assert Perf(root)("site", "-o", "english", "--locale", "en").status == 0
    return root


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class Watched:
    """A page of the site, with what it asked for and what it complained of."""

    def __init__(self, context: Any, folder: Path) -> None:
        self.folder = folder
        self.page: Any = context.new_page()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))

    def open(self, path: str) -> Any:
        self.page.goto((self.folder / path).as_uri())
        return self.page

    def check(self) -> None:
        """Nothing went wrong, and nothing was asked of elsewhere."""
        assert self.complaints == []
        assert [url for url in self.asked if not url.startswith(self.folder.as_uri())] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_checker_of_accessibility_finds_nothing(browser: Any, site: Path, size: dict[str, int], scheme: str) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
    watched = Watched(context, site / ("site" if size == DESK else "english"))
    found = []
    for path in PAGES:
        page = watched.open(path)
        if path == "search.html":
            page.fill("#query", "公租房")
            page.wait_for_selector("#found li")
        results = axe.Axe().run(
            page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
        )
        found += [f"{path}: {one['id']}: {one['nodes'][0]['html'][:200]}" for one in results.response["violations"]]
    context.close()
    assert found == []


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_shows_a_page_without_scrolling_it_aside(browser: Any, site: Path, path: str) -> None:
    context = browser.new_context(viewport=PHONE)
    watched = Watched(context, site / "site")
    page = watched.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for box in page.query_selector_all(".scroll"):
        assert box.evaluate("box => ['auto', 'scroll'].includes(getComputedStyle(box).overflowX)")
    if path == PROJECT:
        table = page.query_selector(".scroll:has(table.indicators)")
        assert table is not None
        moved = table.evaluate(
            "box => { box.scrollLeft = 200; return [box.scrollLeft, box.scrollWidth > box.clientWidth]; }"
        )
        assert moved == [200, True]
    watched.check()
    context.close()


def test_the_search_finds_from_a_folder_and_leads_to_the_project(browser: Any, site: Path) -> None:
    context = browser.new_context(viewport=DESK)
    watched = Watched(context, site / "site")
    page = watched.open("search.html")

    def found(words: str) -> list[str]:
        page.fill("#query", words)
        page.wait_for_function("words => document.body.dataset.asked === words", arg=words)
        return [item.inner_text() for item in page.query_selector_all("#found a")]

    assert len(found("公租房维修")) > 3
    assert all("公租房维修" in name for name in found("公租房维修"))
    assert len(found("维")) >= len(found("公租房维修"))
    assert found("13030322000000000000B")
    assert "13030322000000000000B" in page.inner_text("#found li:first-child")
    assert found("Ｎo such") == []
    assert page.inner_text("#said") == "没有找到项目。"
    assert found("群众满意度 道路")
    page.click("#found a")
    assert page.inner_text("h1").startswith("202")
    watched.check()
    context.close()


def test_every_drawing_has_its_name_and_a_table(browser: Any, site: Path) -> None:
    context = browser.new_context(viewport=DESK)
    watched = Watched(context, site / "site")
    for path in PAGES[:5]:
        page = watched.open(path)
        drawings = page.query_selector_all("figure.chart > svg")
        assert drawings
        for drawing in drawings:
            assert drawing.get_attribute("role") == "img"
            assert (drawing.get_attribute("aria-label") or "").endswith("数字见下表")
            assert drawing.evaluate("one => one.closest('section').querySelector('table') !== null")
            width = drawing.evaluate("one => one.getBoundingClientRect().width")
            assert width > 200
    watched.check()
    context.close()


def test_every_page_is_whole_without_scripts(browser: Any, site: Path) -> None:
    context = browser.new_context(viewport=DESK, java_script_enabled=False)
    page = context.new_page()
    for path in PAGES:
        page.goto((site / "site" / path).as_uri())
        assert page.inner_text("main").strip()
    assert "搜索需要启用脚本" in page.goto((site / "site" / "search.html").as_uri()).text()
    context.close()
