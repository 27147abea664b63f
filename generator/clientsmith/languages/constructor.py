"""What a client is made with in, the names of its constructor's arguments out.

They are attributes of the client as well, so no resource at its top is called the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from clientsmith.api.settings import ClientSettings
from clientsmith.languages.protocol import Identifier, Language


def constructor_names(
    client: ClientSettings, language: Language, taken: Collection[Identifier]
) -> dict[str, Identifier]:
    """The names by what the API calls the arguments; `taken` are the other attributes."""
    found: dict[str, Identifier] = {}
    for argument in dict.fromkeys(_arguments(client)):
        wanted = language.identifier("client_accessor", argument)
        others = {*taken, *found.values()}
        count = 2
        name = wanted
        while name in others:
            name = language.numbered("client_accessor", wanted, count)
            count += 1
        found[argument] = name
    return found


def _arguments(client: ClientSettings) -> Iterator[str]:
    for row in client.credentials:
        yield row.argument
        if row.secret is not None:
            yield row.secret.argument
    yield from (row.name for row in client.arguments)
