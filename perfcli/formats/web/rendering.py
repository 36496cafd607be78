"""Templates to web pages: the one door to Jinja2. Every text is escaped, but for what a template marks as our own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from perfcli.formats.markup import carried

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_SHARED = "perfcli.formats.web"
"""Its templates can be used by those of every other package."""


def environment(package: str, finalize: Callable[..., object]) -> Environment:
    """Templates that lie in `templates/` of a package; `finalize` is asked for each value that goes into a page."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    def source(name: str) -> str | None:
        for owner in (package, _SHARED):
            file = files(owner) / "templates" / name
            if file.is_file():
                return file.read_text(encoding="utf-8")
        return None

    return Environment(
        loader=FunctionLoader(source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=finalize,
        auto_reload=False,
    )


def rendered(package: str, name: str, values: Mapping[str, Any]) -> str:
    """A page out of a template of a package; the same values give the same text."""
    return _plain(package).get_template(name).render(values)


@cache
def _plain(package: str) -> Environment:
    from markupsafe import Markup, escape

    space, line_break = Markup(" &nbsp;"), Markup("<br>")

    def lines(text: str) -> Markup:
        """A text with its lines and its spaces, which a browser and a reader of web pages would take for one."""
        return escape(carried(text)).replace("  ", space).replace("\n", line_break)

    made = environment(package, lambda value: carried(value) if type(value) is str else value)
    made.filters["lines"] = lines
    return made
