"""Names that are wanted in, names that differ out, with a finding for every one that had to give way."""

from __future__ import annotations

from collections.abc import Iterator

from clientsmith.languages.protocol import Identifier, Kind, Language
from clientsmith.problems import Place, Problem


class Register:
    """The names of one scope, and who has them."""

    def __init__(self, language: Language, kind: Kind, collisions: list[Problem]) -> None:
        self._language = language
        self._kind: Kind = kind
        self._collisions = collisions
        self._fold = str.lower if language.caseless(kind) else str
        self._taken: dict[str, Place] = {}

    def __contains__(self, name: str) -> bool:
        return self._fold(name) in self._taken

    def take(
        self, wanted: Identifier, place: Place, *fallbacks: Identifier, by_rule: bool = False
    ) -> Identifier:
        """The wanted name; where it is taken, the first fallback that is free, else a number.

        Fallbacks `by_rule` are how the language tells equal names apart, and need no finding.
        """
        if wanted not in self:
            self._taken[self._fold(wanted)] = place
            return wanted
        given = next(name for name in self._offers(wanted, fallbacks) if name not in self)
        if not by_rule or given not in fallbacks:
            self._collisions.append(self._problem(wanted, given, place))
        self._taken[self._fold(given)] = place
        return given

    def _offers(
        self, wanted: Identifier, fallbacks: tuple[Identifier, ...]
    ) -> Iterator[Identifier]:
        yield from fallbacks
        count = 2
        while True:
            yield self._language.numbered(self._kind, (fallbacks or (wanted,))[-1], count)
            count += 1

    def _problem(self, wanted: str, given: str, place: Place) -> Problem:
        other = self._taken[self._fold(wanted)]
        noun = _NOUNS.get(self._kind, self._kind)
        return Problem(
            place,
            f"the {noun} `{wanted}` is taken by {other}",
            "rename one of the two to choose for yourself",
            "name-collision",
            "warning",
            f"it is called `{given}`",
        )


_NOUNS: dict[Kind, str] = {"type": "class", "client_accessor": "resource", "accessor": "resource"}
