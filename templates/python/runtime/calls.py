"""A client, an operation and arguments in, the whole call as a policy out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from .effects import Answer, Close, Run
from .errors import AuthenticationError, ClientError
from .outcome import Outcome
from .plans import origin_of
from .policy import obtain
from .prepare import NO_SECRETS, encode_body, prepare
from .text import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .arguments import Arguments
    from .effects import Policy
    from .operation import Operation


def call(client: Any, operation: Operation, arguments: Arguments) -> Policy[Any]:
    """Encode, send as often as it takes, decode."""
    if client.is_closed():
        raise ClientError(f"{operation.id}: this client is closed, and sends nothing more")
    url = None
    if operation.follow is not None:
        url = yield from _followed(client, operation, arguments)
    encoded = encode_body(operation, arguments)
    if encoded.pending is not None:
        yield Run(encoded.complete)
    outcome = Outcome(
        client._settings,
        operation,
        arguments,
        asynchronous=client._asynchronous,
        fetch=client._call,
    )
    plan = client._plan(operation, url)
    secrets = NO_SECRETS
    if plan.tokens:
        # Most clients have no use for it.
        tokens: Any = import_module(f"{__package__}.tokens")
        secrets = cast("Mapping[str, str]", (yield from tokens.authorized(client, plan)))
    prepared = prepare(plan, arguments, encoded, client._call_defaults, secrets)
    prepared.stream = outcome.streams or arguments.mode == "stream"
    prepared.outcome = outcome
    client._prepare(prepared, arguments)
    try:
        response = yield from obtain(prepared, client._rules(arguments))
    except AuthenticationError:
        client._tokens.clear()
        raise
    if isinstance(response, Answer):
        return response.value
    try:
        outcome.check(response)
        return outcome.finish(response, prepared.retries_taken)
    except BaseException:
        yield Close(response)
        raise


def _followed(client: Any, operation: Operation, arguments: Arguments) -> Policy[str]:
    """The URL that another operation's result names."""
    assert operation.follow is not None
    first, name = operation.follow
    found = yield from call(client, first, arguments.replace(mode=None, stream=False))
    url = getattr(found, name, None)
    if not isinstance(url, str) or not url:
        raise ClientError(f"{operation.id}: there is no `{name}` yet, so nothing to read")
    try:
        client._library.URL(url)
        origin_of(url)
    except Exception as exc:
        message = f"{operation.id}: what the server gave as `{name}` is no URL: {printable(url)!r}"
        raise ClientError(message) from exc
    return url
