"""Layers of headers in, one list of headers out: later layers win, names ignore case, `Omit` removes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from .redact import is_secret
from .sentinels import NotGiven, Omit
from .text import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+\Z")
_FORBIDDEN = re.compile(r"[\r\n\0]")


class HeaderSet:
    """Headers by lower-case name, and the names that a layer removed on purpose."""

    __slots__ = ("omitted", "values")

    def __init__(self, other: HeaderSet | None = None) -> None:
        self.values: dict[str, str] = dict(other.values) if other else {}
        self.omitted: set[str] = set(other.omitted) if other else set()

    def lay(self, layer: Mapping[str, object] | None) -> None:
        """Put a layer on top; `None` and `NotGiven` say nothing, `Omit` removes."""
        for name, value in (layer or {}).items():
            key = name.lower()
            if isinstance(value, Omit):
                self.values.pop(key, None)
                self.omitted.add(key)
            elif value is not None and not isinstance(value, NotGiven):
                self.values[_checked_name(key)] = checked_value(name, value)
                self.omitted.discard(key)

    def lay_arguments(self, layer: Mapping[str, object] | None) -> None:
        """Put a method's arguments on top, where `omit` is the default and so removes nothing."""
        for name, value in (layer or {}).items():
            if not isinstance(value, Omit):
                self.lay({name: value})

    def always(self, additions: Mapping[str, Iterable[str]]) -> None:
        """Append an operation's own values to the caller's comma list, each once."""
        for name, values in additions.items():
            key = name.lower()
            items = [item.strip() for item in self.values.get(key, "").split(",") if item.strip()]
            items += [value for value in values if value not in items]
            self.values[key] = ",".join(items)

    def drop_secrets(self) -> None:
        """Remove what may be a credential, by its name."""
        for name in [name for name in self.values if is_secret(name)]:
            del self.values[name]

    def has(self, name: str) -> bool:
        """Whether a header is there or was removed on purpose."""
        key = name.lower()
        return bool(self.values.get(key)) or key in self.omitted


def parse_header_lines(text: str) -> dict[str, str]:
    """`Name: value` lines, as an environment variable holds them; lines without a colon are skipped."""
    headers: dict[str, str] = {}
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        if colon and name.strip():
            headers[name.strip()] = value.strip()
    return headers


def _checked_name(name: str) -> str:
    if not _NAME.match(name):
        raise ValueError(f"Not a header name: {name!r}")
    return name


def checked_value(name: str, value: object) -> str:
    if isinstance(value, (list, tuple, set, frozenset)):
        value = ",".join(to_text(item) for item in cast("Iterable[object]", value))
    text = to_text(value)
    if _FORBIDDEN.search(text):
        # The value may be a secret, so the message does not repeat it.
        raise ValueError(f"The value of the header {name!r} has a line break or a NUL in it")
    return text
