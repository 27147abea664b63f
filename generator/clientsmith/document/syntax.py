"""A text and the offset where it can't be read on in, what is wrong there in plain words out.

The words come from the text alone: what readers say differs from one version to the next.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_MERGE = re.compile(r"^(?:<{7}|={7}|>{7})(?:[ \t].*)?\r?$", re.MULTILINE)
_COLON = re.compile(r":\s")
_KEY = re.compile(r"[\w.$/{}-]+")
_HERE = "mend the syntax here or just above"


class Slip(NamedTuple):
    """What went wrong in writing: where, what it is, and how to mend it."""

    offset: int
    message: str
    remedy: str


def json_slip(text: str, offset: int) -> Slip:
    """What is wrong where a text stops being JSON."""
    here, before = text[offset : offset + 2], text[:offset].rstrip()
    if here[:1] == "," and text[offset + 1 :].lstrip()[:1] in ("]", "}"):
        return Slip(offset, "a comma behind the last one", "take it out")
    if here[:1] in ("]", "}") and before.endswith(","):
        return Slip(len(before) - 1, "a comma behind the last one", "take it out")
    if here in ("//", "/*") or here[:1] == "#":
        return Slip(offset, "a comment, which JSON doesn't have", "take it out, or write YAML")
    if here[:1] == "'":
        return Slip(offset, "a text in single quotes", 'write it in double quotes: `"…"`')
    if (slip := _anywhere(text, offset)) is not None:
        return slip
    if re.match(r'["\[{\w-]', here) and re.search(r'["\]}\w]\Z', before):
        return Slip(offset, "a comma is missing in front of this", "put one there")
    return Slip(offset, f"{here[:1]!r} can't stand here", _HERE)


def yaml_slip(text: str, offset: int, begun: int | None) -> Slip:
    """What is wrong where a text stops being YAML, in something that began before, if it is known."""
    if (merge := _merge(text)) is not None:
        return merge
    opening = text[begun] if begun is not None and begun < len(text) else ""
    if opening in ("'", '"') and begun is not None and not text[offset:].strip():
        return Slip(begun, "a text in quotes that never ends", "close the quotes")
    if (slip := _anywhere(text, offset)) is not None:
        return slip
    char, before = text[offset], text[text.rfind("\n", 0, offset) + 1 : offset]
    tab = text.find("\t", offset - len(before), offset + 1)
    if char == "\t" or (tab >= 0 and not before.strip()):
        return Slip(tab, "a tab, where YAML takes blanks alone", "indent with blanks")
    if char in "]},":
        return Slip(offset, "a value is missing in front of this", "write one, or take this out")
    if opening in ("[", "{"):
        return Slip(offset, "a comma or a closing bracket is missing", "put it here or above")
    if char == ":" and _COLON.search(before):
        return Slip(offset, "a colon in a text without quotes", "put the whole text in quotes")
    if char == ":" and (slip := _without_colon(text, offset - len(before))) is not None:
        return slip
    if char in _SIGNS:
        return Slip(offset, *_SIGNS[char])
    if char == ":" or not before.strip():
        remedy = "indent it as those that it goes with"
        return Slip(offset, "this line doesn't fit those above it", remedy)
    return Slip(offset, f"{char!r} can't stand here", _HERE)


def _without_colon(text: str, line: int) -> Slip | None:
    """`get` or `openapi:3.1.0` in the line above, which is no key and so goes on in this one."""
    begun = text.rfind("\n", 0, max(line - 1, 0)) + 1
    above = text[begun:line].rstrip()
    key, colon, value = above.strip().partition(":")
    offset = begun + len(above) - len(colon + value)
    if not _KEY.fullmatch(key) or (colon and not value[:1].strip()):
        return None
    if not colon:
        return Slip(offset, f"a colon is missing behind `{key}`", f"write `{key}:`")
    return Slip(offset, "a blank is missing behind the colon", f"write `{key}: {value}`")


_SIGNS = {
    "*": ("`*` refers to an `&` that isn't there", "put the text in quotes"),
    "\\": ("there is no such escape", "write `\\\\`, or use single quotes"),
    **{sign: (f"no text can begin with {sign!r}", "put it in quotes") for sign in "@`%"},
}


def _anywhere(text: str, offset: int) -> Slip | None:
    if (merge := _merge(text)) is not None:
        return merge
    if not text[offset:].strip():
        return Slip(offset, "the text ends before all is closed", "close what was opened")
    return None


def _merge(text: str) -> Slip | None:
    found = _MERGE.search(text)
    if found is None or not ("<" * 7 in text and ">" * 7 in text):
        return None
    remedy = "choose one of the two sides, and take the marks out"
    return Slip(found.start(), "the mark of a merge that was not finished", remedy)
