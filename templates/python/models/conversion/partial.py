"""JSON text that breaks off anywhere in, the value as far as it goes out."""

from __future__ import annotations

import json
import re
from typing import Any, Literal

_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_SCALAR = re.compile(r"[-+.\w]+", re.ASCII)
_BEGUN = re.compile(r"-|-?\d+(\.\d*)?([eE][-+]?)?|t(ru?)?|f(a(ls?)?)?|n(ul?)?", re.ASCII)
# An escape that isn't whole at the end of a text, or half of a pair of them.
_ESCAPE = re.compile(r"(\\u[dD][89abAB][0-9a-fA-F]{2})?(\\(u[0-9a-fA-F]{0,3})?)?\Z")


def partial_json(text: str, partial: bool | Literal["trailing-strings"]) -> Any:
    """The value as far as it goes; a string that it breaks off in is kept if so asked."""
    try:
        return json.loads(text)
    except ValueError:
        if not partial:
            raise
    reader = _Reader(text, keeps_string=partial == "trailing-strings")
    try:
        return reader.whole()
    except _BrokenOffError:
        raise ValueError(f"the text ends before a value: {text[:40]!r}") from None


class _BrokenOffError(Exception):
    """The text ends within a value that says nothing yet."""


class _Reader:
    """Walks through the text; what it has of an object or a list stays when the text ends."""

    def __init__(self, text: str, *, keeps_string: bool) -> None:
        self._text = text
        self._at = 0
        self._keeps_string = keeps_string

    def whole(self) -> Any:
        value = self._value()
        if self._next():
            raise ValueError(f"more follows the value, at character {self._at}")
        return value

    def _next(self) -> str:
        """The next character that is no space, "" at the end."""
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._text[self._at : self._at + 1]

    def _value(self) -> Any:
        opening = self._next()
        if opening == "{":
            return self._object()
        if opening == "[":
            return self._list()
        return self._string(keeps=self._keeps_string) if opening == '"' else self._scalar()

    def _object(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        try:
            while self._goes_on(",", "}") if found else self._goes_on("{", "}"):
                if self._next() not in ('"', ""):
                    raise ValueError(f"a name is expected at character {self._at}")
                name = self._string(keeps=False)
                if self._next() not in (":", ""):
                    raise ValueError(f"a colon is expected at character {self._at}")
                self._at += 1
                found[name] = self._value()
        except _BrokenOffError:
            self._at = len(self._text)
        return found

    def _list(self) -> list[Any]:
        found: list[Any] = []
        try:
            while self._goes_on(",", "]") if found else self._goes_on("[", "]"):
                found.append(self._value())
        except _BrokenOffError:
            self._at = len(self._text)
        return found

    def _goes_on(self, before: str, closing: str) -> bool:
        """Step over what stands before an item, or after the last; whether there is an item."""
        mark = self._next()
        if not mark:
            raise _BrokenOffError
        if mark not in (before, closing):
            raise ValueError(f"`{before}` or `{closing}` is expected at character {self._at}")
        self._at += 1
        if mark != "," and self._next() == closing:
            self._at += 1
            return False
        return mark != closing

    def _string(self, *, keeps: bool) -> str:
        found = _STRING.match(self._text, self._at)
        if found:
            self._at = found.end()
            return str(json.loads(found[0], strict=False))
        if not keeps:
            raise _BrokenOffError
        cut = _ESCAPE.sub("", self._text[self._at :])
        self._at = len(self._text)
        return str(json.loads(f'{cut}"', strict=False))

    def _scalar(self) -> Any:
        found = _SCALAR.match(self._text, self._at)
        if not found:
            if self._next():
                raise ValueError(f"a value is expected at character {self._at}")
            raise _BrokenOffError
        self._at = found.end()
        try:
            return json.loads(found[0])
        except ValueError:
            if found.end() == len(self._text) and _BEGUN.fullmatch(found[0]):
                raise _BrokenOffError from None
            raise
