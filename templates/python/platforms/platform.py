"""What a platform that serves the API changes of it, as data: generated code makes one `Platform` each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..errors import ClientError
from .signing import require

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    from ..settings import Settings

    Rows: TypeAlias = Mapping[str, Mapping[str, Any]]

_PLACE = re.compile(r"\{([^{}]+)\}")


class NotOnPlatformError(ClientError, AttributeError):
    """What was asked for is of the API, and not of the platform."""


class MissingArgumentError(ClientError, ValueError):
    """An argument of a platform's client is neither given nor found."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Platform:
    """A platform, by the `name` of its extra. Calls are written `POST /pets`, with `*` for anything."""

    name: str
    title: str
    distribution: str
    """The package that the extra is one of."""
    requires: tuple[str, ...] = ()
    """What the extra installs."""
    api: Settings
    """What the API's own clients go by."""
    settings: Settings
    """The same for the platform's clients."""
    servers: tuple[Mapping[str, Any], ...]
    """Rows of a `url` with arguments in braces, `when` it is taken, and the `calls` that it is for."""
    arguments: Rows = field(default_factory=lambda: dict[str, "Mapping[str, Any]"]())
    """By name: the `environment` variables that it is read from, its `default`, whether it is
    `required` or missed `late`, what it `excludes` and `needs`."""
    without_credentials: str | None = None
    """The flag by which a client sends none."""
    signer: str | None = None
    """The module, beside this one, of the `Signer` for clients without a credential."""
    signing: Mapping[str, Any] = field(default_factory=lambda: dict[str, Any]())
    """The client's arguments by the signer's own names: the `proofs` and further `arguments` that it
    is given, those that it `finds`; and its `options`."""
    headers: Mapping[str, str | None] = field(default_factory=lambda: dict[str, "str | None"]())
    """Headers of every request with arguments in braces; None takes one of the API's out."""
    only: tuple[str, ...] = ()
    """The calls that are there; all where nothing is said."""
    absent: tuple[str, ...] = ()
    """The calls that aren't."""
    missing: tuple[str, ...] = ()
    """The client's resources of which nothing is there."""
    streams: Mapping[str, str] = field(default_factory=lambda: dict[str, str]())
    """By media types: the modules, beside this one, of the `Reader` for streams of that type."""
    routes: Rows = field(default_factory=lambda: dict[str, "Mapping[str, Any]"]())
    """By calls: what is sent there in place of the API's request."""

    @property
    def proofs(self) -> Mapping[str, str]:
        """The arguments that the signer proves who calls with."""
        return self._signing("proofs")

    @property
    def proving(self) -> frozenset[str]:
        """The arguments that say who calls, as they are or by a signature."""
        return frozenset(
            (*(each.argument for each in self.settings.credentials), *self.proofs.values())
        )

    @property
    def signed_for(self) -> Mapping[str, str]:
        """The arguments without which nothing can be signed."""
        return self._signing("arguments")

    @property
    def looked_for(self) -> Mapping[str, str]:
        """By arguments: the signer's own names of those that it looks for."""
        names = {**self.signed_for, **self._signing("finds")}
        return {argument: name for name, argument in names.items()}

    @property
    def options(self) -> Mapping[str, str]:
        """What the signer is told besides."""
        return self._signing("options")

    def _signing(self, key: str) -> Mapping[str, str]:
        found: Mapping[str, str] = self.signing.get(key, {})
        return found

    def has(self, call: str) -> bool:
        """Whether a call is there."""
        present = not self.only or any(fnmatchcase(call, each) for each in self.only)
        return present and not any(fnmatchcase(call, each) for each in self.absent)

    def server(self, values: Mapping[str, Any], call: str | None = None) -> str:
        """The address, with its arguments still in braces: the first that is for these values, and
        for this call."""
        for row in self.servers:
            fits = all(values.get(name) == value for name, value in row.get("when", {}).items())
            calls = row.get("calls")
            if calls is not None:
                fits = fits and call is not None and any(fnmatchcase(call, each) for each in calls)
            if fits:
                return str(row["url"])
        raise ClientError(f"{self.title} has no address for these arguments")

    def with_readers(self) -> Settings:
        """The settings, with what reads streams of the platform's own formats."""
        readers = {kind: partial(reader, self) for kind, reader in self._readers()}
        return replace(self.settings, stream_readers=readers) if readers else self.settings

    def require_readers(self) -> None:
        """Looks whether what reads the platform's own formats can be imported."""
        for _, reader in self._readers():
            require(reader.libraries, self)

    def _readers(self) -> Iterator[tuple[str, Any]]:
        for kind, name in self.streams.items():
            yield kind, import_module(f"{__package__}.{name}").Reader

    def lacks(self, argument: str) -> MissingArgumentError:
        """The error for an argument that is missing."""
        variables = self.arguments[argument].get("environment", ())
        ways = f", or set {' or '.join(variables)}" if variables else ""
        return MissingArgumentError(f"{self.title} needs `{argument}`: give it to the client{ways}")


def places(text: str) -> Iterator[str]:
    """The names that a text has in braces."""
    return (found[1] for found in _PLACE.finditer(text))


def filled(text: str, values: Mapping[str, Any]) -> str:
    """The text with what is known in its places."""

    def value(found: re.Match[str]) -> str:
        known = values.get(found[1])
        return found[0] if known is None else str(known)

    return _PLACE.sub(value, text)
