"""A call, its response and its message in, the attributes of its span out: counts and names, no content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from .members import member

if TYPE_CHECKING:
    import httpx

    from ..._runtime.arguments import Arguments
    from ..._runtime.operation import Operation

Attributes = dict[str, Any]

_REQUEST = {
    "max_tokens": "gen_ai.request.max_tokens",
    "temperature": "gen_ai.request.temperature",
    "top_p": "gen_ai.request.top_p",
    "top_k": "gen_ai.request.top_k",
    "output_config.effort": "gen_ai.request.reasoning.level",
    "service_tier": "anthropic.request.service_tier",
    "thinking.type": "anthropic.thinking.type",
    "thinking.budget_tokens": "anthropic.thinking.budget_tokens",
}
_HEADERS = {
    "request-id": "anthropic.request.id",
    "anthropic-organization-id": "anthropic.organization.id",
    "anthropic-workspace-id": "anthropic.workspace.id",
}
_USAGE = {
    "cache_creation_input_tokens": "gen_ai.usage.cache_write.input_tokens",
    "cache_read_input_tokens": "gen_ai.usage.cache_read.input_tokens",
    "cache_creation.ephemeral_5m_input_tokens": (
        "anthropic.usage.cache_creation.ephemeral_5m_input_tokens"
    ),
    "cache_creation.ephemeral_1h_input_tokens": (
        "anthropic.usage.cache_creation.ephemeral_1h_input_tokens"
    ),
    "service_tier": "anthropic.response.service_tier",
}
_PROVIDERS = {"bedrock": "aws.bedrock", "bedrock_mantle": "aws.bedrock", "vertex": "gcp.vertex_ai"}
# What filters a list like a search, or comes of what is stored.
_CONTENT = frozenset({"email", "path_prefix", "expected_content_sha256"})


def provider_of(client: Any) -> str:
    """Who answers a client's calls, by the names of the semantic conventions."""
    platform = getattr(client, "_platform", None)
    return _PROVIDERS.get(getattr(platform, "name", ""), "anthropic")


def about_call(client: Any, operation: Operation, arguments: Arguments) -> Attributes:
    """What is known before anything is sent."""
    url = client.base_url
    found: Attributes = {
        "server.address": url.host,
        "server.port": url.port or (443 if url.scheme == "https" else 80),
        "http.request.method": operation.method,
        "http.route": operation.path.partition("?")[0],
        **_ids(operation, arguments),
    }
    call = operation.id.removeprefix("beta.")
    body = body_of(arguments)
    if call in ("messages.create", "messages.count_tokens"):
        found["gen_ai.request.model"] = body.get("model")
    if call == "messages.create":
        found |= _about_request(body)
        betas = _betas(client, arguments)
        found |= {"anthropic.beta": betas} if betas else {}
    if call == "messages.batches.create" and isinstance(body.get("requests"), list):
        found["anthropic.message.batch.request_count"] = len(body["requests"])
    return {name: value for name, value in found.items() if value is not None}


def about_url(url: httpx.URL, arguments: Arguments, *, content: bool) -> Attributes:
    """The address, with what of its query the API has defined."""
    path = url.raw_path.partition(b"?")[0].decode("ascii")
    found: Attributes = {"url.scheme": url.scheme, "url.path": path}
    named = {name for name, _ in url.params.multi_items()} & _names(arguments)
    if any(name.removesuffix("[]") in _CONTENT for name in named) and not content:
        return found
    parts = url.query.decode("ascii").split("&")
    query = "&".join(part for part in parts if part.partition("=")[0] in named)
    full = f"{url.scheme}://{url.netloc.decode('ascii')}{path}"
    if query:
        found["url.query"] = query
    return {**found, "url.full": f"{full}?{query}" if query else full}


def about_response(response: httpx.Response) -> Attributes:
    """The status, and whose response it is."""
    given = {name: response.headers.get(header) for header, name in _HEADERS.items()}
    found = {name: value for name, value in given.items() if value}
    return {"http.response.status_code": response.status_code, **found}


def about_result(result: Any) -> Attributes:
    """What a result says of itself."""
    if getattr(result, "type", None) == "message" and hasattr(result, "usage"):
        return about_message(result, result)
    if type(result).__name__.endswith("MessageTokensCount"):
        return {"anthropic.message.count_tokens.input_tokens": result.input_tokens}
    return {}


def about_message(message: Any, end: Any = None) -> Attributes:
    """What a message says of itself; `end` is what it ended with, the message itself if it is whole."""
    usage = [message.usage, *([] if end is None else [end.usage])]
    found: Attributes = {
        "gen_ai.response.id": message.id,
        "gen_ai.response.model": message.model,
        "gen_ai.usage.input_tokens": sum(
            _latest(usage, name) or 0
            for name in ("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens")
        ),
        **{name: _latest(usage, way) for way, name in _USAGE.items()},
    }
    if end is not None:
        found["anthropic.message.stop_reason"] = member(getattr(end, "delta", end), "stop_reason")
        found["gen_ai.usage.output_tokens"] = _latest(usage, "output_tokens")
        found["gen_ai.usage.reasoning.output_tokens"] = _latest(
            usage, "output_tokens_details.thinking_tokens"
        )
        found |= _about_compactions(_latest(usage, "iterations") or ())
    return {name: value for name, value in found.items() if value is not None}


def body_of(arguments: Arguments) -> Mapping[str, Any]:
    """The body of a call, if it is an object."""
    given: object = arguments.body
    return cast("Mapping[str, Any]", given) if isinstance(given, Mapping) else {}


def _about_request(body: Mapping[str, Any]) -> Attributes:
    found: Attributes = {"gen_ai.operation.name": "chat"}
    for way, name in _REQUEST.items():
        value = member(body, way)
        if isinstance(value, str | int | float):
            found[name] = float(value) if name.endswith(("temperature", "top_p")) else value
    if body.get("stream") is True:
        found["gen_ai.request.stream"] = True
    if member(body, "output_config.format.type") == "json_schema":
        found["gen_ai.output.type"] = "json"
    return found


def _about_compactions(iterations: Iterable[Any]) -> Attributes:
    """What summaries have used up, which the totals leave out."""
    found = [each for each in iterations if member(each, "type") == "compaction"]
    if not found:
        return {}
    read = ("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens")
    return {
        "anthropic.usage.compaction.input_tokens": sum(
            member(each, name) or 0 for each in found for name in read
        ),
        "anthropic.usage.compaction.output_tokens": sum(
            member(each, "output_tokens") or 0 for each in found
        ),
    }


def _betas(client: Any, arguments: Arguments) -> list[str]:
    headers = [client.default_headers, arguments.headers, arguments.extra_headers or {}]
    found: list[str] = []
    for each in headers:
        for name, value in each.items():
            if name.lower() == "anthropic-beta":
                listed = value.split(",") if isinstance(value, str) else value
                found += [str(beta).strip() for beta in _items(listed)]
    return list(dict.fromkeys(filter(None, found)))


def _items(value: Any) -> Iterator[Any]:
    if isinstance(value, (list, tuple)):
        yield from cast("list[Any]", value)


def _ids(operation: Operation, arguments: Arguments) -> Attributes:
    """What the path names: `anthropic.skill.id` and `anthropic.skill.version.id` of a skill's version."""
    parts = operation.id.removeprefix("beta.").split(".")[:-1]
    singular = [re.sub("s$", "", part) for part in parts]
    named = re.findall(r"\{(\w+)\}", operation.path)
    return {
        f"anthropic.{'.'.join(singular[: len(singular) - left])}.id": str(arguments.path[name])
        for left, name in zip(range(len(named) - 1, -1, -1), named, strict=True)
        if name in arguments.path
    }


def _names(arguments: Arguments) -> set[str]:
    return {name for key in arguments.query for name in (key, f"{key}[]")}


def _latest(sources: list[Any], way: str) -> Any:
    """What the last source that has it says."""
    found = (member(source, way) for source in reversed(sources))
    return next((each for each in found if each is not None), None)
