"""A client's credential arguments and the environment in, headers and query values out."""

from __future__ import annotations

import base64
import os
from typing import TYPE_CHECKING

from .headers import header_text
from .redact import REDACTED, Secrets, remember_secret

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .headers import HeaderSet
    from .settings import Credential


class Credentials:
    """What says who calls; its repr tells only which arguments are set."""

    __slots__ = ("_given", "_kinds", "headers", "query")

    def __init__(self, kinds: Sequence[Credential], values: Mapping[str, str | None]) -> None:
        check_values(kinds, values)
        self._kinds = kinds
        self._given = [kind.argument for kind in kinds if values.get(kind.argument)]
        self.headers: dict[str, str] = {}
        self.query: dict[str, str] = {}
        for kind in kinds:
            remember_secret(kind.name)
            value = values.get(kind.argument)
            if value:
                self._place(kind, value)

    def require(self, headers: HeaderSet) -> None:
        """Raise unless a credential is there, or was removed on purpose."""
        if not self._kinds or self.query or any(headers.has(name) for name in self._names()):
            return
        arguments = " or ".join(f"`{kind.argument}`" for kind in self._kinds)
        names = " or ".join(f"`{name}`" for name in self._names())
        raise TypeError(
            f"Could not resolve authentication method. Expected {arguments} to be set, "
            f"or a header {names or '`Authorization`'} to be given, or to be removed with `omit`."
        )

    def __repr__(self) -> str:
        return f"Credentials({', '.join(f'{name}={REDACTED}' for name in self._given)})"

    def _place(self, kind: Credential, value: str) -> None:
        if kind.scheme == "query":
            self.query[kind.name] = value
        elif kind.scheme == "header":
            self.headers[kind.name] = value
        elif kind.scheme == "cookie":
            before = self.headers.get("cookie")
            pair = f"{kind.name}={value}"
            self.headers["cookie"] = f"{before}; {pair}" if before else pair
        elif kind.scheme == "basic":
            encoded = base64.b64encode(value.encode()).decode("ascii")
            self.headers["authorization"] = f"Basic {encoded}"
        else:
            self.headers["authorization"] = f"Bearer {value}"

    def _names(self) -> list[str]:
        return sorted({_header_of(kind) for kind in self._kinds if kind.scheme != "query"})


def resolve_values(
    kinds: Sequence[Credential], given: Mapping[str, str | None]
) -> dict[str, str | None]:
    """The values given; only if none is, those of the environment."""
    if any(given.get(kind.argument) is not None for kind in kinds):
        values = Secrets({kind.argument: given.get(kind.argument) for kind in kinds})
        check_values(kinds, values)
        return values
    values = Secrets(
        {
            kind.argument: (os.environ.get(kind.environment) or None) if kind.environment else None
            for kind in kinds
        }
    )
    check_values(kinds, values, from_environment=True)
    return values


def check_values(
    kinds: Sequence[Credential], values: Mapping[str, str | None], *, from_environment: bool = False
) -> None:
    """Refuse what no header can hold, such as a key with the line end of the file it was read from."""
    for kind in kinds:
        if header_text(values.get(kind.argument) or "") is None:
            name = kind.environment if from_environment else kind.argument
            raise ValueError(
                f"`{name}` has a control character in it, or a blank or line break at its end: "
                "`.strip()` takes off the latter"
            )


def _header_of(kind: Credential) -> str:
    if kind.scheme == "cookie":
        return "cookie"
    return kind.name if kind.scheme == "header" else "authorization"
