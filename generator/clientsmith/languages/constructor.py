"""What a client is made with in, the names of its constructor's arguments out.

They are attributes of the client as well, so no resource at its top is called the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from clientsmith.api.ir import Api
from clientsmith.languages.protocol import Identifier, Language


def constructor_names(
    api: Api, language: Language, taken: Collection[Identifier]
) -> dict[str, Identifier]:
    """The names by what the API calls the arguments; `taken` are the other attributes."""
    found: dict[str, Identifier] = {}
    taken = {*taken, Identifier("server")}
    for argument in dict.fromkeys(_arguments(api)):
        wanted = language.identifier("client_accessor", argument)
        others = {*taken, *found.values()}
        count = 2
        name = wanted
        while name in others:
            name = language.numbered("client_accessor", wanted, count)
            count += 1
        found[argument] = name
    return found


def variable_key(name: str) -> str:
    """What a variable of a server stands under, whose name a credential may have as well."""
    return f"{{{name}}}"


def _arguments(api: Api) -> Iterator[str]:
    for row in api.client.credentials:
        yield row.argument
        if row.secret is not None:
            yield row.secret.argument
    yield from (row.name for row in api.client.arguments)
    for server in (*api.servers, *(each for op in api.operations() for each in op.servers)):
        yield from (variable_key(row.name) for row in server.variables)
