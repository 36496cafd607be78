"""Labels of details that a user's condition names: details.主管部门 is a column of a project's or indicator's row."""

from __future__ import annotations

DETAIL = "details."
"""What the name of a column begins with that is a label among the details."""


def quoted(name: str) -> str:
    """A name in double quotes, as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def with_details(where: str) -> tuple[str, list[str]]:
    """A condition in which each such name is one name in quotes, and these names."""
    from perfcli.index.statements import Statement  # only where somebody writes a condition

    pieces: list[str] = []
    names: dict[str, None] = {}
    parts = Statement(where).parts
    done = 0
    for at, token in enumerate(parts):
        if token.start < done:
            continue
        name, end = token.name, token.end
        behind = parts[at + 1 : at + 3]
        if token.word == DETAIL[:-1].upper() and len(behind) == 2 and behind[0].text == "." and behind[1].name:
            name, end = f"{DETAIL}{behind[1].name}", behind[1].end
        is_label = name.startswith(DETAIL) and name != DETAIL
        names |= {name: None} if is_label else {}
        pieces += [where[done : token.start], quoted(name) if is_label else where[token.start : end]]
        done = end
    return "".join((*pieces, where[done:])), list(names)
