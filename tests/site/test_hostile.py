"""A repository that means harm gives a harmless site: texts are texts, pages stay small, codes stay names."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfcli.site.rendering import LARGEST_PAGE
from tests.conftest import HEATING, MAINTENANCE, Perf
from tests.site.reading import Seen, broken_links, files_of, seen

SCRIPT = "</title></script><script>alert(1)</script><img src=x onerror=alert(2)>"
LINK = "javascript:alert(3)"
BIDI = "\u202e反\u2066向\u200f"
CONTROL = "\\u0007\\u001b[31m"
BRACES = "{{ content.title }}{% raw %}${7*7}"


@pytest.fixture
def hostile(perf: Perf) -> Path:
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    text = perf.read(path).replace("公租房维修费", f"{SCRIPT}{BIDI}{CONTROL}").replace("及时维修。", f"{LINK}{BRACES}")
    text = text.replace("用于公租房日常维修。", '\\"]});alert(4);//\\u2028</script>' + "长" * 300_000)
    head, mark, rows = text.partition("[[indicators]]")
    rows += "".join(
        f'\n[[indicators]]\nkind = "数量指标"\nname = "指标{at}{SCRIPT}"\ntarget = "{SCRIPT}"\n' for at in range(700)
    )
    perf.write(path, f'{head}[details]\n"{SCRIPT}" = "{LINK}"\n"\\u202e栏" = "x"\n\n{mark}{rows}')
    department = perf.read("departments/335.toml").replace("住房保障局本级", f"{SCRIPT}{BIDI}").replace("供热站", LINK)
    perf.write("departments/335.toml", department)
    perf.write("goals/2021/335.toml", perf.read("goals/2021/335.toml").replace("住有所居。", SCRIPT + "大" * 200_000))
    perf.write("perf.toml", perf.read("perf.toml") + f'[site]\ntitle = "{SCRIPT}"\n')
    assert perf("site", "-o", "out").status == 0
    return perf.root / "out"


def pages(folder: Path) -> dict[str, Seen]:
    return {path.relative_to(folder).as_posix(): seen(path) for path in sorted(folder.rglob("*.html"))}


def test_texts_make_no_elements_and_no_links(hostile: Path) -> None:
    for path, page in pages(hostile).items():
        assert "img" not in page.tags, path
        assert ("script" in page.tags) == (path == "search.html")
        assert not {name for name in page.attributes if name.startswith("on")}
        assert [link for link in page.links if ":" in link] == []
    assert broken_links(hostile) == []


def test_texts_are_shown_as_they_are_and_turn_nothing_round(hostile: Path) -> None:
    page = pages(hostile)[f"2021/335001/{MAINTENANCE}.html"]
    text = "\n".join(page.lines)
    assert f"{SCRIPT}\\u202e反\\u2066向\\u200f\\u0007\\u001b[31m" in text
    assert f"{LINK}{BRACES}" in text
    for path, data in files_of(hostile).items():
        if path.endswith((".html", ".js")):
            shown = data.decode()
            assert not set(shown) & set("\u202e\u2066\u200f\u0007\u001b\u2028"), path


def test_scripts_of_the_search_hold_texts_alone(hostile: Path) -> None:
    for path in sorted((hostile / "search").iterdir()):
        text = path.read_text(encoding="utf-8")
        assert "<" not in text
        assert text.startswith(("perfSearch.terms(", "perfSearch.cards(", "window.perfSearch="))


def test_no_page_grows_large_and_what_has_no_room_is_in_the_json(hostile: Path) -> None:
    sizes = {path: len(data) for path, data in files_of(hostile).items() if path.endswith(".html")}
    assert {path: size for path, size in sizes.items() if size > LARGEST_PAGE} == {}
    text = "\n".join(pages(hostile)[f"2021/335001/{MAINTENANCE}.html"].lines)
    assert "more indicators are in the file below." in text
    assert "长" * 300_000 in (hostile / f"2021/335001/{MAINTENANCE}.json").read_text(encoding="utf-8")


def test_a_long_list_goes_on_on_further_pages(perf: Perf) -> None:
    text = perf.read(f"projects/2021/335002/{HEATING}.toml")
    for number in range(101, 304):
        code = f"{HEATING[:-3]}{number}"
        perf.write(f"projects/2021/335002/{code}.toml", text.replace(HEATING, code))
    assert perf("site", "-o", "out").status == 0
    found = pages(perf.root / "out")
    shown = [
        len([link for link in found[f"2021/335002{part}.html"].links if link.startswith("335002/")])
        for part in ("", "-2", "-3")
    ]
    assert shown == [100, 100, 4]
    assert {"335002-2.html", "335002-3.html"} <= set(found["2021/335002.html"].links)
    assert broken_links(perf.root / "out") == []
