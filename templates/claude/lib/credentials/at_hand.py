"""Tokens that somebody has already: given as they are, or in an environment variable."""

from __future__ import annotations

import os

from ..._runtime.redact import Secrets
from .tokens import AccessToken, CredentialsError


class StaticToken:
    """Gives one token, always."""

    def __init__(self, token: str) -> None:
        self._token = Secrets(token=token)

    def __call__(self, *, force_refresh: bool = False) -> AccessToken:
        return AccessToken(self._token["token"])


class EnvToken:
    """Gives the token that an environment variable holds at the time."""

    def __init__(self, env_var: str = "ANTHROPIC_AUTH_TOKEN") -> None:
        self._variable = env_var

    def __call__(self, *, force_refresh: bool = False) -> AccessToken:
        value = os.environ.get(self._variable)
        if value is None:
            raise CredentialsError(f"{self._variable} is not set, and no other credential is given")
        return AccessToken(value)
