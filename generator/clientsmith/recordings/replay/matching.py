"""A request in, the recorded interaction that answers it out, or those that come near.

Method, path and query must be the recorded ones, and `stream` the recorded member of the body. The
rest of the body may differ: the one that is the same wins, else the one with most of the same
members; of several, one that went well (to the end of its events), then the first by name. Interactions of one file that answer the
same request do so in turn. The header `x-recording` names a recording outright.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from clientsmith.recordings.replay.bodies import Members
from clientsmith.recordings.replay.cassettes import Answer, Interaction, Recorded

CHOICE_HEADER: Final = "x-recording"
_NEAREST: Final = 3
_LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Received:
    """A request that came, and the recording that answered it (empty where none did)."""

    request: Recorded
    recording: str = ""


class Matcher:
    """Interactions, and whose turn it is."""

    def __init__(self, interactions: Sequence[Interaction], ignored: Iterable[str] = ()) -> None:
        self.interactions = interactions
        self._ignored = frozenset(ignored)
        self._turns: Counter[tuple[int, ...]] = Counter()
        self._lock = threading.Lock()
        self._by_path: dict[str, list[Interaction]] = {}
        for each in interactions:
            self._by_path.setdefault(each.request.path, []).append(each)

    def match(self, request: Recorded) -> Interaction | None:
        """The interaction that answers a request."""
        chosen = dict(request.headers).get(CHOICE_HEADER, "")
        there = self._by_path.get(request.path, ())
        likely = [each for each in there if self._agree(each, request, chosen)]
        if not likely:
            return None
        well = {each.recording for each in likely if _went_well(each.response)}
        scores = [
            _likeness(each.request.members, request.members, each.recording in well)
            for each in likely
        ]
        highest = max(scores)
        best = [each for each, score in zip(likely, scores, strict=True) if score == highest]
        return self._in_turn([each for each in best if each.recording == best[0].recording])

    def nearest(self, request: Recorded) -> list[str]:
        """The recordings that come nearest, and what is different in them."""
        ranked = sorted(self.interactions, key=lambda each: -self._nearness(each.request, request))
        return [
            f"{each.recording}: {each.request.method} {each.request.path} "
            f"({self._difference(each.request, request)})"
            for each in ranked[:_NEAREST]
        ]

    def _agree(self, each: Interaction, request: Recorded, chosen: str) -> bool:
        recorded = each.request
        return (
            (recorded.method == request.method or (recorded.method, request.method) == _HEAD)
            and self._query(recorded) == self._query(request)
            and _streams(recorded) == _streams(request)
            and chosen in ("", each.recording)
        )

    def _query(self, request: Recorded) -> list[tuple[str, str]]:
        return [pair for pair in request.query if pair[0] not in self._ignored]

    def _in_turn(self, same: Sequence[Interaction]) -> Interaction:
        key = tuple(map(id, same))
        with self._lock:
            turn = self._turns[key]
            self._turns[key] += 1
        return same[turn % len(same)]

    def _nearness(self, recorded: Recorded, request: Recorded) -> float:
        path = SequenceMatcher(None, recorded.path, request.path[:_LONGEST]).ratio()
        same = (recorded.method == request.method, self._query(recorded) == self._query(request))
        return 4 * path + 2 * same[0] + same[1]

    def _difference(self, recorded: Recorded, request: Recorded) -> str:
        if recorded.method != request.method:
            return f"the method is {request.method}"
        if recorded.path != request.path:
            return f"the path is {request.path}"
        if self._query(recorded) != self._query(request):
            return f"the query is {_shown(request.query)}, recorded is {_shown(recorded.query)}"
        if _streams(recorded) != _streams(request):
            return "`stream` is another"
        return f"`{CHOICE_HEADER}` names another"


_FAILED: Final = b"event: error\n"
_LATER: Final = b"\n" + _FAILED
_HEAD: Final = ("GET", "HEAD")


def _went_well(answer: Answer) -> bool:
    return answer.status < 400 and not answer.body.startswith(_FAILED) and _LATER not in answer.body


def _streams(request: Recorded) -> bool:
    return request.members.get("stream") is True


def _likeness(recorded: Members, received: Members, well: bool) -> tuple[int, ...]:
    """Bigger is nearer: all is equal, so many members are, so many names are, so few are over."""
    names = recorded.keys() & received.keys()
    equal = sum(recorded[name] == received[name] for name in names)
    over = len(recorded.keys() ^ received.keys())
    return recorded == received, equal, well, len(names), -over


def _shown(query: Iterable[tuple[str, str]]) -> str:
    return "&".join(f"{name}={value}" for name, value in query) or "empty"
