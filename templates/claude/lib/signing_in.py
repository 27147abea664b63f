"""A client without a key in, one that signs in by a profile or as a workload out.

For a client with a key nothing is loaded, and nothing looked for but whether a profile would have
been of use: then a warning says that the key counts.
"""

from __future__ import annotations

import logging
import os
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from .._runtime.base_client import BaseClient
from .._runtime.concurrency import awaited
from .._runtime.credentials import Credentials
from .._runtime.plans import origin_of
from .._runtime.redact import Secrets
from .config_dir import has_default, is_offered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .._runtime.arguments import Arguments
    from .._runtime.plans import Base
    from .._runtime.prepare import Prepared

_BETA = "oauth-2025-04-20"
_OWN = ("credentials", "config", "profile")
_log = logging.getLogger(__name__.partition(".")[0])
_warned: set[str] = set()


class TokenSigner:
    """Sends the token of a cache with every attempt."""

    def __init__(self, cache: Any) -> None:
        self._cache = cache

    def sign(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Mapping[str, str]:
        return self._headers(self._cache.get_token(), headers)

    @property
    def is_async(self) -> bool:
        """Whether the token has to be awaited."""
        return bool(self._cache.is_async)

    async def sign_async(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Mapping[str, str]:
        return self._headers(await self._cache.async_get_token(), headers)

    def renew(self) -> bool:
        """The token was refused: there will be another."""
        self._cache.invalidate()
        return True

    def _headers(self, token: str, headers: Mapping[str, str]) -> Mapping[str, str]:
        betas = [each.strip() for each in headers.get("anthropic-beta", "").split(",")]
        named = [each for each in betas if each]
        kept = named if _BETA in named else [*named, _BETA]
        return Secrets({"authorization": f"Bearer {token}", "anthropic-beta": ",".join(kept)})


class SignsIn(BaseClient):
    """A client that may be given what gives tokens, or a profile."""

    api_key: str | None
    auth_token: str | None
    credentials: Any = None
    """What gives tokens, where no key is given."""
    _token_cache: Any = None
    _signed_in_at = ""

    def _sign_in(
        self,
        given: Mapping[str, Any],
        base_url: object,
        *,
        credentials: Any = None,
        config: Mapping[str, object] | None = None,
        profile: str | None = None,
    ) -> None:
        """Finds out who gives tokens: who was given, the profile that was, what is there."""
        static = [name for name, value in given.items() if value is not None]
        chosen = [each for each in (credentials, config, profile) if each is not None]
        if len(chosen) > 1:
            raise TypeError("Only one of `credentials`, `config` and `profile` can be given")
        if not chosen and not static:
            self._look_around(base_url)
            return
        if not chosen:
            return
        if not static:
            # What was given counts, and nothing of the environment.
            self.__dict__.update(dict.fromkeys(given))
        if credentials is None:
            profiles = import_module(f"{__package__}.credentials.profiles")
            file = profiles.CredentialsFile(profile) if config is None else None
            credentials = file or profiles.InMemoryConfig(config)
            self._follow(credentials.extra_headers(), credentials.resolved_base_url, base_url)
        for name in static:
            _warn_once(name, f"`{name}` is given as well as credentials: it is the one that counts")
        self._take(credentials)

    def _look_around(self, base_url: object) -> None:
        variables = {"ANTHROPIC_API_KEY": self.api_key, "ANTHROPIC_AUTH_TOKEN": self.auth_token}
        present = [name for name, value in variables.items() if value is not None]
        if present:
            if is_offered():
                for name in present:
                    _warn_once(
                        name, f"{name} is set, so no profile and no workload's token is used"
                    )
            return
        if not is_offered() and not has_default():
            return
        chain = import_module(f"{__package__}.credentials.chain")
        result = chain.default_credentials(base_url=self._base_url)
        if result is not None:
            self._follow(result.extra_headers, result.base_url, base_url)
            self._take(result.provider)

    def _follow(self, headers: Mapping[str, str], address: str | None, base_url: object) -> None:
        """Takes over what a profile says besides, where nobody says otherwise."""
        self._custom_headers = {**headers, **self._custom_headers}
        variable = self._settings.environment.base_url or ""
        if address and base_url is None and not os.environ.get(variable):
            self._base_url = address

    def _take(self, credentials: Any) -> None:
        tokens = import_module(f"{__package__}.credentials.tokens")
        if not self._asynchronous and tokens.is_awaited(credentials):
            raise TypeError("These credentials have to be awaited, which this client can't")
        if isinstance(credentials, tokens.BaseURLBoundProvider):
            credentials = credentials.for_base_url(self._base_url)
        cache = import_module(f"{__package__}.credentials.cache")
        self.credentials = credentials
        self._signed_in_at = self._base_url
        self._token_cache = cache.TokenCache(credentials)

    @cached_property
    def _base(self) -> Base:
        base = super()._base
        if self._token_cache is None or self.api_key or self.auth_token:
            return base
        kinds = self._settings.credentials
        values = Secrets({name: None for each in kinds for name in each.arguments})
        # Nothing is sent as it is, and nothing missed.
        return base._replace(credentials=Credentials(kinds, values, ((),)))

    def _prepare(self, prepared: Prepared, arguments: Arguments) -> None:
        super()._prepare(prepared, arguments)
        if self._token_cache is None:
            return
        by_hand = any(prepared.headers.get(name) for name in ("x-api-key", "authorization"))
        if not by_hand and origin_of(str(prepared.url)) in self._base.trusted:
            prepared.signer = TokenSigner(self._token_cache)

    def _closing(self) -> Callable[[], object] | None:
        """What ends who gives tokens."""
        if self._token_cache is None:
            return None
        tokens = import_module(f"{__package__}.credentials.tokens")
        found: Callable[[], object] | None = tokens.closing_of(
            self.credentials, asynchronous=self._asynchronous
        )
        return found

    def _set_others(self, others: Mapping[str, Any]) -> None:
        """A copy has what gives tokens too, unless it is given other credentials."""
        mine = {name: others[name] for name in _OWN if name in others}
        super()._set_others(Secrets({name: others[name] for name in others if name not in _OWN}))
        if any(value is not None for value in mine.values()):
            static = {name: others.get(name) for name in ("api_key", "auth_token")}
            self._sign_in(static, self._base_url, **mine)
        elif "credentials" in mine:
            self.credentials = self._token_cache = None
        elif self._token_cache is not None and self._base_url != self._signed_in_at:
            # A token is good at the address alone where it was given.
            self._take(self.credentials)


class SyncSignsIn(SignsIn):
    """The same for synchronous clients."""

    def close(self) -> None:
        """Close the connections, which copies of this client share, and what gives tokens."""
        super().close()  # type: ignore[misc]  # pyright: ignore
        close = self._closing()
        if close is not None:
            close()


class AsyncSignsIn(SignsIn):
    """The same for asynchronous clients."""

    async def close(self) -> None:
        """Close the connections, which copies of this client share, and what gives tokens."""
        await super().close()  # type: ignore[misc]  # pyright: ignore
        close = self._closing()
        if close is not None:
            await awaited(close())


def _warn_once(key: str, text: str) -> None:
    if key not in _warned:
        _warned.add(key)
        _log.warning(text)
