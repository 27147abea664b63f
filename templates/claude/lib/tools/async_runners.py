"""A conversation in, the loop over it out: asks the model, runs its tools, until there is an answer."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from ..._runtime.errors import ClientError
from ..structured_outputs.variable import ResponseFormatT
from .answering import Call
from .eager import EagerCalls
from .loop import Conversation, Turn
from .results import error_block, result_block

if TYPE_CHECKING:
    from ...types.beta import BetaMessageParam, BetaToolResultBlockParam, BetaToolUseBlock
    from ..streaming import BetaAsyncMessageStream
    from ..structured_outputs.beta_messages import ParsedBetaMessage
    from .registry import Registry

ItemT = TypeVar("ItemT")


class BaseAsyncToolRunner(Conversation[ResponseFormatT], Generic[ItemT, ResponseFormatT]):
    """Iterates over what each request gives; leaving the loop early lets it be taken up again."""

    def __init__(
        self,
        client: Any,
        params: Mapping[str, Any],
        options: Mapping[str, Any],
        registry: Registry,
        max_iterations: int | None = None,
    ) -> None:
        super().__init__(params, options, registry, max_iterations)
        self._messages = client.beta.messages
        self._final: Callable[[], Awaitable[Any]] | None = None
        self._before: Callable[[], Awaitable[Any]] | None = None
        self._running_early = False
        self._spans = self._spans_of(client)
        run = self._run()
        self._iterator = run if self._spans is None else self._spans.around_async(run)

    def __aiter__(self) -> AsyncIterator[ItemT]:
        return self

    async def __anext__(self) -> ItemT:
        if self._stopped and self._is_running():
            # Another task is about to stop the run.
            raise StopAsyncIteration
        return await self._iterator.__anext__()

    async def until_done(self) -> ParsedBetaMessage[ResponseFormatT]:
        """Go on to the end, and give the last message."""
        async for _ in self:
            pass
        message = await self._message()
        if message is None:
            raise ClientError("The runner was stopped before there was a message")
        return message

    async def close(self) -> None:
        """Stop for good. From inside a tool, the run stops before the next request."""
        self._stopped = True
        if not self._running_early and not self._is_running():
            await self._iterator.aclose()

    async def generate_tool_call_response(self) -> BetaMessageParam | None:
        """The turn that answers the last message's calls, whose tools are run once; None without calls."""
        message = await self._message()
        if self._response is None and message is not None:
            calls = self._answering(message)
            result: Any = None
            try:
                while True:
                    result = await self._result(calls.send(result))
            except StopIteration as stop:
                self._response = stop.value
        return self._response

    @abstractmethod
    def _turn(self, params: Mapping[str, Any]) -> Any:
        """A context manager that makes a request, and gives what the loop is over."""

    async def _message(self) -> ParsedBetaMessage[ResponseFormatT] | None:
        return None if self._final is None else await self._final()

    async def _result(self, call: Call, *, early: bool = False) -> BetaToolResultBlockParam:
        if self._spans is None:
            return await _called(call)
        with self._spans.tool(call, early=early) as came:
            return came(await _called(call))

    def _forget_turn(self) -> None:
        self._final = self._before

    def _is_running(self) -> bool:
        iterator: Any = self._iterator
        return bool(iterator.ag_running)

    async def _run(self) -> AsyncGenerator[ItemT, None]:
        steps = self._steps()
        outcome: Any = None
        try:
            while True:
                try:
                    step = steps.send(outcome)
                except StopIteration:
                    return
                if isinstance(step, Turn):
                    async with self._turn(step.params) as item:
                        yield item
                        outcome = await self._message()
                else:
                    outcome = await self.generate_tool_call_response()
        finally:
            steps.close()


class BetaAsyncToolRunner(
    BaseAsyncToolRunner["ParsedBetaMessage[ResponseFormatT]", ResponseFormatT]
):
    """Iterates over the messages of a run; made by `client.beta.messages.tool_runner()`."""

    @asynccontextmanager
    async def _turn(
        self, params: Mapping[str, Any]
    ) -> AsyncGenerator[ParsedBetaMessage[ResponseFormatT]]:
        message = await self._messages.parse(**params, **self._options)

        async def final() -> ParsedBetaMessage[ResponseFormatT]:
            return cast("ParsedBetaMessage[ResponseFormatT]", message)

        self._before, self._final = self._final, final
        yield message


class BetaAsyncStreamingToolRunner(
    BaseAsyncToolRunner["BetaAsyncMessageStream[ResponseFormatT]", ResponseFormatT]
):
    """Iterates over the messages of a run as they are written."""

    def __init__(self, *given: Any, run_tools_eagerly: bool = False) -> None:
        super().__init__(*given)
        self._runs_eagerly = run_tools_eagerly

    def defer_tool_call(self, tool_use: BetaToolUseBlock | str) -> None:
        """Let a call of the message that is being written wait until you are done with the message.

        Of use with `run_tools_eagerly`, up to the event that begins the next block.
        """
        if self._eager is not None:
            self._eager.hold(tool_use)

    @property
    def deferred_tool_calls(self) -> list[BetaToolUseBlock]:
        """The calls that wait, as far as they are complete."""
        return [] if self._eager is None else self._eager.held()

    @asynccontextmanager
    async def _turn(
        self, params: Mapping[str, Any]
    ) -> AsyncGenerator[BetaAsyncMessageStream[ResponseFormatT]]:
        async with self._messages.stream(**params, **self._options) as stream:
            self._before, self._final = self._final, stream.get_final_message
            if self._runs_eagerly:
                self._eager = EagerCalls()
                stream.through = partial(self._run_early, stream)
            yield stream

    async def _run_early(self, stream: Any, events: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Passes the events on. A call is run once the reader is done with what shows it settled."""
        assert self._eager is not None
        settled: BetaToolUseBlock | None = None
        async for event in events:
            call = self._settled(settled) if settled is not None else None
            if call is not None:
                self._running_early = True
                try:
                    self._record_settled(call, await self._result(call, early=True))
                finally:
                    self._running_early = False
            settled = self._eager.follow(event, stream.block_of(event))
            yield event


async def _called(call: Call) -> BetaToolResultBlockParam:
    """The result of a call; whatever the tool raises is told the model."""
    if call.is_member:
        return cast("BetaToolResultBlockParam", await call.target.tool_result(call.tool_use))
    try:
        return result_block(call.tool_use, await call.target.call(call.tool_use.input))
    except Exception as error:
        return error_block(call.tool_use, error)
