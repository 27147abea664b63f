"""Views of what clients are made of: descriptors, the way to resources, platforms. `views` has them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clientsmith.languages.protocol import Identifier


@dataclass(frozen=True, slots=True)
class KeywordView:
    """A keyword of a descriptor or of the client's settings, and its value, written as a literal."""

    name: Identifier
    value: object


@dataclass(frozen=True, slots=True)
class MountView:
    """What is different where a resource is mounted: what its methods' ids begin with, and the
    query values that they send besides."""

    prefix: str
    query: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChildView:
    """A sub-resource: the attribute it is reached by, its class, its accessor, and the file that
    the class stands in, which is another's where it is mounted."""

    attribute: Identifier
    class_name: Identifier
    accessor: str
    home: str
    mount: MountView | None
    summary: str


@dataclass(frozen=True, slots=True)
class CredentialView:
    """How a credential is sent: the keywords of its descriptor."""

    descriptor: tuple[KeywordView, ...]


@dataclass(frozen=True, slots=True)
class PlatformArgumentView:
    """An argument of a platform's clients: a `text`, a `token` or what gives one, a `flag`, an
    `object`."""

    name: Identifier
    kind: Literal["text", "token", "flag", "object"]
    environment: tuple[str, ...]
    default: str | None
    description: str


@dataclass(frozen=True, slots=True)
class PlatformView:
    """A platform of others that serves the API: its extra and what that installs, the file of its
    clients, what these are made with, the sub-resources that are there, what the runtime is told.
    """

    name: Identifier
    file: str
    title: str
    description: str
    class_name: Identifier
    whole: bool
    """Whether all of the API is there, but for what is absent: then its clients are the API's."""
    arguments: tuple[PlatformArgumentView, ...]
    positional: bool
    """Whether arguments may be given by their position."""
    children: tuple[ChildView, ...]
    methods: tuple[str, ...]
    """The methods that are there, as they are called."""
    absent: tuple[str, ...]
    """Those that aren't."""
    descriptor: tuple[KeywordView, ...]
    settings: tuple[KeywordView, ...]
    """Settings that differ from the API's."""
    schemes: tuple[CredentialView, ...]
    environment: tuple[KeywordView, ...]
    requires: tuple[str, ...]
    example_client: tuple[KeywordView, ...] = ()
    """What its client is made with in examples."""
    example_call: tuple[KeywordView, ...] = ()
    """What calls in examples are given."""
