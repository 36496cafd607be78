"""Which language a command line is answered in."""

from __future__ import annotations

import os

from perfcli import i18n
from perfcli.cli.session import Session
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _


def chosen_locale(asked: str | None, session: Session | None) -> str:
    """--locale, PERF_LOCALE, perf.toml (of a session), then the system's; C and POSIX say nothing.

    Raises PerfError for a name that is no locale's.
    """
    for source in (asked, os.environ.get("PERF_LOCALE")):
        if source:
            known = i18n.known_locale(source)
            if known is None:
                known_ones = _(", ").join(i18n.LOCALES)
                raise PerfError(_("unknown locale {name}: {known} are there").format(name=source, known=known_ones))
            return known
    named = session.settings_locale() if session else ""
    system = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    candidates = (named, *(value for value in system if value))
    return next((known for known in map(i18n.known_locale, candidates) if known), i18n.DEFAULT_LOCALE)
