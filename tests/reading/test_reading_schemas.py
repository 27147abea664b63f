"""Schemas in, the type algebra out: every keyword that says something of a type is heard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from clientsmith.api.ir import AliasShape, ObjectShape, Property, Schema
from clientsmith.api.reading import read
from clientsmith.api.types import (
    Anything,
    Array,
    Enumeration,
    MapOf,
    Nullable,
    Primitive,
    Ref,
    SchemaKey,
    TupleOf,
    Type,
    Union,
)
from clientsmith.document import load
from clientsmith.lint import examine

TEXT, NUMBER, WHOLE = Primitive("string"), Primitive("number"), Primitive("integer")
Schemas = Callable[[str], dict[str, Schema]]


@pytest.fixture
def schemas(tmp_path: Path) -> Schemas:
    """Reads schemas as a foreign document's; the findings may all be warnings."""

    def read_all(text: str) -> dict[str, Schema]:
        head: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}}
        path = tmp_path / "spec.yaml"
        components = {"schemas": yaml.safe_load(text)}
        path.write_text(
            yaml.safe_dump({**head, "paths": {}, "components": components}, sort_keys=False)
        )
        problems, readable = examine(load(path))
        assert [str(each) for each in problems if each.severity == "error"] == []
        return {key.name: each for key, each in read(readable).schemas().items()}

    return read_all


def alias(schema: Schema) -> Type:
    assert isinstance(schema.shape, AliasShape)
    return schema.shape.type


def members(schema: Schema) -> dict[str, Property]:
    assert isinstance(schema.shape, ObjectShape)
    return {each.name: each for each in schema.shape.properties}


def required(schema: Schema) -> dict[str, bool]:
    return {name: each.required for name, each in members(schema).items()}


def ref(name: str) -> Ref:
    return Ref(SchemaKey(("models",), name))


@pytest.mark.parametrize(
    ("schema", "type_"),
    [
        ("{type: array, prefixItems: [{type: number}, {type: string}]}", TupleOf((NUMBER, TEXT))),
        (
            "{type: array, prefixItems: [{type: number}], items: {type: string}}",
            TupleOf((NUMBER,), TEXT),
        ),
        ("{prefixItems: [{type: number}], items: false}", TupleOf((NUMBER,))),
        ("{type: array, items: [{type: number}, {type: string}]}", TupleOf((NUMBER, TEXT))),
        ("{type: array, items: {type: string}}", Array(TEXT)),
        ("{patternProperties: {'^x': {type: string}}}", MapOf(TEXT)),
        (
            "{patternProperties: {'^x': {type: string}}, additionalProperties: {type: number}}",
            MapOf(Union((TEXT, NUMBER))),
        ),
        ("{type: string, format: uuid}", Primitive("string", "uuid")),
        ("{type: string, format: duration}", Primitive("string", "duration")),
        ("{type: string, format: time}", Primitive("string", "time")),
        ("{type: string, format: decimal}", Primitive("string", "decimal")),
        ("{type: number, format: decimal}", Primitive("number", "decimal")),
        ("{type: integer, format: unix-time}", Primitive("integer", "unix-time")),
        ("{type: string, contentEncoding: base64}", Primitive("string", "byte")),
        ("{type: integer, format: date}", WHOLE),
        ("{type: string, format: ipv6}", TEXT),
        ("{type: file}", Primitive("string", "binary")),
        ("{type: string, x-nullable: true}", Nullable(TEXT)),
        ("{enum: [1, '1', 1.5, true, null]}", Nullable(Enumeration((1, "1", 1.5, True)))),
        ("{type: string, enum: [a, b, a]}", Enumeration(("a", "b"))),
        ("{type: string, enum: [1, on]}", Enumeration(("1", "true"))),
        ("{allOf: [{type: string}, {maxLength: 3}]}", TEXT),
        ("{allOf: [{type: string}, {enum: [a]}]}", Enumeration(("a",))),
        ("{type: string, anyOf: [{minLength: 1}, {format: uuid}]}", TEXT),
        ("{oneOf: [{const: a}, {const: b}, {type: number}]}", Union((Enumeration(("a", "b")), NUMBER))),
        ("{anyOf: [{type: string}, {const: null}]}", Nullable(TEXT)),
    ],
)  # fmt: skip
def test_a_type_is_what_its_schema_says(schema: str, type_: Type, schemas: Schemas) -> None:
    assert alias(schemas(f"A: {schema}")["A"]) == type_


@pytest.mark.parametrize(
    "schema",
    [
        "{type: integer, enum: [1, 2], x-enum-varnames: [Low, High], x-enum-descriptions: [quiet, loud]}",
        "{type: integer, enum: [1, 2], x-enumNames: [Low, High], x-enum-descriptions: {1: quiet, 2: loud}}",
        "{oneOf: [{const: 1, title: Low, description: quiet}, {const: 2, title: High, description: loud}]}",
        "{anyOf: [{enum: [1], title: Low, description: quiet}, {enum: [2], title: High, description: loud}]}",
        "{type: integer, enum: [1, 2], x-ms-enum: {name: Level, values: [{value: 2, name: High, "
        "description: loud}, {value: 1, name: Low, description: quiet}]}}",
    ],
)
def test_constants_have_the_names_that_stand_beside_them(schema: str, schemas: Schemas) -> None:
    expected = Enumeration((1, 2), ("Low", "High"), ("quiet", "loud"))
    assert alias(schemas(f"A: {schema}")["A"]) == expected


def test_a_deprecated_constant_says_so(schemas: Schemas) -> None:
    found = schemas("A: {oneOf: [{const: a, deprecated: true, description: old}, {const: b}]}")
    assert alias(found["A"]) == Enumeration(("a", "b"), (), ("Deprecated. old", ""))


def test_one_is_not_true(schemas: Schemas) -> None:
    found = schemas("A: {anyOf: [{type: integer, enum: [1]}, {type: boolean, enum: [true]}]}")
    assert repr(alias(found["A"])) == repr(Enumeration((1, True)))


def test_members_of_conditions_are_optional(schemas: Schemas) -> None:
    found = schemas("""
    A:
      properties: {kind: {type: string}}
      required: [kind]
      if: {properties: {kind: {const: cat}}}
      then: {properties: {lives: {type: integer}}, required: [lives]}
      else: {properties: {bark: {type: string}}}
      dependentSchemas: {chip: {properties: {number: {type: string}}, required: [number]}}
    """)
    expected = {"kind": True, "lives": False, "bark": False, "number": False}
    assert required(found["A"]) == expected
    assert members(found["A"])["kind"].type == TEXT


def test_further_members_have_a_type_beside_properties(schemas: Schemas) -> None:
    found = schemas("A: {properties: {a: {type: string}}, additionalProperties: {type: number}}")
    shape = found["A"].shape
    assert isinstance(shape, ObjectShape)
    assert shape.additional == NUMBER


@pytest.mark.parametrize(
    "schema",
    [
        "{$ref: '#/components/schemas/Base', properties: {b: {type: number}}, required: [a]}",
        "{allOf: [{$ref: '#/components/schemas/Base'}], properties: {b: {type: number}}, required: [a]}",
        "{allOf: [{$ref: '#/components/schemas/Base'}, {properties: {b: {type: number}}, required: [a]}]}",
    ],
)
def test_an_object_has_the_members_of_its_parts(schema: str, schemas: Schemas) -> None:
    found = schemas(f"A: {schema}\nBase: {{properties: {{a: {{type: string}}}}}}")
    assert {name: each.type for name, each in members(found["A"]).items()} == {
        "a": TEXT,
        "b": NUMBER,
    }
    assert required(found["A"]) == {"a": True, "b": False}


def test_what_says_nothing_of_a_type_is_a_remark(schemas: Schemas) -> None:
    found = schemas("""
    A:
      allOf: [{$ref: '#/components/schemas/Base'}]
      properties: {a: {description: Here., deprecated: true, default: x}}
    Base: {properties: {a: {type: string, description: There.}}}
    """)
    a = members(found["A"])["a"]
    assert (a.type, a.description, a.deprecated, a.default) == (TEXT, "Here.", True, "x")


def test_a_variant_has_nothing_of_the_others(schemas: Schemas) -> None:
    """Whichever of them is read first."""
    text = """
    Pet: {properties: {kind: {type: string}}, oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]}
    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {bark: {type: string}}}]}
    """
    for order in (1, -1):
        found = schemas(
            yaml.safe_dump(dict([*yaml.safe_load(text).items()][::order]), sort_keys=False)
        )
        assert set(members(found["Cat"])) == {"kind", "lives"}
        assert set(members(found["Dog"])) == {"kind", "bark"}
        assert set(members(found["Pet"])) == {"kind", "lives", "bark"}


def test_in_a_ring_all_have_the_members_of_all(schemas: Schemas) -> None:
    found = schemas("""
    A: {allOf: [{$ref: '#/components/schemas/B'}], properties: {a: {}}}
    B: {allOf: [{$ref: '#/components/schemas/C'}], properties: {b: {}}}
    C: {allOf: [{$ref: '#/components/schemas/A'}], properties: {c: {}}}
    """)
    for name in "ABC":
        assert set(members(found[name])) == {"a", "b", "c"}


@pytest.mark.parametrize("where", ["itself", "target", "part"])
def test_deprecation_and_defaults_are_heard_wherever_they_stand(
    where: str, schemas: Schemas
) -> None:
    said = "deprecated: true, default: x, readOnly: true"
    rows = {
        "itself": f"a: {{type: string, {said}}}",
        "target": "a: {$ref: '#/components/schemas/B'}",
        "part": f"a: {{allOf: [{{$ref: '#/components/schemas/B'}}], {said}}}",
    }
    found = schemas(f"A: {{properties: {{{rows[where]}}}}}\nB: {{type: string, {said}}}")
    a = members(found["A"])["a"]
    assert (a.deprecated, a.has_default, a.default, a.read_only) == (True, True, "x", True)


def test_limits_are_kept_in_the_words_of_the_schema(schemas: Schemas) -> None:
    found = schemas("""
    A: {properties: {
      a: {type: integer, minimum: 1, exclusiveMinimum: true, maximum: 9},
      b: {type: string, maxLength: 3, pattern: '^a'}, c: {$ref: '#/components/schemas/C'}}}
    C: {type: array, minItems: 2, uniqueItems: true}
    """)
    found_limits = {name: each.constraints for name, each in members(found["A"]).items()}
    assert found_limits == {
        "a": (("exclusiveMinimum", 1), ("maximum", 9)),
        "b": (("maxLength", 3), ("pattern", "^a")),
        "c": (("minItems", 2), ("uniqueItems", True)),
    }


def test_alternatives_are_called_by_tag_title_schema_or_only_member(schemas: Schemas) -> None:
    found = schemas("""
    A:
      oneOf:
        - {title: House cat, properties: {a: {type: string}}}
        - {title: A hound, properties: {kind: {const: dog}}, required: [kind]}
        - {title: Old, properties: {kind: {const: fish}}, required: [kind]}
        - {title: New, properties: {kind: {const: fish}}, required: [kind]}
        - {allOf: [{$ref: '#/components/schemas/Bird'}], properties: {g: {type: string}}}
        - {properties: {claw: {type: string}}}
        - {properties: {d: {type: string}, e: {type: string}}}
    Bird: {properties: {f: {type: string}}}
    """)
    names = [each.key.name for each in union_of(found["A"]) if isinstance(each, Ref)]
    assert names == [
        *("AHouseCat", "ADog", "AOld", "ANew", "ABird"),
        *("AClaw", "AVariant7"),
    ]


def union_of(schema: Schema) -> tuple[Type, ...]:
    type_ = alias(schema)
    assert isinstance(type_, Union)
    return type_.members


def test_what_leads_in_a_circle_may_be_anything(schemas: Schemas) -> None:
    found = schemas("A: {$ref: '#/components/schemas/B'}\nB: {$ref: '#/components/schemas/A'}")
    assert {alias(each) for each in found.values()} == {Anything()}


def test_deep_schemas_are_named_on_the_way(schemas: Schemas) -> None:
    inner = "{type: string}"
    for _ in range(60):
        inner = f"{{type: array, items: {inner}}}"
    for schema in schemas(f"A: {inner}").values():
        assert depth(alias(schema)) <= 20


def depth(type_: Type) -> int:
    return 1 + depth(type_.item) if isinstance(type_, Array) else 1


def test_unions_of_unions_are_told_apart_by_a_constant(schemas: Schemas) -> None:
    found = schemas("""
    A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/Cat'}]}
    B: {oneOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/A'}]}
    Cat: {properties: {kind: {const: cat}}, required: [kind]}
    Dog: {properties: {kind: {const: dog}}, required: [kind]}
    """)
    told = alias(found["A"])
    assert isinstance(told, Union)
    assert told.discriminator is not None
    assert dict(told.discriminator.mapping) == {"cat": ref("Cat").key, "dog": ref("Dog").key}


def test_a_member_that_alternatives_say_otherwise_is_any_of_it(schemas: Schemas) -> None:
    found = members(schemas("""
            Attribute:
              type: object
              required: [name, kind]
              properties: {name: {type: string}}
              oneOf:
                - {required: [options], properties: {kind: {enum: [options]}, options: {type: array, items: {type: string}}, size: {type: integer}}}
                - {properties: {kind: {enum: [text, date]}, size: {type: string}}}
            """)["Attribute"])
    assert found["kind"].type == Enumeration(("options", "text", "date"))
    assert found["kind"].required
    assert found["size"].type == Union((WHOLE, TEXT))
    assert found["options"].type == Array(TEXT)
