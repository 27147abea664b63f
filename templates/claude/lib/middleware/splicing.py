"""The streams of models that take over from each other in, the frames of one message out; no I/O here."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..._runtime.sse import EventParser
from .bodies import OVERLOADED, said, seam
from .iterations import declined, served
from .members import mapping

Event = dict[str, Any]

# What a delta adds to, and what of it.
_ADDED = {
    "text_delta": ("text", "text"),
    "thinking_delta": ("thinking", "thinking"),
    "input_json_delta": ("partial_json", "partial_json"),
}


@dataclass
class Refusal:
    """What a model ended with instead of an answer."""

    event: Event
    token: str | None
    category: str | None
    blocks: list[Any]
    """What may be gone on from."""
    usage: Mapping[str, Any]
    unsaid: Event | None
    """The beginning of its message, where that was not passed on."""


@dataclass
class Joint:
    """What all streams of one message have in common."""

    model: str
    """The one that speaks, or spoke last."""
    iterations: list[Any] = field(default_factory=list[Any])
    """What each model that refused has used up."""
    begun: bool = False
    """Whether the reader has seen the beginning of a message."""
    start: Event | None = None
    """The beginning that was seen last."""
    id: Any = None
    """The message's, which is the first model's."""
    next_index: int = 0
    seams: list[bytes] = field(default_factory=list[bytes])
    """Changes of models that the reader has not seen yet."""

    def take_over(self, model: str, refusal: Refusal) -> None:
        """Another model answers from here on."""
        index, block = self.next_index, seam(self.model, model, refusal.category)
        self.seams += [
            frame({"type": "content_block_start", "index": index, "content_block": block}),
            frame({"type": "content_block_stop", "index": index}),
        ]
        self.next_index += 1
        self.model = model

    def begin(self) -> list[bytes]:
        """The beginning of the message where the reader has none, and the changes until now."""
        frames, self.seams = self.seams, []
        if not self.begun and self.start is not None:
            start = copy.deepcopy(self.start)
            mapping(start.get("message"))["id"] = self.id
            frames = [frame(start), *frames]
        self.begun = True
        return frames

    def give_up(self, refusal: Refusal, model: str, status: int | None) -> list[bytes]:
        """The refusal after all, as every model after it has failed; the last one with this status."""
        event = copy.deepcopy(refusal.event)
        details = mapping(mapping(event.get("delta")).get("stop_details"))
        if details:
            details["recommended_model"] = model if status in OVERLOADED else None
        event["usage"] = {**mapping(event.get("usage")), "iterations": self.iterations}
        _tell_transformations(event, refusal.unsaid)
        return [*self.begin(), frame(event), frame({"type": "message_stop"})]


class Hop:
    """One model's stream: its events in, frames out.

    Nothing comes out before there is content, so a model that refuses at once leaves no trace.
    """

    def __init__(self, joint: Joint, *, first: bool = False, last: bool = False) -> None:
        self.refusal: Refusal | None = None
        """Set once another model has to go on; what comes after it is of no interest."""
        self._joint = joint
        self._first = first
        self._last = last
        self._base = joint.next_index
        self._model = joint.model
        self._silent = joint.begun
        self._start: bytes = b""
        self._usage: Mapping[str, Any] = {}
        self._held: list[bytes] = []
        self._opened = False
        self._blocks: dict[Any, dict[str, Any]] = {}
        self._open: list[int] = []
        self._parser = EventParser()

    def feed(self, block: bytes) -> list[bytes]:
        """The frames that an event makes, given as its lines."""
        raw = block + b"\n\n"
        event = self._event(block)
        kind = event.get("type")
        if kind == "message_start":
            return self._begin(event, raw)
        if kind == "message_delta":
            return self._end(event, raw)
        if kind in ("content_block_start", "content_block_delta", "content_block_stop"):
            frames = self._begun()
            self._follow(str(kind), event)
            return [*frames, raw if self._first else frame(event)]
        if not self._opened:
            self._held.append(raw)
            return []
        return [raw]

    def finish(self) -> list[bytes]:
        """What is left at the end of the stream."""
        return self._begun() if self.refusal is None else []

    def _event(self, block: bytes) -> Event:
        event = self._parser.parse(block)
        try:
            return mapping(event.json()) if event is not None else {}
        except ValueError:
            return {}

    def _begin(self, event: Event, raw: bytes) -> list[bytes]:
        message = mapping(event.get("message"))
        self._start, self._usage = raw, mapping(message.get("usage"))
        if self._first:
            self._joint.id = message.get("id")
        self._joint.start = event
        return []

    def _begun(self) -> list[bytes]:
        if self._opened:
            return []
        self._opened = True
        if self._first:
            self._joint.begun = True
            frames = [self._start] if self._start else []
        else:
            frames = self._joint.begin()
        return frames + self._held

    def _follow(self, kind: str, event: Event) -> None:
        """Keeps what a block says, and gives it its place in the whole message."""
        index = event.get("index")
        if not isinstance(index, int):
            return
        event["index"] = shifted = index + self._base
        self._joint.next_index = max(self._joint.next_index, shifted + 1)
        if kind == "content_block_start":
            self._blocks[index] = block = dict(mapping(event.get("content_block")))
            self._open.append(shifted)
            if self._first and block.get("type") == "fallback":
                # The API has had other models asked; ours go on from the last of those.
                self._joint.model = block["to"]["model"]
        elif kind == "content_block_delta":
            _add(self._blocks.get(index, {}), mapping(event.get("delta")))
        elif shifted in self._open:
            self._open.remove(shifted)

    def _end(self, event: Event, raw: bytes) -> list[bytes]:
        delta = mapping(event.get("delta"))
        details = mapping(delta.get("stop_details"))
        refused = delta.get("stop_reason") == "refusal"
        token = details.get("fallback_credit_token") or None
        # Before anything was said, another model costs nothing and shows nowhere.
        if refused and not self._last and (token or not self._opened):
            return self._refuse(event, details, token)
        frames = self._begun()
        if self._first:
            return [*frames, raw]
        if refused and details:
            details.setdefault("recommended_model", None)
        usage = mapping(event.get("usage"))
        last = served(usage, self._model)
        event["usage"] = {**usage, "iterations": [*self._joint.iterations, last]}
        _tell_transformations(event, self._unsaid())
        return [*frames, frame(event)]

    def _refuse(self, event: Event, details: Mapping[str, Any], token: str | None) -> list[bytes]:
        granted = details.get("fallback_has_prefill_claim") is True
        usage = dict(mapping(event.get("usage")))
        for name, value in self._usage.items():
            usage[name] = value if usage.get(name) is None else usage[name]
        self.refusal = Refusal(
            event,
            token,
            category=details.get("category"),
            blocks=said(list(self._blocks.values())) if granted else [],
            usage=usage,
            unsaid=self._unsaid(),
        )
        self._joint.iterations += declined(usage, self._model)
        return [frame({"type": "content_block_stop", "index": index}) for index in self._open]

    def _unsaid(self) -> Event | None:
        return self._joint.start if self._silent and self._start else None


def frame(event: Mapping[str, Any]) -> bytes:
    """An event as it goes over the wire."""
    data = json.dumps(event, separators=(",", ":"))
    return f"event: {event['type']}\ndata: {data}\n\n".encode()


def _add(block: dict[str, Any], delta: Mapping[str, Any]) -> None:
    kind = delta.get("type")
    if kind == "citations_delta":
        block["citations"] = [*(block.get("citations") or ()), delta.get("citation")]
    elif kind == "signature_delta":
        block["signature"] = delta.get("signature")
    elif kind in _ADDED:
        name, key = _ADDED[kind]
        block[name] = (block.get(name) or "") + (delta.get(key) or "")


def _tell_transformations(event: Event, start: Event | None) -> None:
    """What became of the input is said at a message's beginning; or at its end, where it has none."""
    message = mapping(start.get("message")) if start is not None else {}
    if "input_transformations" in message:
        event.setdefault("input_transformations", message["input_transformations"])
