"""An argument and the style that OpenAPI has for it in, what stands for it on the wire out.

A style is written `form*` where it is exploded and `+form` where reserved characters stay as they
are; `json` is the text of the value's JSON, `?json` that in place of a whole query.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from .body import json_bytes, properties_of, to_plain
from .paths import Segment
from .query import Pairs, is_array, is_mapping
from .text import to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Literal, TypeAlias

    Place: TypeAlias = Literal["path", "query", "header", "cookie", "multipart"]

_SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}
_TRIPLE = re.compile("(%[0-9A-Fa-f]{2})")
# What RFC 3986 reserves, less what would end the value: `/?#` in a path, `#[]&+` in a query, and
# in a cookie what is no cookie-octet of RFC 6265.
_RESERVED = {"path": ":@!$&'()*+,;=", "query": ":/?@!$'()*,;=", "cookie": ":/?#[]@!$&'()*+="}


def styled(place: Place, name: str, value: object, style: str) -> object:
    """What a path, header, query, form or cookie has in the value's place."""
    given = _style(place, style)
    if place == "path":
        return _segment(given.encode_name(name), value, given)
    if place == "header":
        return ",".join(_members(value, given))
    return Pairs(_named(name, value, given))


class _Style(NamedTuple):
    name: str
    explode: bool
    whole: bool
    separator: str
    encode: Callable[[str], str]
    encode_name: Callable[[str], str]


@cache
def _style(place: str, style: str) -> _Style:
    name = style.strip("?+*")
    encode: Callable[[str], str] = partial(quote, safe="")
    if place in ("header", "multipart"):
        encode = str
    elif name == "cookie":
        encode = _cookie_text
    elif style.startswith("+"):
        encode = partial(_reserved, safe=_RESERVED[place])
    names = str if place in ("header", "multipart") else partial(quote, safe="")
    separator = _SEPARATORS.get(name, ",")
    if place == "query" and separator != ",":
        separator = quote(separator)
    return _Style(name, style.endswith("*"), style.startswith("?"), separator, encode, names)


def _reserved(text: str, safe: str) -> str:
    """`a/b%20ü` -> `a/b%20%C3%BC`: what is encoded already stays."""
    parts = _TRIPLE.split(text)
    return "".join(part if at % 2 else quote(part, safe=safe) for at, part in enumerate(parts))


def _cookie_text(text: str) -> str:
    if ";" in text:
        raise ValueError("A cookie that is sent as it is can't have a semicolon in it")
    return text


# --- the values of one style ------------------------------------------------------------------


def _segment(name: str, value: object, style: _Style) -> Segment:
    if style.name == "matrix":
        return Segment("".join(f";{each}" for each in _matrix(name, value, style)))
    texts = _members(value, style)
    if style.name == "label":
        return Segment("." + ("." if style.explode else ",").join(texts))
    return Segment(",".join(texts))


def _matrix(name: str, value: object, style: _Style) -> Iterator[str]:
    """RFC 6570, section 3.2.7: what is empty has no `=`."""
    if style.explode:
        for key, text in _pairs(value, style):
            yield f"{key or name}={text}" if text else key or name
    else:
        text = ",".join(_members(value, style))
        yield f"{name}={text}" if text else name


def _members(value: object, style: _Style) -> list[str]:
    """The items of a list; of an object `R=100`, or `R` and `100` where it is not exploded."""
    found: list[str] = []
    for key, text in _pairs(value, style):
        if style.explode and key:
            found.append(f"{key}={text}")
        else:
            found += [key, text] if key else [text]
    return found


def _named(name: str, value: object, style: _Style) -> Iterator[tuple[str, str]]:
    """Pairs as a query, a form and cookies have them; nothing for an empty list or object."""
    if style.name == "deepObject":
        for key, text in _deep(name, _plain(value), numbered=True):
            yield style.encode_name(key), style.encode(text)
    elif style.explode:
        for key, text in _pairs(value, style, repeated=True):
            yield key or style.encode_name(name), text
    elif texts := _members(value, style):
        yield "" if style.whole else style.encode_name(name), style.separator.join(texts)


def _pairs(value: object, style: _Style, *, repeated: bool = False) -> Iterator[tuple[str, str]]:
    """Names and texts, encoded; what is no object has no names.

    Where pairs may be `repeated`, a list in an object is one for each item.
    """
    if style.name == "json":
        yield "", style.encode(json_bytes(value).decode())
        return
    plain = _plain(value)
    members = plain.items() if is_mapping(plain) else [("", plain)]
    for key, member in members:
        spread = is_array(member) and (repeated or not is_mapping(plain))
        for item in member if spread else [member]:
            if item is not None:
                yield style.encode_name(key), style.encode(_text(item))


def _deep(name: str, value: Any, *, numbered: bool = False) -> Iterator[tuple[str, str]]:
    """`filter[born][gte]=…`; a list is numbered where it is the value itself, or one of objects."""
    if is_mapping(value):
        for key, item in value.items():
            yield from _deep(f"{name}[{key}]", item)
    elif is_array(value):
        numbered = numbered or any(_nests(item) for item in value)
        for at, item in enumerate(value):
            yield from _deep(f"{name}[{at}]" if numbered else name, item)
    elif value is not None:
        yield name, to_text(value)


def _plain(value: object) -> Any:
    """Lists and dicts of what JSON knows, or the text of a single value."""
    if is_array(value) or properties_of(value) is not None:
        return to_plain(value)[0][0]
    return to_text(value)


def _nests(item: object) -> bool:
    return is_mapping(item) or is_array(item)


def _text(item: Any) -> str:
    """What stands inside a list or an object; no style but `deepObject` says how to nest."""
    return json_bytes(item).decode() if _nests(item) else to_text(item)
