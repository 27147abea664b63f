"""What a member's documentation says of its limits and its default, and what it doesn't repeat."""

from __future__ import annotations

import pytest

from clientsmith.api.ir import Constraints, Property
from clientsmith.api.types import JsonValue, Primitive
from clientsmith.languages.limits import described
from languages.factories import HERE


def told(text: str, default: JsonValue = None, **limits: JsonValue) -> str:
    constraints: Constraints = tuple(limits.items())
    has_default = default is not None
    member = Property(
        "x", Primitive("string"), False, text, HERE, default, has_default, constraints=constraints
    )
    return described(member)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"minimum": 1, "maximum": 100}, "At least 1, at most 100."),
        ({"exclusiveMinimum": 0, "exclusiveMaximum": 1.5}, "More than 0, less than 1.5."),
        ({"minLength": 1, "maxLength": 20}, "At least 1 character, at most 20 characters."),
        ({"minItems": 2, "maxItems": 2}, "Exactly 2 items."),
        ({"maxProperties": 16}, "At most 16 members."),
        ({"multipleOf": 0.5}, "A multiple of 0.5."),
        ({"minItems": 1, "uniqueItems": True}, "At least 1 item. No item twice."),
        ({"pattern": "^a+$"}, "Matches `^a+$`."),
        ({"minimum": 0, "maximum": 2}, "At least 0, at most 2."),
    ],
)
def test_limits_are_sentences_behind_the_description(
    limits: dict[str, JsonValue], said: str
) -> None:
    assert told("", **limits) == said
    assert told("How many.", **limits) == f"How many. {said}"


@pytest.mark.parametrize(
    ("default", "said"),
    [
        (20, "20"),
        (False, "false"),
        ("asc", '"asc"'),
        ("", '""'),
        ([], "[]"),
        ({"a": 1}, '{"a": 1}'),
    ],
)
def test_a_default_is_told_as_json(default: JsonValue, said: str) -> None:
    assert told("The page.", default) == f"The page. Default: {said}."


def test_the_sentences_are_parted_from_any_description() -> None:
    assert told("Page size", minimum=1) == "Page size. At least 1."
    assert told("Order:\n- asc\n- desc", "asc2") == 'Order:\n- asc\n- desc\n\nDefault: "asc2".'


@pytest.mark.parametrize(
    ("text", "default", "limits"),
    [
        ("From 1 to 1,000.", None, {"minimum": 1, "maximum": 1000}),
        ("At least 1.", None, {"exclusiveMinimum": 0}),
        ("One of `^a+$`.", None, {"pattern": "^a+$"}),
        ("Unique names.", None, {"uniqueItems": True}),
        ("20 if left out.", 20, {}),
        ("Not listed if omitted.", False, {}),
        ("How many.", None, {"minimum": 0}),
        ("Any text.", None, {"minLength": 0}),
    ],
)
def test_nothing_is_said_twice(text: str, default: JsonValue, limits: dict[str, JsonValue]) -> None:
    assert told(text, default, **limits) == text


def test_a_number_inside_another_is_not_that_number() -> None:
    assert told("Up to 100, or 1.5.", minimum=1, maximum=10) == (
        "Up to 100, or 1.5. At least 1, at most 10."
    )
