"""Text of a document in, lines of plain printable text out: what every filter starts from.

Whatever breaks a line in some reader's eyes becomes a newline, whatever can't be seen becomes
visible (`<U+202E>`) or is left out, so that no text looks like what it isn't, or says more.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

WIDTH = 100
# What a document says stands in several places: in a method and its asynchronous twin, in types.
_KEPT: Final = 8_192
_NARROWEST = 24
# Letters and signs that Python calls printable, and that no font shows: fillers, blanks, joiners.
_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\U00016fe4\U0001d159"
# What only chooses a form of the sign before it, as behind most emoji, and can hide any message.
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_HIDDEN = re.compile(f"[{_FILLERS}{_SELECTORS}]")
_SELECTOR = re.compile(f"[{_SELECTORS}]")
_BREAK = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_ITEM = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+(?=\S)")
_FENCE = re.compile(r"```|~~~")
_OWN_LINE = re.compile(r"#{1,6}\s|\|")


@lru_cache(_KEPT)
def clean(text: str) -> str:
    """The same text with one kind of line break, spaces for tabs, and nothing invisible."""
    lines = _BREAK.sub("\n", text).split("\n")
    return "\n".join(_visible(line.expandtabs(4)).rstrip() for line in lines).strip("\n")


def is_visible(text: str) -> bool:
    """Whether every character of a text can be seen for what it is; a plain blank can."""
    return text.isprintable() and not _HIDDEN.search(text)


def _visible(line: str) -> str:
    return line if is_visible(line) else "".join(map(_seen, _SELECTOR.sub("", line)))


def _seen(char: str) -> str:
    if is_visible(char):
        return char
    return " " if unicodedata.category(char) == "Zs" else f"<U+{ord(char):04X}>"


@dataclass(slots=True)
class _Chunk:
    """Lines that flow together: a paragraph, an item of a list, or (`fixed`) one line as it is."""

    indent: int
    hang: int
    fixed: bool = False
    lines: list[str] = field(default_factory=list[str])

    def wrapped(self, width: int) -> list[str]:
        text = " ".join(self.lines)
        if self.fixed:
            return [" " * self.indent + text]
        return textwrap.wrap(
            text,
            max(width, self.hang + _NARROWEST),
            initial_indent=" " * self.indent,
            subsequent_indent=" " * self.hang,
            break_long_words=False,
            break_on_hyphens=False,
        )


@lru_cache(_KEPT)
def flow(text: str, width: int) -> tuple[str, ...]:
    """Clean text as lines of at most `width` (a longer word stands out); lists and code are kept."""
    lines: list[str] = []
    for chunk in _chunks(text):
        lines += chunk.wrapped(width) if chunk else [""]
    return tuple(lines)


def _chunks(text: str) -> Iterator[_Chunk | None]:
    """Chunks, with None where a blank line parts them."""
    current: _Chunk | None = None
    blank = fenced = False
    for line in text.split("\n"):
        if not line.strip() and not fenced:
            blank = True
            continue
        fence = _FENCE.match(line.lstrip()) is not None
        if current and not blank and not fenced and not fence and _continues(current, line):
            current.lines.append(line.strip())
            continue
        if current:
            yield current
            if blank:
                yield None
        blank, current = False, _started(line, fixed=fence or fenced)
        fenced ^= fence
    if current:
        yield current


def _started(line: str, *, fixed: bool) -> _Chunk:
    """Where a line starts says how its chunk hangs: items by their mark, indented ones by four."""
    words = line.strip()
    indent = len(line) - len(line.lstrip()) if words else 0
    item = _ITEM.match(words)
    hang = indent + (len(item.group()) if item else 4 if indent else 0)
    fixed = fixed or _OWN_LINE.match(words) is not None
    return _Chunk(indent, hang, fixed, [words])


def _continues(chunk: _Chunk, line: str) -> bool:
    words = line.lstrip()
    if chunk.fixed or _ITEM.match(words) or _OWN_LINE.match(words):
        return False
    indent = len(line) - len(words)
    return (indent == 0 and chunk.indent == 0) or indent == chunk.hang
