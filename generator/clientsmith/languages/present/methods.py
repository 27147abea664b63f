"""An operation in, the view of the method that calls it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clientsmith.api.ir import Operation, Response
from clientsmith.languages.arguments import Argument, arguments_of
from clientsmith.languages.forms import Any, Container, ContainerKind, Form, Named, Optional
from clientsmith.languages.names import Names
from clientsmith.languages.present.descriptor import descriptor, document_id
from clientsmith.languages.protocol import Identifier, Language, TypeView
from clientsmith.languages.trees import Trees
from clientsmith.languages.views import (
    ArgumentView,
    ErrorView,
    ExampleView,
    LinkView,
    MethodView,
    StreamView,
)

_STREAMS: dict[str, ContainerKind] = {"sse": "stream", "jsonl": "lines"}


@dataclass(frozen=True, slots=True)
class MethodPresenter:
    """Presents the methods of one resource; `members` are the names that its class takes."""

    names: Names
    trees: Trees
    language: Language
    members: frozenset[str]

    def present(self, operation: Operation) -> MethodView:
        """Everything that a template needs to write one method."""
        table = arguments_of(operation, self.names, self.trees)
        selector = operation.stream.selector if operation.stream is not None else None
        arguments = {each.name: self._argument(each, selector) for each in table}
        # The last one says what the call is about; ids of what it is in are named, not told by order.
        positional = tuple(arguments[each.name] for each in table.path[-1:])
        rest = [arguments[each.name] for each in (*table.path[:-1], *table.others)]
        keywords = tuple(sorted(rest, key=lambda argument: not argument.required))
        selecting = next((each.name for each in keywords if each.selects), None)
        result = self._result(operation)
        stream = self._stream(operation)
        return MethodView(
            name=self.names.methods[operation.id],
            constant=self._constant(operation.id),
            operation_id=operation.id,
            document_id=document_id(operation) or "",
            http_method=operation.method,
            path=operation.path,
            summary=operation.summary,
            description=operation.description,
            deprecated=operation.deprecated,
            deprecation=operation.deprecation,
            positional=positional,
            keywords=keywords,
            descriptor=descriptor(operation, table, *self._decoded(operation, result)),
            params=self._params(operation),
            params_required=any(each.required for each in table.others),
            returns=stream if stream and operation.result.kind == "none" else result,
            paged=operation.pagination is not None and operation.page_item is not None,
            stream=self._stream_view(operation, stream, selecting),
            link=self._link(operation),
            errors=tuple(self._errors(operation)),
            examples=tuple(
                ExampleView(each.name, each.request, each.response) for each in operation.examples
            ),
        )

    def _type(self, form: Form, side: str = "response") -> TypeView:
        return TypeView(form, "request" if side == "request" else "response", self.members)

    def _constant(self, operation: str) -> Identifier:
        return self.language.identifier("constant", self.names.methods[operation])

    def _argument(self, argument: Argument, selector: str | None) -> ArgumentView:
        return ArgumentView(
            name=argument.name,
            location=argument.location,
            wire_name=argument.wire_name,
            type=self._type(
                argument.form if argument.required else Optional(argument.form), "request"
            ),
            required=argument.required,
            selects=argument.location == "body" and argument.wire_name == selector,
            deprecated=argument.deprecated,
            default=argument.default,
            has_default=argument.has_default,
            description=argument.description,
        )

    def _params(self, operation: Operation) -> TypeView | None:
        own = self.names.params.get(operation.id)
        if own is None or operation.params is None:
            return None
        home = self.trees.home(own.module, "request")
        return self._type(Named(own.name, home, "object", None), "request")

    def _result(self, operation: Operation) -> TypeView:
        if operation.pagination is not None and operation.page_item is not None:
            item = self.trees.of(operation.page_item, "response")
            return self._type(Container("page", item, operation.pagination.class_name))
        result = operation.result
        if result.kind == "json":
            return self._type(Container("json", self.trees.of(result.type, "response")))
        return self._type(Container(result.kind))

    def _stream(self, operation: Operation) -> TypeView | None:
        if operation.stream is None:
            return None
        item = self.trees.of(operation.stream.item, "response")
        return self._type(Container(_STREAMS[operation.stream.kind], item))

    def _stream_view(
        self, operation: Operation, stream: TypeView | None, argument: Identifier | None
    ) -> StreamView | None:
        if operation.stream is None or stream is None:
            return None
        helper = operation.stream.helper
        method = self.language.identifier("method", helper) if helper else None
        return StreamView(stream, argument, method)

    def _decoded(
        self, operation: Operation, result: TypeView
    ) -> tuple[TypeView | None, TypeView | None]:
        """What the runtime makes of an answer, and of each item of a stream."""
        item = (
            self._type(self.trees.of(operation.stream.item, "response"))
            if operation.stream
            else None
        )
        return (None if result.form == Container("none") else result), item

    def _link(self, operation: Operation) -> LinkView | None:
        if operation.link is None:
            return None
        return LinkView(self._constant(operation.link.operation), operation.link.property)

    def _errors(self, operation: Operation) -> Iterator[ErrorView]:
        for response in operation.responses:
            if not response.success:
                yield ErrorView(response.status, self._error(response), response.description)

    def _error(self, response: Response) -> TypeView | None:
        json = next((each for each in response.content if each.kind == "json"), None)
        if json is None:
            return None
        form = self.trees.of(json.type, "response")
        return None if form == Any() else self._type(form)
