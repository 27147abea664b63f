"""An operation's response in, how its result is annotated out: sync, async, streamed."""

from __future__ import annotations

from dataclasses import dataclass

from clientsmith.api.ir import Anything, Operation, Type
from clientsmith.present.imports import Side

_STREAMS = {"sse": ("Stream", "AsyncStream"), "jsonl": ("JSONLDecoder", "AsyncJSONLDecoder")}


@dataclass(frozen=True, slots=True)
class Results:
    """The annotations of a call's results; `raw_wrapper` is the kind of its raw twin."""

    returns: str
    async_returns: str
    awaits: bool = True
    stream_returns: str = ""
    async_stream_returns: str = ""
    raw_wrapper: str = ""


def results_of(operation: Operation, given: Side, runtime: set[str]) -> Results:
    """What a call gives; the runtime's classes that it mentions are added to `runtime`."""
    stream = _stream(operation, given, runtime)
    if operation.pagination is not None and operation.page_item is not None:
        return _page(operation, operation.page_item, given, runtime)
    response = operation.response
    if response.kind == "none" and stream is not None:
        return Results(stream[0], stream[1])
    if response.kind == "binary":
        runtime.update(("BinaryAPIResponse", "AsyncBinaryAPIResponse"))
        return Results("BinaryAPIResponse", "AsyncBinaryAPIResponse", raw_wrapper="binary_")
    plain = {"none": "None", "text": "str"}.get(response.kind)
    plain = plain or given.annotations.write(response.type or Anything())
    streams = stream or ("", "")
    return Results(plain, plain, stream_returns=streams[0], async_stream_returns=streams[1])


def _stream(operation: Operation, given: Side, runtime: set[str]) -> tuple[str, str] | None:
    if operation.stream is None:
        return None
    item = given.annotations.write(operation.stream.item)
    names = _STREAMS[operation.stream.kind]
    runtime.update(names)
    return f"{names[0]}[{item}]", f"{names[1]}[{item}]"


def _page(operation: Operation, item: Type, given: Side, runtime: set[str]) -> Results:
    assert operation.pagination is not None
    name = operation.pagination.class_name
    annotation = given.annotations.write(item)
    runtime.update(("AsyncPaginator", f"Sync{name}", f"Async{name}"))
    page, async_page = f"Sync{name}[{annotation}]", f"Async{name}[{annotation}]"
    return Results(page, f"AsyncPaginator[{annotation}, {async_page}]", awaits=False)
