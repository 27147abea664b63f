"""Secrets and a text in, the text without them out, or which of them it holds, in any encoding.

Replacing looks for a secret itself, each of its characters spelled in any of the usual ways;
searching decodes the text instead, step by step, and so sees what replacing may have missed.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import unquote_plus

_DEPTH: Final = 3
_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]{8,}")
_HEX: Final = re.compile(r"(?:[0-9a-fA-F]{2}){4,}")
_ESCAPED: Final = re.compile(r"\\+(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([/\"\\]))")
_SHORT: Final = {'"': '"', "\\": "\\", "/": "/", "\n": "n", "\r": "r", "\t": "t"}


def without(text: str, replaced: Mapping[str, str]) -> str:
    """A text with something else in every place of a secret; the longest are looked for first."""
    for secret in sorted(replaced, key=len, reverse=True):
        text = _pattern(secret).sub(replaced[secret].replace("\\", r"\\"), text)

    def decoded(run: re.Match[str]) -> str:
        for made in _of_base64_or_hex(run[0]):
            for secret, instead in replaced.items():
                if _plainly(made, secret):
                    return instead
        return run[0]

    return _BASE64.sub(decoded, text)


def held(text: str, secrets: Collection[str]) -> str:
    """A secret that a text holds, in itself or in what can be decoded of it; else nothing."""
    seen: set[str] = set()
    fresh = {text}
    for _ in range(_DEPTH + 1):
        for secret in secrets:
            if any(_plainly(each, secret) for each in fresh):
                return secret
        seen |= fresh
        fresh = {made for each in fresh for made in _decoded(each)} - seen
    return ""


def _plainly(text: str, secret: str) -> bool:
    """A number is found as a whole one alone: 123456 is not in 91234567."""
    if secret.isdigit():
        return re.search(rf"(?<!\d){secret}(?!\d)", text) is not None
    return any(each in text for each in (secret, *_bytewise(secret)))


def _bytewise(secret: str) -> Iterable[str]:
    """What a secret looks like in a file of UTF-16 or UTF-8 that is read byte for byte."""
    return "\0".join(secret), secret.encode("utf-8", "surrogatepass").decode("latin-1")


def _decoded(text: str) -> Iterator[str]:
    yield "".join(text.split())  # base64 may be wrapped
    yield unquote_plus(text)
    yield html.unescape(text)
    yield _ESCAPED.sub(lambda found: found[3] or chr(int(found[1] or found[2], 16)), text)
    for run in _BASE64.findall(text):
        yield from _of_base64_or_hex(run)


def _of_base64_or_hex(run: str) -> Iterator[str]:
    """What a run of letters may have been, wherever the encoding begins in it."""
    plain = run.replace("-", "+").replace("_", "/")
    for start in range(4):
        piece = plain[start:]
        piece = piece[: len(piece) - (len(piece) % 4 == 1)]
        yield base64.b64decode(piece + "=" * (-len(piece) % 4)).decode("latin-1")
    for found in _HEX.findall(run):
        yield bytes.fromhex(found).decode("latin-1")


@lru_cache(maxsize=1024)
def _pattern(secret: str) -> re.Pattern[str]:
    if secret.isdigit():
        return re.compile(rf"(?<!\d){secret}(?!\d)")
    spelled = "".join(f"(?:{'|'.join(_spellings(char))})" for char in secret)
    return re.compile("|".join((spelled, *map(re.escape, _bytewise(secret)))))


def _spellings(char: str) -> Iterator[str]:
    """A character as it is, in JSON and literals, in addresses, in HTML; encoded twice as well."""
    units = char.encode("utf-16-be", "surrogatepass").hex()
    yield re.escape(char)
    yield "".join(rf"\\+u(?i:{units[at : at + 4]})" for at in range(0, len(units), 4))
    yield "".join(rf"%(?:25)*(?i:{each:02x})" for each in char.encode("utf-8", "surrogatepass"))
    yield rf"&(?:amp;)*#(?:0*{ord(char)}|[xX]0*(?i:{ord(char):x}));"
    if ord(char) < 0x100:
        yield rf"\\+x(?i:{ord(char):02x})"
    if char in _SHORT:
        yield rf"\\+{re.escape(_SHORT[char])}"
    if char == " ":
        yield r"\+"
