"""Texts go in; they come out again, but for those that somebody else could have put there."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from clientsmith.cache import Cache

posix = pytest.mark.skipif(os.name == "nt", reason="about modes of files")


def test_a_text_is_kept_for_the_next_run(tmp_path: Path) -> None:
    Cache(tmp_path / "deep" / "cache").put("kind", "key", "text")
    assert Cache(tmp_path / "deep" / "cache").get("kind", "key") == "text"
    assert Cache(tmp_path / "deep" / "cache").get("other", "key") is None
    assert Cache().get("kind", "key") is None


@posix
def test_the_folder_is_the_user_s_alone(tmp_path: Path) -> None:
    for folder in (tmp_path / "new", tmp_path / "old"):
        if folder.name == "old":
            folder.mkdir(0o755)
        Cache(folder).put("kind", "key", "text")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert Cache(folder).get("kind", "key") == "text"


@posix
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702])
def test_a_folder_that_others_could_write_to_is_not_used(tmp_path: Path, mode: int) -> None:
    cache = Cache(tmp_path / "cache")
    cache.put("kind", "key", "poison")
    (tmp_path / "cache").chmod(mode)
    other = Cache(tmp_path / "cache")
    assert other.get("kind", "key") is None
    other.put("kind", "key", "fine")
    assert other.get("kind", "key") == "fine", "it is kept in memory"
    (tmp_path / "cache").chmod(0o700)
    assert Cache(tmp_path / "cache").get("kind", "key") == "poison", "and nowhere else"


@posix
def test_a_folder_that_is_a_link_is_not_used(tmp_path: Path) -> None:
    Cache(tmp_path / "theirs").put("kind", "key", "poison")
    (tmp_path / "cache").symlink_to(tmp_path / "theirs", target_is_directory=True)
    assert Cache(tmp_path / "cache").get("kind", "key") is None


@pytest.mark.parametrize("there", ["file", "missing"])
def test_a_folder_that_can_t_be_made_costs_time_only(tmp_path: Path, there: str) -> None:
    (tmp_path / "file").write_text("mine")
    cache = Cache(tmp_path / "file" / ("" if there == "file" else "below"))
    cache.put("kind", "key", "text")
    assert cache.get("kind", "key") == "text"
    assert (tmp_path / "file").read_text() == "mine"


def test_an_entry_that_is_no_text_is_none(tmp_path: Path) -> None:
    Cache(tmp_path).put("kind", "key", "text")
    (entry,) = (file for file in tmp_path.rglob("*") if file.is_file())
    entry.write_bytes(b"\xff")
    assert Cache(tmp_path).get("kind", "key") is None
