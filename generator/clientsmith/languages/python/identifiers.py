"""Any text of a document in, an identifier of Python out."""

from __future__ import annotations

import keyword
from collections.abc import Set

from clientsmith.api.case import pascal, shortened, snake
from clientsmith.languages.protocol import Identifier

_LONGEST = 80
_CONSTANTS = frozenset({"None", "True", "False"})


def class_name(text: str, avoid: Set[str] = frozenset()) -> Identifier:
    """`pet-owner` -> `PetOwner`; a name that is a class name already stays as it is."""
    kept = text if text.isascii() and text.isidentifier() and text[0].isupper() else pascal(text)
    kept = kept.replace("_", "") if not kept.isidentifier() else kept
    return _safe(kept or "Value", prefix="Type", avoid=avoid, suffix="Model")


def resource_name(text: str, avoid: Set[str] = frozenset()) -> Identifier:
    """A class name that nobody takes for another form of a resource: `AsyncPets`, `…RawResponse`."""
    name = class_name(text, avoid)
    if name.startswith("Async"):
        return Identifier(f"Resource{name}")
    taken = name.endswith("Response") or f"Async{name}" in avoid
    return Identifier(f"{name}Resource") if taken else name


def variable_name(text: str, avoid: Set[str] = frozenset()) -> Identifier:
    """`petOwner` -> `pet_owner`; a keyword, or a name to avoid, gets a trailing underscore."""
    return _safe(snake(text) or "value", prefix="n", avoid=avoid, suffix="_")


def is_key(text: str) -> bool:
    """Whether a member's own name can be written as a TypedDict's key in a class (PEP 589)."""
    private = text.startswith("__")  # which the body of a class would mangle
    return text.isascii() and text.isidentifier() and not keyword.iskeyword(text) and not private


def _safe(text: str, *, prefix: str, avoid: Set[str], suffix: str) -> Identifier:
    text = shortened(text, _LONGEST)
    if text[0].isdigit():
        text = f"{prefix}{text}"
    if keyword.iskeyword(text) or text in avoid or text in _CONSTANTS:
        text = f"{text}{suffix}"
    if not (text.isascii() and text.isidentifier()):
        raise ValueError(f"{text!r} is no identifier")
    return Identifier(text)
