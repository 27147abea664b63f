"""Splits the names of a document into words and joins them again, in no language's spelling."""

from __future__ import annotations

import re

_BOUNDARY = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")


def split_words(text: str) -> list[str]:
    """`getHTTPStatus-v2` -> `["get", "HTTP", "Status", "v", "2"]`; letters outside ASCII are dropped."""
    return _BOUNDARY.findall(text)


def pascal(*texts: str) -> str:
    """`("pet", "ownerName")` -> `PetOwnerName`; an acronym keeps its capitals."""
    words = [word for text in texts for word in split_words(text)]
    return "".join(word[0].upper() + word[1:] for word in words)


def snake(text: str) -> str:
    """`getHTTPStatus` -> `get_http_status`; digits stay with the letters before them (`v2`)."""
    spaced = re.sub(r"(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z0-9])(?=[A-Z])", "_", text)
    return re.sub(r"[^0-9A-Za-z]+", "_", spaced).strip("_").lower()


def singular(word: str) -> str:
    """The English singular of a plural, near enough to name an array's item."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
