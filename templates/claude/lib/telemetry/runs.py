"""A run of tools in, a span around it out, and one around each tool; calls of the API are between them."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

from opentelemetry.trace import INVALID_SPAN

from .content import of_tool
from .members import member
from .status import ERROR, OK, current, ended_on_error

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator, Mapping

    from opentelemetry.trace import Span, Tracer

    from ...types.beta import BetaToolResultBlockParam
    from ..open_telemetry import ResolvedOpenTelemetryOptions
    from ..tools.answering import Call

ItemT = TypeVar("ItemT")


class RunSpans:
    """The spans of one run."""

    def __init__(
        self,
        tracer: Tracer,
        options: ResolvedOpenTelemetryOptions,
        always: Mapping[str, Any],
        params: Callable[[], Mapping[str, Any]],
        is_stopped: Callable[[], bool],
    ) -> None:
        self._tracer = tracer
        self._options = options
        self._always = always
        self._params = params
        self._is_stopped = is_stopped
        self._span: Span = INVALID_SPAN

    def around(self, run: Generator[ItemT, None, None]) -> Generator[ItemT, None, None]:
        """The same items. The span is current while the runner works, not while the user does."""
        with self._whole():
            try:
                while True:
                    with current(self._span):
                        try:
                            item = next(run)
                        except StopIteration:
                            return
                    yield item
            finally:
                with current(self._span):
                    run.close()

    async def around_async(self, run: AsyncGenerator[ItemT, None]) -> AsyncGenerator[ItemT, None]:
        """The same, for a runner of an asynchronous client."""
        with self._whole():
            try:
                while True:
                    with current(self._span):
                        try:
                            item = await run.__anext__()
                        except StopAsyncIteration:
                            return
                    yield item
            finally:
                with current(self._span):
                    await run.aclose()

    @contextmanager
    def tool(
        self, call: Call, *, early: bool
    ) -> Generator[Callable[[BetaToolResultBlockParam], BetaToolResultBlockParam]]:
        """Gives what is to be told the result. A tool run early is run while the user reads."""
        results: list[BetaToolResultBlockParam] = []

        def came(result: BetaToolResultBlockParam) -> BetaToolResultBlockParam:
            results.append(result)
            return result

        with current(self._span) if early else nullcontext():
            span = self._tracer.start_span(_name(call), attributes=self._about_tool(call))
        try:
            with current(span):
                yield came
        finally:
            self._end_tool(span, call, results[0] if results else None)

    @contextmanager
    def _whole(self) -> Generator[None]:
        attributes = self._about_run(self._params())
        self._span = self._tracer.start_span(
            "anthropic.messages.tool_runner", attributes=attributes
        )
        with ended_on_error(self._span):
            yield
        if not self._is_stopped():
            self._span.set_status(OK)
        self._span.end()

    def _end_tool(self, span: Span, call: Call, result: Any) -> None:
        traces = self._options["traces"]
        if span.is_recording() and traces["content_mode"] == "content":
            span.set_attributes(of_tool(call.tool_use.input, result, traces["max_content_bytes"]))
        if result is not None and result.get("is_error"):
            span.set_status(ERROR)
            span.set_attribute("error.type", "tool_error")
        elif result is not None:
            span.set_status(OK)
        span.end()

    def _about_run(self, params: Mapping[str, Any]) -> dict[str, Any]:
        is_json = member(params, "output_config.format.type") == "json_schema" or isinstance(
            params.get("output_format"), type
        )
        return self._known(
            {
                "gen_ai.operation.name": "invoke_agent",
                "gen_ai.request.model": params["model"],
                "gen_ai.output.type": "json" if is_json else None,
            }
        )

    def _about_tool(self, call: Call) -> dict[str, Any]:
        tool_use = call.tool_use
        return self._known(
            {
                "gen_ai.operation.name": "execute_tool",
                "gen_ai.tool.type": "function",
                "gen_ai.tool.name": tool_use.name,
                "gen_ai.tool.description": _description(call),
                "gen_ai.tool.call.id": tool_use.id,
                "anthropic.toolset.name": tool_use.toolset_name,
            }
        )

    def _known(self, attributes: Mapping[str, Any]) -> dict[str, Any]:
        known = {name: value for name, value in attributes.items() if value is not None}
        return {**self._always, **known}


def _name(call: Call) -> str:
    kind = "mcp_tool_use" if getattr(call.target, "is_of_mcp", False) else "custom_tool_use"
    return f"anthropic.{kind} {call.tool_use.name}"


def _description(call: Call) -> str | None:
    """What the model was told of the tool; a toolset has nothing of the kind."""
    if call.is_member:
        return None
    return call.target.to_dict().get("description") or None
