"""What git is asked and what it is never let do: every attack is a real one, by the git that is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfcli.errors import PerfError
from perfcli.git import changed_files, commit_date, git_folder, top_of
from perfcli.git.revisions import FilePair, against_work_tree, between_revisions, files_of, read_blobs

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")
posix = pytest.mark.skipif(os.name == "nt", reason="programs of POSIX")

WHO = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "core.autocrlf=false")


@pytest.fixture(autouse=True)
def _no_settings_of_who_runs_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *WHO, *words], cwd=folder, check=True, capture_output=True, encoding="utf-8")
    return done.stdout.strip()


def commit(folder: Path, day: str = "2020-05-06") -> None:
    names = {"GIT_COMMITTER_DATE": f"{day}T12:00:00+08:00", "GIT_AUTHOR_DATE": f"{day}T12:00:00+08:00"}
    git(folder, "add", "-A")
    command = ["git", *WHO, "commit", "-qm", "a"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env={**os.environ, **names})


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def from_head(folder: Path) -> list[tuple[str, str]]:
    """How each file below a folder differs from HEAD."""
    asked = git_folder(folder, "")
    return told(against_work_tree(asked, "HEAD"))


def between(folder: Path) -> list[tuple[str, str]]:
    """How each file below a folder differs in HEAD from the commit before, or from itself where there is none."""
    asked = git_folder(folder, "")
    head = asked.known_commit("HEAD")
    return told(between_revisions(asked, asked.commit("HEAD~1") or head, head))


def told(pairs: list[FilePair]) -> list[tuple[str, str]]:
    return [(pair.path, "~" if pair.before and pair.after else "-" if pair.before else "+") for pair in pairs]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder within a repository, with two files and one commit."""
    top = tmp_path / "top"
    top.mkdir()
    git(top, "init", "-q")
    write(top / "data" / "a.toml", b"a = 1\n")
    write(top / "data" / "sub" / "b.toml", b"b = 1\nc = 2\n")
    write(top / "elsewhere.toml", b"")
    commit(top)
    return top / "data"


class TestWhatChanged:
    def test_nothing(self, data: Path) -> None:
        assert changed_files(data, "HEAD") == frozenset()
        assert str(commit_date(data)) == "2020-05-06"

    def test_edited_new_and_staged_files_but_neither_deleted_nor_ignored_ones(self, data: Path) -> None:
        write(data / "a.toml", b"a = 2\n")
        write(data / "new.toml", b"")
        write(data / "staged.toml", b"")
        git(data, "add", "staged.toml")
        write(data / ".gitignore", b"*.bak\n")
        write(data / "x.bak", b"")
        write(data.parent / "elsewhere.toml", b"changed")
        (data / "sub" / "b.toml").unlink()
        assert changed_files(data, "HEAD") == {"a.toml", "new.toml", "staged.toml", ".gitignore"}
        assert commit_date(data) is None

    def test_a_deleted_file_alone_leaves_no_date(self, data: Path) -> None:
        (data / "a.toml").unlink()
        assert (changed_files(data, "HEAD"), commit_date(data)) == (frozenset(), None)

    @pytest.mark.parametrize("at_once", [1, 500])
    def test_any_one_of_them_tells_that_there_are_differences(
        self, data: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
    ) -> None:
        monkeypatch.setattr("perfcli.git._AT_ONCE", at_once)
        tree = git_folder(data, "")
        head = tree.commit("HEAD")
        assert not tree.has_differences(head)
        write(data.parent / "elsewhere.toml", b"changed")
        assert not tree.has_differences(head)
        write(data / "new.toml", b"")
        assert tree.has_differences(head)
        git(data, "add", "new.toml")
        assert tree.has_differences(head)
        git(data, "rm", "-q", "--cached", "new.toml")
        (data / "new.toml").unlink()
        assert not tree.has_differences(head)
        write(data / "sub" / "b.toml", b"b = 2\n")
        assert tree.has_differences(head)
        write(data / "sub" / "b.toml", b"b = 1\nc = 2\n")
        assert not tree.has_differences(head)
        (data / "sub" / "b.toml").unlink()
        assert tree.has_differences(head)

    def test_what_lies_outside_of_the_folder_does_not_matter(self, data: Path) -> None:
        write(data.parent / "elsewhere.toml", b"changed")
        assert (changed_files(data, "HEAD"), str(commit_date(data))) == (frozenset(), "2020-05-06")

    def test_the_date_is_that_of_the_commit_that_touched_the_folder(self, data: Path) -> None:
        write(data.parent / "elsewhere.toml", b"changed")
        commit(data.parent, "2021-01-02")
        assert str(commit_date(data)) == "2020-05-06"
        write(data / "a.toml", b"a = 2\n")
        commit(data.parent, "2021-01-03")
        assert str(commit_date(data)) == "2021-01-03"

    def test_an_earlier_revision(self, data: Path) -> None:
        write(data / "a.toml", b"a = 2\n")
        write(data / "new.toml", b"")
        commit(data.parent)
        assert changed_files(data, "HEAD~1") == {"a.toml", "new.toml"}
        assert changed_files(data, "HEAD") == frozenset()

    def test_a_folder_the_revision_does_not_know(self, data: Path) -> None:
        write(data.parent / "more" / "x.toml", b"")
        assert changed_files(data.parent / "more", "HEAD") == {"x.toml"}
        assert commit_date(data.parent / "more") is None

    def test_the_top_itself(self, data: Path) -> None:
        write(data / "a.toml", b"a = 2\n")
        assert changed_files(data.parent, "HEAD") == {"data/a.toml"}

    def test_names_that_are_patterns_or_no_ascii(self, data: Path) -> None:
        for name in ("*", "[a]", ":(top)x", "预算 2021", 'quote"'):
            write(data / name / "表.toml", b"1")
            commit(data.parent)
            assert changed_files(data / name, "HEAD") == frozenset()
            write(data / name / "表.toml", b"22")
            assert changed_files(data / name, "HEAD") == {"表.toml"}

    def test_an_edit_of_the_same_size_under_the_old_time_is_seen(self, data: Path) -> None:
        before = (data / "a.toml").stat()
        write(data / "a.toml", b"a = 7\n")
        os.utime(data / "a.toml", ns=(before.st_atime_ns, before.st_mtime_ns))
        assert changed_files(data, "HEAD") == {"a.toml"}

    @posix
    def test_a_link_for_a_file_and_another_target(self, data: Path) -> None:
        (data / "link").symlink_to("a.toml")
        commit(data.parent)
        assert changed_files(data, "HEAD") == frozenset()
        (data / "link").unlink()
        (data / "link").symlink_to("sub/b.toml")
        (data / "a.toml").unlink()
        (data / "a.toml").symlink_to("sub/b.toml")
        assert changed_files(data, "HEAD") == {"link", "a.toml"}

    @posix
    def test_a_pipe_for_a_file(self, data: Path) -> None:
        (data / "a.toml").unlink()
        os.mkfifo(data / "a.toml")
        assert changed_files(data, "HEAD") == {"a.toml"}

    def test_a_file_in_the_middle_of_a_merge(self, data: Path) -> None:
        top = data.parent
        git(top, "checkout", "-qb", "other")
        write(data / "a.toml", b"a = 2\n")
        commit(top)
        git(top, "checkout", "-q", "-")
        write(data / "a.toml", b"a = 3\n")
        commit(top)
        done = subprocess.run(["git", *WHO, "merge", "other"], cwd=top, capture_output=True)
        assert done.returncode == 1
        assert changed_files(data, "HEAD") == {"a.toml"}

    def test_a_sparse_work_tree_lacks_nothing(self, data: Path) -> None:
        git(data.parent, "sparse-checkout", "set", "--no-cone", "/data/a.toml")
        assert not (data / "sub").exists()
        assert (changed_files(data, "HEAD"), str(commit_date(data))) == (frozenset(), "2020-05-06")

    def test_a_repository_of_sha256(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q", "--object-format=sha256")
        write(tmp_path / "a.toml", b"a = 1\n")
        commit(tmp_path)
        os.utime(tmp_path / "a.toml", (1, 1))
        assert changed_files(tmp_path, "HEAD") == frozenset()
        write(tmp_path / "a.toml", b"a = 2\n")
        assert changed_files(tmp_path, "HEAD") == {"a.toml"}

    def test_a_submodule_is_a_repository_of_its_own(self, data: Path, tmp_path: Path) -> None:
        outer = tmp_path / "outer"
        outer.mkdir()
        git(outer, "init", "-q")
        git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(data.parent), "inner")
        commit(outer)
        write(outer / "inner" / "data" / "a.toml", b"a = 2\n")
        assert changed_files(outer / "inner" / "data", "HEAD") == {"a.toml"}
        assert changed_files(outer, "HEAD") == frozenset()


class TestFilesOfTwoSides:
    """Which files differ from a commit, or between two, and what git has of them."""

    def test_the_work_tree(self, data: Path) -> None:
        assert from_head(data) == []
        write(data / "a.toml", b"a = 2\n")
        write(data / "new.toml", b"")
        write(data / ".gitignore", b"ignored.toml\n")
        write(data / "ignored.toml", b"")
        write(data / "甲.toml", b"")
        (data / "sub" / "b.toml").unlink()
        write(data.parent / "elsewhere.toml", b"changed")
        git(data, "add", "甲.toml")
        told = [(".gitignore", "+"), ("a.toml", "~"), ("ignored.toml", "+"), ("new.toml", "+"), ("sub/b.toml", "-")]
        assert from_head(data) == [*told, ("甲.toml", "+")]

    def test_what_is_staged_and_changed_back(self, data: Path) -> None:
        write(data / "a.toml", b"a = 2\n")
        git(data, "add", "-A")
        write(data / "a.toml", b"a = 1\n")
        assert from_head(data) == []
        git(data, "rm", "-q", "--cached", "sub/b.toml")
        assert from_head(data) == []

    def test_a_renamed_and_a_touched_file(self, data: Path) -> None:
        (data / "a.toml").rename(data / "c.toml")
        os.utime(data / "sub" / "b.toml", (1, 1))
        assert from_head(data) == [("a.toml", "-"), ("c.toml", "+")]

    def test_a_file_that_git_was_told_to_take_for_unchanged(self, data: Path) -> None:
        git(data, "update-index", "--assume-unchanged", "a.toml")
        assert from_head(data) == []
        write(data / "a.toml", b"a = 22\n")
        assert from_head(data) == [("a.toml", "~")]

    def test_an_edit_of_the_same_size_under_the_old_time(self, data: Path) -> None:
        git(data, "config", "core.checkStat", "minimal")
        git(data, "config", "core.trustctime", "false")
        before = (data / "a.toml").stat()
        write(data / "a.toml", b"a = 7\n")
        os.utime(data / "a.toml", ns=(before.st_atime_ns, before.st_mtime_ns))
        assert from_head(data) == [("a.toml", "~")]

    def test_line_ends_of_windows(self, data: Path) -> None:
        write(data / "a.toml", b"a = 1\r\n")
        assert from_head(data) == []

    def test_in_the_middle_of_a_merge(self, data: Path) -> None:
        git(data, "checkout", "-qb", "other")
        write(data / "a.toml", b"a = 2\n")
        commit(data.parent)
        git(data, "checkout", "-q", "-")
        write(data / "a.toml", b"a = 3\n")
        commit(data.parent)
        assert subprocess.run(["git", *WHO, "merge", "other"], cwd=data, capture_output=True).returncode == 1
        assert from_head(data) == [("a.toml", "~")]

    def test_a_sparse_work_tree(self, data: Path) -> None:
        git(data.parent, "sparse-checkout", "set", "--no-cone", "/data/a.toml")
        assert from_head(data) == []

    def test_two_revisions_and_what_git_has_of_them(self, data: Path) -> None:
        write(data / "a.toml", b"a = 2\n")
        write(data / "new.toml", b"n = 1\n")
        (data / "sub" / "b.toml").unlink()
        commit(data.parent)
        assert between(data) == [("a.toml", "~"), ("new.toml", "+"), ("sub/b.toml", "-")]
        folder = git_folder(data, "")
        pairs = between_revisions(folder, folder.known_commit("HEAD~1"), folder.known_commit("HEAD"), ("a.toml", "sub"))
        blobs = [blob for pair in pairs for blob in (pair.before, pair.after) if blob]
        assert [(blob.path, text) for blob, text in read_blobs(folder, blobs)] == [
            ("a.toml", b"a = 1\n"),
            ("a.toml", b"a = 2\n"),
            ("sub/b.toml", b"b = 1\nc = 2\n"),
        ]
        assert [blob.path for blob in files_of(folder, folder.known_commit("HEAD~1"), ("sub", "a.toml"))] == [
            "a.toml",
            "sub/b.toml",
        ]
        missing = blobs[0]._replace(name="0" * 39 + "1")
        assert list(read_blobs(folder, [missing])) == [(missing, None)]


class TestLineEnds:
    @pytest.mark.parametrize(
        ("attributes", "autocrlf"), [("", "true"), ("* text=auto\n", "false"), ("*.toml text eol=lf\n", "false")]
    )
    def test_a_file_with_the_line_ends_of_windows_has_not_changed(
        self, data: Path, attributes: str, autocrlf: str
    ) -> None:
        write(data / ".gitattributes", attributes.encode())
        commit(data.parent)
        git(data.parent, "config", "core.autocrlf", autocrlf)
        write(data / "a.toml", b"a = 1\r\n")
        write(data / "sub" / "b.toml", b"b = 1\r\nc = 2\n")
        assert changed_files(data, "HEAD") == frozenset()
        write(data / "sub" / "b.toml", b"b = 1\r\nc = 3\r\n")
        assert changed_files(data, "HEAD") == {"sub/b.toml"}

    def test_a_file_kept_with_them(self, data: Path) -> None:
        write(data / "w.toml", b"a = 1\r\nb = 2\r\n")
        commit(data.parent)
        os.utime(data / "w.toml", (1, 1))
        assert changed_files(data, "HEAD") == frozenset()

    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(lines=st.lists(st.sampled_from(["a = 1", "# 甲", "", "b = '\t'"]), max_size=6), ends=st.data())
    def test_no_mixture_of_line_ends_is_a_change(self, data: Path, lines: list[str], ends: st.DataObject) -> None:
        write(data / "m.toml", "".join(f"{line}\n" for line in lines).encode())
        git(data.parent, "add", "-A")
        git(data.parent, "commit", "-q", "--allow-empty", "-m", "m")
        mixed = "".join(line + ends.draw(st.sampled_from(["\n", "\r\n"])) for line in lines)
        write(data / "m.toml", mixed.encode())
        assert changed_files(data, "HEAD") == frozenset()
        write(data / "m.toml", mixed.encode() + b"x")
        assert changed_files(data, "HEAD") == {"m.toml"}


class TestLargeFiles:
    OID = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"  # of "foo"

    def test_what_git_lfs_keeps_elsewhere_is_the_file_that_its_pointer_names(self, data: Path) -> None:
        pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{self.OID}\nsize 3\n"
        write(data / "a.docx", pointer.encode())
        commit(data.parent)
        assert changed_files(data, "HEAD") == frozenset()
        write(data / "a.docx", b"foo")
        assert (changed_files(data, "HEAD"), str(commit_date(data))) == (frozenset(), "2020-05-06")
        write(data / "a.docx", b"fop")
        assert changed_files(data, "HEAD") == {"a.docx"}


class TestRevisions:
    @pytest.mark.parametrize(
        "revision",
        [
            "",
            " ",
            "-",
            "--all",
            "--upload-pack=touch x",
            "-h",
            "nope",
            "HEAD:data",
            "HEAD..HEAD",
            "^HEAD",
            "HEAD\nHEAD",
            "HEAD\0",
            "\udcff",
            ":/none such",
            "a" * 5000,
            "甲",
        ],
    )
    def test_what_is_none(self, data: Path, revision: str) -> None:
        with pytest.raises(PerfError) as raised:
            changed_files(data, revision)
        assert raised.value.message == f"git knows no revision {revision or chr(34) * 2}"

    @pytest.mark.parametrize("revision", ["HEAD", "@", "HEAD^{commit}", "HEAD^0", "HEAD^{/a}", "甲-乙"])
    def test_what_is_one(self, data: Path, revision: str) -> None:
        git(data, "branch", "甲-乙")
        assert changed_files(data, revision) == frozenset()

    def test_no_repository(self, tmp_path: Path) -> None:
        with pytest.raises(PerfError, match="is in no git repository"):
            changed_files(tmp_path, "HEAD")
        assert commit_date(tmp_path) is None

    def test_no_commit_yet(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q")
        with pytest.raises(PerfError, match="git knows no revision HEAD"):
            changed_files(tmp_path, "HEAD")
        assert commit_date(tmp_path) is None


class TestWhereItIs:
    def test_the_variables_of_a_hook_lead_nowhere_else(
        self, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = tmp_path / "other"
        other.mkdir()
        git(other, "init", "-q")
        monkeypatch.setenv("GIT_DIR", str(other / ".git"))
        monkeypatch.setenv("GIT_WORK_TREE", str(other))
        monkeypatch.setenv("GIT_INDEX_FILE", str(other / "index.lock"))
        monkeypatch.setenv("GIT_PREFIX", "x/")
        monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other))
        monkeypatch.setenv("GIT_NAMESPACE", "x")
        assert (changed_files(data, "HEAD"), str(commit_date(data))) == (frozenset(), "2020-05-06")

    @posix
    def test_in_the_hook_of_a_linked_work_tree(self, data: Path, tmp_path: Path) -> None:
        git(data.parent, "worktree", "add", "-q", str(tmp_path / "linked"), "-b", "linked")
        linked = tmp_path / "linked" / "data"
        write(linked / "a.toml", b"a = 2\n")
        assert changed_files(linked, "HEAD") == {"a.toml"}
        code = (
            "from pathlib import Path; from perfcli.git import *;"
            f"print(sorted(changed_files(Path({str(linked)!r}), 'HEAD')), commit_date(Path({str(linked)!r} + '/sub')))"
        )
        path = os.pathsep.join(sys.path)
        hook = data.parent / ".git" / "hooks" / "pre-commit"
        write(hook, f"#!/bin/sh\nPYTHONPATH='{path}' '{sys.executable}' -c \"{code}\" >'{tmp_path}/said'\n".encode())
        hook.chmod(0o755)
        git(linked, "commit", "-qam", "b")
        assert (tmp_path / "said").read_text(encoding="utf-8") == "['a.toml'] 2020-05-06\n"

    def test_the_top_is_found_without_git(self, data: Path, tmp_path: Path) -> None:
        assert top_of(data / "sub") == data.parent
        assert top_of(tmp_path) is None
        (data / ".git").mkdir()
        assert top_of(data / "sub") == data.parent
        write(data / ".git" / "HEAD", b"ref: refs/heads/x\n")
        assert top_of(data / "sub") == data
        write(data / "sub" / ".git", b"gitdir: elsewhere\n")
        assert top_of(data / "sub") == data / "sub"

    def test_a_work_tree_named_in_the_configuration_is_not_gone_to(self, data: Path, tmp_path: Path) -> None:
        git(data, "config", "core.worktree", str(tmp_path))
        assert changed_files(data, "HEAD") == frozenset()

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
    def test_a_repository_of_another_user(self, data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        top = data.parent
        for path in (top, top / ".git"):
            os.chown(path, 12345, -1)
        for ask in (lambda: changed_files(data, "HEAD"), lambda: commit_date(data)):
            with pytest.raises(PerfError) as raised:
                ask()
            assert raised.value.message == f"git does not trust {top}: it belongs to another user"
            assert raised.value.hint.endswith(f"git config --global --add safe.directory {top}")
        write(tmp_path / "settings", f"[safe]\ndirectory = {top}\n".encode())
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "settings"))
        assert changed_files(data, "HEAD") == frozenset()

    def test_what_git_cannot_read_is_said_with_its_reason(self, data: Path) -> None:
        write(data.parent / ".git" / "config", b"[core\n")
        with pytest.raises(PerfError, match=r"^git failed: fatal: bad config line 1"):
            changed_files(data, "HEAD")
        with pytest.raises(PerfError, match=r"^git failed: fatal: bad config line 1"):
            commit_date(data)

    @posix
    def test_git_is_not_taken_from_the_working_folder(
        self, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(data / "git", f"#!/bin/sh\ntouch {tmp_path}/RAN\n".encode())
        (data / "git").chmod(0o755)
        monkeypatch.chdir(data)
        monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}sub")
        with pytest.raises(PerfError, match="git is not installed"):
            changed_files(data, "HEAD")
        assert not (tmp_path / "RAN").exists()


@posix
class TestNothingOfTheDataRuns:
    """A repository that names a program wherever git would start one; each would leave a file behind."""

    @pytest.fixture
    def mark(self, tmp_path: Path) -> Path:
        """What a program that ran leaves behind."""
        return tmp_path / "RAN"

    @pytest.fixture
    def bait(self, tmp_path: Path, mark: Path) -> Path:
        """The program."""
        path = tmp_path / "bait"
        write(path, f"#!/bin/sh\necho \"$0 $@\" >> '{mark}'\nexit 1\n".encode())
        path.chmod(0o755)
        return path

    def asked(self, folder: Path) -> None:
        """Ask everything, with files that git would have to look into."""
        for path in folder.rglob("*.toml"):
            os.utime(path, (1, 1))
        write(folder / "a.toml", b"a = 9\r\n")
        write(folder / "new.toml", b"")
        for ask in (
            lambda: changed_files(folder, "HEAD"),
            lambda: commit_date(folder),
            lambda: from_head(folder),
            lambda: between(folder),
        ):
            try:
                ask()
            except PerfError as error:
                assert error.message != ""  # noqa: PT017  # an answer or a refusal, but no program

    KEYS = (
        *("core.fsmonitor", "core.editor", "core.pager", "core.sshCommand", "core.askPass", "core.gitProxy"),
        *("core.alternateRefsCommand", "core.hooksPath", "core.attributesFile", "diff.external", "gpg.program"),
        *("gpg.ssh.program", "gpg.x509.program", "credential.helper", "sequence.editor", "pager.log", "pager.ls-tree"),
        *("pager.rev-list", "pager.ls-files", "pager.cat-file", "pager.rev-parse", "alias.ls-tree", "alias.log"),
        *("uploadpack.packObjectsHook", "trailer.x.command", "diff.x.command", "diff.x.textconv", "merge.x.driver"),
        *("filter.x.clean", "filter.x.smudge", "filter.x.process", "remote.origin.uploadpack", "remote.origin.vcs"),
        *("interactive.diffFilter", "submodule.x.update", "gc.recentObjectsHook", "trace2.normalTarget"),
    )

    def test_of_a_configuration(self, data: Path, bait: Path, mark: Path) -> None:
        top = data.parent
        write(top / ".gitattributes", b"* filter=x diff=x merge=x\n")
        commit(top)
        for key in self.KEYS:
            git(top, "config", key, f"!{bait}" if key.startswith(("alias", "submodule")) else str(bait))
        for key in ("log.showSignature", "core.untrackedCache", "filter.x.required", "core.preloadIndex"):
            git(top, "config", key, "true")
        for hook in ("post-index-change", "pre-auto-gc", "reference-transaction", "fsmonitor-watchman"):
            shutil.copy(bait, top / ".git" / "hooks" / hook)
        self.asked(data)
        assert not mark.exists()
        control = subprocess.run(["git", "status"], cwd=top, capture_output=True)
        assert mark.exists(), control

    def test_of_a_filter_where_git_looks_into_files_itself(self, data: Path, bait: Path, mark: Path) -> None:
        top = data.parent
        write(top / ".gitattributes", b"* filter=a=b\n*.toml filter=X.y\n")
        commit(top)
        for name in ("a=b", "X.y"):
            for key in ("clean", "process"):
                git(top, "config", f"filter.{name}.{key}", str(bait))
            git(top, "config", f"filter.{name}.required", "true")
        os.utime(top / ".git" / "index", (1, 1))  # every note in it is too young to be believed
        assert from_head(data) == []
        assert not mark.exists()
        subprocess.run(["git", "diff-files"], cwd=top, capture_output=True)
        assert mark.exists()

    def test_of_a_file_that_the_configuration_includes(self, data: Path, bait: Path, mark: Path) -> None:
        write(data / "settings", f'[core]\nfsmonitor = "{bait}"\n[filter "x"]\nclean = "{bait}"\n'.encode())
        write(data / ".gitattributes", b"* filter=x\n")
        commit(data.parent)
        git(data, "config", "include.path", str(data / "settings"))
        self.asked(data)
        assert not mark.exists()

    def test_of_a_configuration_of_one_work_tree(self, data: Path, bait: Path, mark: Path) -> None:
        git(data, "config", "extensions.worktreeConfig", "true")
        git(data, "config", "--worktree", "core.fsmonitor", str(bait))
        self.asked(data)
        assert not mark.exists()

    @pytest.mark.parametrize("named", ["uploadpack", "ext", "vcs", "ssh"])
    @pytest.mark.parametrize("lacking", ["tree", "blob", "commit"])
    def test_of_the_remote_of_a_partial_clone(
        self, data: Path, bait: Path, mark: Path, named: str, lacking: str
    ) -> None:
        top = data.parent
        git(top, "config", "core.repositoryFormatVersion", "1")
        git(top, "config", "extensions.partialClone", "origin")
        git(top, "config", "remote.origin.promisor", "true")
        git(top, "config", "protocol.allow", "always")
        git(top, "config", "protocol.ext.allow", "always")
        git(top, "config", "core.sshCommand", str(bait))
        urls = {"ext": f"ext::{bait}", "ssh": "ssh://a/b", "vcs": "x", "uploadpack": str(top)}
        git(top, "config", "remote.origin.url", urls[named])
        git(top, "config", "remote.origin.uploadpack", str(bait))
        if named == "vcs":
            git(top, "config", "remote.origin.vcs", "ext")
        name = git(top, "rev-parse", {"tree": "HEAD:data", "blob": "HEAD:data/a.toml", "commit": "HEAD"}[lacking])
        (top / ".git" / "objects" / name[:2] / name[2:]).unlink()
        self.asked(data)
        assert not mark.exists()

    def test_of_a_bare_repository_that_a_clone_brings(self, data: Path, bait: Path, mark: Path, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q", "--bare", "bare")
        shutil.copytree(tmp_path / "bare", data, dirs_exist_ok=True)
        settings_of_it = f'[core]\nrepositoryformatversion = 0\nbare = false\nworktree = .\nfsmonitor = "{bait}"\n'
        write(data / "config", settings_of_it.encode())
        for folder in ("objects", "refs"):
            write(data / folder / ".keep", b"")
        commit(data.parent)
        git(tmp_path, "clone", "-q", str(data.parent), "clone")
        clone = tmp_path / "clone" / "data"
        assert (changed_files(clone, "HEAD"), str(commit_date(clone))) == (frozenset(), "2020-05-06")
        self.asked(clone)
        assert not mark.exists()
        shutil.rmtree(tmp_path / "clone" / ".git")
        assert commit_date(clone) is None
        self.asked(clone)
        assert not mark.exists()

    def test_of_a_file_that_says_where_the_repository_is(self, data: Path, bait: Path, mark: Path) -> None:
        (data.parent / ".git").rename(data / "kept")
        write(data.parent / ".git", b"gitdir: data/kept\n")
        git(data.parent, "config", "core.fsmonitor", str(bait))
        assert changed_files(data.parent / "data" / "sub", "HEAD") == frozenset()
        self.asked(data)
        assert not mark.exists()

    def test_a_file_of_rules_that_never_ends_ends(self, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        os.mkfifo(data / "rules")
        git(data, "config", "core.excludesFile", str(data / "rules"))
        monkeypatch.setattr("perfcli.git.repository._SECONDS", 1)
        with pytest.raises(PerfError, match="git did not answer within 1 seconds"):
            changed_files(data, "HEAD")
