"""Ways of signing in as JSON lines in, what came of each as JSON lines out.

    python credentials_caller.py anthropic

Each is tried in a process of its own, so no warning was given before. It imports the standard
library and that package alone.

{"environment": {"HOME": "/tmp/x", "ANTHROPIC_PROFILE": "p"}, "arguments": {"profile": "p"},
 "asynchronous": false, "calls": 2}
-> {"results": ["m", "m"], "error": null, "warnings": 1}
An argument `{"$gives": "token"}` is a function that gives a token; `{"$awaits": "token"}` has to be awaited.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
import os
import sys
from typing import Any, cast


class Warnings(logging.Handler):
    """Counts what is warned of."""

    count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += record.levelno >= logging.WARNING


def answer(package: str, asked: dict[str, Any]) -> dict[str, Any]:
    """What comes of one way."""
    os.environ.clear()
    os.environ.update(asked["environment"])
    module = importlib.import_module(package)
    warnings = Warnings()
    logging.getLogger(package).addHandler(warnings)
    results: list[str] = []
    error: list[Any] | None = None
    try:
        if asked.get("asynchronous"):
            asyncio.run(_later(module, asked, results))
        else:
            _now(module, asked, results)
    except Exception as exc:
        error = [type(exc).__name__, getattr(exc, "status_code", None)]
    return {"results": results, "error": error, "warnings": warnings.count}


def _now(module: Any, asked: dict[str, Any], results: list[str]) -> None:
    with module.Anthropic(**_arguments(module, asked)) as client:
        for _ in range(asked.get("calls", 1)):
            results.append(client.models.retrieve("m").id)


async def _later(module: Any, asked: dict[str, Any], results: list[str]) -> None:
    async with module.AsyncAnthropic(**_arguments(module, asked)) as client:
        for _ in range(asked.get("calls", 1)):
            results.append((await client.models.retrieve("m")).id)


def _arguments(module: Any, asked: dict[str, Any]) -> dict[str, Any]:
    return {name: _given(module, value) for name, value in asked["arguments"].items()}


def _given(module: Any, value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    row = cast("dict[str, Any]", value)
    if "$gives" in row:
        return lambda *, force_refresh=False: module.AccessToken(row["$gives"])
    if "$awaits" in row:

        async def give(*, force_refresh: bool = False) -> Any:
            return module.AccessToken(row["$awaits"])

        return give
    return row


def main() -> None:
    """Answers each line of standard input with one on standard output."""
    for name in ("", ".types", ".lib.credentials"):
        importlib.import_module(f"{sys.argv[1]}{name}")
    for line in sys.stdin:
        if os.fork() == 0:
            print(json.dumps(answer(sys.argv[1], json.loads(line))), flush=True)
            os._exit(0)
        os.wait()


if __name__ == "__main__":
    main()
