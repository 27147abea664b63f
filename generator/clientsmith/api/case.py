"""Splits the names of a document into words and joins them again, in no language's spelling."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate

from anyascii import anyascii

_BOUNDARY = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_INITIALISMS = re.compile(r"([A-Z]{2,})s(?![a-z])")
_COMPARISON = re.compile(r"^([^<>]+)([<>]=?)$")
_COMPARISONS = {"<": "lt", "<=": "lte", ">": "gt", ">=": "gte"}
_SIGN = re.compile(r"^[+-](?=\d)")
_SIGNS = {"+": "plus ", "-": "minus "}


def in_ascii(text: str) -> str:
    """`Größe` -> `Grosse`, `名前` -> `MingQian`: letters and digits of any script; others are dropped."""
    if text.isascii():
        return text
    return "".join(
        anyascii(each) if each.isascii() or unicodedata.category(each)[0] in "LN" else " "
        for each in unicodedata.normalize("NFC", text)
    )


def split_words(text: str) -> list[str]:
    """`getHTTPStatus-v2` -> `["get", "HTTP", "Status", "v", "2"]`."""
    return _BOUNDARY.findall(in_ascii(text))


def pascal(*texts: str) -> str:
    """`("pet", "ownerName")` -> `PetOwnerName`; an acronym keeps its capitals."""
    return "".join(map(_capitalized, texts))


@lru_cache(maxsize=20_000)
def _capitalized(text: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in split_words(text))


@lru_cache(maxsize=20_000)
def snake(text: str) -> str:
    """`getHTTPStatus` -> `get_http_status`; digits stay with the letters before them (`v2`).

    What tells names apart is said in words: `created<` -> `created_lt`, `+1` -> `plus_1`.
    """
    text = _COMPARISON.sub(lambda found: f"{found[1]} {_COMPARISONS[found[2]]}", in_ascii(text))
    text = _SIGN.sub(lambda found: _SIGNS[found[0]], text)
    text = _INITIALISMS.sub(lambda found: f"{found[1].capitalize()}s", text)  # `listURLs`
    spaced = re.sub(r"(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z0-9])(?=[A-Z])", "_", text)
    return re.sub(r"[^0-9A-Za-z]+", "_", spaced).strip("_").lower()


def shortened(name: str, longest: int) -> str:
    """A name of at most so many letters: of a longer one, words in the middle are left out.

    What it begins and ends with tells most: `Get…Response`.
    """
    if len(name) <= longest:
        return name
    words = _PIECE.findall(name)
    tail = _fitting(words[::-1], longest // 2)[::-1]
    head = _fitting(words[: len(words) - len(tail)], longest - len("".join(tail)))
    return "".join((*head, *tail)).lstrip("_") or name[:longest]


_PIECE = re.compile(r"_*(?:[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+|[^A-Za-z0-9_]+)|_+$")


def _fitting(words: list[str], room: int) -> list[str]:
    """The first words, as many as there is room for."""
    ends = accumulate(len(word) for word in words)
    return [word for word, end in zip(words, ends, strict=True) if end <= room]


def singular(word: str) -> str:
    """The English singular of a plural, near enough to name an array's item."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "tuses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "sis", "xis", "this", "tis")):
        return word[:-1]
    return word
