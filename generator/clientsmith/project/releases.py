"""A target and its repository in, its last release out; a version and a changelog's section in their files.

A release of a target is a tag, `<target>-v<version>`. The version stands in the document, in the
`x-client` of its root, and nowhere else: packages have it from there.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from clientsmith.document import load
from clientsmith.output.whole import write_whole
from clientsmith.problems import Problem, ProblemsFound
from clientsmith.project.revisions import git

CHANGELOG: Final = "CHANGELOG.md"
_TITLE: Final = "# Changelog\n"
_RULE: Final = "release"


def tag_of(name: str, version: str) -> str:
    """The tag of a release."""
    return f"{name}-v{version}"


def last_release(root: Path, name: str) -> str | None:
    """The highest version that was released, if any was."""
    prefix = tag_of(name, "")
    tags = git(root, "tag", "--list", f"{prefix}*").decode().split()
    versions = [tag.removeprefix(prefix) for tag in tags]
    known = [each for each in versions if re.fullmatch(r"\d+\.\d+\.\d+", each)]
    return max(known, key=lambda each: [int(part) for part in each.split(".")], default=None)


def with_version(spec: Path, old: str, new: str) -> str:
    """The text of a document with another version in the place of its own."""
    root = load(spec).root
    extension = root.get("x-client")
    declared = extension.get("version") if extension is not None else None
    if declared is None:
        place, remedy = root.place, f"add `version: {old}` to its `x-client`"
        raise ProblemsFound([Problem(place, "the document states no version", remedy, _RULE)])
    lines = spec.read_bytes().decode("utf-8").split("\n")  # other line ends stay as they are
    place, line = declared.place, lines[declared.place.line - 1]
    start = place.column - 1
    if str(declared.value) != old or old not in line[start:]:
        message, remedy = f"`{old}` does not stand here", "write the version as a plain text"
        raise ProblemsFound([Problem(place, message, remedy, _RULE)])
    lines[place.line - 1] = line[:start] + line[start:].replace(old, new, 1)
    return "\n".join(lines)


def with_section(text: str, section: str) -> str:
    """A changelog with a section above those that it has."""
    head, first, rest = text.partition("\n## ")
    return f"{(head or _TITLE).rstrip()}\n\n{section.rstrip()}\n{first}{rest}"


@contextmanager
def written(texts: Mapping[Path, str]) -> Generator[None]:
    """The files with these texts; if anything fails from here on, as they were."""
    before = {file: file.read_bytes() if file.is_file() else None for file in texts}
    try:
        for file, text in texts.items():
            write_whole(file, text.encode())
        yield
    except BaseException:
        for file, data in before.items():
            with suppress(OSError):  # what can be taken back is
                file.unlink() if data is None else write_whole(file, data)
        raise
