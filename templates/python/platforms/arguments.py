"""What a platform's client is made with and the environment in, all of its arguments out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from ..errors import ClientError
from ..redact import Secrets

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from .platform import Platform

BASE_URL = "base_url"


def settled(platform: Platform, given: Mapping[str, Any], base_url: object) -> Secrets:
    """The values of a platform's arguments: as given, from the environment, or their defaults.

    What proves who calls is looked for in the environment only if nothing of it was given.
    """
    by_hand = {name for name, value in given.items() if value not in (None, False)}
    _check_together(platform, by_hand | ({BASE_URL} if base_url is not None else set()))
    credentials = [each.argument for each in platform.settings.credentials]
    proving = {*credentials, *platform.proofs}
    values = Secrets(given)
    skips = bool(given.get(platform.without_credentials or ""))
    for name, rules in platform.arguments.items():
        if values.get(name) is None and not (name in proving and (proving & by_hand or skips)):
            values[name] = _from_environment(rules.get("environment", ())) or rules.get("default")
        if values[name] is None and rules.get("required") and not skips:
            raise platform.lacks(name)
    if skips:
        values.update(dict.fromkeys(credentials))
    elif platform.signer is None and credentials and not any(map(values.get, credentials)):
        ways = " or ".join(f"`{name}`" for name in credentials)
        raise ClientError(f"{platform.title} needs {ways}, and neither is given")
    return values


def address(platform: Platform, base_url: object) -> str | None:
    """The address that was given, or that the environment gives."""
    variable = platform.settings.environment.base_url
    given = base_url or (os.environ.get(variable) if variable else None)
    return str(given) if given else None


def _check_together(platform: Platform, given: Collection[str]) -> None:
    for name, rules in platform.arguments.items():
        if name in given:
            for other in rules.get("excludes", ()):
                if other in given:
                    raise ValueError(f"`{name}` and `{other}` can't be given together")
            other = rules.get("needs")
            if other is not None and other not in given:
                raise ValueError(f"`{name}` is given without `{other}`")


def _from_environment(variables: Collection[str]) -> str | None:
    return next(filter(None, map(os.environ.get, variables)), None)
