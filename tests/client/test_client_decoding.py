"""What recordings hold, decoded: what the document foresees fits its type, the rest is kept as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from claude_client import BaseModel, Unknown
from claude_client._runtime.decode import decoder

from clientsmith.recordings.replay import Interaction
from support.claude import UNFORESEEN, Recording, api, methods, recordings
from support.replayed import items_of, normal, payloads


@pytest.mark.parametrize("recording", recordings(), ids=lambda each: each.name)
def test_what_the_document_foresees_fits_its_type(recording: Recording) -> None:
    unknown = 0
    for reference, value in parts(recording):
        # `fast` knows no leniency: it raises where a member is missing or of another type.
        decoded = decoder(reference).fast(json.dumps(value).encode())
        assert normal(decoded.to_dict(mode="json")) == normal(value)
        unknown += len(list(unknowns(decoded)))
    assert (unknown > 0) == (recording.name in UNFORESEEN)


def parts(recording: Recording) -> Iterator[tuple[str, Any]]:
    """Each JSON value in a recording's good responses, with the name of its type."""
    descriptor = methods()[recording.operation.id].descriptor
    result, stream = descriptor.get("result"), descriptor.get("stream")
    for interaction in recording.interactions:
        response = interaction.response
        kind = dict(response.headers).get("content-type", "").partition(";")[0]
        if response.status >= 400 or (
            interaction is not recording.last and recording.operation.link
        ):
            continue
        if stream is not None and kind != "application/json":
            yield from ((stream, value) for value in _streamed(interaction, kind))
        elif "page" in descriptor and result is not None:
            items = items_of(recording.operation, json.loads(response.body))
            yield from ((result, item) for item in items)
        elif result is not None and result.startswith("."):
            yield result, json.loads(response.body)


def unknowns(value: Any) -> Iterator[Unknown]:
    """Every object in a value that no type is known for."""
    if isinstance(value, Unknown):
        yield value
    if isinstance(value, BaseModel):
        value = [member for _, member in value]
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from unknowns(each)


def _streamed(interaction: Interaction, kind: str) -> Iterator[Any]:
    text = interaction.response.body.decode()
    if kind != "text/event-stream":
        yield from (json.loads(line) for line in text.splitlines() if line)
        return
    apart = {*api().client.ignored_events, api().client.error_event}
    yield from (value for name, value in payloads(text) if name not in apart)
