"""Values and texts of a document in, code fragments that can't be escaped from out.

The table at the end is all that templates have: nothing else turns what a spec says into code.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias, cast

from jinja2 import Undefined

from clientsmith.languages.limits import with_deprecation
from clientsmith.languages.wrapping import WIDTH, clean, flow, is_visible

Collected: TypeAlias = "list[object] | tuple[object, ...] | dict[object, object]"

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_PLAIN = re.compile(r"[ !#-\[\]-~]*")
_QUOTES = re.compile(r'""+|"(?=\Z)')

# Comments that tools obey: a coding cookie, a type comment, what switches a checker off.
_DIRECTIVE = re.compile(
    r"(coding|\b(?:type|fmt|mypy|pyright|pyre|pylint|ruff|flake8|isort|yapf|pragma|nosec))(?=[:=])",
    re.IGNORECASE,
)
_NOQA = re.compile(r"\bno(?=qa\b)", re.IGNORECASE)
_INLINE_SCRIPT = re.compile(r"(?<!\S)///")

# Of Markdown: what may stand before a line's words, and words that would be more than words.
_CONTAINERS = re.compile(r"(?:[ >]|[-*+] |\d{1,9}[.)] )*")
_HEADING = re.compile(r"#{1,6}(?:\s|\Z)")
_CODE_FENCE = re.compile(r"`{3,}|~{3,}")
_RULERS = frozenset("-_* "), frozenset("=")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#|\w+;)")
_IMAGE = re.compile(r"!(?=\[)")
_ODD_LINK = re.compile(r"\]\((?=\s*(?:<\s*)?(?!https?:|mailto:)[A-Za-z][\w+.-]*:)", re.IGNORECASE)


def literal(value: object) -> str:
    """A Python literal of the same value; what has none (NaN, infinity, an object) is refused."""
    match value:
        case str():
            return _quoted(value)
        case None | bool():
            return repr(value)
        case int():
            return int.__repr__(value)
        case float():
            return _number(value)
        case list() | tuple() | dict():
            return _collection(cast("Collected", value))
        case _:
            raise TypeError(f"a {type(value).__name__} has no literal: {given(value)!r}")


def _collection(value: Collected) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(k)}: {literal(v)}" for k, v in value.items()) + "}"
    items = ", ".join(map(literal, value))
    if isinstance(value, list):
        return f"[{items}]"
    return f"({items}{',' if len(value) == 1 else ''})"


def _number(value: float) -> str:
    if not math.isfinite(value):
        raise ValueError(f"{value} has no literal")
    return float.__repr__(value)


def _quoted(text: str) -> str:
    if plain := _PLAIN.fullmatch(text):  # nearly all, and a character at a time is slow
        return f'"{plain.group()}"'
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    """A character as it stands between double quotes; whatever can't be seen is spelled out."""
    if (known := _ESCAPES.get(char)) is not None:
        return known
    if is_visible(char):
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else _wide_escape(code)


def _wide_escape(code: int) -> str:
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def docstring(text: str, indent: int = 4, *, deprecated: bool = False) -> str:
    '''What stands between `"""` and `"""` in a block that is indented by so many columns.'''
    escaped = _QUOTES.sub(
        lambda quotes: quotes.group().replace('"', '\\"'),
        with_deprecation(clean(given(text)), deprecated).strip().replace("\\", "\\\\"),
    )
    summary, _, rest = escaped.partition("\n\n")
    lines = [*_opening(summary, WIDTH - indent)]
    if rest:
        lines += ["", *flow(rest, WIDTH - indent)]
    if not lines or (len(lines) == 1 and len(lines[0]) + 6 <= WIDTH - indent):
        return "".join(lines)
    margin = " " * indent
    return "\n".join([lines[0], *(margin + line if line else "" for line in lines[1:]), margin])


def _opening(summary: str, width: int) -> tuple[str, ...]:
    """The first paragraph, which shares its first line with the opening quotes."""
    lines = flow(summary, width)
    return lines if not lines or len(lines[0]) + 3 <= width else flow(summary, width - 3)


def comment(text: str, indent: int = 0) -> str:
    """Lines that each begin with `#`, after so many columns; no tool takes one for an order."""
    plain = _INLINE_SCRIPT.sub("// /", clean(given(text)))
    lines = flow(_NOQA.sub("no-", _DIRECTIVE.sub(r"\1 ", plain)), WIDTH - 2 - indent)
    return f"\n{' ' * indent}".join(f"# {line}" if line else "#" for line in lines or ("",))


def markdown(text: str, line: bool = False) -> str:
    """Markdown that stays inside its place: no headings, HTML, images, fences; `line`: a cell's."""
    safe = clean(given(text)).replace("\\", "\\\\").replace("]:", "]\\:")
    safe = _TAG.sub("&lt;", _ENTITY.sub("&amp;", safe))
    safe = _ODD_LINK.sub(r"]\\(", _IMAGE.sub(r"\\!", safe))
    if line:
        safe = " ".join(safe.split()).replace("|", "\\|")
    return "\n".join(map(_plain_line, safe.split("\n")))


def _plain_line(line: str) -> str:
    """A line of Markdown that is a paragraph's or an item's: no heading, fence, ruler or underline."""
    found = _CONTAINERS.match(line)
    start = found.end() if found is not None else 0
    words = line[start:]
    if fence := _CODE_FENCE.match(words):
        return line[:start] + "\\" + "\\".join(fence[0]) + words[fence.end() :]
    ruler = bool(words) and any(kind.issuperset(words.rstrip()) for kind in _RULERS)
    return line[:start] + ("\\" if ruler or _HEADING.match(words) else "") + words


def toml(text: str) -> str:
    """A basic string of TOML, quotes and all."""
    return '"' + "".join(map(_toml_char, given(text))) + '"'


def _toml_char(char: str) -> str:
    if (known := _ESCAPES.get(char)) is not None:
        return known
    if unicodedata.category(char) == "Cs":
        raise ValueError(f"TOML can't hold the lone surrogate U+{ord(char):04X}")
    return char if is_visible(char) else _wide_escape(ord(char))


def indent(text: str, columns: int = 4) -> str:
    """Finished code, its lines after the first moved right."""
    return str(given(text)).replace("\n", "\n" + " " * columns)


def join(parts: Iterable[str], separator: str = ", ") -> str:
    """Finished code, one after another."""
    return str(separator).join(map(str, given(parts)))


def given(value: Any) -> Any:
    """The value; one that a template misspelled complains here, in its own words."""
    if isinstance(value, Undefined):
        str(value)
    return value


FILTERS: Final[Mapping[str, Callable[..., str]]] = {
    "comment": comment,
    "docstring": docstring,
    "join": join,
    "literal": literal,
    "markdown": markdown,
    "toml": toml,
}
