"""Types in, annotations out; what spells them is loaded for those that no run has spelled before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import astuple, replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from clientsmith.cache import Cache
from clientsmith.languages.protocol import Import, Spelling, TypeView
from clientsmith.languages.python.text_types import TEXT_TYPES
from clientsmith.later import later

if TYPE_CHECKING:
    from clientsmith.languages.python.speller import Speller

# It needs datamodel-code-generator, which takes half a second to import.
_speller = later("clientsmith.languages.python.speller:Speller")
_KIND: Final = "spelling"
_MAKERS: Final = ("speller.py", "datatypes.py", "text_types.py")
# What an annotation names that a field or method could be called too.
_HIDEABLE: Final = frozenset(
    {"str", "int", "float", "bool", "bytes", "object", *(each.name for each in TEXT_TYPES.values())}
)


class Spellings:
    """The annotations of one model flavour and of a style's own names."""

    def __init__(self, flavour: str, names: Mapping[str, Import], cache: Cache) -> None:
        self._flavour = flavour
        self._names = names
        self._cache = cache
        self._known: dict[object, Spelling] = {}

    def of(self, type_: TypeView, *, argument: bool = False) -> Spelling:
        """The annotation of a type where it stands, and what that needs imported."""
        taken = tuple(sorted(_HIDEABLE.intersection(type_.taken)))
        key = (type_.form, type_.side, taken, argument)
        if key not in self._known:
            self._known[key] = self._kept(replace(type_, taken=taken), argument)
        return self._known[key]

    def _kept(self, type_: TypeView, argument: bool) -> Spelling:
        said = f"{self._maker} {type_!r} {argument}"
        found = _read(self._cache.get(_KIND, said)) if self._cache.is_lasting else None
        if found is None:
            found = self._speller.spell(type_, argument=argument)
            self._cache.put(_KIND, said, json.dumps(astuple(found)))
        return found

    @cached_property
    def _speller(self) -> Speller:
        return _speller(self._flavour, self._names)  # type: ignore[no-any-return]

    @cached_property
    def _maker(self) -> str:
        """What an annotation depends on beside its type."""
        digest = hashlib.sha256()
        for name in _MAKERS:
            digest.update(Path(__file__).with_name(name).read_bytes())
        library = version("datamodel-code-generator")
        return f"{library} {digest.hexdigest()} {self._flavour} {sorted(self._names.items())}"


def _read(text: str | None) -> Spelling | None:
    try:
        said: Any = json.loads(text or "null")
        return Spelling(said[0], tuple(Import(*each) for each in said[1]))
    except (ValueError, TypeError, IndexError):
        return None
