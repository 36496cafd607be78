"""What a reader of a page sees, and where its links lead: taken from the HTML by its own parser."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

_BLOCKS = {"p", "h1", "h2", "h3", "li", "tr", "dt", "dd", "caption", "figcaption", "title", "footer", "label"}
_VOID = {"meta", "link", "br", "input"}


class Seen(HTMLParser):
    """Lines of visible text, a `|` between cells; links and what else a page asks for; tags and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._hidden = 0
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.links += [value for name, value in attrs if name in ("href", "src") and value]
        if tag in ("svg", "script", "style"):
            self._hidden += 1
        if tag not in _VOID:
            self.open.append(tag)
        if tag in _BLOCKS or tag == "br":
            self._parts.append("\n")
        elif tag in ("td", "th"):
            self._parts.append("|")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag in ("svg", "script", "style"):
            self._hidden -= 1
        if tag in _BLOCKS:
            self._parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._parts.append(data)

    @property
    def lines(self) -> list[str]:
        text = "".join(self._parts)
        return [line for line in (" ".join(part.split()) for part in text.split("\n")) if line]


def seen(path: Path) -> Seen:
    return Seen(path.read_text(encoding="utf-8"))


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def broken_links(folder: Path) -> list[str]:
    """Each link of a page that leads nowhere in the folder, or out of it."""
    found = []
    for path in sorted(folder.rglob("*.html")):
        for link in seen(path).links:
            target = link.partition("?")[0].partition("#")[0]
            place = (path.parent / target).resolve() if target else path
            if ":" in target or not place.is_relative_to(folder.resolve()) or not place.is_file():
                found.append(f"{path.relative_to(folder)}: {link}")
    return found
