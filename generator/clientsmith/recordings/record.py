"""Recordings and a key in, the same recordings out, captured from the live servers they name.

Nothing here knows an API: which environment variable holds the key, which header it goes in, which
hosts may see it, and which headers and members tell too much stands in `[tool.clientsmith.record]`.
A request that needs what an earlier answer of its cassette said is sent with what it says now.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx

from clientsmith.output.whole import write_whole
from clientsmith.problems import Findings, Place, Problem, ProblemsFound
from clientsmith.project.settings import RecordSettings
from clientsmith.recordings.replay.cassettes import (
    RULE,
    Interaction,
    Loose,
    Recorded,
    as_mapping,
    cassette_files,
    load_cassettes,
    read_cassette,
    recorded,
)
from clientsmith.recordings.scrubbing import Scrubber, cassette_text, changed_strings

_TIMEOUT: Final = 600.0
_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
_OWN: Final = frozenset({"host", "content-length", "connection", "accept-encoding"})


@dataclass(frozen=True, slots=True)
class Captured:
    """A recording that was made again, or why it was not and is left as it was."""

    recording: str
    problem: str = ""


class _Failed(Exception):
    """An answer that is not what the recording is about."""


def record(
    directory: Path,
    settings: RecordSettings,
    environ: Mapping[str, str] = os.environ,
    transport: httpx.BaseTransport | None = None,
) -> tuple[Captured, ...]:
    """Makes every recording of a folder again; one that fails does not stop the others."""
    key = _key(directory, settings, environ)
    why_not = _check_addresses(load_cassettes(directory), directory, settings)
    root = directory.parent if directory.is_file() else directory
    with _client(transport) as client:
        recorder = _Recorder(client, settings, key, why_not)
        return tuple(
            Captured(file.relative_to(root).with_suffix("").as_posix(), recorder.make_again(file))
            for file in cassette_files(directory)
        )


def _client(transport: httpx.BaseTransport | None) -> httpx.Client:
    """Follows nothing, and goes through no proxy in clear: that would see the key."""
    return httpx.Client(
        transport=transport,
        timeout=_TIMEOUT,
        trust_env=transport is None,
        follow_redirects=False,
        mounts={"http://": transport},
    )


def _key(directory: Path, settings: RecordSettings, environ: Mapping[str, str]) -> str:
    place = Place(str(directory))
    if not settings.environment:
        message = "nothing says which environment variable holds the key"
        remedy = "set `environment` in [tool.clientsmith.record]"
    elif key := environ.get(settings.environment, "").strip():
        return key
    else:
        message = f"recording needs a key: {settings.environment} is not set"
        remedy = f"run it again with {settings.environment} set to a key of a test account"
    raise ProblemsFound([Problem(place, message, remedy, RULE)])


def _check_addresses(
    interactions: Sequence[Interaction], directory: Path, settings: RecordSettings
) -> Callable[[str], str]:
    """Who may see the key: those listed, else the only one that the recordings name."""
    origins = sorted({each.request.origin for each in interactions})
    hosts = settings.hosts or (tuple(map(_host, origins)) if len(origins) == 1 else ())
    findings = Findings(RULE)
    for origin in origins:
        if reason := _why_not(origin, hosts):
            remedy = (
                f"list it in `hosts` of [tool.clientsmith.record] if it may, as `{_host(origin)}`"
            )
            findings.add(Place(str(directory)), reason, remedy)
    findings.stop()
    return lambda uri: _why_not(uri, hosts)


def _why_not(uri: str, hosts: Sequence[str]) -> str:
    """Why the key doesn't go to an address, or nothing; read as the client that sends it reads it."""
    try:
        url = httpx.URL(uri)
    except httpx.InvalidURL as error:
        return f"the key would be sent to an address that is none: {error}"
    origin = f"{url.scheme}://{url.netloc.decode()}" if url.host else "no host"
    if url.scheme == "http" and url.host and url.host not in _LOOPBACK:
        return f"the key would be sent in clear to {origin}"
    known = url.scheme in ("http", "https") and _host(uri) in map(_with_port, hosts)
    return "" if known and not url.userinfo else f"the key would be sent to {origin}"


def _host(uri: str) -> str:
    """Host and port of an address, the port of its scheme where it has none."""
    try:
        url = httpx.URL(uri)
    except httpx.InvalidURL:
        return ""
    host = f"[{url.host}]" if ":" in url.host else url.host
    return f"{host}:{url.port or (80 if url.scheme == 'http' else 443)}"


def _with_port(host: str) -> str:
    """A host of the settings, which has the port of https unless it says another."""
    return host.lower() if re.search(r":\d+\Z", host) else f"{host.lower()}:443"


class _Recorder:
    """A client with a key, why it may not go somewhere, and what of answers must not be kept."""

    def __init__(
        self,
        client: httpx.Client,
        settings: RecordSettings,
        key: str,
        why_not: Callable[[str], str],
    ) -> None:
        self._client = client
        self._settings = settings
        self._key = key
        self._why_not = why_not

    def make_again(self, file: Path) -> str:
        """Sends a cassette's requests and writes the answers; says what went wrong."""
        findings = Findings(RULE)
        interactions = read_cassette(file, findings)
        findings.stop()
        scrubber = Scrubber(self._settings, self._key)
        try:
            made = self._interactions(interactions, scrubber)
            text = cassette_text(made, scrubber)
        except (_Failed, httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            return scrubber.text(str(error) or type(error).__name__)
        if scrubber.kept_secret(text):
            return "a secret would have been kept in it"
        write_whole(file, text.encode())
        return ""

    def _interactions(self, loose: Sequence[Loose], scrubber: Scrubber) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        carried: dict[str, str] = {}
        for index, each in enumerate(loose):
            before = as_mapping(each["response"])
            sent = _carry(as_mapping(each["request"]), carried)
            answer = self._send(recorded(sent), sent)
            _check_status(before, answer, index)
            later = [as_mapping(other["request"]) for other in loose[index + 1 :]]
            carried |= _needed(changed_strings(before, answer.content), later)
            made.append(scrubber.interaction(sent, before, answer))
        return made

    def _send(self, request: Recorded, sent: Loose) -> httpx.Response:
        if reason := self._why_not(request.uri):
            raise _Failed(f"{reason}, where an answer led")
        own = {*_OWN, self._settings.header}
        headers = [(name, value) for name, value in request.headers if name not in own]
        headers.append((self._settings.header, self._settings.prefix + self._key))
        body = request.body
        if isinstance(sent.get("body"), str) and _is_multipart(request):
            body = body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        return self._client.request(request.method, request.uri, headers=headers, content=body)


def _is_multipart(request: Recorded) -> bool:
    return dict(request.headers).get("content-type", "").startswith("multipart/")


def _check_status(before: Loose, answer: httpx.Response, index: int) -> None:
    """A recording is about one status: another answer is not an update of it."""
    code = as_mapping(before.get("status")).get("code", before.get("status_code", 200))
    if answer.status_code != code:
        said = " ".join(answer.text[:300].split())
        raise _Failed(
            f"request {index + 1}: {code} was recorded, {answer.status_code} came: {said}"
        )


def _carry(request: Loose, carried: Mapping[str, str]) -> dict[str, Any]:
    """A request with what the servers said today in place of what they said then."""
    sent = dict(request)
    for key in ("uri", "body"):
        for old, new in carried.items():
            if isinstance(sent.get(key), str):
                sent[key] = sent[key].replace(old, new)
    return sent


def _needed(changes: Mapping[str, str], later: Iterable[Loose]) -> dict[str, str]:
    """Those changes that a later request of the cassette speaks of."""
    texts = [str(request.get(key)) for request in later for key in ("uri", "body")]
    return {old: new for old, new in changes.items() if any(old in text for text in texts)}
