"""A git repository and how it is asked: by object alone, under a configuration of our own."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from perfcli import process
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _

_SECONDS = 120

_CONFIGURATION = {
    # an empty text is "none" in every version; `false` would be a program's name to those before 2.36
    "core.fsmonitor": "",
    "core.hooksPath": os.devnull,
    "core.attributesFile": os.devnull,
    "core.alternateRefsCommand": "",
    # how git tells from outside whether a file has changed
    "core.checkStat": "default",
    "core.trustctime": "true",
    "core.gitProxy": "",
    "core.sshCommand": "",
    "core.askPass": "",
    "core.pager": "",
    "credential.helper": "",
    "diff.external": "",
    "log.showSignature": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "submodule.recurse": "false",
    "protocol.allow": "never",
    "safe.bareRepository": "explicit",
}
"""What a repository's configuration may not decide. Most of it matters to no verb used here; it costs nothing."""

_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    # an object that a partial clone lacks is not fetched: by the first in newer versions, by the second in all of them
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": ":",
}

_OF_THE_CALLER = ("GIT_CONFIG_", "GIT_EXEC_PATH")
"""Variables that say who trusts what, and where git lies; all others tell of the caller's own repository (a hook's)."""


class GitRepository:
    """The repository that keeps the work tree `top`, or that is bare (`is_bare`); it is asked about `folder`."""

    def __init__(self, top: Path, folder: Path, *, is_bare: bool = False) -> None:
        git = process.find("git")
        if git is None:
            raise PerfError(_("git is not installed"), hint=_("See https://git-scm.com/downloads."))
        configuration = _CONFIGURATION | ({"safe.bareRepository": "all"} if is_bare else {})
        settings = [word for key, value in configuration.items() for word in ("-c", f"{key}={value}")]
        self._command = [str(git), "--no-pager", *settings]
        self.top = top
        inherited = process.inherited().items()
        kept = {
            name: value for name, value in inherited if not name.startswith("GIT_") or name.startswith(_OF_THE_CALLER)
        }
        # found by git itself, so that it asks whose the repository is; then named, so that nothing else is found
        self.environment = kept | _ENVIRONMENT | {"GIT_CEILING_DIRECTORIES": str(top.parent)}
        self._keeper = Path(os.fsdecode(self.ask("rev-parse", "--absolute-git-dir").rstrip(b"\r\n")))
        if (self._keeper.resolve() == top.resolve()) != is_bare:
            raise PerfError(_("{folder} is in no git repository").format(folder=folder))
        self.environment |= {"GIT_DIR": str(self._keeper)} | ({} if is_bare else {"GIT_WORK_TREE": str(top)})

    def commit(self, revision: str) -> str:
        """The hash of a revision's commit, empty where there is none."""
        if revision.startswith("-") or "\0" in revision:
            return ""
        words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        try:
            found = self.run(*words)
        except UnicodeError:
            return ""
        name = found.stdout.decode("ascii", "replace").strip()
        return name if found.returncode == 0 and name.isalnum() else ""

    def known_commit(self, revision: str) -> str:
        """The hash of a revision's commit; raises PerfError where there is none."""
        commit = self.commit(revision)
        if not commit:
            raise PerfError(
                _("git knows no revision {revision}").format(revision=revision or '""'),
                hint=_("`git log --oneline` shows them; HEAD is the last commit."),
            )
        return commit

    def index_time(self) -> int:
        """When the index was written, in ns; asked before it is read, as one written meanwhile is then trusted less."""
        index = self._keeper / "index"
        return index.stat().st_mtime_ns if index.is_file() else 0

    def meanwhile(self, *words: str) -> Callable[[], bytes]:
        """Ask while this process does something else; the result gives the answer."""
        answers: list[bytes] = []
        failed: list[BaseException] = []

        def asking() -> None:
            try:
                answers.append(self.ask(*words))
            except BaseException as error:  # noqa: BLE001  # whatever it is, it is raised where the answer is taken
                failed.append(error)

        thread = threading.Thread(target=asking)
        thread.start()

        def answered() -> bytes:
            thread.join()
            if failed:
                raise failed[0]
            return answers[0]

        return answered

    def ask(self, *words: str, given: bytes = b"", environment: Mapping[str, str] | None = None) -> bytes:
        """What git answers, with these variables besides; raises PerfError where it fails."""
        done = self.run(*words, given=given, environment=environment)
        if done.returncode == 0:
            return done.stdout
        said = done.stderr.decode("utf-8", "backslashreplace").strip()
        if "safe.directory" in said:
            raise PerfError(
                _("git does not trust {folder}: it belongs to another user").format(folder=self.top),
                hint=_("If you trust its owner, run: git config --global --add safe.directory {folder}").format(
                    folder=self.top.as_posix()
                ),
            )
        raise PerfError(_("git failed: {reason}").format(reason=said.partition("\n")[0]))

    def run(
        self, *words: str, given: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """A run of git with these variables besides; raises PerfError where it takes too long."""
        variables = {**self.environment, **(environment or {})}
        try:
            return process.run([*self._command, *words], self.top, variables, _SECONDS, given=given)
        except subprocess.TimeoutExpired:
            raise PerfError(_("git did not answer within {seconds} seconds").format(seconds=_SECONDS)) from None
