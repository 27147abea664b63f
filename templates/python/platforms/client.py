"""The API's client in, one that speaks to a platform out: other addresses, requests and signatures."""

from __future__ import annotations

from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from ..base_client import BaseClient
from ..calls import call
from ..effects import Run
from ..headers import HeaderSet
from ..plans import origin_of
from ..redact import Secrets
from ..sentinels import given as without_not_given
from .arguments import address, check_together, present, settled, superseded
from .platform import NotOnPlatformError, filled, places
from .routes import call_of, check, routed, served
from .signing import require

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..arguments import Arguments
    from ..effects import Policy
    from ..operation import Operation
    from ..plans import Base
    from ..prepare import Prepared
    from .platform import Platform
    from .signing import Signer


class PlatformClient(BaseClient):
    """A client of a platform; stands before the kind of client in the bases of a class."""

    _platform: ClassVar[Platform]
    _derived: str | None
    """The address that follows from the arguments, where none was given."""

    def __init__(
        self, given: Mapping[str, Any], *, base_url: object = None, **options: Any
    ) -> None:
        platform = self._platform
        values = settled(platform, given, base_url)
        base_url = address(platform, base_url)
        self.__dict__.update(_derived=None, _tokens={})
        self.__dict__.update(dict.fromkeys(self._api_arguments()))
        self.__dict__.update(values)
        self._complete(derives=base_url is None)
        if base_url is None:
            self.__dict__["_derived"] = base_url = self._derive()
        settings = platform.with_readers()
        credentials = Secrets({row.argument: values[row.argument] for row in settings.credentials})
        # Not the next class: where that is the API's own client, it takes other arguments.
        BaseClient.__init__(self, settings, credentials=credentials, base_url=base_url, **options)
        if self._signs and "authorization" not in self._custom_headers:
            require(self._signer_module().Signer.libraries, platform)

    def _api_arguments(self) -> list[str]:
        """The credentials of the API, which its own clients have as attributes."""
        return [name for each in self._platform.api.credentials for name in each.arguments]

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name in self._platform.missing:
                raise NotOnPlatformError(f"{self._platform.title} has no `{name}`")
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    # Addresses

    def _values(self) -> Secrets:
        return Secrets({name: getattr(self, name) for name in self._platform.arguments})

    def _complete(self, *, derives: bool) -> None:
        """Finds what nobody gave of the arguments that addresses and signatures take."""
        platform = self._platform
        names = list(places(platform.server(self._values()))) if derives else []
        names += platform.signed_for.values() if self._signs else ()
        for name in names:
            if getattr(self, name) is None and not platform.arguments[name].get("late"):
                self.__dict__[name] = self._found(name)

    def _derive(self) -> str:
        """The address for the client's arguments; those that are missed late stay in braces."""
        values = self._values()
        return filled(self._platform.server(values), values)

    def _found(self, name: str) -> str:
        """What the platform's own configuration says of an argument that nobody gave."""
        platform = self._platform
        known = platform.looked_for.get(name) if self._signs else None
        found = None if known is None else self._signer().find(known)
        if found is None:
            raise platform.lacks(name)
        return found

    @property
    def _derives(self) -> bool:
        return self._base_url == self._derived

    def _set_others(self, others: Mapping[str, Any]) -> None:
        platform = self._platform
        others = Secrets(without_not_given(others))
        for name in others:
            if name not in platform.arguments:
                raise TypeError(f"{type(self).__name__} has no option `{name}`")
        derives = self._derives
        # Not the next class: the API's own client has other credentials.
        BaseClient._set_others(self, others)
        for name in superseded(platform, others, skips=self._skips):
            setattr(self, name, None)
        check_together(platform, present(others), present(self._values()))
        self._complete(derives=derives)
        if derives:
            self._derived = self._base_url = self._derive()

    # Who calls

    @property
    def _skips(self) -> bool:
        """Whether nothing is to be sent that proves who calls."""
        return bool(getattr(self, self._platform.without_credentials or "", False))

    @property
    def _signs(self) -> bool:
        """Whether requests are signed, as no credential is sent as it is."""
        platform = self._platform
        given = (getattr(self, each.argument) for each in platform.settings.credentials)
        return platform.signer is not None and not self._skips and not any(given)

    def _known_signer(self) -> Signer | None:
        """The signer for the client's arguments, if there is one already."""
        return self._tokens.get(self._signing_key())

    def _signer(self) -> Signer:
        """The same, made if there is none; a copy has it too, as long as its arguments are the same."""
        found = self._known_signer()
        if found is None:
            made = self._signer_module().Signer(self._platform, self._signing_values())
            # Of two threads that find none, both take the one that was there first.
            found = self._tokens.setdefault(self._signing_key(), made)
        return found

    def _signer_module(self) -> Any:
        return import_module(f"{__package__}.{self._platform.signer}")

    def _signing_values(self) -> Secrets:
        given = {**self._platform.proofs, **self._platform.signed_for}
        return Secrets({name: getattr(self, argument) for name, argument in given.items()})

    def _signing_key(self) -> tuple[Any, ...]:
        return (self._platform.signer, *self._signing_values().values())

    # Calls

    @cached_property
    def _base(self) -> Base:
        base = super()._base
        headers = HeaderSet(base.headers)
        values = self._values()
        for name, text in self._platform.headers.items():
            headers.values.pop(name, None)
            if text is not None and all(values[each] is not None for each in places(text)):
                headers.lay({name: filled(text, values)})
        return base._replace(headers=headers)

    def _call_policy(self, operation: Operation, arguments: Arguments) -> Policy[Any]:
        platform = self._platform
        check(platform, operation)
        if arguments.stream:
            platform.require_readers()
        if self._signs and self._known_signer() is None:
            # It may read files, and import a large library.
            yield Run(self._signer)
        name = call_of(operation)
        server = platform.server(self._values(), name) if self._derives else ""
        route = platform.routes.get(name, {})
        wanted = {*places(server), *places(route.get("path", ""))}
        for argument in [each for each in platform.arguments if each in wanted]:
            if getattr(self, argument) is None:
                setattr(self, argument, (yield Run(partial(self._found, argument))))
        if server:
            operation = self._served(operation, server)
        if route:
            values, custom = self._values(), self._custom_headers
            operation, arguments = routed(platform, operation, arguments, values, custom)
        return (yield from call(self, operation, arguments))

    def _served(self, operation: Operation, server: str) -> Operation:
        """The operation at its own server, if that isn't the client's."""
        values = self._values()
        url = filled(server, values)
        if server != self._platform.server(values):
            return served(operation, url)
        if url != self._base_url:
            # It was made before all was known that the address has in it. Both at once: other
            # threads look whether they are the same.
            self.__dict__.update(_derived=url, _base_url=url)
            self._forget_plans()
        return operation

    def _prepare(self, prepared: Prepared, arguments: Arguments) -> None:
        super()._prepare(prepared, arguments)
        known = origin_of(str(prepared.url)) in self._base.trusted
        if known and self._signs and "authorization" not in prepared.headers:
            prepared.signer = self._signer()
            # A blank has two spellings, of which signatures know one.
            query = prepared.url.query.replace(b"+", b"%20")
            if query != prepared.url.query:
                prepared.url = prepared.url.copy_with(query=query)
