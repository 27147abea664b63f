"""Changes in, what is told of them out: lines, a section of a changelog, or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

from clientsmith.diff.changes import Change, Kind

_TITLES: Final[tuple[tuple[Kind, str], ...]] = (
    ("breaking", "Breaking changes"),
    ("addition", "Added"),
    ("fix", "Fixed"),
)
_UNMARKED: Final = str.maketrans({each: f"\\{each}" for each in "\\<>[]*_"})


def lines_of(changes: Sequence[Change]) -> Iterator[str]:
    """`breaking  client.pets.list  argument `limit` is gone  (spec/pets.yaml:12)`."""
    for kind, _ in _TITLES:
        for each in changes:
            if each.kind == kind:
                place = f" ({each.place})" if each.place else ""
                yield f"{kind}: {each.subject}: {each.text}{place}"


def markdown_of(version: str, changes: Sequence[Change]) -> str:
    """The section of a changelog; texts of a document are no markup."""
    parts = [f"## {version}"]
    for kind, title in _TITLES:
        rows = [
            f"- `{each.subject}` {_escaped(each.text)}" for each in changes if each.kind == kind
        ]
        if rows:
            parts.append("\n".join((f"### {title}", "", *rows)))
    if not changes:
        parts.append("Nothing that a user of the client would see.")
    return "\n\n".join(parts) + "\n"


def json_of(old: str, new: str, follows: str, changes: Sequence[Change]) -> dict[str, Any]:
    """What a program reads; its keys are a promise."""
    return {
        "old": old,
        "new": new,
        "follows": follows,
        "changes": [asdict(each) for each in changes],
    }


def _escaped(text: str) -> str:
    """Words as they are, code between backticks untouched."""
    parts = text.split("`")
    return "`".join(
        part if index % 2 else part.translate(_UNMARKED) for index, part in enumerate(parts)
    )
