"""A request that says it is the API's in, an error out unless its signature says so too.

The scheme is that of the Standard Webhooks:

webhook-id         whevt_1
webhook-timestamp  1790000000
webhook-signature  v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4= v1,…

where what stands behind a `v1,` is the HMAC of `whevt_1.1790000000.BODY`.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import math
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Union

from .._runtime.errors import APIWebhookValidationError

if TYPE_CHECKING:
    from typing import TypeAlias

    KeyInput: TypeAlias = Union[str, bytes, Iterable[Union[str, bytes]]]
    """The secret as the console shows it, or its bytes; or several."""

TOLERANCE = 300.0
"""Seconds between sending and looking, either way: clocks differ."""

_PREFIX = "whsec_"
_VERSION = "v1"
_HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")


def verify(
    payload: str | bytes, headers: Mapping[str, str], key: KeyInput | None, tolerance: float
) -> None:
    """Goes on only with a request that was signed with one of the keys a short while ago.

    Raises:
        APIWebhookValidationError: for any other.
        ValueError: there is no key, or it is none.
    """
    keys = list(_keys(key))
    if not keys:
        raise ValueError(
            "There is no key to check a webhook with: give one to the client (`webhook_key=`) or "
            "to the call (`key=`)"
        )
    id, sent, signatures = _signed_headers(headers)
    _check_time(sent, tolerance)
    right = [_signature(payload, id, sent, each) for each in keys]
    # All are compared, each in a time that tells nothing of where it differs.
    found = [hmac.compare_digest(one, given) for one in right for given in _signatures(signatures)]
    if not any(found):
        raise _refused("its signature is not that of the key")


def signed_headers(
    payload: str | bytes, key: str | bytes, id: str = "whevt_test"
) -> dict[str, str]:
    """The headers that a request with this body would have now: for tests of what receives it."""
    (secret,) = _keys(key)
    sent = str(int(time.time()))
    signature = base64.b64encode(_signature(payload, id, sent, secret)).decode()
    values = (id, sent, f"{_VERSION},{signature}")
    return dict(zip(_HEADERS, values, strict=True))


def bytes_of(payload: str | bytes) -> bytes:
    """A body as it came over the wire."""
    return payload.encode() if isinstance(payload, str) else payload


def _keys(given: KeyInput | None) -> Iterator[bytes]:
    """The bytes of each key; a text may hold several, with spaces between."""
    if given is None:
        return
    for key in (given,) if isinstance(given, (str, bytes)) else given:
        if isinstance(key, bytes):
            yield key
        else:
            yield from map(_key, key.split())


def _key(text: str) -> bytes:
    encoded = text.removeprefix(_PREFIX)
    try:
        found = base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if not found:
        # The text may be a secret with a slip in it: no message holds it.
        raise ValueError("A key for webhooks is `whsec_` and base64 behind it; this one isn't")
    return found


def _signature(payload: str | bytes, id: str, sent: str, key: bytes) -> bytes:
    content = b".".join((id.encode(), sent.encode(), bytes_of(payload)))
    return hmac.digest(key, content, "sha256")


def _signed_headers(headers: Mapping[str, str]) -> tuple[str, str, str]:
    given = {name.lower(): value for name, value in headers.items()}
    missing = [name for name in _HEADERS if not given.get(name)]
    if missing:
        raise _refused(f"it has no {' and no '.join(f'`{name}`' for name in missing)}")
    id, sent, signatures = (given[name] for name in _HEADERS)
    return id, sent, signatures


def _check_time(sent: str, tolerance: float) -> None:
    try:
        age = time.time() - float(sent)
    except ValueError:
        age = math.nan
    if not age <= tolerance:
        raise _refused("it was sent too long ago" if age > tolerance else "it has no time")
    if age < -tolerance:
        raise _refused("it was sent in the future: is the clock right?")


def _signatures(text: str) -> Iterator[bytes]:
    """The signatures of the version known here."""
    for each in text.split():
        version, _, signature = each.partition(",")
        if version == _VERSION:
            try:
                yield base64.b64decode(signature, validate=True)
            except (binascii.Error, ValueError):
                continue  # none that could be right


def _refused(why: str) -> APIWebhookValidationError:
    return APIWebhookValidationError(f"This webhook can't be trusted: {why}")
