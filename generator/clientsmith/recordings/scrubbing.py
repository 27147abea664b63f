"""Live requests and responses in, interactions of a cassette out that hold no secret and no date."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, cast

import httpx
import yaml

from clientsmith.project.settings import RecordSettings
from clientsmith.recordings.replay.cassettes import Loose, as_bytes, as_mapping

HEADER: Final = "# Captured from the live API; keys, cookies and ids of the account are scrubbed.\n"
_GONE: Final = "scrubbed"
_SHORTEST: Final = 6

# Secrets of a request, whatever the API.
_SECRET: Final = frozenset({"authorization", "cookie", "proxy-authorization"})
# What a connection, a cache or a proxy said of this one answer, or when it was.
_PASSING: Final = re.compile(
    r"(age|alt-svc|cf-.*|connection|content-encoding|content-length|date|etag|expect-ct|expires|"
    r"keep-alive|last-modified|nel|report-to|server|server-timing|set-cookie|transfer-encoding|"
    r"vary|via|x-cache.*|x-envoy-.*|x-served-by|x-timer)\Z"
)


class Scrubber:
    """What must not be kept: it learns from each answer, and is applied to the whole cassette."""

    def __init__(self, settings: RecordSettings, key: str) -> None:
        self._settings = settings
        self._replaced: dict[str, str] = {key: _GONE}
        names = "|".join(map(re.escape, settings.scrub_members))
        self._members = re.compile(rf'"(?:{names})"\s*:\s*("(?:[^"\\]|\\.)*")') if names else None

    def text(self, text: str) -> str:
        """A text without any secret met so far."""
        for secret, instead in sorted(self._replaced.items(), key=lambda pair: -len(pair[0])):
            text = text.replace(secret, instead)
        return text

    def interaction(
        self, asked: Mapping[str, Any], before: Loose, answer: httpx.Response
    ) -> dict[str, Any]:
        """A request and its answer as a cassette keeps them; not yet without secrets in texts."""
        self._learn(before, answer)
        hidden = {*_SECRET, self._settings.header}
        headers = as_mapping(asked.get("headers"))
        kept = {name: value for name, value in headers.items() if name.lower() not in hidden}
        return {
            "request": Block({**asked, "headers": Block(kept)}),
            "response": Block(
                status={"code": answer.status_code, "message": answer.reason_phrase},
                headers=Block(_grouped(answer.headers)),
                body=Block(string=_decoded(answer.content)),
            ),
        }

    def _learn(self, before: Loose, answer: httpx.Response) -> None:
        """A header's value becomes the one recorded before, so that recordings stay alike."""
        old = {name.lower(): value for name, value in as_mapping(before.get("headers")).items()}
        for name in self._settings.scrub_headers:
            instead = old.get(name, [_GONE])
            first = cast("list[object]", instead)[0] if isinstance(instead, list) else instead
            for value in answer.headers.get_list(name):
                self._replaced[value] = str(first)
        for found in self._members.findall(answer.text) if self._members else ():
            self._replaced |= dict.fromkeys(_spellings(found), _GONE)


def _spellings(quoted: str) -> Iterator[str]:
    """A string as JSON spells it, and as it reads; too short a one would be found everywhere."""
    with suppress(ValueError):
        yield from (each for each in (quoted[1:-1], str(json.loads(quoted))) if len(each) > 1)


class Block(dict[str, Any]):
    """A mapping that is written on lines of its own."""


def cassette_text(interactions: Sequence[Mapping[str, Any]], scrubber: Scrubber) -> str:
    """A cassette as a file: readable, diffable, without a secret."""
    content = Block(interactions=[Block(each) for each in interactions], version=1)
    untyped: Any = yaml  # the stubs of `dump` are not whole
    dumped: str = untyped.dump(
        _scrubbed(content, scrubber),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=1 << 30,
        default_flow_style=None,
    )
    return HEADER + dumped


def changed_strings(before: Loose, now: bytes) -> dict[str, str]:
    """Strings of a recorded JSON answer, and those that stand in their places now."""
    body: object = before.get("body")
    string = as_mapping(cast("object", body)).get("string") if isinstance(body, dict) else body
    try:
        pairs = _pairs(json.loads(as_bytes(string)), json.loads(now))
    except ValueError:
        return {}
    return {old: new for old, new in pairs if old != new and len(old) >= _SHORTEST}


def _pairs(old: object, new: object) -> Iterator[tuple[str, str]]:
    if isinstance(old, str) and isinstance(new, str):
        yield old, new
    elif isinstance(old, list) and isinstance(new, list):
        for each, other in zip(cast("list[object]", old), cast("list[object]", new), strict=False):
            yield from _pairs(each, other)
    elif isinstance(old, dict) and isinstance(new, dict):
        names = as_mapping(cast("object", new))
        for name, each in as_mapping(cast("object", old)).items():
            yield from _pairs(each, names.get(name))


def _grouped(headers: httpx.Headers) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in headers.multi_items():
        if not _PASSING.match(name.lower()):
            found.setdefault(name.lower(), []).append(value)
    return found


def _decoded(body: bytes) -> str | bytes:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body


def _scrubbed(value: Any, scrubber: Scrubber) -> Any:
    """The same tree, every text in it without secrets."""
    if isinstance(value, str):
        return scrubber.text(value)
    if isinstance(value, list):
        return [_scrubbed(each, scrubber) for each in cast("list[object]", value)]
    if isinstance(value, dict):
        pairs = {
            key: _scrubbed(each, scrubber)
            for key, each in as_mapping(cast("object", value)).items()
        }
        return Block(pairs) if isinstance(value, Block) else pairs
    return value


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as they are, mappings marked as blocks on lines of their own."""

    def ignore_aliases(self, data: Any) -> bool:
        """No anchors: a cassette is read by people."""
        return True


def _represent_text(dumper: Any, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    node: yaml.ScalarNode = dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)
    return node


def _represent_block(dumper: yaml.SafeDumper, block: Block) -> yaml.MappingNode:
    node = dumper.represent_mapping("tag:yaml.org,2002:map", block)
    node.flow_style = False
    return node


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(Block, _represent_block)
