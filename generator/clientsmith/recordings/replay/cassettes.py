"""Cassettes (the files that vcrpy keeps requests and responses in) in, interactions out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias, cast
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

import yaml

from clientsmith.document.yaml_errors import yaml_problem
from clientsmith.files import read_text
from clientsmith.problems import Findings, Place
from clientsmith.recordings.replay.bodies import Members, members_of

RULE: Final = "recording"
Headers: TypeAlias = "tuple[tuple[str, str], ...]"
Loose: TypeAlias = "Mapping[str, Any]"
"""A mapping of a cassette as it stands, nothing known of its values."""

# A header that a server could not say would end its line early, and begin another.
_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request: where to, and what with; `query` is sorted, header names are lower case."""

    method: str
    uri: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Headers
    body: bytes
    members: Members

    @property
    def origin(self) -> str:
        """Scheme and host, where the recording says them."""
        parts = urlsplit(self.uri)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A response as it was; headers that belong to one connection are left out."""

    status: int
    reason: str
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Interaction:
    """A request and its response; `recording` is the file's name below the folder."""

    recording: str
    index: int
    request: Recorded
    response: Answer


class _Wrong(Exception):
    """An interaction that lacks what it needs."""


def cassette_files(directory: Path) -> list[Path]:
    """The files of a folder, or the one file."""
    if directory.is_file():
        return [directory]
    return sorted(file for end in ("yaml", "yml") for file in directory.rglob(f"*.{end}"))


def load_cassettes(directory: Path) -> tuple[Interaction, ...]:
    """Every interaction of a folder, in the order of the files; broken ones are named together."""
    findings = Findings(RULE)
    files = cassette_files(directory)
    if not files:
        findings.add(Place(str(directory)), "no recordings here", "name a folder of cassettes")
    root = directory.parent if directory.is_file() else directory
    found = [
        interaction
        for file in files
        for interaction in _interactions(
            file, file.relative_to(root).with_suffix("").as_posix(), findings
        )
    ]
    findings.stop()
    return tuple(found)


def read_cassette(file: Path, findings: Findings) -> list[Loose]:
    """The interactions of a file as they stand."""
    text = ""
    try:
        text = read_text(file)
        content = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        findings.found.append(yaml_problem(error, text, str(file), findings.rule))
        return []
    except (OSError, ValueError) as error:
        findings.add(Place(str(file)), f"can't be read: {error}")
        return []
    listed = as_mapping(content).get("interactions")
    if not isinstance(listed, list):
        findings.add(
            Place(str(file)), "has no list of `interactions`", "is it a cassette of vcrpy?"
        )
        return []
    return cast("list[Loose]", listed)


def _interactions(file: Path, recording: str, findings: Findings) -> Iterator[Interaction]:
    for index, loose in enumerate(read_cassette(file, findings)):
        try:
            request = recorded(_part(loose, "request"))
            yield Interaction(recording, index, request, _answer(_part(loose, "response")))
        except (_Wrong, ValueError, TypeError) as error:
            findings.add(Place(str(file)), f"interaction {index + 1}: {error}")


def as_mapping(value: object) -> Loose:
    """A mapping of a cassette; anything else counts as an empty one."""
    return cast("Loose", value) if isinstance(value, dict) else {}


def _part(loose: object, key: str) -> Loose:
    part = as_mapping(as_mapping(loose).get(key))
    if not part:
        raise _Wrong(f"`{key}` is missing")
    return part


def recorded(loose: Loose) -> Recorded:
    """A request as a cassette says it."""
    for key in ("method", "uri"):
        if not isinstance(loose.get(key), str):
            raise _Wrong(f"its request has no `{key}`")
    uri: str = loose["uri"]
    parts = urlsplit(uri)
    headers = tuple(_headers(loose.get("headers")))
    body = as_bytes(loose.get("body"))
    content_type = dict(headers).get("content-type", "")
    return Recorded(
        method=loose["method"].upper(),
        uri=uri,
        path=plain_path(parts),
        query=plain_query(parts),
        headers=headers,
        body=body,
        members=members_of(body, content_type),
    )


def _answer(loose: Loose) -> Answer:
    status = as_mapping(loose.get("status"))
    body: object = loose.get("body")
    if isinstance(body, dict):
        body = as_mapping(cast("object", body)).get("string")
    code = int(status.get("code") or loose.get("status_code") or 200)
    if not 200 <= code <= 599:
        raise _Wrong(f"{code} is no status of an answer")
    return Answer(
        status=code,
        reason=_plain("message", status.get("message") or ""),
        headers=tuple(_headers(loose.get("headers"))),
        body=as_bytes(body),
    )


def _headers(loose: object) -> Iterator[tuple[str, str]]:
    for name, values in as_mapping(loose).items():
        listed = cast("list[object]", values) if isinstance(values, list) else [values]
        if not _TOKEN.match(str(name)):
            raise _Wrong(f"`{name}` is no name of a header")
        yield from ((str(name).lower(), _plain(str(name), value)) for value in listed)


def _plain(name: str, value: object) -> str:
    """What stands on one line."""
    if isinstance(value, (dict, list)) or _CONTROL.search(str(value)):
        raise _Wrong(f"its `{name}` is no plain text of one line")
    return str(value)


def as_bytes(body: object) -> bytes:
    """A body as vcrpy keeps it: text, bytes, or nothing."""
    if isinstance(body, (dict, list)):
        raise TypeError("its body is no text")
    if body is None:
        return b""
    return body if isinstance(body, bytes) else str(body).encode()


def plain_path(parts: SplitResult) -> str:
    """A path in one spelling: `%7e` and `~` are the same, `%2F` and `/` are not."""
    return "/".join(quote(unquote(segment), safe="") for segment in (parts.path or "/").split("/"))


def plain_query(parts: SplitResult) -> tuple[tuple[str, str], ...]:
    """A query in one order."""
    return tuple(sorted(parse_qsl(parts.query, keep_blank_values=True)))
