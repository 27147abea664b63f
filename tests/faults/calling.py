"""The kind of a call and a client in, what came of the call out, for both kinds of client."""

from __future__ import annotations

import asyncio
import io
import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from claude_client import Anthropic, AsyncAnthropic

from runtime.settings import Retry

_HARD_DEADLINE = 20.0
_QUESTION: dict[str, Any] = {
    "model": "claude-opus-4-8",
    "max_tokens": 100,
    "messages": [{"role": "user", "content": "How is it?"}],
}


@dataclass(frozen=True)
class Result:
    """What a call gave or raised, and how many connections were busy when it was over."""

    value: object = None
    error: Exception | None = None
    busy: int = 0


class OneShot(io.RawIOBase):
    """A file that can be read once, as a pipe can."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def readable(self) -> bool:
        return True

    def readall(self) -> bytes:
        data, self._data = self._data, b""
        return data

    def readinto(self, buffer: Any) -> int:
        part = self._data[: len(buffer)]
        self._data = self._data[len(part) :]
        buffer[: len(part)] = part
        return len(part)


def hurried(client: Any) -> Any:
    """The client with its waits between attempts made short, in its own settings."""
    settings = client._settings
    quick = replace(settings.retry, initial=0.002, maximum=0.004)
    client._settings = replace(settings, retry=quick)
    assert Retry(initial=0.002, maximum=0.004) != settings.retry
    return client


def outcome(asynchronous: bool, url: str, kind: str, options: Mapping[str, Any]) -> Result:
    """A call's result, or a failure of the test if it isn't there by the deadline."""
    answers: queue.Queue[Result | BaseException] = queue.Queue()

    def work() -> None:
        try:
            run = _outcome_async if asynchronous else _outcome
            result = run(url, kind, options)
            answers.put(asyncio.run(result) if not isinstance(result, Result) else result)
        except BaseException as exc:
            answers.put(exc)

    threading.Thread(target=work, daemon=True).start()
    try:
        found = answers.get(timeout=_HARD_DEADLINE)
    except queue.Empty:
        raise AssertionError(f"no end after {_HARD_DEADLINE} seconds") from None
    if isinstance(found, BaseException):
        raise found
    return found


def _outcome(url: str, kind: str, options: Mapping[str, Any]) -> Result:
    with hurried(Anthropic(api_key="none", base_url=url, **options)) as client:
        try:
            result = Result(_CALLS[kind](client))
        except Exception as exc:
            result = Result(error=exc)
        return replace(result, busy=_busy(client))


async def _outcome_async(url: str, kind: str, options: Mapping[str, Any]) -> Result:
    async with hurried(AsyncAnthropic(api_key="none", base_url=url, **options)) as client:
        try:
            result = Result(await _ASYNC_CALLS[kind](client))
        except Exception as exc:
            result = Result(error=exc)
        return replace(result, busy=_busy_async(client))


def _busy(client: Any) -> int:
    return sum(each._busy for each in client._http._transport._pools.values())


def _busy_async(client: Any) -> int:
    stacks = client._http._transport._stacks.values()
    return sum(each._busy + len(each._waiting) for each in stacks)


def _create(client: Any) -> str:
    return str(client.messages.create(**_QUESTION).content[0].text)


def _events(client: Any) -> str:
    with client.messages.create(stream=True, **_QUESTION) as stream:
        return f"{len(list(stream))} events"


def _helper(client: Any) -> str:
    with client.messages.stream(**_QUESTION) as stream:
        return str(stream.get_final_text())


def _results(client: Any) -> str:
    return f"{len(list(client.messages.batches.results('b')))} results"


def _upload(file: Callable[[], Any]) -> Callable[[Any], str]:
    return lambda client: str(client.files.upload(file=("a.txt", file())).id)


async def _create_async(client: Any) -> str:
    return str((await client.messages.create(**_QUESTION)).content[0].text)


async def _events_async(client: Any) -> str:
    async with await client.messages.create(stream=True, **_QUESTION) as stream:
        return f"{len([event async for event in stream])} events"


async def _helper_async(client: Any) -> str:
    async with client.messages.stream(**_QUESTION) as stream:
        return str(await stream.get_final_text())


async def _results_async(client: Any) -> str:
    return f"{len([each async for each in await client.messages.batches.results('b')])} results"


def _upload_async(file: Callable[[], Any]) -> Callable[[Any], Any]:
    async def upload(client: Any) -> str:
        return str((await client.files.upload(file=("a.txt", file()))).id)

    return upload


def _generated() -> Iterator[bytes]:
    yield from (b"a", b"b", b"c")


async def _post_generated_async(client: Any) -> str:
    async def parts() -> Any:
        for part in (b"a", b"b", b"c"):
            yield part

    return str((await client.post("/v1/messages", cast_to=object, content=parts()))["id"])


_CALLS: dict[str, Callable[[Any], str]] = {
    "create": _create,
    "events": _events,
    "helper": _helper,
    "results": _results,
    "upload a file": _upload(lambda: io.BytesIO(b"abc")),
    "upload a pipe": _upload(lambda: OneShot(b"abc")),
    "post a generator": lambda client: str(
        client.post("/v1/messages", cast_to=object, content=_generated())["id"]
    ),
}
_ASYNC_CALLS: dict[str, Callable[[Any], Any]] = {
    "create": _create_async,
    "events": _events_async,
    "helper": _helper_async,
    "results": _results_async,
    "upload a file": _upload_async(lambda: io.BytesIO(b"abc")),
    "upload a pipe": _upload_async(lambda: OneShot(b"abc")),
    "post a generator": _post_generated_async,
}
