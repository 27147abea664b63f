"""Operations in, warnings of streams that no call can ask for out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clientsmith.api.ir import Operation
from clientsmith.problems import Problem


def unasked_streams(operations: Iterable[Operation]) -> Iterator[Problem]:
    """Those of operations that answer otherwise as well, and whose body has nothing that chooses."""
    for each in operations:
        stream = each.stream
        if stream is not None and stream.selector is None and each.result.kind != "none":
            yield Problem(
                each.place,
                f"nothing that `{each.id}` is sent asks for its answer in `{stream.media_type}`",
                "`x-client: {stream: {property: …}}` names the member whose `true` does",
                "stream-unasked",
                "warning",
                f"it gives `{each.result.media_type}`",
            )
