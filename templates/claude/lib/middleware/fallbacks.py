"""Requests for messages in, the answer of the first model of a chain that doesn't refuse out."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Generator, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..._runtime.errors import ClientError
from ..._runtime.middleware import APIRequest, Middleware
from .anew import anew, stream_of
from .chain import Chain
from .state import BetaFallbackState, current_state
from .steps import Chunk, Parse, Send, Steps

if TYPE_CHECKING:
    from ..._runtime.middleware_types import AsyncCallNext, CallNext
    from ..._runtime.response import APIResponse, AsyncAPIResponse
    from ...types import AnthropicBetaParam
    from ...types.beta import BetaFallbackParam

BETAS: tuple[AnthropicBetaParam, ...] = ("fallback-credit-2026-07-01",)
_OPERATION = "beta.messages.create"
_log = logging.getLogger(__name__)


class BetaRefusalFallbackMiddleware(Middleware):
    """Asks the next model of a chain when one refuses, and makes one message of what they say.

    client = Anthropic(middleware=[BetaRefusalFallbackMiddleware([{"model": "claude-opus-4-8"}])])

    For platforms that lack the API's own `fallbacks`; `client.beta.messages` only, whose refusals
    carry the token that gives credit for what the first model has read. Each entry is a change of
    the original request. A change of models shows as a `fallback` block. To begin with the model
    that accepted the last time, make requests in `with BetaFallbackState():`.
    """

    def __init__(
        self,
        fallbacks: Iterable[BetaFallbackParam],
        *,
        betas: Iterable[AnthropicBetaParam] | None = None,
    ) -> None:
        """Makes the middleware.

        Args:
            fallbacks: The models to ask, in order, each with what to change for it. None at all
                leaves requests as they are.
            betas: What is added to `betas` of every request, so that refusals carry a token.
        """
        self._fallbacks: tuple[Mapping[str, Any], ...] = tuple(fallbacks)
        self._betas = BETAS if betas is None else tuple(betas)
        self._has_warned = False

    def handle(self, request: APIRequest, call_next: CallNext) -> APIResponse[Any]:
        """Asks until a model accepts."""
        if not self._applies(request):
            return call_next(request)
        chain = self._chain(request)
        for _ in _done(chain.answer(), call_next):
            pass
        response: APIResponse[Any] = chain.response
        if not chain.goes_on:
            return response
        frames = _done(chain.spliced(), call_next)
        return response.reading(anew(response.http_response, stream=stream_of(frames, chain)))

    async def handle_async(
        self, request: APIRequest, call_next: AsyncCallNext
    ) -> AsyncAPIResponse[Any]:
        """Asks until a model accepts."""
        if not self._applies(request):
            return await call_next(request)
        chain = self._chain(request)
        async for _ in _done_async(chain.answer(), call_next):
            pass
        response: AsyncAPIResponse[Any] = chain.response
        if not chain.goes_on:
            return response
        frames = _done_async(chain.spliced(), call_next)
        return response.reading(anew(response.http_response, stream=stream_of(frames, chain)))

    def _applies(self, request: APIRequest) -> bool:
        if not self._fallbacks or request.operation != _OPERATION:
            return False
        if request.json.get("fallbacks") is not None:
            raise ClientError(
                "`fallbacks` asks the API to go on after a refusal, and this client has a "
                "BetaRefusalFallbackMiddleware, which does so itself: leave one of them out"
            )
        return True

    def _chain(self, request: APIRequest) -> Chain:
        state = current_state()
        begin = -1 if state is None or state.index is None else state.index
        if not -1 <= begin < len(self._fallbacks):
            raise ClientError(
                f"The BetaFallbackState begins with fallback {begin}, and there are "
                f"{len(self._fallbacks)}: it belongs to another middleware"
            )

        def moved(index: int) -> None:
            self._moved(state, index)

        return Chain(request, self._fallbacks, self._betas, begin, moved)

    def _moved(self, state: BetaFallbackState | None, index: int) -> None:
        if state is not None:
            state.index = index
        elif not self._has_warned:
            self._has_warned = True
            _log.warning(
                "Another model was asked after a refusal, outside of any BetaFallbackState: the "
                "next request will begin with the model that refused"
            )


def _done(steps: Steps, call_next: CallNext) -> Generator[bytes]:
    """Does what steps say; what they have for the reader."""
    for step in steps:
        if isinstance(step, bytes):
            yield step
            continue
        try:
            if isinstance(step, Send):
                step.outcome = call_next(step.request)
            elif isinstance(step, Parse):
                step.outcome = step.response.parse()
            elif isinstance(step, Chunk):
                step.outcome = next(step.chunks, None)
            else:
                step.response.close()
        except Exception as error:
            step.error = error


async def _done_async(steps: Steps, call_next: AsyncCallNext) -> AsyncGenerator[bytes]:
    """The same without blocking."""
    for step in steps:
        if isinstance(step, bytes):
            yield step
            continue
        try:
            if isinstance(step, Send):
                step.outcome = await call_next(step.request)
            elif isinstance(step, Parse):
                step.outcome = await step.response.parse()
            elif isinstance(step, Chunk):
                step.outcome = await anext(step.chunks, None)
            else:
                await step.response.close()
        except Exception as error:
            step.error = error
