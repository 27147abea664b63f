"""Live requests and responses in, interactions of a cassette out that hold no secret and no date."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

import httpx
import yaml

from clientsmith.project.settings import RecordSettings
from clientsmith.recordings.members import Members
from clientsmith.recordings.replay.cassettes import Loose, as_bytes, as_mapping
from clientsmith.recordings.secrets import held, without

HEADER: Final = "# Captured from the live API; keys, cookies and ids of the account are scrubbed.\n"
_GONE: Final = "scrubbed"
_SHORTEST: Final = 6

# Headers that hold credentials, whatever the API.
_SECRET: Final = re.compile(
    r"(authorization|proxy-authorization|(set-)?cookie|.*api-?key|.*-(token|secret|password|signature))\Z"
)
# What a connection, a cache or a proxy said of this one answer, or when it was.
_PASSING: Final = re.compile(
    r"(age|alt-svc|cf-.*|connection|content-encoding|content-length|date|etag|expect-ct|expires|"
    r"keep-alive|last-modified|nel|report-to|server|server-timing|set-cookie|transfer-encoding|"
    r"vary|via|x-cache.*|x-envoy-.*|x-served-by|x-timer)\Z"
)


class Scrubber:
    """What must not be kept: it learns from each answer, and is applied to the whole cassette.

    What is too short to be told from other text is replaced where it was found, and nowhere else.
    """

    def __init__(self, settings: RecordSettings, key: str) -> None:
        self._settings = settings
        self._replaced: dict[str, str] = {key: _GONE}
        self._members = Members(settings.scrub_members)

    def text(self, text: str) -> str:
        """A text without any secret met so far."""
        return without(text, self._replaced)

    def body(self, body: str | bytes) -> str | bytes:
        """A body without any secret; one that is no text is looked at byte for byte."""
        if isinstance(body, bytes):
            return self.text(body.decode("latin-1")).encode("latin-1", "replace")
        return self.text(self._members.scrubbed(body))

    def kept_secret(self, text: str) -> bool:
        """Whether a file would hold a secret after all, in any of the texts that it says."""
        texts = {text, *_texts(yaml.safe_load(text))}
        return any(held(each, self._replaced.keys()) for each in texts)

    def interaction(
        self, sent: Mapping[str, Any], before: Loose, answer: httpx.Response
    ) -> dict[str, Any]:
        """A request and its answer as a cassette keeps them; not yet without secrets in texts."""
        headers = as_mapping(sent.get("headers"))
        answered = self._answered(as_mapping(before.get("headers")), answer.headers)
        for name, value in headers.items():
            if self._is_secret(name):
                self._learn(value)
        for found in (sent.get("uri"), sent.get("body"), answer.text):
            self._learn(self._members.values(found) if isinstance(found, str) else [])
        kept = {name: value for name, value in headers.items() if not self._is_secret(name)}
        request = {"method": sent["method"], "uri": self._members.scrubbed(sent["uri"])}
        return {
            "request": Block({**request, "headers": Block(kept), "body": sent.get("body")}),
            "response": Block(
                status={"code": answer.status_code, "message": answer.reason_phrase},
                headers=Block(answered),
                body=Block(string=_decoded(answer.content)),
            ),
        }

    def _is_secret(self, name: str) -> bool:
        return name.lower() == self._settings.header or _SECRET.match(name.lower()) is not None

    def _answered(self, before: Loose, now: httpx.Headers) -> dict[str, list[str]]:
        """What an answer said; a secret becomes what was recorded before, so that recordings stay alike."""
        old = {name.lower(): value for name, value in before.items()}
        said: dict[str, list[str]] = {}
        for name in dict.fromkeys(now.keys()):
            values = now.get_list(name)
            if name in self._settings.scrub_headers or self._is_secret(name):
                values = [_GONE if self._is_secret(name) else _first(old.get(name, _GONE))]
                self._learn(now.get_list(name), values[0])
            if not _PASSING.match(name):
                said[name] = values
        return said

    def _learn(self, values: object, instead: str = "") -> None:
        """Texts and numbers that are long enough to be known again; a scheme is no secret."""
        for value in cast("list[object]", values) if isinstance(values, list) else [values]:
            for text in (str(value), str(value).rpartition(" ")[2]):
                if len(text) >= _SHORTEST and text != instead:
                    self._replaced.setdefault(text, instead or _instead(text))


def _first(recorded: object) -> str:
    values = cast("list[object]", recorded) if isinstance(recorded, list) else [recorded]
    return str(values[0]) if values else _GONE


def _instead(text: str) -> str:
    """What stands in place of a value: a number of as many digits for a number."""
    return f"1{'0' * (len(text) - 1)}" if text.isdigit() else _GONE


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, bytes):
        yield value.decode("latin-1")
    elif isinstance(value, dict):
        for pair in cast("dict[object, object]", value).items():
            yield from _texts([*pair])
    elif isinstance(value, list):
        for each in cast("list[object]", value):
            yield from _texts(each)
    else:
        yield str(value)


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
    except (ValueError, TypeError, RecursionError):
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


def _decoded(body: bytes) -> str | bytes:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body


def _scrubbed(value: Any, scrubber: Scrubber) -> Any:
    """The same tree, every text in it without secrets."""
    if isinstance(value, (str, bytes)):
        return scrubber.body(value)
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
