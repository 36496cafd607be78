"""Comments put into a text: each on a line of its own above the key that it is about."""

from __future__ import annotations

from collections.abc import Mapping

from perfcli.codec.reader import parse_exact
from perfcli.codec.spans import Outline, Tables
from perfcli.printable import one_line


def with_comments(text: str, array: str, comments: Mapping[int, str], key: str) -> str:
    """The text, LF its line ends, with comments on elements of an array of tables, above a key of each.

    Where the key is not there, or stands in braces, the comment stands below the element's header.
    """
    node = Outline(text).root.entries.get(array)
    if not isinstance(node, Tables):
        return text
    before = parse_exact(text)
    places = []
    for place, comment in comments.items():
        element = node.elements[place]
        assignment = element.assignments.get(key)
        at = text.rfind("\n", 0, assignment.start) + 1 if assignment else element.head_end
        places.append((at, f"# {one_line(comment)}\n"))
    for at, line in sorted(places, reverse=True):
        text = text[:at] + line + text[at:]
    if parse_exact(text) != before:
        raise AssertionError("a comment changed what the text holds")
    return text
