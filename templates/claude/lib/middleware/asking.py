"""A request and a body in, the request that asks with it out, wherever the platform has the model's name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from ..._runtime.body import json_bytes
from .bodies import Body

if TYPE_CHECKING:
    from ..._runtime.middleware import APIRequest

_KEPT = ":@"
_BEDROCK = "/model/{model}/"


def body_of(request: APIRequest) -> Body:
    """The body as the API has it: with the model, which Bedrock and Vertex have in the address."""
    body: Body = json.loads(json_bytes(request.json))
    place = _place(request)
    if place is not None:
        body["model"] = unquote(request.url[place])
    return body


def asking(request: APIRequest, body: Body) -> APIRequest:
    """The request with another body."""
    place = _place(request)
    if place is None:
        return request.copy(body=body)
    url = request.url
    address = url[: place.start] + quote(str(body["model"]), safe=_KEPT) + url[place.stop :]
    return request.copy(url=address, body={k: v for k, v in body.items() if k != "model"})


def with_betas(request: APIRequest, betas: Sequence[str]) -> APIRequest:
    """The request with what it has of betas, and these: in a header, or in the body on Bedrock."""
    if not betas:
        return request
    headers, body = request.headers, request.json
    if request.path.startswith(_BEDROCK):
        told = dict.fromkeys([*body.get("anthropic_beta", ()), *betas])
        return request.copy(body={**body, "anthropic_beta": list(told)})
    told = dict.fromkeys([*_listed(headers.get("anthropic-beta", "")), *betas])
    return request.copy(headers={**headers, "anthropic-beta": ",".join(told)})


def _listed(header: str) -> list[str]:
    return [each.strip() for each in header.split(",") if each.strip()]


def _place(request: APIRequest) -> slice | None:
    """Where an address names the model.

    https://host/model/{model}/invoke                  of Bedrock
    https://host/.../models/{model}:rawPredict         of Vertex
    """
    before, named, after = request.path.partition("{model}")
    if not named:
        return None
    start = request.url.index(literal := before.rpartition("}")[2]) + len(literal)
    return slice(start, request.url.index(after, start))
