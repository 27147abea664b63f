"""Requests to a service of Google in, tokens out, by google-auth."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, ClassVar

from ..errors import ClientError
from .signing import needed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .platform import Platform

_NAMES_OF_PROJECTS = ("project_id", "quota_project_id")
_SCOPES = ["https://www.googleapis.com/auth/cloud-platform"]


class Signer:
    """Sends the token of given credentials, else of the application's default credentials.

    One that has expired is renewed by one thread, for which the others wait.
    """

    libraries: ClassVar = ("google.auth", "requests")

    def __init__(self, platform: Platform, values: Mapping[str, Any]) -> None:
        self._platform = platform
        self._credentials: Any = values.get("credentials")
        self._project: str | None = None
        self._lock = threading.Lock()

    def find(self, name: str) -> str | None:
        """The project that the credentials are of."""
        if name != "project":
            return None
        with self._lock:
            self._load()
            named = (getattr(self._credentials, name, None) for name in _NAMES_OF_PROJECTS)
            return self._project or next((each for each in named if isinstance(each, str)), None)

    def sign(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Mapping[str, str]:
        """The header with a token that is still good."""
        with self._lock:
            self._load()
            if self._credentials.expired or not self._credentials.token:
                transport = needed("google.auth.transport.requests", self._platform)
                self._credentials.refresh(transport.Request())
            token: object = self._credentials.token
        if not isinstance(token, str) or not token:
            raise ClientError(f"{self._platform.title}: Google's credentials gave no token")
        return {"authorization": f"Bearer {token}"}

    def _load(self) -> None:
        if self._credentials is None:
            library = needed("google.auth", self._platform)
            self._credentials, self._project = library.default(scopes=_SCOPES)
