"""What a platform's client is made with and the environment in, all of its arguments out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from ..errors import ClientError
from ..redact import Secrets
from ..sentinels import given as without_not_given
from .signing import command_for

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from .platform import Platform

BASE_URL = "base_url"


def settled(platform: Platform, given: Mapping[str, Any], base_url: object) -> Secrets:
    """The values of a platform's arguments: as given, from the environment, or their defaults.

    What proves who calls is looked for in the environment only if nothing of it was given.
    """
    values = Secrets({**dict.fromkeys(given), **without_not_given(given)})
    by_hand = present(values)
    check_together(platform, by_hand, by_hand, _called(platform, base_url))
    proving = platform.proving
    skips = bool(values.get(platform.without_credentials or ""))
    for name, rules in platform.arguments.items():
        if values.get(name) is None and not (name in proving and (proving & by_hand or skips)):
            values[name] = _from_environment(rules.get("environment", ())) or rules.get("default")
        if values[name] is None and rules.get("required") and not skips:
            raise platform.lacks(name)
    credentials = [each.argument for each in platform.settings.credentials]
    if skips:
        values.update(dict.fromkeys(credentials))
    elif platform.signer is None and credentials and not any(map(values.get, credentials)):
        ways = " or ".join(f"`{name}`" for name in credentials)
        extra = (
            f"; what gives tokens comes with {command_for(platform)}" if platform.requires else ""
        )
        raise ClientError(f"{platform.title} needs {ways}, and neither is given{extra}")
    return values


def address(platform: Platform, base_url: object) -> str | None:
    """The address that was given, or that the environment gives."""
    variable = platform.settings.environment.base_url
    given = base_url or (os.environ.get(variable) if variable else None)
    return str(given) if given else None


def present(values: Mapping[str, Any]) -> set[str]:
    """The arguments that say something."""
    return {name for name, value in values.items() if value not in (None, False)}


def superseded(platform: Platform, others: Mapping[str, Any], *, skips: bool) -> set[str]:
    """The arguments that a copy loses which is given these; `skips` says that it sends no credential.

    Who calls is replaced as a whole: what is given stays, and what that needs. None takes an argument
    away that is missed late.
    """
    given = present(others)
    gone = {name for name in {*others} - given if platform.arguments[name].get("late")}
    if skips:
        gone |= {each.argument for each in platform.settings.credentials}
    stays = {*platform.proving} & given
    if stays:
        needed = stays
        while needed:
            needed = {platform.arguments[name].get("needs", name) for name in needed} - stays
            stays = stays | needed
        gone |= {*platform.proving} - stays
    return gone


def check_together(
    platform: Platform,
    given: Collection[str],
    known: Collection[str],
    called: Mapping[str, str] | None = None,
) -> None:
    """Refuses arguments that exclude each other, and one of which what it needs isn't known.

    `called` says of what isn't an argument of the platform how it came.
    """
    also = called or {}
    for name in [each for each in platform.arguments if each in given]:
        rules = platform.arguments[name]
        for other in rules.get("excludes", ()):
            if other in given or other in also:
                together = f"`{name}` and `{also.get(other, other)}`"
                raise ValueError(f"{platform.title}: {together} can't be given together")
        other = rules.get("needs")
        if other is not None and other not in known:
            raise ValueError(f"{platform.title}: `{name}` is given without `{other}`")


def _called(platform: Platform, base_url: object) -> Mapping[str, str]:
    """What the address was given by."""
    if base_url is not None:
        return {BASE_URL: BASE_URL}
    variable = platform.settings.environment.base_url
    return {BASE_URL: variable} if variable and os.environ.get(variable) else {}


def _from_environment(variables: Collection[str]) -> str | None:
    return next(filter(None, map(os.environ.get, variables)), None)
