"""A client's credential arguments and the environment in, what proves who calls out."""

from __future__ import annotations

import base64
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from .headers import header_text
from .redact import REDACTED, Secrets, remember_secret

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .headers import HeaderSet
    from .settings import Credential, Security


class Proof(NamedTuple):
    """What of a client's credentials goes out with the calls of an operation."""

    headers: Mapping[str, str] = {}
    query: Mapping[str, str] = {}
    tokens: tuple[tuple[Credential, Secrets], ...] = ()
    """Those whose header is known when a call is made, and not before; with what they were given."""
    complete: bool = True
    """Whether a requirement is met, so that nothing has to come with the call."""

    def __repr__(self) -> str:
        return f"Proof({REDACTED})"


NO_PROOF = Proof()


class Credentials:
    """What says who calls; its repr tells only which arguments are set."""

    __slots__ = ("_kinds", "_security", "_values")

    def __init__(
        self,
        kinds: Sequence[Credential],
        values: Mapping[str, Any],
        security: Security | None = None,
    ) -> None:
        check_values(kinds, values)
        self._kinds = {kind.argument: kind for kind in kinds}
        self._values = Secrets(values)
        self._security = security
        for kind in kinds:
            for name in kind.names:
                remember_secret(name)

    def proof(self, needed: Security | None, headers: HeaderSet) -> Proof:
        """What meets the first requirement that can be met; or all that is given of them, where the
        client is to send all. `headers` may hold a credential that a caller sends by hand."""
        rows = self._needed(needed)
        if self._security is None:
            chosen = [kind for row in rows for kind in row if self._is_given(kind)]
            complete = bool(chosen) or not rows or () in rows
            return self._proof(chosen, complete=complete)
        for row in rows:
            if all(self._is_met(kind, headers) for kind in row):
                return self._proof([kind for kind in row if self._is_given(kind)], complete=True)
        return self._proof([], complete=not rows)

    def require(self, needed: Security | None, headers: HeaderSet) -> None:
        """Raise unless a requirement is met, or its credential was removed on purpose."""
        rows = self._needed(needed)
        if not rows or any(all(self._is_met(kind, headers) for kind in row) for row in rows):
            return
        arguments = " or ".join(
            " and ".join(f"`{name}`" for kind in row for name in kind.arguments) for row in rows
        )
        kinds = [kind for row in rows for kind in row if kind.scheme != "query"]
        names = " or ".join(f"`{name}`" for name in sorted({_header_of(kind) for kind in kinds}))
        raise TypeError(
            f"Could not resolve authentication method. Expected {arguments} to be set, "
            f"or a header {names or '`Authorization`'} to be given, or to be removed with `omit`."
        )

    def __repr__(self) -> str:
        given = [name for name, kind in self._kinds.items() if self._is_given(kind)]
        return f"Credentials({', '.join(f'{name}={REDACTED}' for name in given)})"

    def _needed(self, needed: Security | None) -> list[tuple[Credential, ...]]:
        """The alternatives, each the credentials that go together; without a word, any one of all."""
        rows = self._security if needed is None else needed
        if rows is None:
            return [(kind,) for kind in self._kinds.values()]
        return [tuple(self._kinds[argument] for argument in row) for row in rows]

    def _is_given(self, kind: Credential) -> bool:
        secret = kind.secret is None or self._values.get(kind.secret) is not None
        return bool(self._values.get(kind.argument)) and secret

    def _is_met(self, kind: Credential, headers: HeaderSet) -> bool:
        return self._is_given(kind) or (kind.scheme != "query" and headers.has(_header_of(kind)))

    def _proof(self, kinds: Sequence[Credential], *, complete: bool) -> Proof:
        headers, query = Secrets(), Secrets()
        tokens: list[tuple[Credential, Secrets]] = []
        for kind in dict.fromkeys(kinds):
            values = Secrets({name: self._values[name] for name in kind.arguments})
            if kind.scheme == "client" or callable(values[kind.argument]):
                tokens.append((kind, values))
            elif kind.scheme == "query":
                query[kind.name] = values[kind.argument]
            else:
                _place(headers, kind, values)
        return Proof(headers, query, tuple(tokens), complete)


def _place(headers: Secrets, kind: Credential, values: Secrets) -> None:
    value = values[kind.argument]
    if kind.scheme == "header":
        headers.update(dict.fromkeys(kind.names, value))
    elif kind.scheme == "cookie":
        before = headers.get("cookie")
        pair = f"{kind.name}={value}"
        headers["cookie"] = f"{before}; {pair}" if before else pair
    elif kind.scheme == "basic":
        headers["authorization"] = basic(*values.values())
    else:
        headers["authorization"] = f"Bearer {value}"


def basic(name: str, secret: str) -> str:
    """The header of somebody's name and secret (RFC 7617)."""
    return f"Basic {base64.b64encode(f'{name}:{secret}'.encode()).decode('ascii')}"


def resolve_values(kinds: Sequence[Credential], given: Mapping[str, Any]) -> dict[str, Any]:
    """The values given; only if none is, those of the environment.

    Of a pair of which one half is given, the other may come from the environment.
    """
    values = Secrets({name: given.get(name) for kind in kinds for name in kind.arguments})
    nothing = all(value is None for value in values.values())
    for kind in kinds:
        if nothing or any(values[name] is not None for name in kind.arguments):
            missing = [name for name in kind.arguments if values[name] is None]
            values.update({name: _from_environment(kind.arguments[name]) for name in missing})
    check_values(kinds, given)
    check_values(kinds, values, from_environment=True)
    return values


def _from_environment(variable: str | None) -> str | None:
    return (os.environ.get(variable) or None) if variable else None


def check_values(
    kinds: Sequence[Credential], values: Mapping[str, Any], *, from_environment: bool = False
) -> None:
    """Refuse what no header can hold, such as a key with the line end of the file it was read from."""
    for kind in kinds:
        for argument, variable in kind.arguments.items():
            # No variable of this frame holds one, for a traceback that shows variables.
            if not _is_fit(values.get(argument)):
                name = variable if from_environment else argument
                raise ValueError(
                    f"`{name}` has a control character in it, or a blank or what can't be seen at "
                    "an end: copy it anew, without these"
                )


def _is_fit(value: object) -> bool:
    if not isinstance(value, str):
        return True
    # A header may end in one of Unicode's blanks, or in what has no width, which comes with a key
    # that was copied from a page.
    seen = f"{value[:1]}{value[-1:]}".isprintable()
    return header_text(value) is not None and value == value.strip() and seen


def _header_of(kind: Credential) -> str:
    if kind.scheme == "cookie":
        return "cookie"
    return kind.names[0] if kind.scheme == "header" else "authorization"
