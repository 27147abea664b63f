"""Requests to a service of AWS in, their signatures out (Signature Version 4), by botocore."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, ClassVar

from ..errors import ClientError
from .signing import needed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .platform import Platform

# A proxy on the way may take it out, and the signature wouldn't fit any more.
_UNSIGNED = "connection"
_SIGNATURE = ("authorization", "x-amz-date", "x-amz-security-token")


class Signer:
    """Signs with keys: those given, else those that botocore finds.

    That is in a profile, a role that is assumed, the environment, a container, an instance. What
    expires is renewed by botocore, for all threads at once.
    """

    libraries: ClassVar = ("botocore",)

    def __init__(self, platform: Platform, values: Mapping[str, Any]) -> None:
        self._auth: Any = needed("botocore.auth", platform)
        self._requests: Any = needed("botocore.awsrequest", platform)
        self._platform = platform
        self._session: Any = needed("botocore.session", platform).Session(
            profile=values.get("profile")
        )
        self._region = values.get("region")
        self._lock = threading.Lock()
        if values.get("access_key") is not None:
            self._session.set_credentials(
                values["access_key"], values["secret_key"], values.get("session_token")
            )

    def find(self, name: str) -> str | None:
        """The region of a profile."""
        found: str | None = (
            self._session.get_config_variable("region") if name == "region" else None
        )
        return found

    def sign(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Mapping[str, str]:
        """The headers with a signature."""
        sent = {name: each for name, each in headers.items() if name != _UNSIGNED}
        request = self._requests.AWSRequest(method, url, headers=sent, data=content)
        service = self._platform.options["service"]
        region = self._region or self.find("region")
        if region is None:
            raise ClientError(f"{self._platform.title}: nothing says the region to sign for")
        self._auth.SigV4Auth(self._keys(), service, region).add_auth(request)
        signed = {name.lower(): str(value) for name, value in request.headers.items()}
        return {name: signed[name] for name in _SIGNATURE if name in signed}

    def _keys(self) -> Any:
        with self._lock:
            # Looked for by one thread; from then on the session has them.
            credentials = self._session.get_credentials()
        if credentials is None:
            raise ClientError(
                f"{self._platform.title}: there are no AWS credentials, neither given nor in the "
                "environment, a profile, or what else botocore looks at"
            )
        return credentials.get_frozen_credentials()
