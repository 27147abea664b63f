"""Recordings in, an HTTP/1.1 server on a loopback port that answers with them out."""

from __future__ import annotations

import errno
import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from clientsmith.problems import Place, Problem, ProblemsFound, printable
from clientsmith.recordings.replay.cassettes import (
    RULE,
    Answer,
    Interaction,
    Recorded,
    load_cassettes,
)
from clientsmith.recordings.replay.listener import Listener
from clientsmith.recordings.replay.matching import Matcher, Received

PORT: Final = 8787
"""Where recordings are served if nothing else is asked for: README and examples count on it."""

_LONGEST: Final = 300
_TEXT: Final = ("application/json", "application/jsonl", "application/x-jsonl", "text/")


class ReplayServer:
    """Answers as the recordings of a folder (or of one file) do, while its context lasts.

    `delay` is waited before each answer and each event; `rewrite` lets addresses of the recorded
    servers in answers lead here; `ignore_query` names parameters that don't count in matching;
    `say` is told a line of each request.
    """

    def __init__(
        self,
        directory: Path | str,
        port: int = 0,
        delay: float = 0.0,
        rewrite: bool = True,
        ignore_query: Sequence[str] = (),
        say: Callable[[str], object] = lambda line: None,
    ) -> None:
        interactions = load_cassettes(Path(directory))
        self.delay = delay
        self.matcher = Matcher(interactions, ignore_query)
        self.requests: list[Received] = []
        self._origins = _origins(interactions) if rewrite else ()
        self._say = say
        self._server = _listening(port, self)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        )

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return self._server.url

    def __enter__(self) -> ReplayServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stops listening and hangs up."""
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()

    def run(self) -> None:
        """Serves in this thread until interrupted."""
        self._server.serve_forever()

    def answer(self, request: Recorded) -> Answer:
        """The recorded answer, or a 404 that says what comes near."""
        found = self.matcher.match(request)
        self.requests.append(Received(request, found.recording if found else ""))
        line = f"{request.method} {request.uri.removeprefix(self.url)[:_LONGEST]}"
        if found is None:
            nearest = self.matcher.nearest(request)
            self.tell(f"{line} -> 404, no recording; nearest are {'; '.join(nearest)}")
            return _unmatched(request, nearest)
        self.tell(f"{line} -> {found.response.status} {found.recording}")
        return self._led_here(found.response)

    def tell(self, line: str) -> None:
        """Says a line of what happened, which no client can make look like two."""
        self._say(printable(line))

    def _led_here(self, answer: Answer) -> Answer:
        """Addresses of the recorded servers become this one's: a client must not leave."""
        headers = dict(answer.headers)
        text = (
            headers.get("content-type", "").startswith(_TEXT) and "content-encoding" not in headers
        )
        body, location = answer.body, headers.get("location", "")
        for origin in self._origins:
            body = body.replace(origin.encode(), self.url.encode()) if text else body
            location = location.replace(origin, self.url)
        led = ((name, location if name == "location" else value) for name, value in answer.headers)
        return Answer(answer.status, answer.reason, tuple(led), body)


def serve(
    directory: Path | str,
    port: int = PORT,
    delay: float = 0.0,
    say: Callable[[str], object] = print,
) -> None:
    """Answers as recordings do until interrupted; says where, and how each request is answered."""
    server = ReplayServer(directory, port, delay, say=say)
    say(f"replaying {len(server.matcher.interactions)} recorded answers at {server.url}")
    try:
        server.run()
    except KeyboardInterrupt:
        say("stopped")
    finally:
        server.close()


def _origins(interactions: Sequence[Interaction]) -> tuple[str, ...]:
    return tuple(sorted({each.request.origin for each in interactions} - {""}))


def _unmatched(request: Recorded, nearest: list[str]) -> Answer:
    message = f"no recording answers {request.method} {request.path}"
    error = {"type": "no_recording", "message": message, "nearest": nearest}
    body = json.dumps({"error": error}, indent=2).encode()
    return Answer(404, "Not Recorded", (("content-type", "application/json"),), body)


def _listening(port: int, replay: ReplayServer) -> Listener:
    try:
        return Listener(port, replay.answer, replay.tell, replay.delay)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
    message = f"port {port} is taken"
    remedy = "end what listens there, or name another port; `--port 0` takes any that is free"
    raise ProblemsFound([Problem(Place("127.0.0.1"), message, remedy, RULE)])
