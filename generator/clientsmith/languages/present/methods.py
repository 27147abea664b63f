"""An operation in, the view of the method that calls it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clientsmith.api.ir import Operation
from clientsmith.languages.arguments import Argument, arguments_of
from clientsmith.languages.forms import Container, ContainerKind, Form, Named, Optional
from clientsmith.languages.limits import described
from clientsmith.languages.names import Names
from clientsmith.languages.present.answers import Answers
from clientsmith.languages.present.descriptor import descriptor, document_id
from clientsmith.languages.present.endings import Endings
from clientsmith.languages.present.headers import Headers
from clientsmith.languages.present.security import Security
from clientsmith.languages.present.servers import Servers
from clientsmith.languages.protocol import Identifier, Language, TypeView
from clientsmith.languages.trees import Trees
from clientsmith.languages.views import (
    ArgumentView,
    ChoiceView,
    ErrorView,
    ExampleView,
    KeywordView,
    LinkView,
    MethodView,
    StreamView,
)

_STREAMS: dict[str, ContainerKind] = {
    "sse": "stream",
    "event_text": "stream",
    "event_json": "stream",
    "jsonl": "lines",
}


@dataclass(frozen=True, slots=True)
class MethodPresenter:
    """Presents the methods of one resource; `members` are the names that its class takes."""

    names: Names
    trees: Trees
    language: Language
    security: Security
    answers: Answers
    headers: Headers
    servers: Servers
    endings: Endings
    members: tuple[str, ...]

    def present(self, operation: Operation) -> MethodView:
        """Everything that a template needs to write one method."""
        table = arguments_of(operation, self.names, self.trees)
        selector = operation.stream.selector if operation.stream is not None else None
        chosen = bool(self.answers.choices(operation)) and not _is_paged(operation)
        arguments = {each.name: self._argument(each, selector, chosen=chosen) for each in table}
        # The last one says what the call is about; ids of what it is in are named, not told by order.
        positional = tuple(arguments[each.name] for each in table.path[-1:])
        rest = [arguments[each.name] for each in (*table.path[:-1], *table.others)]
        keywords = tuple(sorted(rest, key=lambda argument: not argument.required))
        selecting = next((each.name for each in keywords if each.selects), None)
        result, page, listing = self._result(operation), self._page(operation), operation.listing
        stream, headers = self._stream(operation), self.headers.type(operation)
        choices = () if selecting else tuple(self._choices(operation))
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
            descriptor=(
                *descriptor(operation, table, self.names, *self._decoded(operation)),
                *self._of_answers(operation),
                *self.headers.of(operation),
                *self.servers.of(operation),
                *self.security.of(operation),
                *self.endings.of(operation),
            ),
            params=self._params(operation),
            params_required=any(each.required for each in table.others),
            returns=stream if stream and operation.result.kind == "none" else result,
            paged=page is not None or listing is not None,
            page=page,
            listing=self.names.pages[listing.class_name] if listing is not None else None,
            stream=self._stream_view(operation, stream, selecting),
            choices=choices,
            headers=self._type(headers) if headers is not None else None,
            may_be_empty=self.answers.may_be_empty(operation),
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

    def _argument(self, argument: Argument, selector: str | None, *, chosen: bool) -> ArgumentView:
        return ArgumentView(
            name=argument.name,
            location=argument.location,
            wire_name=argument.wire_name,
            type=self._type(
                argument.form if argument.required else Optional(argument.form), "request"
            ),
            required=argument.required,
            selects=argument.location == "body" and argument.wire_name == selector,
            chooses=argument.selects_answer and chosen,
            deprecated=argument.deprecated,
            default=argument.default,
            has_default=argument.has_default,
            secret=argument.secret,
            description=described(argument),
        )

    def _params(self, operation: Operation) -> TypeView | None:
        # What is mounted as it is takes what it takes at home.
        home = operation.id.partition(".")[2] if operation.unchanged else operation.id
        own = self.names.params.get(home)
        if own is None:
            return None
        file = self.trees.home(own.module, "request")
        return self._type(Named(own.name, file, "object", None), "request")

    def _page(self, operation: Operation) -> Identifier | None:
        if operation.pagination is None or operation.page_item is None:
            return None
        return self.names.pages[operation.pagination.class_name]

    def _result(self, operation: Operation) -> TypeView:
        page = self._page(operation)
        if page is not None:
            item = self.trees.of(operation.page_item, "response")
            return self._type(Container("page", item, page))
        main = self.answers.main(operation)
        if operation.listing is not None:
            item = self.trees.of(operation.page_item, "response")
            name = self.names.pages[operation.listing.class_name]
            main = Container("listing", main.inner, name, item)
        return self._type(main)

    def _choices(self, operation: Operation) -> Iterator[ChoiceView]:
        for accept, form in self.answers.choices(operation) if not _is_paged(operation) else ():
            yield ChoiceView(self._type(accept), self._type(form))

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

    def _decoded(self, operation: Operation) -> tuple[TypeView | None, TypeView | None]:
        """What the runtime makes of an answer, and of each item of a stream."""
        item = (
            self._type(self.trees.of(operation.stream.item, "response"))
            if operation.stream
            else None
        )
        if operation.result.kind == "none":
            return None, item
        paged = _is_paged(operation)
        return self._result(operation) if paged else self._type(self.answers.first(operation)), item

    def _of_answers(self, operation: Operation) -> Iterator[KeywordView]:
        """What the descriptor says of answers beyond the main one, and of errors not as usual."""
        by_status = self.answers.by_status(operation)
        if by_status:
            yield KeywordView(Identifier("answers"), by_status)
        errors = self.answers.errors(operation)
        if errors != self.answers.usual_errors:
            yield KeywordView(Identifier("error_types"), dict(errors))

    def _link(self, operation: Operation) -> LinkView | None:
        if operation.link is None:
            return None
        method = operation.link.operation
        return LinkView(self.names.methods[method], self._constant(method), operation.link.property)

    def _errors(self, operation: Operation) -> Iterator[ErrorView]:
        for response in operation.responses:
            if not response.success:
                type_ = self.answers.error(response)
                yield ErrorView(response.status, type_, response.description)


def _is_paged(operation: Operation) -> bool:
    return operation.pagination is not None and operation.page_item is not None
