"""The few safe ways into the code of a declared language: a table names one, and can't write its own.

Strings: what is not on a list of harmless characters is written by its number, as a family of
languages does it. Comments: a text is cleaned and wrapped, then each line is made harmless by the
rules that the table names.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from clientsmith.languages.declared.identifiers import is_name
from clientsmith.languages.protocol import plain
from clientsmith.languages.wrapping import clean, flow

_SAFE = re.compile(r"[A-Za-z0-9 !#$%&()*+,\-./:;<=>?@\[\]^_`|~{}']")
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def _units(char: str) -> list[int]:
    """A character in UTF-16, which knows none outside the first plane."""
    coded = char.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(coded[at : at + 2], "big") for at in range(0, len(coded), 2)]


def _js(char: str) -> str:
    return "".join(f"\\u{unit:04x}" for unit in _units(char))


def _java(char: str) -> str:
    # A compiler of Java reads `\u000a` as the end of a line: what is ASCII is written in octal.
    return f"\\{ord(char):03o}" if ord(char) < 0x80 else _js(char)


def _go(char: str) -> str:
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:
        raise ValueError(f"a string can't hold the lone surrogate U+{code:04X} here")
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


STRINGS: Final[Mapping[str, Callable[[str], str]]] = {"go": _go, "java": _java, "js": _js}
"""How a family of languages writes a character by its number."""


def string(family: str, text: str) -> str:
    """A string literal between double quotes that reads as exactly this text."""
    return '"' + "".join(_char(STRINGS[family], char) for char in text) + '"'


def _char(numbered: Callable[[str], str], char: str) -> str:
    return _SHORT.get(char) or (char if _SAFE.match(char) else numbered(char))


RULES: Final[Mapping[str, Callable[[str], str]]] = {
    # Java: `\u002a\u002f` ends a comment; of two backslashes neither begins such a number.
    "java": lambda line: line.replace("\\", "\\\\"),
    "markup": lambda line: line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
    "block": lambda line: line.replace("*/", "*\\/").replace("/*", "/\\*"),
    # `@deprecated` and `{@link x}` are the author's of a comment to say; `@ts-nocheck` too.
    "tags": lambda line: re.sub(r"^[\s/*]*@|\{@", lambda at: f"{at[0][:-1]}\\@", line),
    # Go: an old form of build constraints.
    "build": lambda line: re.sub(r"^([\s/*]*)\+(?=build)", r"\1\\+", line),
}
"""What makes a line of a comment harmless; they are applied in this order."""


@dataclass(frozen=True, slots=True)
class CommentRow:
    """How one kind of comments is written; without `open` every line stands for itself."""

    open: str
    line: str
    close: str
    safe: tuple[str, ...]
    width: int
    indent: str
    deprecated: str = "{text}"
    """What marks something as deprecated, around the text that says what to use instead."""


def comment(
    row: CommentRow, texts: str | Sequence[str], depth: int = 0, deprecated: str | bool = False
) -> str:
    """A comment of one text or several paragraphs, whose lines after the first are indented.

    `deprecated` is what to use instead, or just whether what the comment is about may go.
    """
    paragraphs = [texts] if isinstance(texts, str) else list(dict.fromkeys(texts))
    text = "\n\n".join(filter(None, (clean(each).strip() for each in paragraphs)))
    margin = row.indent * depth
    width = row.width - len(margin.expandtabs(4))
    lines = _lines(row, text, width)
    if deprecated:
        note = _lines(row, clean(deprecated) if isinstance(deprecated, str) else "", width)
        note[0] = row.deprecated.format(text=note[0]).rstrip()
        lines = [*lines, "", *note] if text else note
    if row.open:
        short = f"{row.open} {lines[0]} {row.close.strip()}"
        if len(lines) == 1 and len(short) <= width:
            return short
        lines = [row.open, *((row.line + line).rstrip() for line in lines), row.close]
    else:
        lines = [(row.line + line).rstrip() for line in lines]
    return f"\n{margin}".join(lines)


def _lines(row: CommentRow, text: str, width: int) -> list[str]:
    return [_harmless(row, line) for line in flow(text, width - len(row.line))] or [""]


def _harmless(row: CommentRow, line: str) -> str:
    for name, rule in RULES.items():
        line = rule(line) if name in row.safe else line
    return line


@dataclass(frozen=True, slots=True)
class LiteralRow:
    """How values are written: `string` names a family, the others are patterns.

    `computed` writes a pair whose key would otherwise mean more than itself.
    """

    string: str
    true: str
    false: str
    null: str
    list: str = ""
    map: str = ""
    pair: str = ""
    computed: str = ""


def literal(row: LiteralRow, value: object) -> str:
    """A literal of the same value; what has none (NaN, infinity, an object) is refused."""
    match value:
        case str():
            return string(row.string, value)
        case None:
            return row.null
        case bool():
            return row.true if value else row.false
        case int():
            return int.__repr__(value)
        case float() if math.isfinite(value):
            return float.__repr__(value)
        case list() | tuple() if row.list:
            items = cast("Sequence[object]", value)
            return row.list.format(items=", ".join(literal(row, each) for each in items))
        case dict() if row.map and row.pair:
            pairs = cast("dict[object, object]", value).items()
            return row.map.format(items=", ".join(_pair(row, k, v) for k, v in pairs))
        case _:
            raise TypeError(f"a {type(value).__name__} has no literal here")


_MAGIC: Final[Mapping[str, frozenset[str]]] = {"js": frozenset({"__proto__"})}
"""Keys that a family of languages takes for something else than a key."""


def _pair(row: LiteralRow, name: object, value: object) -> str:
    magic = isinstance(name, str) and name in _MAGIC.get(row.string, ())
    pattern = row.computed if magic and row.computed else row.pair
    bare = key(row, name) if isinstance(name, str) else literal(row, name)
    return pattern.format(key=literal(row, name), name=bare, value=literal(row, value))


def key(row: LiteralRow, text: str) -> str:
    """A member's own name where names of members stand: quoted where it is no identifier."""
    return plain(text) if is_name(text) else string(row.string, text)
