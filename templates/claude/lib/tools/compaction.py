"""The parameters of a run in, those of the request that sums its conversation up out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

# A summary has no use for what shapes an answer, and the API refuses it.
_ANSWER = ("context_management", "stop_sequences", "output_format")


def without_compaction(params: Mapping[str, Any]) -> None:
    """Raises if the parameters of all requests ask for a summary.

    Raises:
        ValueError: they do.
    """
    if params.get("compaction"):
        raise ValueError(
            "With `compaction`, each request of the run would sum the conversation up: "
            "call `runner.compact_before_next_turn()` when it should be"
        )


def check_can_compact(params: Mapping[str, Any]) -> None:
    """Raises if the API would refuse what follows a summary, which is paid for by then.

    Raises:
        ValueError: `context_management` sums up as well.
    """
    management: Mapping[str, Any] = params.get("context_management") or {}
    edits: Iterable[Mapping[str, Any]] = management.get("edits") or ()
    if any(str(edit["type"]).startswith("compact_") for edit in edits):
        raise ValueError(
            "`context_management` has an edit that sums the conversation up, which doesn't go "
            "together with `compact_before_next_turn()`: leave one of them out"
        )


def compacting(params: Mapping[str, Any], compaction: Mapping[str, Any]) -> dict[str, Any]:
    """The request for a summary: the run's, without what only answers have."""
    found = {name: value for name, value in params.items() if name not in _ANSWER}
    choice: Mapping[str, Any] = found.get("tool_choice") or {}
    if choice.get("type") in ("any", "tool"):
        del found["tool_choice"]
    if found.get("output_config"):
        found["output_config"] = _without_format(found["output_config"])
    fallbacks = found.get("fallbacks")
    if fallbacks and not isinstance(fallbacks, str):
        found["fallbacks"] = [_without_format_inside(each) for each in fallbacks]
    return {**found, "compaction": compaction}


def _without_format(config: Any) -> dict[str, Any]:
    given = cast("Mapping[str, Any]", config)
    return {name: value for name, value in given.items() if name != "format"}


def _without_format_inside(fallback: Any) -> Any:
    if not fallback.get("output_config"):
        return fallback
    return {**fallback, "output_config": _without_format(fallback["output_config"])}
