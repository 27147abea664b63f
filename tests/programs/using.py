"""Names of uses in, what each came to out: a process in which `anthropic` is one client or the other.

    python using.py [ours]

{"replies": "memory.edits"} -> {"result": [[200, "application/json", "..."]]}
{"use": "memory.edits"}     -> {"result": ...} or {"error": {"class": "ToolError", ...}}

A use is a function of a module in `uses`, written as people write for the official SDK.
"""

from __future__ import annotations

import base64
import importlib
import json
import sys
import traceback
import warnings
from pathlib import Path
from typing import Any

# The tests are no package, and an environment of its own knows nothing of them.
sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]


def main() -> None:
    """Answers each line of standard input with one on standard output."""
    if "ours" in sys.argv[1:]:
        importlib.import_module("claude_client.as_anthropic").install()
    for line in sys.stdin:
        asked: dict[str, str] = json.loads(line)
        print(json.dumps(_answer(asked)), flush=True)


def _answer(asked: dict[str, str]) -> dict[str, Any]:
    name = asked.get("use") or asked["replies"]
    module, _, function = name.partition(".")
    try:
        use = getattr(importlib.import_module(f"uses.{module}"), function)
        if "replies" in asked:
            return {"result": [_written(reply) for reply in use.replies]}
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            result = use()
    except Exception as error:
        traceback.print_exc()
        return {"error": {"class": type(error).__name__}}
    # When a socket that was left open is collected is not for a client to say.
    kinds = sorted(
        each.category.__name__ for each in warned if each.category is not ResourceWarning
    )
    return {"result": {"result": result, "warned": kinds}}


def _written(reply: Any) -> list[Any]:
    return [
        reply.status,
        reply.content_type,
        base64.b64encode(reply.content).decode(),
        reply.headers,
    ]


if __name__ == "__main__":
    main()
