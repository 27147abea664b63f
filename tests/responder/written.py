"""A value and how its parameter is declared in, the texts that OpenAPI's table of styles has for it out.

Written down from the specification, and not from what sends: the two are held against each other.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

from responder.documented import At, Declared

Pair = tuple[str, str]


def flat(value: Any) -> str:
    """A value as one text: what is inside a list or an object, and no text, is JSON."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (dict, list)):
        return json.dumps(value, separators=(",", ":"))
    return "" if value is None else str(value)


def in_path(declared: Declared, value: Any) -> str:
    """What stands in the place of a placeholder, not escaped."""
    if declared.media_type:
        return flat(value)
    style, explode, name = declared.style, declared.explode, declared.name
    if style == "matrix":
        if explode and isinstance(value, (dict, list)):
            return "".join(f";{key}={text}" for key, text in _pairs(name, value))
        text = ",".join(_words(value))
        return f";{name}={text}" if text else f";{name}"
    if style == "label":
        between = "." if explode else ","
        return "." + between.join(_words(value, joined=explode))
    return ",".join(_words(value, joined=explode))


def in_header(declared: Declared, value: Any) -> str:
    """A header's value."""
    return flat(value) if declared.media_type else ",".join(_words(value, joined=declared.explode))


def in_query(declared: Declared, value: Any) -> list[Pair]:
    """The names and values of a query or of cookies, decoded."""
    name, style = declared.name, declared.style
    if value is None:
        return []
    if declared.media_type or not isinstance(value, (dict, list)):
        return [(name, flat(value))]
    if style == "deepObject":
        rows = value.items() if isinstance(value, dict) else enumerate(value)
        return [pair for key, each in rows for pair in _deep(f"{name}[{key}]", each)]
    if declared.explode:
        return _pairs(name, value)
    between = {"spaceDelimited": " ", "pipeDelimited": "|"}.get(style, ",")
    return [(name, between.join(_words(value)))] if value else []


def in_form(declared: Declared, value: Any, *, old: bool) -> list[Pair]:
    """The names and values of an urlencoded form; `old` is before OpenAPI 3.1."""
    if declared.style:
        return in_query(declared, value)
    if "json" in declared.media_type or (isinstance(value, dict) and not old):
        return [(declared.name, flat(value))]
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        return list(_deep(declared.name, value))
    return _pairs(declared.name, value)


def _deep(name: str, value: Any) -> Iterator[Pair]:
    """Inside a `deepObject`: lists repeat their name, objects in lists are numbered."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _deep(f"{name}[{key}]", each)
    elif isinstance(value, list) and any(isinstance(each, (dict, list)) for each in value):
        for index, each in enumerate(value):
            yield from _deep(f"{name}[{index}]", each)
    else:
        yield from ((name, flat(each)) for each in (value if isinstance(value, list) else [value]))


def _pairs(name: str, value: Any) -> list[Pair]:
    """Exploded: an object's members by their own names, a list's items each by the parameter's."""
    members = value.items() if isinstance(value, dict) else [(name, value)]
    return [
        (key, flat(each))
        for key, member in members
        for each in (member if isinstance(member, list) else [member])
        if each is not None
    ]


def _words(value: Any, *, joined: bool = False) -> list[str]:
    """The parts of a value that a separator stands between; `joined` writes `key=value`."""
    if isinstance(value, dict):
        if joined:
            return [f"{key}={flat(each)}" for key, each in value.items()]
        return [text for key, each in value.items() for text in (key, flat(each))]
    return [flat(each) for each in value] if isinstance(value, list) else [flat(value)]


def credential(scheme: At, secret: str) -> Pair | None:
    """The place of a scheme's credential, and what is sent there; None for what is no header's."""
    type_, scheme_ = scheme.say("type"), str(scheme.say("scheme")).lower()
    if type_ == "apiKey":
        return str(scheme.say("in")), f"{scheme.say('name')}={secret}"
    if type_ == "http" and scheme_ == "basic":
        pair = base64.b64encode(f"{secret}:{secret}".encode()).decode()
        return "header", f"authorization=Basic {pair}"
    if type_ == "http" and scheme_ != "bearer":
        return "header", f"authorization={secret}"
    if type_ in ("http", "oauth2", "openIdConnect"):
        return "header", f"authorization=Bearer {secret}"
    return None
