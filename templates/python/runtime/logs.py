"""What happens to a call in, log records out, without credentials."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from .redact import safe_headers, safe_url
from .text import printable

if TYPE_CHECKING:

    import httpx

    from .prepare import Prepared

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO}
_FORMAT = "[%(asctime)s - %(name)s:%(lineno)d - %(levelname)s] %(message)s"


class CallLog:
    """Tells the package's logger of each attempt: `info` of retries, `debug` of everything."""

    __slots__ = ("_logger", "_request_id")

    def __init__(self, name: str, request_id: str | None = None) -> None:
        self._logger = logging.getLogger(name)
        self._request_id = request_id

    def sending(self, prepared: Prepared) -> None:
        if self._logger.isEnabledFor(logging.DEBUG):
            self._logger.debug(
                "Sending %s %s (%s) with headers %s and a body of %s",
                prepared.method,
                safe_url(prepared.url),
                prepared.operation.id,
                safe_headers(prepared.headers),
                _size(prepared),
            )

    def received(self, prepared: Prepared, response: httpx.Response) -> None:
        if self._logger.isEnabledFor(logging.DEBUG):
            self._logger.debug(
                "%s %s was answered with %s, request id %s, headers %s",
                prepared.method,
                safe_url(prepared.url),
                response.status_code,
                printable(response.headers.get(self._request_id or "", "none")),
                safe_headers(response.headers),
            )

    def retrying(self, prepared: Prepared, seconds: float) -> None:
        self._logger.info(
            "Retrying %s %s in %.3f seconds (retry %d)",
            prepared.method,
            safe_url(prepared.url),
            seconds,
            prepared.retries_taken + 1,
        )


def set_up_logging(package: str, variable: str | None) -> None:
    """Show records as the environment variable says: `info` or `debug`; anything else does nothing."""
    level = _LEVELS.get(os.environ.get(variable, "").strip().lower()) if variable else None
    if level is None:
        return
    logging.basicConfig(format=_FORMAT, datefmt="%Y-%m-%d %H:%M:%S")
    # Not httpx's logger, which writes whole URLs: what it tells is told here without secrets.
    logging.getLogger(package).setLevel(level)


def _size(prepared: Prepared) -> str:
    content = prepared.content
    return f"{len(content)} bytes" if isinstance(content, bytes) else "a stream"
