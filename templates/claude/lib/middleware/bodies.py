"""The body of a request and what another model needs changed in, the body for that model out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from .members import mapping

Body = dict[str, Any]

# There is no capacity for the model, or none of this speed.
OVERLOADED = (429, 529)


def changed(body: Body, entry: Mapping[str, Any]) -> Body:
    """What an entry of the chain says in place of what the request said; null takes a member out.

    {"max_tokens": 9, "speed": "fast"} and {"model": "b", "speed": None} -> {"max_tokens": 9, "model": "b"}

    Members of `output_config` are changed one by one. Thinking between tools is given up unless the
    entry says otherwise: the other model may not be able to.
    """
    found = _merged(body, entry)
    if "thinking" not in entry and mapping(body.get("thinking")).get("type") == "between_tools":
        found["thinking"] = {"type": "disabled"}
    if isinstance(entry.get("output_config"), Mapping):
        config = _merged(mapping(body.get("output_config")), entry["output_config"])
        found["output_config"] = config
        if not config:
            del found["output_config"]
    return found


def redeeming(body: Body, token: str | None) -> Body:
    """The body with the token of a refusal, which may turn out to be worth nothing."""
    if token is None:
        return body
    return {**body, "fallback_credit_token": {"token": token, "mode": "best_effort"}}


def going_on(body: Body, blocks: Sequence[Any]) -> Body:
    """The body with what was said so far as its last turn."""
    if not blocks:
        return body
    turn = {"role": "assistant", "content": list(blocks)}
    return {**body, "messages": [*body.get("messages", ()), turn]}


def at_usual_speed(body: Body, entry: Mapping[str, Any], status: int) -> Body | None:
    """The body to send again after a refusal of a speed that the entry doesn't insist on."""
    if status in OVERLOADED and "speed" not in entry and body.get("speed") == "fast":
        return _merged(body, {"speed": None})
    return None


def without_seams(body: Body) -> Body:
    """The body without the blocks that mark a change of models, which are not the API's own."""
    if not isinstance(body.get("messages"), list):
        return body
    turns = [_without_seams(turn) for turn in body["messages"]]
    return {**body, "messages": [turn for turn in turns if turn is not None]}


def seam(before: str, after: str, category: str | None) -> dict[str, Any]:
    """The block where one model takes over from another, as the API itself has it."""
    trigger = {"type": "refusal", "category": category}
    return {
        "type": "fallback",
        "from": {"model": before},
        "to": {"model": after},
        "trigger": trigger,
    }


def said(blocks: Sequence[Mapping[str, Any]]) -> list[Any]:
    """What a model had said before it refused, as a turn to go on from: it can't end in thinking."""
    found = [_whole(block) for block in blocks if block.get("type") != "fallback"]
    while found and found[-1].get("type") in ("thinking", "redacted_thinking"):
        found.pop()
    return found


def _whole(block: Mapping[str, Any]) -> Mapping[str, Any]:
    """The block with its input read; what was cut off can't be."""
    if "partial_json" not in block:
        return block
    found = {name: value for name, value in block.items() if name != "partial_json"}
    try:
        return {**found, "input": json.loads(block["partial_json"])}
    except ValueError:
        return found


def _without_seams(turn: Any) -> Any:
    content: list[Any] | None = mapping(turn).get("content")
    if not isinstance(content, list):
        return turn
    kept = [block for block in content if mapping(block).get("type") != "fallback"]
    if not kept and content and turn.get("role") == "assistant":
        return None  # of nothing but seams, and the API takes no turn without content
    return turn if len(kept) == len(content) else {**turn, "content": kept}


def _merged(base: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    both = {**base, **given}
    return {name: each for name, each in both.items() if name not in given or each is not None}
