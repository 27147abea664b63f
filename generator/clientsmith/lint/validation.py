"""A schema and a value in, what the schema refuses in it out: the one place that knows jsonschema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import jsonschema
import referencing
from referencing.jsonschema import DRAFT202012

from clientsmith.document.limits import is_list, is_mapping
from clientsmith.lint.patterns import matches, work

_MOST_COMPARED = 1000
_STEPS = 20  # of a pattern, that take as long as a keyword
_JSONSCHEMA: Any = jsonschema
_REFERENCING: Any = referencing


@dataclass(frozen=True, slots=True)
class Violation:
    """What a keyword refused: the way to the value, and the schema that the keyword stands in."""

    way: tuple[str, ...]
    keyword: str
    message: str
    schema: Mapping[str, Any]
    closed: bool

    @property
    def known(self) -> tuple[str, ...]:
        """The members that the schema defines."""
        return tuple(self.schema.get("properties", ()))


Check = Callable[[Any], Iterator[Violation]]


class TooMuch(Exception):
    """Holding a value against its schema takes more steps than one may."""


class Budget:
    """How many keywords may be held against values: so many for one value, so many in all.

    A pattern counts as many as its steps take the time of.
    """

    def __init__(self, each: int = 20_000, altogether: int = 200_000) -> None:
        self._each = each
        self._left = altogether
        self._now = 0

    @property
    def is_spent(self) -> bool:
        """Whether nothing more is to be looked at."""
        return self._left <= 0

    def begin(self) -> None:
        """A further value."""
        self._now = min(self._each, self._left)

    def counted(self, keyword: Callable[..., Any]) -> Callable[..., Iterator[Any]]:
        """A keyword whose uses are counted."""

        def check(*given: Any) -> Iterator[Any]:
            self._spend(1)
            yield from keyword(*given) or ()

        return check

    def matches(self, pattern: str, text: str) -> bool | None:
        """Whether a pattern fits in a text; None if that isn't looked at."""
        self._spend(work(pattern, text) // _STEPS)
        return matches(pattern, text)

    def _spend(self, count: int) -> None:
        self._now -= count
        self._left -= count
        if self._now < 0:
            raise TooMuch


def checker(schema: Mapping[str, Any]) -> Check:
    """A check of values against a schema that refers to nothing outside itself."""
    keywords = _Patterns(matches).keywords()
    return _check(_JSONSCHEMA.validators.extend(_JSONSCHEMA.Draft202012Validator, keywords)(schema))


def document_checker(
    files: Mapping[str, Any], version: str, budget: Budget
) -> Callable[[str], Check]:
    """Checks by the address of a schema, `file:///…#/pointer`, in the files of a document.

    A check raises TooMuch when the budget doesn't reach.
    """
    create: Any = DRAFT202012.create_resource
    resources = [(name, create(data)) for name, data in files.items()]
    registry = _REFERENCING.Registry().with_resources(resources)
    given = _KEYWORDS_30 if version == "3.0" else _KEYWORDS
    keywords = {**_plain(), **given, **_Patterns(budget.matches).keywords()}
    counted = {name: budget.counted(keyword) for name, keyword in keywords.items()}
    validator = _JSONSCHEMA.validators.extend(_JSONSCHEMA.Draft202012Validator, counted)
    base = validator({}, registry=registry)  # which has read what all the others refer to

    def check(address: str) -> Check:
        budget.begin()
        return _check(base.evolve(schema={"$ref": address}))

    return check


_UNUSABLE: tuple[type[Exception], ...] = (
    _REFERENCING.exceptions.Unresolvable,
    _JSONSCHEMA.exceptions.UnknownType,
    RecursionError, re.error, TypeError, ValueError, ArithmeticError, AttributeError, KeyError,
)  # fmt: skip
"""What a schema raises that says odd things; the rules about schemas tell which."""


def _check(validator: Any) -> Check:
    def check(value: Any) -> Iterator[Violation]:
        try:
            yield from [_violation(error) for error in validator.iter_errors(value)]
        except _UNUSABLE:
            return

    return check


def _violation(error: Any) -> Violation:
    deepest = _deepest(error)
    schema: Any = {} if isinstance(deepest.schema, bool) else deepest.schema
    closed = deepest.validator == "additionalProperties" and deepest.validator_value is False
    way = tuple(str(each) for each in deepest.absolute_path)
    return Violation(way, str(deepest.validator), str(deepest.message), schema, closed)


def _deepest(error: Any) -> Any:
    """In a union, the complaint of the variant that the value is most like."""
    while error.context:
        error = _JSONSCHEMA.exceptions.best_match(error.context) or error.context[0]
    return error


def _error(message: str) -> Any:
    return _JSONSCHEMA.exceptions.ValidationError(message)


def _plain() -> Any:
    """The keywords as JSON Schema has them."""
    return _JSONSCHEMA.Draft202012Validator.VALIDATORS


def _one_of(validator: Any, members: Any, value: Any, schema: Any) -> Iterator[Any]:
    """With a discriminator, the variant that the tag names; otherwise as JSON Schema has it."""
    variant = _variant(value, schema)
    if variant is not None:
        yield from validator.descend(value, {"$ref": variant})
    else:
        yield from _plain()["oneOf"](validator, members, value, schema)


def _any_of(validator: Any, members: Any, value: Any, schema: Any) -> Iterator[Any]:
    variant = _variant(value, schema)
    if variant is not None:
        yield from validator.descend(value, {"$ref": variant})
    else:
        yield from _plain()["anyOf"](validator, members, value, schema)


def _variant(value: Any, schema: Any) -> str | None:
    discriminator = schema.get("discriminator")
    if not isinstance(discriminator, dict) or not isinstance(value, dict):
        return None
    said, members = cast("dict[str, Any]", discriminator), cast("dict[str, Any]", value)
    tag, mapping = members.get(str(said.get("propertyName"))), said.get("mapping")
    if not isinstance(tag, str) or not isinstance(mapping, dict):
        return None
    found = cast("dict[str, Any]", mapping).get(tag)
    return found if isinstance(found, str) and set("/#") & set(found) else None


def _nullable_type(validator: Any, types: Any, value: Any, schema: Any) -> Iterator[Any]:
    """`nullable` of OpenAPI 3.0."""
    if not (value is None and schema.get("nullable") is True):
        yield from _plain()["type"](validator, types, value, schema)


def _nullable_enum(validator: Any, values: Any, value: Any, schema: Any) -> Iterator[Any]:
    if not (value is None and schema.get("nullable") is True):
        yield from _plain()["enum"](validator, values, value, schema)


def _exclusive(keyword: str, bound: str) -> Callable[..., Iterator[Any]]:
    """In OpenAPI 3.0 `exclusiveMinimum: true` is about `minimum`."""

    def check(validator: Any, said: Any, value: Any, schema: Any) -> Iterator[Any]:
        limit = schema.get(bound) if said is True else None if said is False else said
        if limit is not None:
            yield from _plain()[keyword](validator, limit, value, schema)

    return check


class _Patterns:
    """The keywords that match patterns, by a matcher that comes to an end.

    In Python's own a `$` fits before a line break as well.
    """

    def __init__(self, matches: Callable[[str, str], bool | None]) -> None:
        self._matches = matches

    def keywords(self) -> dict[str, Callable[..., Iterator[Any]]]:
        """The keywords by name."""
        return {
            "pattern": self._pattern,
            "patternProperties": self._pattern_properties,
            "additionalProperties": self._additional_properties,
        }

    def _pattern(self, validator: Any, pattern: Any, value: Any, schema: Any) -> Iterator[Any]:
        texts = isinstance(value, str) and isinstance(pattern, str)
        if texts and self._matches(pattern, value) is False:
            yield _error(f"{value!r} does not match {pattern!r}")

    def _pattern_properties(
        self, validator: Any, patterns: Any, value: Any, schema: Any
    ) -> Iterator[Any]:
        for pattern, inner in patterns.items() if is_mapping(value) else ():
            for key, each in value.items():
                if self._matches(pattern, key):
                    yield from validator.descend(each, inner, path=key, schema_path=pattern)

    def _additional_properties(
        self, validator: Any, inner: Any, value: Any, schema: Any
    ) -> Iterator[Any]:
        patterns = schema.get("patternProperties")
        if not patterns or not is_mapping(value):
            yield from _plain()["additionalProperties"](validator, inner, value, schema)
            return
        for key, each in value.items():
            named = key in schema.get("properties", {})
            if not named and all(self._matches(pattern, key) is False for pattern in patterns):
                yield from validator.descend(each, inner, path=key)


def _unique_items(validator: Any, wanted: Any, value: Any, schema: Any) -> Iterator[Any]:
    if is_list(value) and len(value) <= _MOST_COMPARED:
        yield from _plain()["uniqueItems"](validator, wanted, value, schema)


def _not_looked_at(validator: Any, said: Any, value: Any, schema: Any) -> Iterator[Any]:
    """What is left over when all else has been looked at, which takes its time to find out."""
    return iter(())


_KEYWORDS: dict[str, Any] = {
    "oneOf": _one_of,
    "anyOf": _any_of,
    "uniqueItems": _unique_items,
    "unevaluatedProperties": _not_looked_at,
    "unevaluatedItems": _not_looked_at,
}
_KEYWORDS_30: dict[str, Any] = {
    **_KEYWORDS,
    "type": _nullable_type,
    "enum": _nullable_enum,
    "exclusiveMinimum": _exclusive("exclusiveMinimum", "minimum"),
    "exclusiveMaximum": _exclusive("exclusiveMaximum", "maximum"),
}
