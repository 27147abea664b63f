"""A conversation and tools in, what a runner has to do next out, step by step; no I/O here.

Turn(params) -> the message        ask the model
Answer()     -> the results        run the tools that the message calls

 Turn ──tool_use────────► Answer ──results──► Turn
  │ ├──pause_turn, compaction───────────────► Turn, with the message handed back
  │ └──any other reason─► the end
  └─ compact_before_next_turn() ────────────► Turn that sums up, then on with its summary
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Union

from ..._runtime.sentinels import given
from ..structured_outputs.variable import ResponseFormatT
from .answering import Answering
from .compaction import check_can_compact, compacting, without_compaction

if TYPE_CHECKING:
    from ...types.beta import BetaCompactionConfigParam, BetaMessageParam
    from ..structured_outputs.beta_messages import ParsedBetaMessage
    from ..telemetry.runs import RunSpans
    from .kinds import BetaToolLike
    from .registry import Registry

_log = logging.getLogger(__name__)
_RESUMES = ("pause_turn", "compaction")


class Turn(NamedTuple):
    """A request to be made."""

    params: dict[str, Any]


class Answer(NamedTuple):
    """The last message's calls are to be answered."""


class Conversation(Answering, Generic[ResponseFormatT]):
    """What all runners have in common: what is sent, what comes next."""

    def __init__(
        self,
        params: Mapping[str, Any],
        options: Mapping[str, Any],
        registry: Registry,
        max_iterations: int | None,
    ) -> None:
        super().__init__({**given(params), "messages": list(params["messages"])}, registry)
        without_compaction(self._params)
        self._options = dict(options)
        self._max_iterations = max_iterations
        self._iterations = 0
        self._stopped = False
        self._modified = False
        self._response: BetaMessageParam | None = None
        self._compaction: Mapping[str, Any] | None = None
        self._summing_up: Any = None
        """The messages that a summary has been asked for."""

    # What a user may change on the way

    def set_messages_params(
        self, params: Mapping[str, Any] | Callable[[dict[str, Any]], Mapping[str, Any]]
    ) -> None:
        """Change what the next request is made with: new parameters, or a function of the old ones."""
        changed = given(params(self._params) if callable(params) else params)
        without_compaction(changed)
        if self._summing_up is not None and changed["messages"] is not self._summing_up:
            raise ValueError(
                "The messages are being summed up, and will be replaced: change them after that"
            )
        if self._compaction is not None or self._summing_up is not None:
            check_can_compact(changed)
        for name in ("messages", "tools"):
            # What can be read only once is used by more than one request.
            if name in changed and iter(changed[name]) is changed[name]:
                changed[name] = list(changed[name])
        self._params = changed

    def append_messages(
        self, *messages: BetaMessageParam | ParsedBetaMessage[ResponseFormatT]
    ) -> None:
        """Add messages to the conversation, in place of those that the runner would have added."""
        turns = [
            message if isinstance(message, dict) else _as_turn(message) for message in messages
        ]
        params = {**self._params, "messages": [*self._params["messages"], *turns]}
        self.set_messages_params(params)
        self._modified = True
        self._response = None

    def add_tools(self, *tools: BetaToolLike) -> None:
        """Give the model more tools, told in the conversation: the prompt cache stays of use.

        Needs the beta `inline-tools-2026-09-15`.
        """
        for tool in tools:
            self._registry.check_addition(tool)
        for tool in tools:
            definition = {"type": "tool_definition", "definition": self._registry.add(tool)}
            self._tool_changes.append({"type": "tool_addition", "tool": definition})

    def remove_tools(self, *tools: BetaToolLike | str) -> None:
        """Take tools from the model, by themselves or by name; they are run no more from now on.

        Needs the beta `inline-tools-2026-09-15`.
        """
        for tool in tools:
            self._registry.check_removal(tool)
        for tool in tools:
            reference = {"type": "tool_reference", "name": self._registry.remove(tool)}
            self._tool_changes.append({"type": "tool_removal", "tool": reference})

    def compact_before_next_turn(self, compaction: BetaCompactionConfigParam | None = None) -> None:
        """Have the conversation summed up once this turn is over; the summary takes its place.

        Needs the beta `compact-2026-09-04`.
        """
        if self._summing_up is not None:
            return
        check_can_compact(self._params)
        self._compaction = compaction or {"type": "summarize"}

    # What comes next

    def _steps(self) -> Generator[Union[Turn, Answer], Any, None]:
        reason: str | None = None
        while not self._is_over():
            if reason != "pause_turn":  # that turn has to stay the last one, so that it is resumed
                self._send_tool_changes()
            if self._compaction is not None and reason not in _RESUMES:
                yield from self._compact(self._compaction)
                continue
            message = yield Turn(self._params)
            self._iterations += 1
            if message.container is not None:
                self._params["container"] = message.container.id
            reason = message.stop_reason
            response = (yield Answer()) if reason == "tool_use" else None
            if response is None and reason not in _RESUMES:
                yield from self._compact_at_the_end(message)
                return
            if not self._modified:
                self.append_messages(message, *(() if response is None else (response,)))
            self._modified = False
            self._response = None

    def _is_over(self) -> bool:
        reached = self._max_iterations is not None and self._iterations >= self._max_iterations
        return self._stopped or reached

    def _send_tool_changes(self) -> None:
        if self._tool_changes:
            told = {"role": "system", "content": self._tool_changes}
            self._params = {**self._params, "messages": [*self._params["messages"], told]}
            self._tool_changes = []

    def _compact(self, compaction: Mapping[str, Any]) -> Generator[Turn, Any, None]:
        check_can_compact(self._params)
        params = compacting(self._params, compaction)
        self._compaction = None
        self._summing_up = self._params["messages"]
        try:
            message = yield Turn(params)
        finally:
            self._summing_up = None
        self._modified = False
        if any(block.type == "compaction" and block.content for block in message.content):
            for name in self._registry.by_name.keys() - self._available():
                del self._registry.by_name[name]
            self._params = {**self._params, "messages": [_as_turn(message)]}
        else:
            self._forget_turn()
            _log.warning("No summary came: the conversation goes on as it is")

    def _compact_at_the_end(self, message: Any) -> Generator[Turn, Any, None]:
        compaction = self._compaction
        if compaction is None or self._modified:
            if compaction is not None:
                yield from self._compact(compaction)
            return
        if any(block.type == "tool_use" for block in message.content):
            _log.warning(
                "The conversation ends with calls that were not run (%s): it can't be summed up",
                message.stop_reason,
            )
            self._compaction = None
            return
        self.append_messages(message)
        yield from self._compact(compaction)

    def _spans_of(self, client: Any) -> RunSpans | None:
        """What makes the spans of this run; None where nobody would see them."""
        telemetry = client._telemetry
        if telemetry is None:
            return None
        spans: RunSpans = telemetry.of_run(lambda: self._params, lambda: self._stopped)
        return spans

    def _forget_turn(self) -> None:
        """The last message is again the one before a summary that came to nothing."""
        raise NotImplementedError


def _as_turn(message: Any) -> BetaMessageParam:
    return {"role": message.role, "content": list(message.content)}
