"""Where a synchronous and an asynchronous shell remain, they are the same but for a few words."""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import Any

import pytest

from runtime import async_verbs, drivers, raw, senders, verbs

Table = dict[str, str]

AWAIT: Table = {"async def": "def", "await ": ""}
TWINS: list[tuple[Any, Any, Table]] = [
    (verbs.SyncVerbs, async_verbs.AsyncVerbs, {**AWAIT, "AsyncVerbs": "SyncVerbs"}),
    (
        senders.HTTPSender._send,
        senders.AsyncHTTPSender._send,
        {**AWAIT, "aclose": "close", "sign_async": "sign"},
    ),
    (
        senders.MiddlewareSender,
        senders.AsyncMiddlewareSender,
        {
            **AWAIT,
            "AsyncMiddlewareSender": "MiddlewareSender",
            "AsyncHTTPSender": "HTTPSender",
            "AsyncAPIResponse": "APIResponse",
            "handle_async": "handle",
        },
    ),
    (
        drivers.drive,
        drivers.drive_async,
        {
            **AWAIT,
            "drive_async": "drive",
            "AsyncSender": "Sender",
            "_act_async": "_act",
        },
    ),
    (
        drivers._act,
        drivers._act_async,
        {
            **AWAIT,
            "_act_async": "_act",
            "AsyncSender": "Sender",
            "sleep(": "time.sleep(",
            "aread": "read",
            "aclose": "close",
            "awaited(effect.function())": "effect.function()",
            "run_in_thread(effect.function)": "effect.function()",
        },
    ),
    (
        raw.ResponseContextManager,
        raw.AsyncResponseContextManager,
        {
            **AWAIT,
            "AsyncResponseContextManager": "ResponseContextManager",
            "AsyncResponseT": "ResponseT",
            "Awaitable[ResponseT]": "ResponseT",
            "__aenter__": "__enter__",
            "__aexit__": "__exit__",
        },
    ),
]


@pytest.mark.parametrize(
    ("one", "other", "table"), TWINS, ids=lambda each: getattr(each, "__qualname__", "table")
)
def test_twins(one: Any, other: Any, table: Table) -> None:
    source = textwrap.dedent(inspect.getsource(other))
    for before, after in table.items():
        assert before in source, f"{before!r} is not needed any more"
        source = source.replace(before, after)
    assert _shape(source) == _shape(textwrap.dedent(inspect.getsource(one)))


def _shape(source: str) -> str:
    """The code without comments, docstrings and line breaks."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node):
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)
