"""Our own document in, what several tests know of it out: its API, its names, its recordings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from clientsmith.api.ir import Api, Operation, Schema, SchemaKey
from clientsmith.api.reading import read
from clientsmith.cache import Cache
from clientsmith.document import Document, load
from clientsmith.languages.names import Names, choose_names
from clientsmith.pipeline import language_of
from clientsmith.recordings.replay import Interaction, load_cassettes
from clientsmith.styles.style import open_style
from support.places import ROOT
from support.printed import PrintedMethod, printed_methods

SPEC = ROOT / "spec" / "openapi.yaml"
RECORDINGS = ROOT / "tests" / "recordings"
# Recordings of what the document doesn't foresee; each has to be one.
UNFORESEEN = {
    "messages.create/unknown_block": "a block, a stop reason and a member that came later",
    "messages.create/stream_unknown": "an event, a block and a delta that came later",
    "beta.messages.create/unknown_block": "a block, a step, a stop reason and a member",
    "beta.messages.create/stream_unknown": "an event, a block and a delta that came later",
}


@dataclass(frozen=True)
class Recording:
    """An operation, and the requests and responses of one call of it."""

    name: str
    operation: Operation
    interactions: tuple[Interaction, ...]

    @property
    def last(self) -> Interaction:
        """The interaction that gave the result."""
        return self.interactions[-1]


@cache
def document() -> Document:
    """The document, read."""
    return load(SPEC)


@cache
def api() -> Api:
    """The API, understood."""
    return read(document())


@cache
def names() -> Names:
    """What everything is called in Python."""
    return choose_names(api(), language_of(open_style("claude"), Cache()))


@cache
def methods() -> dict[str, PrintedMethod]:
    """The methods of the printed client, by the operations that they call."""
    return printed_methods(ROOT / "generated" / "claude-client" / "claude_client")


@cache
def operations() -> dict[str, Operation]:
    """Every operation by its id."""
    return {operation.id: operation for operation in api().operations()}


@cache
def schemas() -> dict[SchemaKey, Schema]:
    """Every schema by its key."""
    return api().schemas()


@cache
def recordings() -> tuple[Recording, ...]:
    """Every recording of an operation; which folders belong to none is asked elsewhere."""
    found: dict[str, list[Interaction]] = {}
    for interaction in load_cassettes(RECORDINGS):
        found.setdefault(interaction.recording, []).append(interaction)
    return tuple(
        Recording(name, operations()[Path(name).parts[0]], tuple(interactions))
        for name, interactions in found.items()
        if Path(name).parts[0] in operations()
    )


def method_of(client: Any, operation: Operation, name: str | None = None) -> Any:
    """The client's method for an operation, or the one of another name beside it."""
    method = methods()[operation.id]
    return getattr(method.holder(client), name) if name else method.of(client)
