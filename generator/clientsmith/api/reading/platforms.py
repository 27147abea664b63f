"""The document's root in, the platforms that it says serve the API out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from clientsmith.api.platforms import Platform, PlatformArgument
from clientsmith.api.settings import Credential
from clientsmith.document import Node

_RULES = ("required", "late", "excludes", "needs")


def read_platforms(root: Node) -> Iterator[Platform]:
    """Each platform, in the order of the document."""
    said = root.at(("x-client", "platforms"))
    for name, node in said.items() if said is not None else ():
        yield _platform(name, dict(node.resolve().value))


def _platform(name: str, said: Mapping[str, Any]) -> Platform:
    signer: dict[str, Any] = dict(said.get("signer", {}))
    arguments: Mapping[str, Any] = said.get("arguments", {})
    return Platform(
        name=name,
        title=said["title"],
        description=str(said.get("description", "")).strip(),
        class_name=said["class"],
        example=dict(said.get("example", {})),
        requires=tuple(said.get("requires", ())),
        servers=tuple(dict(each) for each in said["servers"]),
        environment=dict(said.get("environment", {})),
        arguments=tuple(_argument(each, row) for each, row in arguments.items()),
        positional=said.get("positional", False),
        credentials=tuple(map(_credential, said.get("credentials", ()))),
        without_credentials=said.get("without_credentials"),
        signer=signer.pop("name", None),
        signing=signer,
        headers=dict(said.get("headers", {})),
        only=tuple(said.get("only", ())),
        absent=tuple(said.get("absent", ())),
        routes={call: dict(route) for call, route in said.get("routes", {}).items()},
        streams=dict(said.get("streams", {})),
        stream_errors=dict(said.get("stream_errors", {})),
    )


def _argument(name: str, row: Mapping[str, Any]) -> PlatformArgument:
    return PlatformArgument(
        name=name,
        kind=row.get("kind", "text"),
        description=str(row.get("description", "")).strip(),
        environment=tuple(row.get("environment", ())),
        default=row.get("default"),
        rules={rule: row[rule] for rule in _RULES if rule in row},
    )


def _credential(row: Mapping[str, Any]) -> Credential:
    return Credential(
        schemes=(),
        kind=row["scheme"],
        name=" ".join(row.get("names", ("authorization",))),
        argument=row["argument"],
        environment=None,
        description="",
    )
