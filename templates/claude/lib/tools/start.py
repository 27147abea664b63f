"""What `beta.messages.tool_runner()` is given in, the runner of the right kind out."""

from __future__ import annotations

from typing import Any

from ..._runtime.sentinels import is_given
from ..structured_outputs.formats import with_format
from .async_runners import BetaAsyncStreamingToolRunner, BetaAsyncToolRunner
from .registry import Registry
from .runners import BetaStreamingToolRunner, BetaToolRunner

_OPTIONS = ("extra_headers", "extra_query", "extra_body", "timeout")


def start_runner(
    client: Any,
    *,
    asynchronous: bool,
    stream: Any,
    max_iterations: Any,
    run_tools_eagerly: bool,
    **given: Any,
) -> Any:
    """The runner of a client.

    Raises:
        ValueError: tools are to be run early, and nothing is streamed.
        ClientError: two formats are given.
        TypeError: a tool is for clients of the other kind.
    """
    if run_tools_eagerly and not stream:
        raise ValueError("`run_tools_eagerly` needs `stream=True`: tools are run as calls come in")
    with_format(given["output_config"], given["output_format"])
    params = {name: value for name, value in given.items() if name not in _OPTIONS}
    registry = Registry(given["tools"], asynchronous=asynchronous)
    params["tools"] = registry.entries
    limit = max_iterations if is_given(max_iterations) else None
    common = (client, params, {name: given[name] for name in _OPTIONS}, registry, limit)
    if stream:
        streaming: Any = BetaAsyncStreamingToolRunner if asynchronous else BetaStreamingToolRunner
        return streaming(*common, run_tools_eagerly=run_tools_eagerly)
    runner: Any = BetaAsyncToolRunner if asynchronous else BetaToolRunner
    return runner(*common)
