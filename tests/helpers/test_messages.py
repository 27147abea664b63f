"""What messages can do beyond what the API says: be handed back, come of raw events, be waited for."""

from __future__ import annotations

import asyncio
import gc
import pickle
import weakref
from typing import Any

import pytest
from claude_client import APIStatusError, OverloadedError
from claude_client.lib.streaming import accumulate, accumulate_event
from claude_client.types import Message
from claude_client.types.beta import BetaMessage

from helpers.answering import (
    Answers,
    answers,
    async_client_of,
    client_of,
    events_of,
    message,
    streamed,
    text,
    tool_use,
)

ASKED: Any = {"model": "m", "max_tokens": 64, "messages": []}
WHOLE = message(text("Hello"), tool_use("add", {"left": 1}))
REFUSED = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
BROKEN = {"type": "error", "error": {"type": "invalid_request_error", "message": "No"}}


@pytest.mark.parametrize("kind", [Message, BetaMessage])
def test_a_message_can_be_handed_back(kind: Any) -> None:
    came = kind.model_validate(WHOLE)
    given = answers(WHOLE)
    turn = came.to_param()
    assert turn["role"] == "assistant"
    client_of(given).beta.messages.create(**{**ASKED, "messages": [turn]})
    assert given.bodies[0]["messages"] == [{"role": "assistant", "content": WHOLE["content"]}]
    assert pickle.loads(pickle.dumps(came)).to_param() == turn


def test_raw_events_make_a_message() -> None:
    client = client_of(answers(streamed(events_of(WHOLE))))
    made = accumulate(client.messages.create(**ASKED, stream=True))
    assert made.to_dict() == {**WHOLE, "stop_details": None}


def test_raw_events_make_a_message_one_by_one() -> None:
    snapshot: Any = None
    texts: list[str] = []
    for event in client_of(answers(streamed(events_of(WHOLE)))).beta.messages.create(
        **ASKED, stream=True
    ):
        snapshot = accumulate_event(event=event, current_snapshot=snapshot)
        texts += [block.text for block in snapshot.content[:1]]
    assert texts[:4] == ["", "Hel", "Hello", "Hello"]
    assert snapshot.content[1].input == {"left": 1}
    before = weakref.ref(snapshot)
    del snapshot
    gc.collect()
    assert before() is None


def test_events_that_do_not_begin_a_message_make_none() -> None:
    event = client_of(answers(streamed(events_of(WHOLE)[1:]))).messages.create(**ASKED, stream=True)
    with pytest.raises(RuntimeError):
        accumulate_event(event=next(event))
    with pytest.raises(RuntimeError):
        accumulate([])


def beginning(count: int, error: Any = REFUSED) -> Any:
    """A stream that ends in an error after so many events."""
    response = streamed([*events_of(WHOLE)[:count], error])
    response.headers["retry-after-ms"] = "0.01"
    return response


def told(given: Answers, asynchronous: bool) -> Any:
    """What a stream gives in the end, through a client of either kind."""
    options: Any = {"max_retries": 2}

    async def listen() -> Any:
        async with async_client_of(given, **options).messages.stream(**ASKED) as stream:
            events = [event.type async for event in stream]
            return events, await stream.get_final_message()

    if asynchronous:
        return asyncio.run(listen())
    with client_of(given, **options).messages.stream(**ASKED) as stream:
        events = [event.type for event in stream]
        return events, stream.get_final_message()


@pytest.mark.parametrize("asynchronous", [False, True])
@pytest.mark.parametrize("count", [0, 1])
def test_a_stream_refused_before_its_first_content_is_asked_for_again(
    count: int, asynchronous: bool
) -> None:
    given = answers(beginning(count), beginning(count), streamed(events_of(WHOLE)))
    events, whole = told(given, asynchronous)
    assert len(given.bodies) == 3
    assert events.count("message_start") == 1
    assert whole.content[0].text == "Hello"


@pytest.mark.parametrize("asynchronous", [False, True])
@pytest.mark.parametrize(
    ("count", "error", "asked"),
    [(2, REFUSED, 1), (0, REFUSED, 3), (1, BROKEN, 1)],
    ids=["content had come", "no attempts are left", "it would be no use"],
)
def test_it_is_not_asked_for_again_where(
    count: int, error: Any, asked: int, asynchronous: bool
) -> None:
    given = answers(*(beginning(count, error) for _ in range(asked)))
    with pytest.raises(APIStatusError):
        told(given, asynchronous)
    assert len(given.bodies) == asked


def test_the_error_is_the_one_of_its_kind_and_what_came_is_delivered() -> None:
    given = answers(beginning(1))
    seen: list[str] = []
    with client_of(given).messages.stream(**ASKED) as stream, pytest.raises(OverloadedError):
        seen.extend(event.type for event in stream)
    assert seen == ["message_start"]


def batch(status: str, done: int) -> dict[str, Any]:
    counts = dict.fromkeys(("canceled", "errored", "expired"), 0)
    return {
        "id": "msgbatch_1",
        "type": "message_batch",
        "processing_status": status,
        "request_counts": {**counts, "processing": 2 - done, "succeeded": done},
    }


@pytest.mark.parametrize("beta", [False, True])
def test_a_batch_is_waited_for_with_progress(beta: bool) -> None:
    given = answers(batch("in_progress", 0), batch("in_progress", 1), batch("ended", 2))
    client = client_of(given)
    resource: Any = client.beta.messages.batches if beta else client.messages.batches
    seen: list[int] = []
    ended = resource.wait(
        "msgbatch_1",
        poll_interval=0,
        on_progress=lambda each: seen.append(each.request_counts.succeeded),
    )
    assert ended.processing_status == "ended"
    assert seen == [0, 1, 2]


def test_a_batch_is_waited_for_asynchronously() -> None:
    given = answers(batch("in_progress", 0), batch("ended", 2))
    ended = asyncio.run(async_client_of(given).messages.batches.wait("msgbatch_1", poll_interval=0))
    assert ended.processing_status == "ended"


def test_waiting_may_be_given_up() -> None:
    given = answers(batch("in_progress", 0))
    with pytest.raises(TimeoutError, match="msgbatch_1"):
        client_of(given).messages.batches.wait("msgbatch_1", poll_interval=0, give_up_after=0)
    assert len(given.bodies) == 1
