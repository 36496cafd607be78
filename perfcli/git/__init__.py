"""What git knows of a folder: the one door to git.

A repository's configuration can name programs, and data come from others. So git is asked by object alone, under a
configuration of our own, and never looks into a file of the work tree for us: that is done here.
"""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from perfcli import process
from perfcli.errors import PerfError
from perfcli.git.files import (
    MOST_OF_A_POINTER,
    SUBMODULE,
    Blob,
    blobs,
    contents,
    file_state,
    has_changed,
    is_left_out,
    is_pointer_to,
    notes,
    vouches,
)
from perfcli.i18n import gettext as _

_SECONDS = 120
_AT_ONCE = 500
"""Files that are compared before git is asked of those that look changed."""

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


def top_of(folder: Path) -> Path | None:
    """The nearest folder from here upwards that git would call a work tree's top, None where there is none.

    Nothing runs. A folder that looks like a repository without a work tree is none: a clone can bring such folders.
    """
    return next((place for place in (folder, *folder.parents) if _is_top(place)), None)


def changed_files(folder: Path, revision: str) -> frozenset[str]:
    """The files below a folder that differ from a revision, untracked ones among them, by their path below it.

    Ignored and deleted files are not among them, nor files that differ in CRLF for LF alone. Raises PerfError where the
    folder is in no git repository, git is missing or does not trust the repository, or there is no such revision.
    """
    tree = git_folder(
        folder, _("--since compares with a git revision: run `git init` and commit first, or leave it out.")
    )
    changed, _missing = tree.differences(tree.known_commit(revision))
    return frozenset(changed)


def git_folder(folder: Path, hint: str) -> GitFolder:
    """A folder and the repository that keeps it; raises PerfError with this hint where none does."""
    top = top_of(folder)
    if top is None:
        raise PerfError(_("{folder} is in no git repository").format(folder=folder), hint=hint)
    return GitFolder(top, folder)


class Dated(msgspec.Struct, frozen=True):
    """The day of the last commit that touched some files, None where git keeps none; `changed` differ from it."""

    day: date | None = None
    changed: tuple[str, ...] = ()


def dated(folder: Path, paths: Sequence[str] = ("",)) -> Dated:
    """The last commit of these files and folders below a folder, of all that is there unless some are named.

    Raises PerfError where git does not answer: it is missing, does not trust the repository, or cannot read it.
    """
    top = top_of(folder)
    if top is None:
        return Dated()
    tree = GitFolder(top, folder)
    commit = tree.commit("HEAD")
    if not commit:
        return Dated()
    changed, missing = tree.differences(commit, paths)
    return Dated(tree.last_day(commit, paths), tuple(sorted(changed | missing)))


def commit_date(folder: Path) -> date | None:
    """The day of the last commit that touched a folder, None where git does not keep it or anything in it differs."""
    found = dated(folder)
    return None if found.changed else found.day


class GitFolder:
    """A folder of a work tree, and the repository that keeps it; of a bare one (`is_bare`) that is all there is."""

    def __init__(self, top: Path, folder: Path, *, is_bare: bool = False) -> None:
        git = process.find("git")
        if git is None:
            raise PerfError(_("git is not installed"), hint=_("See https://git-scm.com/downloads."))
        configuration = _CONFIGURATION | ({"safe.bareRepository": "all"} if is_bare else {})
        settings = [word for key, value in configuration.items() for word in ("-c", f"{key}={value}")]
        self._command = [str(git), "--no-pager", *settings]
        self.top = top
        self.below = folder.relative_to(top).as_posix()
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

    def files_at(self, commit: str, below: str) -> list[str]:
        """The files of a commit in a folder below this one, by their paths below this one."""
        listed = self.ask("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, "--", self.from_top(below))
        return [self.below_folder(path) for path in os.fsdecode(listed).split("\0") if path]

    def last_day(self, commit: str, paths: Sequence[str] = ("",)) -> date | None:
        """The day of the last commit up to this one that touched the folder, or these paths below it."""
        said = self.ask("rev-list", "-1", "--format=%cs", commit, *self.only(paths))
        day = said.decode("ascii", "replace").split("\n")[1:2]
        return date.fromisoformat(day[0]) if day else None

    def differences(self, commit: str, paths: Sequence[str] = ("",)) -> tuple[set[str], set[str]]:
        """The files that differ from a commit or that it does not know, and those that are not there any more."""
        found = list(self._differing(commit, paths))
        return {path for path, is_there in found if is_there}, {path for path, is_there in found if not is_there}

    def has_differences(self, commit: str, paths: Sequence[str] = ("",)) -> bool:
        """Whether there are any: beyond the first ones found nothing is looked at."""
        return any(True for _found in self._differing(commit, paths))

    def _differing(self, commit: str, paths: Sequence[str]) -> Iterator[tuple[str, bool]]:
        """The files that differ, and whether they are there; those that the commit does not know last."""
        written = self.index_time()
        committed = blobs(self.listed("ls-tree", "-r", "-z", "--full-tree", commit, paths=paths), len(commit))
        noted = notes(self.listed("ls-files", "-z", "--stage", "--debug", paths=paths))
        for begin in range(0, len(committed), _AT_ONCE):
            doubtful: list[Blob] = []
            for blob in committed[begin : begin + _AT_ONCE]:
                note = noted.get(blob)
                try:
                    found = os.lstat(self.place(blob))
                except (FileNotFoundError, NotADirectoryError):
                    if not is_left_out(note):
                        yield blob.path, False
                    continue
                if not vouches(note, file_state(found), written) and has_changed(self.place(blob), found, blob):
                    doubtful.append(blob)
            yield from ((self.below_folder(blob.path), True) for blob in self._without_large_files(doubtful))
        known = {blob.path for blob in committed}
        added = (blob.path for blob in noted if blob.path not in known and blob.mode != SUBMODULE)
        others = self.listed("ls-files", "-z", "--others", "--exclude-standard", paths=paths).split("\0")
        new = {path for path in added if os.path.lexists(f"{self.top}/{path}")} | set(filter(None, others))
        yield from ((self.below_folder(path), True) for path in new)

    def index_time(self) -> int:
        """When the index was written, in ns; asked before it is read, as one written meanwhile is then trusted less."""
        index = self._keeper / "index"
        return index.stat().st_mtime_ns if index.is_file() else 0

    def _without_large_files(self, doubtful: list[Blob]) -> list[Blob]:
        """Those of which git does not keep the pointer of Git LFS to what they hold."""
        if not doubtful:
            return []
        names = "".join(f"{blob.name}\n" for blob in doubtful).encode("ascii")
        sizes = self.ask("cat-file", "--batch-check=%(objectname) %(objectsize)", given=names)
        lines = (line.split(" ") for line in sizes.decode("ascii", "replace").splitlines())
        small = "".join(f"{name}\n" for name, size in lines if size.isdigit() and int(size) < MOST_OF_A_POINTER)
        texts = contents(self.ask("cat-file", "--batch", given=small.encode("ascii")))
        return [blob for blob in doubtful if not is_pointer_to(texts.get(blob.name, b""), self.place(blob))]

    def place(self, blob: Blob) -> str:
        """Where a file of the work tree lies."""
        return f"{self.top}/{blob.path}"

    def listed(self, *words: str, paths: Sequence[str] = ("",)) -> str:
        """What git lists of the folder, or of these paths below it, paths apart by NUL."""
        return os.fsdecode(self.ask(*words, *self.only(paths)))

    def only(self, paths: Sequence[str]) -> tuple[str, ...]:
        """The words that keep a question to these paths below the folder."""
        return ("--", *(self.from_top(path) for path in paths))

    def from_top(self, path: str) -> str:
        """A path below the folder as git has it: from the top on."""
        return path or "." if self.below == "." else f"{self.below}/{path}".rstrip("/")

    def below_folder(self, path: str) -> str:
        """A path that git has, from the folder on."""
        return path if self.below == "." else path[len(self.below) + 1 :]

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


def _is_top(folder: Path) -> bool:
    """Whether git keeps this folder: its `.git` is a repository, or a file that says where one lies."""
    kept = folder / ".git"
    return kept.is_file() or (kept / "HEAD").is_file()
