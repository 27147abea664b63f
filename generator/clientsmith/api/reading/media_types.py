"""The media types of a body or response in, the one that a client handles out."""

from __future__ import annotations

from collections.abc import Sequence

from clientsmith.document import Node


def choose_medium(content: Node | None, order: Sequence[str]) -> tuple[str, Node] | None:
    """The media type that matches the earliest of `order` (a part of its name), else the first."""
    if content is None:
        return None
    media = [(name.split(";")[0].strip().lower(), node) for name, node in content.items()]
    for wanted in order:
        for name, node in media:
            if wanted in name:
                return name, node
    return media[0] if media else None
