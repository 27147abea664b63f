"""The media types of a body or response in, the same in the order in which a client handles them out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clientsmith.api.ir import StreamKind
from clientsmith.document import Node

STREAMS: dict[str, StreamKind] = {
    "text/event-stream": "sse",
    "application/jsonl": "jsonl",
    "application/x-jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/json-seq": "jsonl",
}

_JSON = re.compile(r"(?<![a-z])json(?![a-z])")  # `problem+json`, but neither `jsonl` nor `jsonpath`
_TEXTS = frozenset(
    f"application/{name}"
    for name in ("xml", "yaml", "x-yaml", "graphql", "javascript", "sql", "toml", "xml-dtd")
)

_FILES = frozenset(
    f"application/{name}"
    for name in ("octet-stream", "pdf", "zip", "gzip", "msword", "rtf", "postscript", "wasm", "ogg")
)


def by_preference(content: Node | None, order: Sequence[str]) -> list[tuple[str, Node]]:
    """Every media type with its node: those that match the earliest of `order` first."""
    if content is None:
        return []
    media = [
        (base_of(name), node) for name, node in content.items() if isinstance(node.value, dict)
    ]

    def rank(row: tuple[str, Node]) -> int:
        return next((at for at, wanted in enumerate(order) if wanted in row[0]), len(order))

    return sorted(media, key=rank)


def base_of(media_type: str) -> str:
    """A media type without its parameters, in lower case (RFC 9110, section 8.3.1)."""
    return media_type.split(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Whether what has this media type is read as JSON; of `*/*` that is the best guess."""
    named = _JSON.search(media_type) is not None and media_type not in STREAMS
    return named or media_type == "*/*"


def is_text(media_type: str) -> bool:
    """Whether what has this media type is text: XML, YAML, source code, anything under `text`."""
    base, _, suffix = base_of(media_type).partition("+")
    return base.startswith("text/") or suffix in ("xml", "yaml") or base in _TEXTS


def may_be_text(media_type: str) -> bool:
    """Whether it can be text where a document says so: `application/sdp`, but no picture or archive."""
    base = base_of(media_type)
    own = base.startswith(("application/vnd.", "application/x-"))  # mostly formats of programs
    return base.startswith("application/") and not own and base not in _FILES
