"""The responses of an operation in, what a call gives by status and media type out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from clientsmith.api.ir import Api, Operation, Response, Result
from clientsmith.languages.forms import Any, Choice, Container, OneOf
from clientsmith.languages.protocol import Identifier, TypeView
from clientsmith.languages.trees import Trees
from clientsmith.languages.views import KeywordView

ErrorTypes = tuple[tuple[str, "TypeView | None"], ...]
"""Statuses with a blank between, and what their errors' bodies are."""


class Answers:
    """What the calls of one API give."""

    def __init__(self, api: Api, trees: Trees) -> None:
        self._trees = trees
        counted = Counter(self.errors(operation) for operation in api.operations())
        self.usual_errors: ErrorTypes = counted.most_common(1)[0][0] if counted else ()
        """Those of the most operations, said once for all."""

    def settings(self) -> Iterator[KeywordView]:
        """What errors usually are."""
        if self.usual_errors:
            yield KeywordView(Identifier("error_types"), dict(self.usual_errors))

    def main(self, operation: Operation) -> Container:
        """What a call gives that asks for nothing else: of all its statuses."""
        return self._joined(_of_kind(operation, operation.result.kind))

    def first(self, operation: Operation) -> Container:
        """What is made of an answer whose status and media type are not declared."""
        return self._form(operation.result)

    def choices(self, operation: Operation) -> tuple[tuple[Choice, Container], ...]:
        """The media types that give different results, those of the main result first."""
        forms: dict[Container, list[str]] = {self.main(operation): [operation.result.media_type]}
        by_type: dict[str, list[Result]] = {}
        for result in _successes(operation):
            by_type.setdefault(result.media_type, []).append(result)
        by_type.pop(operation.result.media_type, None)
        for media_type, results in by_type.items():
            forms.setdefault(self._joined(results), []).append(media_type)
        rows = tuple((Choice(tuple(types)), form) for form, types in forms.items())
        return rows if len(rows) > 1 else ()

    def by_status(self, operation: Operation) -> Mapping[str, Mapping[str, TypeView]]:
        """What each success gives by media type, where that is not the same for all."""
        rows = {
            _status(response): {
                result.media_type: TypeView(self._form(result), "response")
                for result in response.content
            }
            for response in operation.responses
            if response.success
        }
        found = {view for row in rows.values() for view in row.values()}
        return rows if len(found) > 1 or self.may_be_empty(operation) else {}

    def may_be_empty(self, operation: Operation) -> bool:
        """Whether some success gives nothing, and others do."""
        empty = any(each.success and not each.content for each in operation.responses)
        return empty and operation.result.kind != "none" and operation.stream is None

    def errors(self, operation: Operation) -> ErrorTypes:
        """The bodies of errors by their statuses; where a range has one, also what has none."""
        rows = {
            _status(response): self.error(response)
            for response in operation.responses
            if not response.success
        }
        ranges = any(view for status, view in rows.items() if not status.isdigit())
        grouped: dict[TypeView | None, list[str]] = {}
        for status, view in rows.items():
            if view is not None or ranges:
                grouped.setdefault(view, []).append(status)
        return tuple((" ".join(statuses), view) for view, statuses in grouped.items())

    def error(self, response: Response) -> TypeView | None:
        """What the JSON of an error is, if that is said."""
        json = next((each for each in response.content if each.kind == "json"), None)
        if json is None:
            return None
        form = self._trees.of(json.type, "response")
        return None if form == Any() else TypeView(form, "response")

    def _joined(self, results: Iterable[Result]) -> Container:
        forms = list(dict.fromkeys(self._form(each) for each in results))
        if len(forms) < 2:
            return forms[0] if forms else Container("none")
        return Container("json", OneOf(tuple(each.inner or Any() for each in forms)))

    def _form(self, result: Result) -> Container:
        if result.kind == "json":
            return Container("json", self._trees.of(result.type, "response"))
        return Container(result.kind)


def _status(response: Response) -> str:
    """`200`, `4XX`, `default`."""
    return response.status.upper().replace("DEFAULT", "default")


def _successes(operation: Operation) -> Iterator[Result]:
    for response in operation.responses:
        if response.success:
            yield from response.content


def _of_kind(operation: Operation, kind: str) -> Iterator[Result]:
    """The results of one kind, each status's first, the main one before all."""
    yield operation.result
    for response in operation.responses:
        if response.success:
            yield from [each for each in response.content if each.kind == kind][:1]
