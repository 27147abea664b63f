"""A member or an argument in, what it is documented as out: its description, its limits, its
constants, its default.

Each is a short sentence behind the description, left out where that has the value already. That a
quantity is not below 0 goes without saying.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeGuard, cast

from clientsmith.api.ir import Constraints
from clientsmith.api.types import JsonValue

_BOUNDS = (
    ("minimum", "maximum", ""),
    ("exclusiveMinimum", "exclusiveMaximum", ""),
    ("minLength", "maxLength", "character"),
    ("minItems", "maxItems", "item"),
    ("minProperties", "maxProperties", "member"),
)
_LEFT_OUT = re.compile(r"defaults? (to|is|are|value)|(is|if|when) (left out|omitted)", re.I)
_WORDS = {"exclusiveMinimum": "more than", "exclusiveMaximum": "less than"}


class Limited(Protocol):
    """What has a description, and values that are limited."""

    @property
    def description(self) -> str: ...
    @property
    def constraints(self) -> Constraints: ...
    @property
    def default(self) -> JsonValue: ...
    @property
    def has_default(self) -> bool: ...


def described(source: Limited, *, constant: bool = False) -> str:
    """The description with what it doesn't say of limits and default; a constant has neither."""
    if constant:
        return source.description
    text = source.description
    limits = list(_limits(dict(source.constraints), text)) if source.constraints else []
    if source.has_default and source.default is not None and not _tells_default(text, source):
        limits.append(f"Default: {_json(source.default)}.")
    return with_sentences(text, limits)


def with_deprecation(text: str, deprecated: bool) -> str:
    """A text that says of what is deprecated that it is, in a language without a mark for it."""
    said = not deprecated or "deprecated" in text.lower()
    return text if said else with_sentences(text, ["Deprecated."])


def with_sentences(text: str, sentences: Iterable[str]) -> str:
    """A text with further sentences behind it."""
    told = " ".join(sentences)
    return f"{text}{_joint(text)}{told}" if told else text


def _joint(text: str) -> str:
    """What stands between a description and the sentences behind it."""
    if not text or "\n" in text:
        return "\n\n" if text else ""
    return " " if text.endswith((".", "!", "?", ":", ")")) else ". "


def _limits(said: dict[str, JsonValue], text: str) -> Iterator[str]:
    bounds = [phrase for row in _BOUNDS for phrase in _between(said, text, *row)]
    if bounds:
        yield _sentence(", ".join(bounds))
    step = said.get("multipleOf")
    if _is_number(step) and not _has(text, step):
        yield f"A multiple of {_json(step)}."
    if said.get("uniqueItems") is True and "unique" not in text.lower():
        yield "No item twice."
    pattern = said.get("pattern")
    if isinstance(pattern, str) and pattern not in text:
        yield f"Matches `{pattern}`."
    constants = said.get("enum")
    if isinstance(constants, list):
        yield from told_constants(cast("list[list[JsonValue]]", constants))


def told_constants(rows: Iterable[Sequence[JsonValue]]) -> Iterator[str]:
    """``1` is Low: quiet.``, of each constant that more is said of than its value."""
    for value, name, description in rows:
        words = f" is {name}" if name and name != value else ""
        words += f": {description}" if description else ""
        if words:
            yield f"`{_json(value)}`{words}{'' if words.endswith('.') else '.'}"


def _between(
    said: dict[str, JsonValue], text: str, lowest: str, highest: str, unit: str
) -> Iterator[str]:
    """What a lower and an upper bound say, as far as the text doesn't have the number."""
    low, high = said.get(lowest), said.get(highest)
    if _is_number(low) and low == high:
        if not _has(text, low):
            yield f"exactly {_counted(low, unit)}"
        return
    if _is_number(low) and not _has_bound(text, low, lowest) and (high is not None or low != 0):
        yield f"{_WORDS.get(lowest, 'at least')} {_counted(low, unit)}"
    if _is_number(high) and not _has_bound(text, high, highest):
        yield f"{_WORDS.get(highest, 'at most')} {_counted(high, unit)}"


def _has_bound(text: str, value: JsonValue, keyword: str) -> bool:
    """Whether a text has a bound, or the integer beside one that is excluded itself."""
    step = {"exclusiveMinimum": 1, "exclusiveMaximum": -1}.get(keyword)
    beside = step is not None and isinstance(value, int) and _has(text, value + step)
    return beside or _has(text, value)


def _is_number(value: JsonValue) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _counted(value: JsonValue, unit: str) -> str:
    return f"{_json(value)} {unit}{'' if value == 1 else 's'}" if unit else _json(value)


def _has(text: str, value: JsonValue) -> bool:
    """Whether a text has the value as a word: `100`, `"asc"`, `1,000`."""
    word = value if isinstance(value, str) else _json(value)
    plain = re.sub(r"(?<=\d)[,_](?=\d{3})", "", text)
    return re.search(rf"(?<![\w.-]){re.escape(word)}(?!\w|\.\d)", plain) is not None


def _tells_default(text: str, source: Limited) -> bool:
    """Whether a text has the value, or says what leaving it out means."""
    return _LEFT_OUT.search(text) is not None or _has(text, source.default)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _json(value: JsonValue) -> str:
    return json.dumps(value, ensure_ascii=False)
