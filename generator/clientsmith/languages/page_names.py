"""The lists of an API in, the names of the classes of their pages out.

These stand in a file of their own, so they differ from each other and from nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from clientsmith.api.ir import Api
from clientsmith.languages.collisions import Register
from clientsmith.languages.protocol import Identifier, Language
from clientsmith.problems import Place, Problem


def page_names(api: Api, language: Language, collisions: list[Problem]) -> dict[str, Identifier]:
    """The classes' names by what the API calls them."""
    register = Register(language, "type", collisions)
    found: dict[str, Identifier] = {}
    for name, place in _classes(api):
        if name not in found:
            found[name] = register.take(language.identifier("type", name), place)
    return found


def _classes(api: Api) -> Iterator[tuple[str, Place]]:
    """What pages are called, by whoever says how their lists continue."""
    for scheme in api.pagination:
        yield scheme.class_name, Place(api.source, 1, 1)
    for each in api.operations():
        if each.listing is not None:
            yield each.listing.class_name, each.place
