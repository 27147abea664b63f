"""A name that isn't known and those that are in, which of them was meant out."""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections.abc import Iterable

_LONGEST, _MANY = 100, 600
_PATIENCE = 300


class Advice:
    """Says what was meant, three hundred times; looking for likeness takes more time than the rest."""

    def __init__(self) -> None:
        self._asked = 0

    def nearest(self, name: str, known: Iterable[str]) -> str:
        """`did you mean ...?` where a known name is like this one, else the known names."""
        self._asked += 1
        if self._asked > _PATIENCE:
            return ""
        names = sorted(set(known))
        near = difflib.get_close_matches(name[:_LONGEST], _alike(name, names), n=1, cutoff=0.5)
        if near:
            return f"did you mean `{near[0]}`?"
        shown = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
        return f"known are {shown}" if names else "none is defined"


def _alike(name: str, names: list[str]) -> list[str]:
    """The names to compare with, which takes its time: of very many those that begin the same way."""
    at = bisect_left(names, name)
    few = names if len(names) <= _MANY else names[max(at - 50, 0) : at + 50]
    return [each for each in few if len(each) <= _LONGEST]
