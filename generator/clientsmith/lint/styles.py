"""Rules about styles: whether OpenAPI says how a parameter's value is written, and what is done if not."""

from __future__ import annotations

from collections.abc import Iterator

from clientsmith.document import Node
from clientsmith.document.edits import read_as
from clientsmith.lint.parameters import uses_of
from clientsmith.lint.survey import Finding, Survey, is_object, raw, resolved

_STYLES = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form", "cookie"),
}
"""The styles of each place, its default first (OpenAPI, Parameter Object, Style Values)."""
_OF_MEDIA_TYPES = ("accept", "content-type")
_OF_SENDING = (
    "connection", "content-length", "host", "te", "trailer", "transfer-encoding", "upgrade",
)  # fmt: skip


def misplaced_styles(survey: Survey) -> Iterator[Finding]:
    """A style that the parameter's place doesn't have."""
    for node in survey.of("parameter"):
        place, style = str(raw(node, "in")), raw(node, "style")
        styles = _STYLES.get(place)
        if style is None or styles is None or style in styles:
            continue
        message, remedy = f"{style!r} is no style of a {place}", survey.advice.nearest(
            style, styles
        )
        edits = (read_as(node["style"], styles[0]),)
        yield Finding(node["style"].place, message, remedy, f"read as `{styles[0]}`", edits)


def undefined_styles(survey: Survey) -> Iterator[Finding]:
    """A value that OpenAPI has no serialisation for in this style: the cells marked n/a in its table."""
    for node in survey.of("parameter"):
        place, kind = str(raw(node, "in")), _kind(node.get("schema"))
        styles = _STYLES.get(place)
        if styles is None or kind is None:
            continue
        style = raw(node, "style") if raw(node, "style") in styles else styles[0]
        exploded = raw(node, "explode")
        reading = _undefined(place, str(style), exploded, kind)
        if reading:
            how = {True: ", exploded", False: ", not exploded"}.get(exploded, "")
            message = f"OpenAPI doesn't say how {kind} is written as `{style}`{how} in a {place}"
            remedy = "describe it by `content: {application/json: …}`, or take another style"
            yield Finding(
                node["style" if "style" in node else "schema"].place, message, remedy, reading
            )


def _undefined(place: str, style: str, exploded: object, kind: str) -> str:
    """What is done where the table has nothing to say; nothing where it does."""
    if kind == "a single value":
        special = style in ("spaceDelimited", "pipeDelimited", "deepObject")
        return "it is written as it stands" if special else ""
    if style == "deepObject":
        if kind != "an object":
            return "its items are numbered: `name[0]=…`"
        return "it is exploded" if exploded is False else ""
    if kind == "a list of objects":
        return "each is the text of its JSON"
    if style in ("spaceDelimited", "pipeDelimited") and exploded is True:
        return "it is written as `form`"
    return (
        "there is a cookie for each"
        if (place, style) == ("cookie", "form") and exploded is not False
        else ""
    )


def _kind(schema: Node | None) -> str | None:
    """What a schema stands for, where it says so plainly."""
    node = resolved(schema) if schema is not None else None
    if node is None or not is_object(node):
        return None
    type_ = raw(node, "type")
    if type_ == "object":
        return "an object"
    if type_ == "array":
        return (
            "a list of objects"
            if _kind(node.get("items")) not in (None, "a single value")
            else "a list"
        )
    return "a single value" if type_ in ("string", "integer", "number", "boolean") else None


def headers_of_clients(survey: Survey) -> Iterator[Finding]:
    """A header that a client writes itself, from the media types or as it sends the request."""
    uses = uses_of(survey)
    for node in survey.of("parameter"):
        name = raw(node, "name")
        if raw(node, "in") != "header" or not isinstance(name, str):
            continue
        edits = tuple(uses.get(node.identity, ()))
        if name.lower() in _OF_MEDIA_TYPES:
            message = f"`{name}` is no parameter (OpenAPI, Parameter Object, `name`)"
            remedy = "leave it out: the media types under `content` say it"
            reading = "it is left out, and sent by the media types"
            yield Finding(node.place, message, remedy, reading, edits)
        elif name.lower() in _OF_SENDING:
            message = f"`{name}` says how a request is sent, which no caller decides"
            remedy = "leave it out: what sends the request writes it"
            yield Finding(node.place, message, remedy, "it is left out", edits)
