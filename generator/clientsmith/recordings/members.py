"""The body or the address of a message in, its members of certain names out: their values, or it without them.

A member may hold a text, a number, or a tree of them. It is looked for in JSON, in lines and events
of JSON, in JSON that is a text in JSON, in forms and queries.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Final, cast
from urllib.parse import unquote_plus

_GONE: Final = "scrubbed"
_LINE: Final = re.compile(r"^(data:[ ]?)?([\[{].*)$", re.MULTILINE)


class Members:
    """The names of what must not be kept."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = frozenset(names)
        listed = "|".join(map(re.escape, names))
        self._pair = re.compile(rf"(?:(?<=[?&])|^)(?:{listed})=([^&#\s]*)")

    def values(self, text: str) -> list[str]:
        """Every text and number that a member of these names holds."""
        found: list[str] = []
        self._walked(text, found.append)
        return found

    def scrubbed(self, text: str) -> str:
        """The same text, each of those values replaced by one of the same kind."""
        return self._walked(text, lambda value: None)

    def _walked(self, text: str, note: Callable[[str], None]) -> str:
        if not self._names:
            return text
        for found in self._pair.findall(text):
            note(unquote_plus(found))
        text = self._pair.sub(lambda found: found[0].partition("=")[0] + "=" + _GONE, text)
        if (whole := self._json(text, note)) is not None:
            return whole
        return _LINE.sub(
            lambda line: (line[1] or "") + (self._json(line[2], note) or line[2]), text
        )

    def _json(self, text: str, note: Callable[[str], None]) -> str | None:
        """A JSON text, written anew where something in it was replaced; None where it is none."""
        try:
            tree = json.loads(text)
            made = self._without(tree, note)
        except (ValueError, RecursionError):
            return None
        return text if made == tree else json.dumps(made, ensure_ascii=False)

    def _without(self, tree: object, note: Callable[[str], None]) -> object:
        if isinstance(tree, dict):
            return {
                name: _replaced(value, note) if name in self._names else self._without(value, note)
                for name, value in cast("dict[str, object]", tree).items()
            }
        if isinstance(tree, list):
            return [self._without(each, note) for each in cast("list[object]", tree)]
        if isinstance(tree, str) and tree[:1] in ("{", "["):
            return self._walked(tree, note)
        return tree


def _replaced(value: object, note: Callable[[str], None]) -> object:
    """A value of the same kind that tells nothing, all texts and numbers in it noted."""
    if isinstance(value, dict):
        return {
            name: _replaced(each, note) for name, each in cast("dict[str, object]", value).items()
        }
    if isinstance(value, list):
        return [_replaced(each, note) for each in cast("list[object]", value)]
    if isinstance(value, str):
        note(value)
        return _GONE
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        note(str(value))
        return type(value)(10 ** (len(str(abs(int(value)))) - 1))
    return value
