"""What platforms that serve an API change of it: addresses, credentials, paths, and what is absent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal, TypeAlias

from clientsmith.api.settings import Credential
from clientsmith.api.types import JsonValue

ArgumentKind: TypeAlias = Literal["text", "token", "flag", "object"]


@dataclass(frozen=True, slots=True)
class PlatformArgument:
    """An argument of a platform's clients; `rules` say what it goes together with."""

    name: str
    kind: ArgumentKind
    description: str
    environment: tuple[str, ...] = ()
    default: str | None = None
    rules: Mapping[str, JsonValue] | None = None


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform by the `name` of its extra, which installs what it `requires`.

    Calls are written `POST /pets`, where `*` stands for anything; routes are by calls what is sent
    there in place of the API's request.
    """

    name: str
    title: str
    description: str
    class_name: str
    example: Mapping[str, Mapping[str, JsonValue]]
    """Arguments of the `client` and of a `call`, for examples."""
    requires: tuple[str, ...]
    servers: tuple[Mapping[str, JsonValue], ...]
    environment: Mapping[str, str]
    arguments: tuple[PlatformArgument, ...]
    positional: bool
    """Whether arguments may be given by their position."""
    credentials: tuple[Credential, ...]
    without_credentials: str | None
    signer: str | None
    signing: Mapping[str, JsonValue]
    headers: Mapping[str, str | None]
    only: tuple[str, ...]
    absent: tuple[str, ...]
    routes: Mapping[str, Mapping[str, JsonValue]]
    streams: Mapping[str, str]
    """By media types: the modules of the runtime that read streams of that type."""
    stream_errors: Mapping[str, int]

    @property
    def is_partial(self) -> bool:
        """Whether it says what is there, and not what isn't: then little of the API is."""
        return bool(self.only)

    def has(self, call: str) -> bool:
        """Whether a call is there."""
        present = not self.only or any(fnmatchcase(call, each) for each in self.only)
        return present and not any(fnmatchcase(call, each) for each in self.absent)
