"""What a command knows of where it runs: the repository it works on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from perfcli.cli import console
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _

if TYPE_CHECKING:
    from perfcli.repository import Repository


class Session:
    """One run of the program; the repository is looked for when it is first needed."""

    def __init__(self, asked: str | Path | None = None) -> None:
        self._asked = None if asked is None else Path(asked)
        self._repository: Repository | None = None

    @property
    def repository(self) -> Repository:
        """The repository of --repo, PERF_REPO or the working folder; raises PerfError where there is none."""
        if self._repository is None:
            from perfcli.repository import Repository, find_root

            named = self._asked or os.environ.get("PERF_REPO") or "."
            if not Path(named).is_dir():
                raise PerfError(
                    _("there is no folder {folder}").format(folder=named),
                    hint=_("Name the folder of a data repository with --repo or PERF_REPO."),
                )
            self._repository = Repository(find_root(Path(named)))
        return self._repository

    @property
    def repository_or_none(self) -> Repository | None:
        """The repository, None outside of one: for what can be told without; raises PerfError for a wrong --repo."""
        if self._asked is None and "PERF_REPO" not in os.environ:
            try:
                return self.repository
            except PerfError:
                return None
        return self.repository

    def close(self) -> None:
        """Say which links made an answer slow, or one about files that lie elsewhere."""
        repository = self._repository
        if repository is None:
            return
        from perfcli.links import cache_links

        for link in cache_links(repository.root):
            console.say(_("Warning: {link} is a link: nothing is kept there; delete it").format(link=link))
        for link in sorted(repository.links_out):
            console.say(_("Warning: {link} is a link to files outside of the repository").format(link=link))

    def settings_locale(self) -> str:
        """The locale that perf.toml names, empty where there is none or it cannot be read."""
        try:
            return self.repository.settings.locale
        except (PerfError, OSError):
            return ""
