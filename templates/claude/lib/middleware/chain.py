"""One request and the models that may answer it in, the steps to an answer out; no I/O here."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any, NamedTuple

from ..._runtime.middleware import APIRequest
from ..._runtime.sse import BlockSplitter
from .anew import anew
from .asking import asking, body_of, with_betas
from .bodies import (
    Body,
    at_usual_speed,
    changed,
    going_on,
    redeeming,
    seam,
    without_seams,
)
from .splicing import Hop, Joint, Refusal
from .steps import Chunk, Close, Parse, Send, Steps, done

Entry = Mapping[str, Any]
_log = logging.getLogger(__name__)


class Chain:
    """The models of a chain, asked one after the other until one accepts."""

    def __init__(
        self,
        request: APIRequest,
        fallbacks: Sequence[Entry],
        betas: Sequence[str],
        begin: int,
        moved: Callable[[int], None],
    ) -> None:
        """Begins with the fallback `begin`, or with the request as it is if that is -1."""
        self.response: Any = None
        """What came last."""
        self._request = with_betas(request, betas)
        self._body = without_seams(body_of(self._request))
        self._fallbacks = fallbacks
        self._begin = begin
        self._moved = moved

    @property
    def goes_on(self) -> bool:
        """Whether the response is a stream that another model may have to go on with."""
        response = self.response.http_response
        kind = response.headers.get("content-type", "").partition(";")[0]
        more = self._begin < len(self._fallbacks) - 1
        return response.is_success and more and kind == "text/event-stream"

    def answer(self) -> Steps:
        """Asks; and, unless it is a stream that comes, goes on asking until a model accepts."""
        body, entry = self._first()
        self.response, _ = yield from self._ask(body, entry)
        if self._request.stream:
            return
        model, seams = body["model"], list[Any]()
        for index in range(self._begin + 1, len(self._fallbacks)):
            message = yield from self._refusal()
            if message is None:
                break
            self._moved(index)
            entry, details = self._fallbacks[index], message.stop_details
            token = getattr(details, "fallback_credit_token", None)
            self.response, _ = yield from self._ask(
                redeeming(changed(self._body, entry), token), entry
            )
            seams.append(seam(model, entry["model"], getattr(details, "category", None)))
            model = entry["model"]
        accepted = (yield from self._refusal()) is None
        if seams and accepted and self.response.http_response.is_success:
            self.response = _after(seams, self.response)

    def spliced(self) -> Steps:
        """The first stream and those that go on from it, as the frames of one."""
        joint = Joint(str(self._first()[0]["model"]))
        refusal = yield from self._passed_on(Hop(joint, first=True))
        said: list[Any] = []
        status: int | None = None
        for index, entry in enumerate(self._fallbacks[self._begin + 1 :], self._begin + 1):
            if refusal is None:
                return
            self._moved(index)
            answer = yield from self._ask_on(entry, refusal, said)
            status = answer.status
            if answer.response is None:
                continue
            self.response, said = answer.response, answer.said
            joint.take_over(entry["model"], refusal)
            last = index == len(self._fallbacks) - 1
            refusal = yield from self._passed_on(Hop(joint, last=last))
        if refusal is not None:
            yield from joint.give_up(refusal, self._fallbacks[-1]["model"], status)

    def _first(self) -> tuple[Body, Entry | None]:
        if self._begin < 0:
            return self._body, None
        entry = self._fallbacks[self._begin]
        return changed(self._body, entry), entry

    def _ask(self, body: Body, entry: Entry | None) -> Generator[Any, None, tuple[Any, Entry]]:
        """The response, fast where it can be, and the entry with what it turned out to need changed."""
        response = yield from done(Send(asking(self._request, body)))
        slower = at_usual_speed(body, entry, response.status_code) if entry is not None else None
        if entry is None or slower is None:
            return response, entry or {}
        _log.warning("There was no fast answer of %s: asked at the usual speed", body["model"])
        yield from done(Close(response))
        response = yield from done(Send(asking(self._request, slower)))
        return response, {**entry, "speed": None}

    def _refusal(self) -> Generator[Any, None, Any]:
        """The message, if it is a refusal."""
        if not self.response.http_response.is_success:
            return None
        message = yield from done(Parse(self.response))
        return message if getattr(message, "stop_reason", None) == "refusal" else None

    def _ask_on(
        self, entry: Entry, refusal: Refusal, said: list[Any]
    ) -> Generator[Any, None, _Answer]:
        """Asks the next model to go on from what was said; to begin anew if it doesn't take that."""
        for turn in ([*said, *refusal.blocks], said):
            body = going_on(redeeming(changed(self._body, entry), refusal.token), turn)
            try:
                response, entry = yield from self._ask(body, entry)
            except Exception as error:
                _log.error("The fallback %s could not be asked", entry["model"], exc_info=error)
                return _Answer(None, turn, None)
            status = response.status_code
            if response.http_response.is_success:
                return _Answer(response, turn, status)
            yield from done(Close(response))
            if status != 400 or not turn or turn is said:
                break
            _log.warning("%s did not go on from what was said: asked anew", entry["model"])
        _log.error("The fallback %s was refused with status %d", entry["model"], status)
        return _Answer(None, said, status)

    def _passed_on(self, hop: Hop) -> Steps:
        """The frames of the stream, up to its end or to a refusal, which this comes to."""
        blocks, chunks = BlockSplitter(), self.response.iter_bytes()
        while (chunk := (yield from done(Chunk(chunks)))) is not None:
            for block in blocks.feed(chunk):
                yield from hop.feed(block)
                if hop.refusal is not None:
                    yield from done(Close(self.response))
                    return hop.refusal
        yield from hop.finish()
        return None


class _Answer(NamedTuple):
    """What came of asking a model to go on."""

    response: Any
    """None if there is none that is of use."""
    said: list[Any]
    """What it was to go on from."""
    status: int | None


def _after(seams: list[Any], response: Any) -> Any:
    """The response with these blocks before what it says."""
    whole = response.http_response
    message = json.loads(whole.content)
    content = json.dumps({**message, "content": [*seams, *message["content"]]}).encode()
    return response.reading(anew(whole, content=content))
