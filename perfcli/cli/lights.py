"""Lights of monitoring in words."""

from __future__ import annotations

from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.progress.lights import Light

LIGHT_NAMES: dict[Light, str] = {
    "red": noop("red"),
    "yellow": noop("yellow"),
    "green": noop("green"),
    "blue": noop("blue"),
}


def light_name(light: Light | None) -> str | None:
    """A light in the session's language, None for none."""
    return _(LIGHT_NAMES[light]) if light else None
