"""Calls through clients of platforms as JSON lines in, what each gave as JSON lines out.

    python platform_caller.py anthropic http://127.0.0.1:8080

Whatever host a client speaks to, the request comes to that address, with the host's name in its
header. It imports the standard library, that package, and the HTTP library that the package takes.

{"class": "AnthropicBedrock", "arguments": {"aws_region": "us-west-2"}, "asynchronous": false,
 "accessor": "messages.create", "keywords": {...}}
-> {"result": {...}} or {"error": {"class": "NotFoundError", "status_code": 404}}
An argument `{"$gives": "token"}` is a function.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
from typing import Any, cast


class PlatformCaller:
    """Makes clients of one package, each for one call."""

    def __init__(self, package: str, address: str) -> None:
        self.module: Any = importlib.import_module(package)
        self._library: Any = importlib.import_module(
            "httpx2" if package == "anthropic" else "httpx"
        )
        self._server = self._library.URL(address)

    def _http(self, *, asynchronous: bool) -> Any:
        """An HTTP client that sends everything to the server."""
        library = self._library
        kind = library.AsyncHTTPTransport if asynchronous else library.HTTPTransport
        method = "handle_async_request" if asynchronous else "handle_request"
        transport = kind()
        send = getattr(transport, method)

        def handle(request: Any) -> Any:
            request.url = self._server.copy_with(raw_path=request.url.raw_path)
            return send(request)

        setattr(transport, method, handle)
        return (library.AsyncClient if asynchronous else library.Client)(
            transport=transport, timeout=20
        )

    def answer(self, call: dict[str, Any]) -> dict[str, Any]:
        """What a call gives, or the exception it ends in."""
        try:
            if call.get("asynchronous"):
                return {"result": asyncio.run(self._later(call))}
            return {"result": self._now(call)}
        except Exception as error:
            told = {
                "class": type(error).__name__,
                "status_code": getattr(error, "status_code", None),
            }
            return {"error": {**told, "type": getattr(error, "type", None)}}

    def _made(self, call: dict[str, Any], prefix: str, http: Any) -> Any:
        arguments = {name: _given(value) for name, value in call["arguments"].items()}
        kind = getattr(self.module, f"{prefix}{call['class']}")
        return kind(http_client=http, max_retries=0, **arguments)

    def _now(self, call: dict[str, Any]) -> Any:
        with self._made(call, "", self._http(asynchronous=False)) as client:
            given = _method(client, call)(**call["keywords"])
            return [_plain(each) for each in given] if hasattr(given, "__next__") else _plain(given)

    async def _later(self, call: dict[str, Any]) -> Any:
        async with self._made(call, "Async", self._http(asynchronous=True)) as client:
            given = await _method(client, call)(**call["keywords"])
            if hasattr(given, "__anext__"):
                return [_plain(each) async for each in given]
            return _plain(given)


def _method(client: Any, call: dict[str, Any]) -> Any:
    for name in call["accessor"].split("."):
        client = getattr(client, name)
    return client


def _given(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    given = str(cast("dict[str, object]", value)["$gives"])
    return lambda: given


def _plain(value: Any) -> Any:
    return value.to_dict(mode="json") if hasattr(value, "to_dict") else value


def main() -> None:
    """Answers each line of standard input with one on standard output."""
    caller = PlatformCaller(sys.argv[1], sys.argv[2])
    for line in sys.stdin:
        print(json.dumps(caller.answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
