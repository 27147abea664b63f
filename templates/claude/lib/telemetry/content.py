"""What was asked and answered in, the attributes that hold it out, within a size."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, cast

from ..streaming import accumulate_event
from .members import member

SYSTEM, INPUT, OUTPUT = (
    "gen_ai.system_instructions",
    "gen_ai.input.messages",
    "gen_ai.output.messages",
)
ARGUMENTS, RESULT = "gen_ai.tool.call.arguments", "anthropic.tool_result.content"
_READABLE = ("text", "search_result")
_TEXTS = {"text": ("text", "text"), "thinking": ("reasoning", "thinking")}


class Content:
    """The content of one call."""

    def __init__(self, body: Mapping[str, Any], most: int) -> None:
        self._body = body
        self._most = most
        self._snapshot: Any = None

    def follow(self, event: Any) -> None:
        """Takes an event of the answer in."""
        kind = getattr(event, "type", None)
        if kind == "message_start" or (self._snapshot is not None and kind is not None):
            self._snapshot = accumulate_event(event=event, current_snapshot=self._snapshot)

    def of_stream(self) -> dict[str, Any]:
        """The attributes, with what has come of the answer."""
        return self.of(self._snapshot.content if self._snapshot is not None else None)

    def of(self, answer: Any) -> dict[str, Any]:
        """The attributes; what is too long loses the oldest of what was said first."""
        parts: dict[str, list[Any]] = {}
        if "messages" not in self._body:
            return {}
        if self._body.get("system"):
            parts[SYSTEM] = _parts(self._body["system"])
        parts[INPUT] = [
            {"role": member(turn, "role"), "parts": _parts(member(turn, "content"))}
            for turn in self._body["messages"]
        ]
        if answer is not None:
            parts[OUTPUT] = [{"role": "assistant", "parts": _parts(answer)}]
        is_cut = _fit(parts, self._most)
        found: dict[str, Any] = {name: _json(each) for name, each in parts.items()}
        stops: Iterable[Any] = self._body.get("stop_sequences") or ()
        if stops:
            found["gen_ai.request.stop_sequences"] = [str(each) for each in stops]
        return {**found, "anthropic.content.truncated": True} if is_cut else found


def of_tool(given: Any, result: Any, most: int) -> dict[str, Any]:
    """The attributes of a tool that was run; the input goes if it is too long, then the last blocks.

    Args:
        given: The input.
        result: The block that answers the call; None if there is none.
        most: The bytes that there is room for.
    """
    found: dict[str, Any] = {}
    arguments = _json(given)
    room = most - _size(arguments)
    is_cut = room < 0
    if is_cut:
        room = most
    else:
        found[ARGUMENTS] = arguments
    if result is not None:
        blocks = [_json(block) for block in _told(member(result, "content"))]
        kept = _leading(blocks, room)
        found[RESULT] = f"[{','.join(kept)}]"
        is_cut = is_cut or len(kept) < len(blocks)
    return {**found, "anthropic.content.truncated": True} if is_cut else found


def _leading(items: list[str], room: int) -> list[str]:
    """As many of the first items as there is room for, in a list."""
    kept: list[str] = []
    room -= len("[]")
    for item in items:
        room -= _size(item) + (1 if kept else 0)
        if room < 0:
            break
        kept.append(item)
    return kept


def _fit(parts: Mapping[str, list[Any]], most: int) -> bool:
    """Takes out what is oldest until the rest is no larger than that; whether it had to."""
    size = sum(_size(_json(each)) for each in parts.values())
    if size <= most:
        return False
    lists = [parts.get(SYSTEM, [])]
    lists += [turn["parts"] for name in (INPUT, OUTPUT) for turn in parts.get(name, ())]
    for each in lists:
        while each and size > most:
            size -= _size(_json(each.pop(0)))
    return True


def _parts(content: Any) -> list[Any]:
    if isinstance(content, str):
        return [{"type": "text", "content": content}]
    return [_part(block) for block in content or ()]


def _part(block: Any) -> dict[str, Any]:
    kind = str(member(block, "type"))
    if kind in _TEXTS:
        name, text = _TEXTS[kind]
        return {"type": name, "content": member(block, text)}
    if kind == "tool_use":
        named = {"id": member(block, "id"), "name": member(block, "name")}
        return {"type": "tool_call", **named, "arguments": member(block, "input")}
    if kind == "tool_result":
        return {
            "type": "tool_call_response",
            "id": member(block, "tool_use_id"),
            "response": _told(member(block, "content")),
        }
    return {"type": f"anthropic_{kind}"}


def _told(content: Any) -> list[Any]:
    """What a tool's result holds. Of what is no text only the type is told: images are large."""
    if isinstance(content, str):
        return [{"type": "text", "text": content}]
    kinds = ((block, str(member(block, "type") or "unknown")) for block in content or ())
    return [_readable(block) if kind in _READABLE else {"type": kind} for block, kind in kinds]


def _readable(value: Any) -> Any:
    """The same without what nobody but the API can read."""
    if isinstance(value, (list, tuple)):
        return [_readable(each) for each in cast("list[Any]", value)]
    if not isinstance(value, Mapping):
        return value
    members = cast("Mapping[str, Any]", value).items()
    return {
        name: _readable(each) for name, each in members if not str(name).startswith("encrypted_")
    }


def _size(text: str) -> int:
    # A model may write half of a surrogate pair.
    return len(text.encode("utf-8", "surrogatepass"))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain, separators=(",", ":"))


def _plain(value: Any) -> Any:
    return value.to_dict(mode="json") if hasattr(value, "to_dict") else str(value)
