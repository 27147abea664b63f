"""A target in, what its client would be called out: every call with its id, its arguments, its result."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clientsmith.languages.present import present
from clientsmith.languages.protocol import Language
from clientsmith.languages.views import ArgumentView, MethodView, PackageView
from clientsmith.pipeline import RunContext, read_target
from clientsmith.problems import printable
from clientsmith.project.settings import Target


@dataclass(frozen=True, slots=True)
class OutlinedCall:
    """A call as it would be printed, and what the document calls it."""

    resource: str
    name: str
    accessor: str
    document_id: str
    method: str
    path: str
    signature: str

    @property
    def http(self) -> str:
        """`GET /v1/models`."""
        return printable(f"{self.method} {self.path}")


@dataclass(frozen=True, slots=True)
class Outline:
    """A client before it is printed: the names of its classes, and its calls by resource."""

    client: str
    package: str
    calls: tuple[OutlinedCall, ...]

    def find(self, text: str) -> tuple[OutlinedCall, ...]:
        """The calls of an id, whole where one has it so; else those that have it in an id or a name."""
        whole = tuple(each for each in self.calls if text in (each.document_id, each.accessor))
        wanted = text.lower()
        return whole or tuple(
            each
            for each in self.calls
            if wanted in f"{each.document_id} {each.accessor} {each.http}".lower()
        )

    def lines(self) -> Iterator[str]:
        """The tree: a line for each resource, and one for each of its methods."""
        yield f"{self.package}: {self.client}"
        resource = ""
        for call in self.calls:
            if call.resource != resource:
                resource = call.resource
                yield f"  {resource}"
            yield f"    {call.signature}"
            own = f"{call.document_id}, " if call.document_id else ""
            yield f"      {printable(own)}{call.http}"


def outline(target: Target, context: RunContext) -> Outline:
    """What `generate` would print, in outline."""
    named = read_target(target, context)
    package = present(named.api, named.names, named.language, named.style.settings)
    client = package.client
    return Outline(client.class_name, client.package, tuple(_calls(package, named.language)))


def _calls(package: PackageView, language: Language) -> Iterator[OutlinedCall]:
    for resource in sorted(package.resources, key=lambda each: each.module):
        place = ".".join(resource.module)
        for method in resource.methods:
            yield OutlinedCall(
                place,
                method.name,
                method.operation_id,
                method.document_id,
                method.http_method,
                method.path,
                _signature(method, language),
            )


def _signature(method: MethodView, language: Language) -> str:
    """`list(*, limit: int = …) -> Model`, as the language spells types."""
    given = [_argument(each, language) for each in method.positional]
    named = [_argument(each, language) for each in method.keywords]
    arguments = ", ".join((*given, *(["*", *named] if named else ())))
    returns = language.spell(method.returns, "sync").text
    return f"{method.name}({arguments}) -> {returns}"


def _argument(argument: ArgumentView, language: Language) -> str:
    spelled = language.spell(argument.type, "argument").text
    return f"{argument.name}: {spelled}{'' if argument.required else ' = …'}"


def overlay(calls: Sequence[OutlinedCall], title: str) -> str:
    """An overlay that gives each call the name it has now, to be changed there."""
    head = {"title": f"Names of {printable(title)}", "version": "1.0.0"}
    rows = [f"overlay: 1.0.0\ninfo: {json.dumps(head)}\nactions:\n"]
    for call in calls:
        path = call.path.replace("\\", "\\\\").replace("'", "\\'")
        target = json.dumps(f"$.paths['{path}'].{call.method.lower()}")
        own = f", {printable(call.document_id)}" if call.document_id else ""
        rows.append(f"  # {call.http}{own}\n  - target: {target}\n")
        rows.append(f"    update: {{operationId: {json.dumps(call.accessor)}}}\n")
    return "".join(rows)
