"""What an MCP server says in, what the API takes out: tools, messages, contents and files.

The `mcp` package is yours to install; nothing of it is imported here, so any of its versions does.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from .decorators import beta_async_tool, beta_tool
from .errors import ToolError

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ...types import ToolResultBlockContentParam
    from ...types.beta import BetaCacheControlEphemeralParam, BetaMessageParam
    from .functions import BetaAsyncFunctionTool, BetaFunctionTool, ToolOptions
    from .kinds import BetaFunctionToolResultType

_IMAGES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
_PDF = "application/pdf"


class UnsupportedMCPValueError(Exception):
    """An MCP server gave what the API has nothing for."""


def mcp_tool(tool: Any, client: Any, **options: Unpack[ToolOptions]) -> BetaFunctionTool[Any]:
    """A tool of an MCP server for a runner of a synchronous client.

    Calls go to the event loop that the session lives in, so the runner has to be in a thread that
    `anyio.to_thread.run_sync` started.
    """
    from anyio import from_thread

    def call(**arguments: Any) -> Any:
        return _result(from_thread.run(client.call_tool, tool.name, arguments))

    made = beta_tool(call, **_described(tool, options))
    made.is_of_mcp = True
    return made


def async_mcp_tool(
    tool: Any, client: Any, **options: Unpack[ToolOptions]
) -> BetaAsyncFunctionTool[Any]:
    """A tool of an MCP server for a runner of an asynchronous client."""

    async def call(**arguments: Any) -> Any:
        return _result(await client.call_tool(name=tool.name, arguments=arguments))

    made = beta_async_tool(call, **_described(tool, options))
    made.is_of_mcp = True
    return made


def mcp_content(
    content: Any, *, cache_control: BetaCacheControlEphemeralParam | None = None
) -> ToolResultBlockContentParam:
    """A block of content: text, an image or an embedded resource.

    Raises:
        UnsupportedMCPValueError: it is of another kind, such as audio.
    """
    kind = getattr(content, "type", type(content).__name__)
    if kind == "text":
        return _block({"type": "text", "text": content.text}, cache_control)
    if kind == "image":
        media_type = _field(content, "mime_type")
        if media_type not in _IMAGES:
            raise UnsupportedMCPValueError(f"The API takes no images of the type {media_type}")
        return _block(
            {"type": "image", "source": _encoded(content.data, media_type)}, cache_control
        )
    if kind == "resource":
        return _resource(content.resource, cache_control)
    raise UnsupportedMCPValueError(f"The API has nothing for contents of the type {kind}")


def mcp_message(
    message: Any, *, cache_control: BetaCacheControlEphemeralParam | None = None
) -> BetaMessageParam:
    """A message of a prompt."""
    content = [mcp_content(message.content, cache_control=cache_control)]
    return cast("BetaMessageParam", {"role": message.role, "content": content})


def mcp_resource_to_content(
    result: Any, *, cache_control: BetaCacheControlEphemeralParam | None = None
) -> ToolResultBlockContentParam:
    """A resource that was read, as a block: the first of its contents that the API has a use for.

    Raises:
        UnsupportedMCPValueError: there is none.
    """
    for resource in _contents(result):
        if _is_supported(_field(resource, "mime_type")):
            return _resource(resource, cache_control)
    found = ", ".join(str(_field(each, "mime_type")) for each in result.contents)
    raise UnsupportedMCPValueError(f"The API takes none of the types that there are: {found}")


def mcp_resource_to_file(result: Any) -> tuple[str | None, bytes, str | None]:
    """A resource that was read, as a file to be uploaded: its name, its contents and its type."""
    resource = _contents(result)[0]
    name = urlsplit(str(resource.uri)).path.rpartition("/")[2] or None
    return name, _bytes(resource), _field(resource, "mime_type")


def _described(tool: Any, options: Mapping[str, Any]) -> ToolOptions:
    described = {
        "name": tool.name,
        "description": tool.description,
        "input_schema": _field(tool, "input_schema"),
    }
    return cast("ToolOptions", {**described, **options})


def _result(result: Any) -> BetaFunctionToolResultType:
    content = [mcp_content(each) for each in result.content]
    if _field(result, "is_error"):
        raise ToolError(content)
    structured = _field(result, "structured_content")
    return json.dumps(structured) if not content and structured is not None else content


def _resource(resource: Any, cache_control: Any) -> ToolResultBlockContentParam:
    media_type = _field(resource, "mime_type")
    if not _is_supported(media_type):
        raise UnsupportedMCPValueError(f"The API takes no {media_type}: {resource.uri}")
    if media_type in _IMAGES or media_type == _PDF:
        if not hasattr(resource, "blob"):
            raise UnsupportedMCPValueError(f"{resource.uri} is {media_type}, yet given as text")
        kind = "document" if media_type == _PDF else "image"
        return _block({"type": kind, "source": _encoded(resource.blob, media_type)}, cache_control)
    source = {"type": "text", "media_type": "text/plain", "data": _bytes(resource).decode("utf-8")}
    return _block({"type": "document", "source": source}, cache_control)


def _is_supported(media_type: str | None) -> bool:
    return (
        media_type is None
        or media_type.startswith("text/")
        or media_type == _PDF
        or media_type in _IMAGES
    )


def _contents(result: Any) -> list[Any]:
    if not result.contents:
        raise UnsupportedMCPValueError("The resource is empty")
    return cast("list[Any]", result.contents)


def _bytes(resource: Any) -> bytes:
    if hasattr(resource, "blob"):
        return base64.b64decode(resource.blob)
    return str(resource.text).encode("utf-8")


def _encoded(data: str, media_type: str) -> dict[str, str]:
    return {"type": "base64", "media_type": media_type, "data": data}


def _block(block: dict[str, Any], cache_control: Any) -> ToolResultBlockContentParam:
    if cache_control is not None:
        block["cache_control"] = cache_control
    return cast("ToolResultBlockContentParam", block)


def _field(value: Any, name: str) -> Any:
    """A field by its name in `mcp` 2 (`mime_type`), or the one it has in `mcp` 1 (`mimeType`)."""
    if hasattr(value, name):
        return getattr(value, name)
    first, *others = name.split("_")
    return getattr(value, first + "".join(each.capitalize() for each in others), None)
