"""Messages and their blocks as the API says them, and the events that they are streamed as; of no client."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any


def message(*content: Mapping[str, Any], stop: str = "end_turn", **others: Any) -> dict[str, Any]:
    """A message of these blocks."""
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-opus-4-8",
        "content": list(content),
        "stop_reason": stop,
        "stop_sequence": None,
        "usage": {"input_tokens": 9, "output_tokens": 7},
        **others,
    }


def text(words: str) -> dict[str, Any]:
    """A block of text."""
    return {"type": "text", "text": words}


def tool_use(name: str, given: Mapping[str, Any], id: str = "toolu_1", **others: Any) -> Any:
    """A call of a tool."""
    return {"type": "tool_use", "id": id, "name": name, "input": given, **others}


def events_of(whole: Mapping[str, Any], pieces: int = 2) -> list[dict[str, Any]]:
    """The events that a message is streamed as, its texts and inputs in so many pieces."""
    start = {**whole, "content": [], "stop_reason": None}
    found: list[dict[str, Any]] = [{"type": "message_start", "message": start}]
    for index, block in enumerate(whole["content"]):
        found += _block(index, block, pieces)
    delta = {"stop_reason": whole["stop_reason"], "stop_sequence": None, "stop_details": None}
    found.append({"type": "message_delta", "delta": delta, "usage": {"output_tokens": 7}})
    return [*found, {"type": "message_stop"}]


def _block(index: int, block: Mapping[str, Any], pieces: int) -> Iterable[dict[str, Any]]:
    kinds = {"text": ("text", "text_delta", "text"), "tool_use": ("input", "input_json_delta", "")}
    name, kind, key = kinds[block["type"]]
    whole = block[name] if key else json.dumps(block[name])
    empty: Any = "" if key else {}
    yield {"type": "content_block_start", "index": index, "content_block": {**block, name: empty}}
    size = -(-len(whole) // pieces)
    for at in range(0, len(whole), size or 1):
        delta = {"type": kind, key or "partial_json": whole[at : at + size]}
        yield {"type": "content_block_delta", "index": index, "delta": delta}
    yield {"type": "content_block_stop", "index": index}


def lines_of(events: Iterable[Mapping[str, Any]]) -> bytes:
    """Events as they go over the wire."""
    lines = (f"event: {each['type']}\ndata: {json.dumps(each)}\n\n" for each in events)
    return "".join(lines).encode()
