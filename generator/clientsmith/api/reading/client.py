"""The document's root in, the settings of the client as a whole out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clientsmith.api.case import in_ascii, pascal, snake
from clientsmith.api.pages import PageScheme
from clientsmith.api.reading.security import read_credentials, read_security
from clientsmith.api.settings import ClientArgument, ClientSettings, RetryPolicy, Timeouts
from clientsmith.document import Node

_PACKAGE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
_LONGEST_TITLE = 4  # words
# Where a title goes on to explain itself.
_BREAK = re.compile(r"(?<=\w)(?:\s+(?:for|from|of|with|by|to|[-\u2013\u2014])\s|\s*[(:|,;])")
_EVERY_TITLE = re.compile(
    r"(apis?|collection|definition|docs|documentation|http|openapi|public|reference|rest|for|of|"
    r"specification|spec|swagger|the|v?\d+)",
    re.I,
)
_WORD = re.compile(r"[0-9A-Za-z]+")
_VERSION = re.compile(r"\d+(\.\d+)*((a|b|rc|\.dev|\.post)\d+)*")


def read_client(root: Node) -> ClientSettings:
    """What `x-client` says; for a document without it, what its title and security schemes give."""
    extension = root.get("x-client")
    said: dict[str, Any] = dict(extension.value) if extension is not None else {}
    title = _title(root)
    events = said.get("stream_events", {})
    return ClientSettings(
        package=said.get("package") or _package(title),
        version=str(said.get("version") or _version(root)),
        class_name=said.get("class") or f"{pascal(title) or 'Api'}Client",
        error_name=said.get("error") or f"{pascal(title) or 'Api'}Error",
        environment=dict(said.get("environment", {})),
        credentials=read_credentials(root, said.get("credentials", {}), title),
        security=read_security(root.get("security")),
        send_all=said.get("credentials", {}).get("send") == "all",
        arguments=tuple(
            ClientArgument(name, argument.get("environment"), argument.get("description", ""))
            for name, argument in said.get("arguments", {}).items()
        ),
        headers=tuple(_headers(extension)),
        timeouts=_timeouts(said.get("timeout", {})),
        retries=_retries(said.get("retries", {})),
        idempotency_header=said.get("idempotency_header"),
        response_headers=tuple(said.get("response_headers", {}).items()),
        request_limit=said.get("request_limit"),
        errors=tuple((name, int(status)) for name, status in said.get("stream_errors", {}).items()),
        ignored_events=tuple(events.get("ignore", ())),
        error_event=events.get("error"),
    )


def says_pages(root: Node) -> bool:
    """Whether the document says itself how its lists continue, or that none does."""
    return root.at(("x-client", "pagination")) is not None


def read_pagination(root: Node) -> dict[str, PageScheme]:
    """The page schemes by name."""
    schemes = root.at(("x-client", "pagination"))
    found: dict[str, PageScheme] = {}
    for name, node in schemes.items() if schemes is not None and schemes.mapping else ():
        said: dict[str, Any] = dict(node.value)
        previous = said.get("previous")
        found[name] = PageScheme(
            name=name,
            class_name=said["class"],
            items=said["items"],
            more=said.get("more"),
            next=(said["next"]["parameter"], said["next"]["from"]),
            previous=(previous["parameter"], previous["from"]) if previous else None,
        )
    return found


@dataclass(frozen=True, slots=True)
class MountRules:
    """What operations below a first name take as well; the `unchanged` resources only constants.

    `types` is what the types that these operations reach are called there, of their `{name}`.
    """

    parameters: tuple[Node, ...]
    unchanged: frozenset[tuple[str, ...]]
    types: str


def read_mounts(root: Node) -> dict[str, MountRules]:
    """The rules of each first name."""
    extension = root.get("x-client")
    mounts = extension.get("mounts") if extension is not None else None
    found: dict[str, MountRules] = {}
    for name, mount in mounts.items() if mounts is not None else ():
        parameters = mount.get("parameters")
        found[name] = MountRules(
            tuple(parameters.elements()) if parameters is not None else (),
            frozenset(tuple(each.split(".")) for each in mount.strings("unchanged")),
            mount.text("types"),
        )
    return found


def _title(root: Node) -> str:
    """The document's title in short: its first words, less those that every API's title has.

    `Spotify Web API with fixes and improvements` is `Spotify Web`.
    """
    title = str(root["info"]["title"].value)
    for part in (_BREAK.split(title)[0], title):
        words = [word for word in _WORD.findall(in_ascii(part)) if not _EVERY_TITLE.fullmatch(word)]
        if words:
            return " ".join(words[:_LONGEST_TITLE])
    return title


def _package(title: str) -> str:
    name = snake(title).replace("_", "-")
    return f"{name}-client" if _PACKAGE.fullmatch(name) else "api-client"


def _version(root: Node) -> str:
    """The document's version where Python packaging accepts it (PEP 440), else 0.1.0."""
    declared = root["info"].get("version")
    text = str(declared.value) if declared is not None else ""
    return text if _VERSION.fullmatch(text) else "0.1.0"


def _headers(extension: Node | None) -> Iterator[tuple[str, str]]:
    """The headers of every request: parameters, each with its constant."""
    parameters = extension.get("headers") if extension is not None else None
    for entry in parameters.elements() if parameters is not None else ():
        parameter = entry.resolve()
        yield str(parameter["name"].value), str(parameter["schema"]["const"].value)


def _timeouts(said: dict[str, Any]) -> Timeouts:
    default = Timeouts()
    return Timeouts(
        per_attempt=float(said.get("per_attempt", default.per_attempt)),
        connect=float(said.get("connect", default.connect)),
    )


def _retries(said: dict[str, Any]) -> RetryPolicy:
    default = RetryPolicy()
    return RetryPolicy(
        max=int(said.get("max", default.max)),
        initial=float(said.get("initial", default.initial)),
        maximum=float(said.get("maximum", default.maximum)),
        statuses=tuple(int(status) for status in said.get("statuses", default.statuses)),
        server_errors=bool(said.get("server_errors", default.server_errors)),
    )
