"""A recording in, what a client that replays it has to send and to give out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

import claude_client

from clientsmith.api.ir import Operation
from clientsmith.api.types import JsonValue
from clientsmith.recordings.replay import Interaction, Recorded
from support.claude import Recording, api, recordings

_TELLS_NULLS = not hasattr(claude_client.BaseModel, "__struct_fields__")
_EVENT = re.compile(r"\n\n+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@dataclass(frozen=True)
class Expected:
    """The result as JSON has it (a list of items where it is many), and the error's status and body."""

    data: Any = None
    error: int | None = None
    body: dict[str, Any] = field(default_factory=dict[str, Any])


def whole_streams() -> list[Recording]:
    """The recordings of streams that have a helper, and that come to their end."""
    return [
        each
        for each in recordings()
        if each.operation.stream is not None
        and each.operation.stream.helper
        and _is_stream(each.last)
        and expected(each, "").error is None
    ]


def _is_stream(interaction: Interaction) -> bool:
    kind = dict(interaction.response.headers).get("content-type", "")
    return kind.partition(";")[0] == "text/event-stream"


def expected(recording: Recording, address: str) -> Expected:
    """What a recording's responses mean; the recorded server's address is that of the replay."""
    operation, response = recording.operation, recording.last.response
    text = _text(recording.last, address)
    if response.status >= 400:
        return Expected(error=response.status, body=json.loads(text))
    if _is_stream(recording.last):
        return _events(text)
    if operation.pagination is not None:
        pages = [json.loads(_text(each, address)) for each in recording.interactions]
        return Expected([item for page in pages for item in items_of(operation, page)])
    if operation.stream is not None and operation.stream.kind == "jsonl":
        return Expected([json.loads(line) for line in text.splitlines() if line])
    if operation.result.kind == "json":
        return Expected(json.loads(text))
    return Expected(response.body if operation.result.kind == "binary" else text or None)


def items_of(operation: Operation, page: Any) -> list[Any]:
    """The items of a page of a list."""
    assert operation.pagination is not None
    for name in operation.pagination.items.split("."):
        page = page[name]
    return cast("list[Any]", page)


def payloads(text: str) -> Iterator[tuple[str, Any]]:
    """The events of a stream: their names and what they carry."""
    for block in _EVENT.split(text):
        fields = [line.partition(":") for line in block.splitlines()]
        data = "\n".join(value.strip() for name, _, value in fields if name == "data")
        if data:
            named = [value.strip() for name, _, value in fields if name == "event"]
            yield (named or [""])[0], json.loads(data)


def _events(text: str) -> Expected:
    client = api().client
    found: list[Any] = []
    for name, payload in payloads(text):
        if name == client.error_event:
            status = dict(client.errors).get(payload["error"]["type"], 200)
            return Expected(found, status, payload)
        if name not in client.ignored_events:
            found.append(payload)
    return Expected(found)


def _text(interaction: Interaction, address: str) -> str:
    body = interaction.response.body.decode("utf-8", "replace")
    return body.replace(interaction.request.origin, address)


def normal(value: JsonValue) -> JsonValue:
    """JSON in which one moment has one spelling: `10:15:30Z` and `10:15:30.000+00:00` are the same.

    To models of msgspec a null where a field may be left out is as if it was.
    """
    if isinstance(value, dict):
        kept = value.items() if _TELLS_NULLS else _without_nulls(value)
        return {name: normal(each) for name, each in kept}
    if isinstance(value, list):
        return [normal(each) for each in value]
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return datetime.fromisoformat(_MOMENT.sub(_with_microseconds, value)).timestamp()
    return value


def _without_nulls(value: Mapping[str, JsonValue]) -> Iterator[tuple[str, JsonValue]]:
    return ((name, each) for name, each in value.items() if each is not None)


def _with_microseconds(match: re.Match[str]) -> str:
    # Python 3.10 reads neither `Z` nor fractions of another length.
    whole, (fraction, zone) = match[0][:19], match.groups()
    return f"{whole}{(fraction or '.')[:7]:0<7}{zone.replace('Z', '+00:00')}"


def same_request(recorded: Recorded, sent: Recorded) -> None:
    """Asserts that a request is the recorded one; what a recording leaves out is free."""
    assert (sent.method, sent.path) == (recorded.method, recorded.path)
    assert sent.query == recorded.query
    assert sent.members == recorded.members
    headers = dict(sent.headers)
    for name, value in recorded.headers:
        if name == "content-type":  # a form's boundary is another each time
            value, headers[name] = value.partition(";")[0], headers[name].partition(";")[0]
        assert headers.get(name) == value
