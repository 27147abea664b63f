"""Files go in; a folder that holds them, or its differences from them, comes out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest

from clientsmith.output.writer import CompareWriter, DiskWriter, Outcome
from clientsmith.problems import ProblemsFound

HASHES = ".clientsmith.json"


def paths(files: Mapping[str, str]) -> dict[PurePosixPath, bytes]:
    """Files as a writer takes them."""
    return {PurePosixPath(path): text.encode() for path, text in files.items()}


def write(root: Path, files: Mapping[str, str], *, force: bool = False) -> Outcome:
    """To disk."""
    return DiskWriter(root, force=force).write(paths(files))


def compare(root: Path, files: Mapping[str, str]) -> Outcome:
    """With the disk."""
    return CompareWriter(root).write(paths(files))


def held(root: Path) -> dict[str, str]:
    """What a folder holds beside the manifest."""
    files = {
        str(file.relative_to(root)): file.read_text() for file in root.rglob("*") if file.is_file()
    }
    return {path: text for path, text in sorted(files.items()) if path != HASHES}


def complaints(root: Path, files: Mapping[str, str], *, force: bool = False) -> list[str]:
    """What stops a run."""
    with pytest.raises(ProblemsFound) as caught:
        write(root, files, force=force)
    return [problem.message for problem in caught.value.problems]


FILES = {"a/__init__.py": "A\n", "a/b/c.py": "C\n", "README.md": "# a\n"}


def test_files_are_written_with_a_manifest_of_hashes(tmp_path: Path) -> None:
    outcome = write(tmp_path / "deep" / "out", FILES)
    assert held(tmp_path / "deep" / "out") == dict(sorted(FILES.items()))
    assert len(outcome.added) == 4
    assert list(json.loads((tmp_path / "deep/out" / HASHES).read_text())["files"]) == sorted(FILES)


def test_files_are_as_readable_as_any(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": ""})
    (tmp_path / "plain").write_text("")
    assert (tmp_path / "a.py").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    before = {path: (tmp_path / path).stat().st_ino for path in FILES}
    assert not write(tmp_path, FILES).differs
    outcome = write(tmp_path, {**FILES, "a/b/c.py": "D\n"})
    assert [str(path) for path in outcome.changed] == ["a/b/c.py", HASHES]
    assert (tmp_path / "README.md").stat().st_ino == before["README.md"]
    assert held(tmp_path)["a/b/c.py"] == "D\n"


def test_what_is_stale_is_removed_with_its_folder_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "a/b/__pycache__").mkdir()
    (tmp_path / "a/b/__pycache__/c.pyc").write_text("")
    (tmp_path / "mine.txt").write_text("mine")
    outcome = write(tmp_path, {"a/__init__.py": "A\n"})
    assert [str(path) for path in outcome.removed] == ["README.md", "a/b/c.py"]
    assert held(tmp_path) == {"a/__init__.py": "A\n", "mine.txt": "mine"}
    assert not (tmp_path / "a/b").exists()


def test_an_edit_by_hand_stops_the_run_and_names_the_file(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "a/b/c.py").write_text("mine\n")
    expected = ["`a/b/c.py` was edited by hand, and would be lost"]
    assert complaints(tmp_path, FILES) == expected
    assert complaints(tmp_path, {**FILES, "a/b/c.py": "D\n"}) == expected
    assert complaints(tmp_path, {"README.md": "# a\n"}) == expected
    assert held(tmp_path)["a/b/c.py"] == "mine\n"
    write(tmp_path, FILES, force=True)
    assert held(tmp_path)["a/b/c.py"] == "C\n"


def test_a_file_that_was_there_before_is_an_edit_by_hand(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    assert complaints(tmp_path, FILES) == ["`README.md` was edited by hand, and would be lost"]
    (tmp_path / "README.md").write_text("# a\n")
    write(tmp_path, FILES)


def test_an_edit_that_is_what_is_generated_now_is_none(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "README.md").write_text("# b\n")
    assert not write(tmp_path, {**FILES, "README.md": "# b\n"}).added


def test_line_ends_of_a_checkout_are_no_edit(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "README.md").write_bytes(b"# a\r\n")
    assert [str(path) for path in write(tmp_path, FILES).changed] == ["README.md"]


def test_a_deleted_file_comes_back(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "README.md").unlink()
    assert [str(path) for path in write(tmp_path, FILES).added] == ["README.md"]


@pytest.mark.parametrize("at", range(8))
def test_a_failed_run_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    root = tmp_path / "out"
    write(root, FILES)
    before = {**held(root), HASHES: (root / HASHES).read_text()}
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
    steps = 2 + len(files) + 1  # removed, written, the manifest
    if at < steps:
        with pytest.raises(OSError, match="disk full"):
            write(root, files)
        assert {**held(root), HASHES: (root / HASHES).read_text()} == before
        assert not (root / "new").exists()
        assert not list(root.glob(".clientsmith-*"))
    else:
        write(root, files)
        assert held(root) == dict(sorted(files.items()))


def test_a_failed_first_run_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write(tmp_path / "a" / "b", FILES)
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_was_killed_half_way_is_finished_by_the_next(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "README.md").write_text("# new\n")
    write(tmp_path, {**FILES, "README.md": "# new\n", "a/b/c.py": "new\n"})
    assert held(tmp_path)["a/b/c.py"] == "new\n"


@pytest.mark.parametrize("link", ["a", "a/b", "a/b/c.py", HASHES])
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


def test_a_manifest_removes_nothing_outside_the_folder(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    root = tmp_path / "out"
    root.mkdir()
    (root / HASHES).write_text('{"files": {"../mine.txt": ""}}')
    assert complaints(root, FILES, force=True) == ["its path `../mine.txt` leaves the folder"]
    assert (tmp_path / "mine.txt").exists()


@pytest.mark.parametrize("text", ["[]", "{}", '{"files": []}', '"x"'])
def test_a_manifest_that_says_nothing_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / HASHES).write_text(text)
    assert write(tmp_path, FILES).differs


def test_a_broken_manifest_is_named(tmp_path: Path) -> None:
    (tmp_path / HASHES).write_text("<<<<<<< ours")
    (message,) = complaints(tmp_path, FILES)
    assert message.startswith("can't be read: ")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"../x": ""}, "the output `../x` leaves the folder"),
        ({"/x": ""}, "the output `/x` is absolute"),
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
    write(tmp_path, {"a": "file"})
    write(tmp_path, {"a/b": "below"})
    assert held(tmp_path) == {"a/b": "below"}


def test_a_comparison_of_equals_says_nothing(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    outcome = compare(tmp_path, FILES)
    assert outcome == Outcome(unchanged=4)
    assert not outcome.differs


def test_a_comparison_writes_nothing_and_tells_all(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "a/old.py": "", "a/gone.py": "gone\n"})
    (tmp_path / "README.md").write_text("# mine\n")
    (tmp_path / "a/mine.py").write_text("")
    before = held(tmp_path)
    outcome = compare(tmp_path, {**FILES, "a/new.py": "", "a/more.py": "more\n"})
    assert held(tmp_path) == before
    assert [str(path) for path in outcome.added] == ["a/more.py", "a/new.py"]
    assert [str(path) for path in outcome.changed] == ["README.md", HASHES]
    assert [str(path) for path in outcome.removed] == ["a/gone.py", "a/old.py"]
    assert [str(path) for path in outcome.unknown] == ["a/mine.py"]
    assert outcome.diffs == (
        "--- README.md (on disk)\n+++ README.md (generated)\n@@ -1 +1 @@\n-# mine\n+# a\n",
        "--- a/gone.py (on disk)\n+++ /dev/null\n@@ -1 +0,0 @@\n-gone\n",
        "--- /dev/null\n+++ a/more.py (generated)\n@@ -0,0 +1 @@\n+more\n",
        "a/new.py: missing\n",
        "a/old.py: stale\n",
    )


def test_a_comparison_with_nothing_at_all(tmp_path: Path) -> None:
    assert len(compare(tmp_path / "none", FILES).added) == 4
    assert not (tmp_path / "none").exists()


def test_a_changed_manifest_alone_is_shown(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / HASHES).write_text("{}")
    (diff,) = compare(tmp_path, FILES).diffs
    assert diff.startswith(f"--- {HASHES} (on disk)")
