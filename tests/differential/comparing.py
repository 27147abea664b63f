"""What two clients sent and gave in, where they differ out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from clientsmith.api.types import JsonValue
from differential.capturing import Sent
from support.replayed import normal

_ABSENT = "<absent>"
_HEADERS = re.compile(
    r"anthropic-.*|x-api-key|x-own-.*|authorization|accept|content-type|idempotency-key"
)


@dataclass(frozen=True)
class Happened:
    """A call's requests, and what came of it: `result` or `error`."""

    sent: list[Sent]
    outcome: dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """A way to a value (`body.messages.0.role`), and what it is for each."""

    way: str
    theirs: object
    ours: object


def differences(theirs: Happened, ours: Happened) -> Iterator[Difference]:
    """Everything that is not the same."""
    yield from _differing("call", theirs.outcome.get("error"), ours.outcome.get("error"))
    yield from _differing("requests", len(theirs.sent), len(ours.sent))
    for number, (one, other) in enumerate(zip(theirs.sent, ours.sent, strict=False)):
        prefix = f"{number}." if number else ""
        for name, value in facts(one).items():
            yield from _differing(f"{prefix}{name}", value, facts(other)[name])
    result, our_result = theirs.outcome.get("result"), ours.outcome.get("result")
    yield from _differing("result", normal(result), normal(our_result))


def told(found: Iterable[Difference]) -> str:
    """Differences for a reader: one line for each place, however often it was met."""
    places: dict[str, list[Difference]] = {}
    for each in found:
        places.setdefault(re.sub(r"\.\d+(?=\.|$)", ".*", each.way), []).append(each)
    return "\n".join(
        f"{way} ({len(same)} times): theirs {same[0].theirs!r:.300}, ours {same[0].ours!r:.300}"
        for way, same in places.items()
    )


def facts(sent: Sent) -> dict[str, Any]:
    """What matters of a request."""
    headers: dict[str, Any] = {
        name: value for name, value in sent.headers.items() if _HEADERS.fullmatch(name)
    }
    kind, _, options = headers.get("content-type", "").partition(";")
    if kind:
        del headers["content-type"]
        headers["content-type" if sent.body else "content-type without a body"] = kind
    if "anthropic-beta" in headers:
        # A list of features says the same however often it says it.
        betas = (each.strip() for each in headers["anthropic-beta"].split(","))
        headers["anthropic-beta"] = list(dict.fromkeys(betas))
    return {
        "method": sent.method,
        "path": sent.path,
        "query": [list(pair) for pair in sorted(sent.query)],
        "header": headers,
        "body": _body(sent.body, kind, options),
    }


def _body(body: bytes, kind: str, options: str) -> Any:
    if kind == "application/json" and body:
        return normal(json.loads(body))
    if kind.startswith("multipart/"):
        boundary = options.partition("boundary=")[2].strip('"')
        return sorted(_parts(body.split(f"--{boundary}".encode())[1:-1]))
    return body.decode("latin-1")


def _parts(parts: list[bytes]) -> Iterator[list[str]]:
    """Each part of a form: its disposition, its type, its content."""
    for part in parts:
        head, _, content = part[2:-2].partition(b"\r\n\r\n")
        lines = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        headers = {name.lower(): value for name, value in lines.items()}
        kind = headers.get("content-type", "")
        yield [headers["content-disposition"], kind, content.decode("latin-1")]


def _differing(way: str, theirs: JsonValue, ours: JsonValue) -> Iterator[Difference]:
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for name in sorted({*theirs, *ours}):
            yours, mine = theirs.get(name, _ABSENT), ours.get(name, _ABSENT)
            yield from _differing(f"{way}.{name}", yours, mine)
    elif isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        for index, (yours, mine) in enumerate(zip(theirs, ours, strict=True)):
            yield from _differing(f"{way}.{index}", yours, mine)
    elif theirs != ours or type(theirs) is not type(ours):
        yield Difference(way, theirs, ours)
