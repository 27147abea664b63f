"""Files go in; a folder that holds them, or its differences from them, comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientsmith.output.writer import STAGING, Outcome
from support.writing import FILES, compare, complaints, held, names, write


def test_files_are_written_and_nothing_else(tmp_path: Path) -> None:
    outcome = write(tmp_path / "deep" / "out", FILES)
    assert held(tmp_path / "deep" / "out") == dict(sorted(FILES.items()))
    assert len(outcome.added) == 3


def test_files_are_as_readable_as_any(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": ""})
    (tmp_path / "plain").write_text("")
    assert (tmp_path / "a.py").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    before = {path: (tmp_path / path).stat().st_ino for path in FILES}
    assert not write(tmp_path, FILES).differs
    outcome = write(tmp_path, {**FILES, "a/b/c.py": "D\n"})
    assert names(outcome.changed) == ["a/b/c.py"]
    assert (tmp_path / "README.md").stat().st_ino == before["README.md"]
    assert held(tmp_path)["a/b/c.py"] == "D\n"


def test_what_is_stale_is_removed_with_its_folder_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "a/b/__pycache__").mkdir()
    (tmp_path / "a/b/__pycache__/c.pyc").write_text("")
    (tmp_path / "mine.txt").write_text("mine")
    outcome = write(tmp_path, {"a/__init__.py": "A\n"})
    assert names(outcome.removed) == ["README.md", "a/b/c.py"]
    assert held(tmp_path) == {"a/__init__.py": "A\n", "mine.txt": "mine"}
    assert not (tmp_path / "a/b").exists()


def test_a_deleted_file_comes_back(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "README.md").unlink()
    assert names(write(tmp_path, FILES).added) == ["README.md"]


@pytest.mark.parametrize("at", range(7))
def test_a_failed_run_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    root = tmp_path / "out"
    write(root, FILES)
    before = held(root)
    calls: list[Path] = []
    replace, unlink = Path.replace, Path.unlink

    def fail_once(self: Path) -> None:
        calls.append(self)
        if len(calls) == at + 1:
            raise OSError("disk full")

    def counted_replace(self: Path, target: Path) -> Path:
        fail_once(self)
        return replace(self, target)

    def counted_unlink(self: Path) -> None:
        fail_once(self)
        unlink(self)

    monkeypatch.setattr(Path, "replace", counted_replace)
    monkeypatch.setattr(Path, "unlink", counted_unlink)
    files = {"a/__init__.py": "B\n", "new/x.py": "X\n", "new/y/z.py": "", "zz.py": ""}
    steps = 2 + len(files)  # removed, written
    if at < steps:
        assert complaints(root, files) == ["can't be written: disk full"]
        assert held(root) == before
        assert not (root / "new").exists()
        assert not (root / STAGING).exists()
    else:
        write(root, files)
        assert held(root) == dict(sorted(files.items()))


def test_a_failed_first_run_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    assert complaints(tmp_path / "a" / "b", FILES) == ["can't be written: disk full"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("below", ["", "x", "x/y"])
def test_an_output_that_is_a_file_is_told(tmp_path: Path, below: str) -> None:
    (tmp_path / "out").write_text("mine")
    (message,) = complaints(tmp_path / "out" / below, FILES)
    assert message in ("is a file where a folder should be", "can't be written: Not a directory")
    assert held(tmp_path) == {"out": "mine"}


@pytest.mark.parametrize("folder", [".git", ".git/hooks", "a/.GIT/b"])
def test_nothing_is_written_into_git_s_own_folder(tmp_path: Path, folder: str) -> None:
    assert complaints(tmp_path / folder, FILES) == ["is inside git's own folder"]
    assert held(tmp_path) == {}


@pytest.mark.parametrize("link", ["a", "a/b", "a/b/c.py"])
@pytest.mark.parametrize("force", [False, True])
def test_links_are_not_followed(tmp_path: Path, link: str, force: bool) -> None:
    outside = tmp_path / "outside"
    (outside / "b").mkdir(parents=True)
    (outside / "b" / "c.py").write_text("secret")
    root = tmp_path / "out"
    (root / link).parent.mkdir(parents=True)
    target = outside / "b" / "c.py" if "." in link else outside
    (root / link).symlink_to(target, target_is_directory=target.is_dir())
    assert f"`{link}` is a link, and links are not followed" in complaints(root, FILES, force=force)
    assert held(outside) == {"b/c.py": "secret"}


def test_nothing_stale_is_looked_for_behind_a_link(tmp_path: Path) -> None:
    write(tmp_path / "other", {"b.py": "B\n"})
    write(tmp_path / "out", FILES)
    (tmp_path / "out" / "other").symlink_to(tmp_path / "other", target_is_directory=True)
    (tmp_path / "out" / "b.py").symlink_to(tmp_path / "other" / "b.py")
    outcome = write(tmp_path / "out", FILES)
    assert names(outcome.removed) == []
    assert names(outcome.unknown) == ["b.py", "other"]
    assert held(tmp_path / "other") == {"b.py": "B\n"}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"../x": ""}, "the output `../x` leaves the folder"),
        ({"/x": ""}, "the output `/x` is absolute"),
        ({".git/hooks/x": ""}, "has the segment `.git`, which a tool obeys"),
        ({"a/.GIT/config": ""}, "has the segment `.GIT`, which a tool obeys"),
        ({"GIT~1/config": ""}, "has characters that are no part of a file's name everywhere"),
        ({"a/start.pth": ""}, "has the segment `start.pth`, which a tool obeys"),
        ({"a/Foo.py": "", "a/foo.py": ""}, "are one file where case does not count"),
        ({"x/y": ""}, "`x` is a file where a folder should be"),
        ({"z": ""}, "`z` is a folder where a file should be"),
    ],
)
def test_paths_are_checked_again(tmp_path: Path, files: dict[str, str], expected: str) -> None:
    (tmp_path / "x").write_text("")
    (tmp_path / "z").mkdir()
    (message,) = complaints(tmp_path, files)
    assert expected in message


def test_a_stale_file_makes_way_for_a_folder(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "file"})
    write(tmp_path, {"a.py/b.py": "below"})
    assert held(tmp_path) == {"a.py/b.py": "below"}


def test_a_comparison_of_equals_says_nothing(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    outcome = compare(tmp_path, FILES)
    assert outcome == Outcome(unchanged=3)
    assert not outcome.differs


def test_a_comparison_writes_nothing_and_tells_all(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "a/old.txt": "", "a/gone.py": "gone\n"})
    (tmp_path / "README.md").write_text("# mine\n")
    before = held(tmp_path)
    outcome = compare(tmp_path, {**FILES, "a/new.txt": "", "a/more.txt": "more\n"})
    assert held(tmp_path) == before
    assert names(outcome.added) == ["a/more.txt", "a/new.txt"]
    assert names(outcome.changed) == ["README.md"]
    assert names(outcome.removed) == ["a/gone.py"]
    assert names(outcome.unknown) == ["a/old.txt"]
    readme, gone, more, new = outcome.diffs
    assert readme.startswith("--- README.md (on disk)\n+++ README.md (generated)\n@@ -1 +1,3 @@\n")
    assert readme.endswith("+\n+# a\n")
    assert "-# mine\n" in readme
    assert gone.startswith("--- a/gone.py (on disk)\n+++ /dev/null\n@@ -1,3 +0,0 @@\n-# Generated")
    assert more == "--- /dev/null\n+++ a/more.txt (generated)\n@@ -0,0 +1 @@\n+more\n"
    assert new == "a/new.txt: missing\n"


def test_a_comparison_with_nothing_at_all(tmp_path: Path) -> None:
    assert len(compare(tmp_path / "none", FILES).added) == 3
    assert not (tmp_path / "none").exists()
