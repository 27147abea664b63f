"""Recorded streams of messages through the helpers of both: every event, and the message they make."""

from __future__ import annotations

import pytest

from differential.capturing import Reply
from differential.clients import Clients, needs_reference
from differential.comparing import Difference, told
from support.calls import call_of
from support.claude import Recording
from support.replayed import whole_streams

pytestmark = [pytest.mark.slow, needs_reference]

STREAMED = whole_streams()


@pytest.mark.parametrize("recording", STREAMED, ids=lambda each: each.name)
def test_a_stream_is_gathered_the_same(recording: Recording, clients: Clients) -> None:
    stream, call = recording.operation.stream, call_of(recording)
    assert stream is not None
    answer = recording.last.response
    reply = Reply(answer.body, dict(answer.headers)["content-type"])
    accessor = ".".join((*recording.operation.resource, str(stream.helper)))
    keywords = {name: value for name, value in call.keywords.items() if name != stream.selector}
    found: list[Difference] = []
    for asynchronous in (False, True):
        given = {
            "accessor": accessor,
            "positional": call.positional,
            "keywords": clients.known_to_both(accessor, keywords),
            "asynchronous": asynchronous,
        }
        found += clients.compare(f"stream {recording.name}", given, [reply])
    clients.compared.add(f"stream {recording.name}")
    assert not found, told(found)
