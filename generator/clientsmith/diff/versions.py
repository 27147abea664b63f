"""A version and changes in, the version that follows out (semver.org): before 1.0 a break is a minor."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from clientsmith.diff.changes import Change

_VERSION: Final = re.compile(r"(\d+)\.(\d+)\.(\d+)")


def parsed(version: str) -> tuple[int, int, int] | None:
    """The three numbers of a version; None for one that has others."""
    found = _VERSION.fullmatch(version)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def next_version(version: str, changes: Iterable[Change]) -> str:
    """What a client of this version is called after these changes; the same after none."""
    numbers, kinds = parsed(version), {each.kind for each in changes}
    if numbers is None or not kinds:
        return version
    major, minor, patch = numbers
    if "breaking" in kinds:
        return f"{major + 1}.0.0" if major else f"0.{minor + 1}.0"
    if "addition" in kinds and major:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"


def admits(old: str, new: str, changes: Iterable[Change]) -> bool:
    """Whether a step from one version to another says that something breaks, if it does."""
    breaking = [each for each in changes if each.kind == "breaking"]
    needed, given = parsed(next_version(old, breaking)), parsed(new)
    return not breaking or (needed is not None and given is not None and given >= needed)
