"""Layers of headers in, one list of headers out: later layers win, names ignore case, `Omit` removes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from .redact import SafeHeaders, is_secret
from .sentinels import NotGiven, Omit
from .text import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+\Z")
# The library would refuse these as well, and repeat the value, which may be a secret.
_FORBIDDEN = re.compile(r"[\0-\x08\x0a-\x1f\x7f]|\A[ \t]|[ \t]\Z")


class HeaderSet:
    """Headers by lower-case name, and the names that a layer removed on purpose."""

    __slots__ = ("omitted", "values")

    def __init__(self, other: HeaderSet | None = None) -> None:
        self.values: SafeHeaders = SafeHeaders(other.values) if other else SafeHeaders()
        self.omitted: set[str] = set(other.omitted) if other else set()

    def lay(self, layer: Mapping[str, object] | None) -> None:
        """Put a layer on top; `None` and `NotGiven` say nothing, `Omit` removes.

        Raises:
            ValueError: a name or a value can't be sent; the value is not repeated.
        """
        bad = [name for name in layer or () if not self._put(name, layer)]
        if bad:
            # A traceback may show the variables of this frame.
            del layer
            raise _unfit(bad[0])

    def lay_arguments(self, layer: Mapping[str, object] | None) -> None:
        """Put a method's arguments on top, where `omit` is the default and so removes nothing.

        Its cookies stand beside those that are there.
        """
        if layer:
            given = {name: each for name, each in layer.items() if not isinstance(each, Omit)}
            if "cookie" in given and "cookie" in self.values:
                given["cookie"] = f"{self.values['cookie']}; {given['cookie']}"
            self.lay(given)

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

    def _put(self, name: str, layer: Any) -> bool:
        """Put one header on top; False if it can't be sent."""
        key, value = name.lower(), layer[name]
        if isinstance(value, Omit):
            self.values.pop(key, None)
            self.omitted.add(key)
        elif value is not None and not isinstance(value, NotGiven):
            text = header_text(value)
            if text is None or not _NAME.match(key):
                return False
            self.values[key] = text
            self.omitted.discard(key)
        return True

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


def header_text(value: object) -> str | None:
    """A header's value as it is sent, None for one that can't be: with a line break in it, say."""
    if isinstance(value, (list, tuple, set, frozenset)):
        value = ",".join(to_text(item) for item in cast("Iterable[object]", value))
    try:
        text = to_text(value)
    except UnicodeDecodeError:
        return None
    return None if _FORBIDDEN.search(text) else text


def header_line(name: str, value: object) -> str:
    """One header as a part of a multipart body has it.

    Raises:
        ValueError: the name or the value can't be sent.
    """
    text = header_text(value)
    if text is None or not _NAME.match(name):
        raise _unfit(name)
    return f"{name}: {text}"


def _unfit(name: str) -> ValueError:
    if not _NAME.match(name):
        return ValueError(f"Not a header name: {name!r}")
    return ValueError(
        f"The value of the header {name!r} has a line break or another control character in it, "
        "or a blank at an end"
    )
