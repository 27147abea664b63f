"""The stages between a document and its text, each by itself: sides, modules, names, arguments, types."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import (
    TEXT,
    alias,
    api,
    json_body,
    key,
    member,
    names,
    operation,
    parameter,
    python,
    schema,
)

from clientsmith.api.types import Anything, Array, Nullable, Ref, Union
from clientsmith.languages.arguments import arguments_of
from clientsmith.languages.forms import Any, Named, Optional
from clientsmith.languages.present import present
from clientsmith.languages.present.recursion import held_by_value
from clientsmith.languages.trees import Trees
from clientsmith.styles.style import open_style


def sides(of: object, name: str) -> tuple[bool, bool]:
    found = of.schemas()[key(name)]  # type: ignore[attr-defined]
    return found.in_request, found.in_response


def test_a_schema_stands_on_the_sides_that_reach_it() -> None:
    inner, sent, given = (
        schema("Inner"),
        schema("Sent", member("x", Ref(key("Inner")))),
        schema("Given"),
    )
    call = operation("pets.create", body=json_body(sent), gives=Ref(key("Given")))
    made = api(inner, sent, given, operations=(call,))
    assert sides(made, "Inner") == (True, False)
    assert sides(made, "Given") == (False, True)


def test_what_only_an_error_gives_is_given() -> None:
    call = operation("pets.create", fails_with=Ref(key("Denied")))
    made = api(schema("Why"), schema("Denied", member("why", Ref(key("Why")))), operations=(call,))
    assert sides(made, "Denied") == sides(made, "Why") == (False, True)


def test_what_nothing_reaches_takes_along_what_it_refers_to() -> None:
    sent = schema("Sent")
    loose = schema("Loose", member("sent", Ref(key("Sent"))))
    made = api(sent, loose, operations=(operation("pets.create", body=json_body(sent)),))
    assert sides(made, "Loose") == (False, True)
    assert sides(made, "Sent") == (True, True)


def test_modules_that_need_each_other_are_one() -> None:
    one = schema("One", member("two", Ref(key("Two", "b"))), module="a")
    two = schema("Two", member("one", Ref(key("One", "a"))), module="b")
    three = schema("Three", member("one", Ref(key("One", "a"))), module="c")
    found = [module.path for module in api(one, two, three).modules]
    assert found == [("a",), ("c",)]


def test_an_argument_takes_its_place_before_its_name_when_it_is_taken() -> None:
    sent = schema("Pet", member("id"), member("class"))
    call = operation(
        "pets.update",
        parameter("id", "path"),
        parameter("timeout"),
        parameter("id"),
        path="/pets/{id}",
        body=json_body(sent),
    )
    found = names(api(sent, operations=(call,))).arguments["pets.update"]
    assert found == {
        ("path", "id"): "id",
        ("query", "timeout"): "timeout_",
        ("query", "id"): "query_id",
        ("body", "id"): "body_id",
        ("body", "class"): "class_",
    }


def test_what_only_the_server_writes_is_no_argument() -> None:
    sent = schema("Pet", member("id", read_only=True), member("name"))
    made = api(sent, operations=(operation("pets.create", body=json_body(sent)),))
    found = names(made)
    trees = Trees(made.schemas(), found, python())
    table = arguments_of(made.operations()[0], found, trees)
    assert [each.name for each in table] == ["name"]


def test_methods_of_one_name_are_counted_each_from_the_first() -> None:
    calls = tuple(operation(f"pets.get {mark}vlan", path=f"/{mark}") for mark in ("", " ", "  "))
    found = names(api(operations=calls))
    assert list(found.methods.values()) == ["get_vlan", "get_vlan_2", "get_vlan_3"]
    assert len(found.collisions) == 2


@pytest.mark.parametrize("name", ["timeout", "close", "copy", "with_options", "max_retries", "get"])
def test_no_resource_takes_the_place_of_a_client_s_own_member(name: str) -> None:
    found = names(api(operations=(operation(f"{name}.list"),)))
    assert found.resources[name,].module == (f"{name}_",)
    assert [each.rule for each in found.collisions] == ["reserved-name"]


@pytest.mark.parametrize(
    ("package", "given"), [("os", "os_"), ("json", "json_"), ("httpx", "httpx_"), ("pets", "pets")]
)
def test_no_package_hides_one_that_clients_import(package: str, given: str) -> None:
    made = api()
    found = names(replace(made, client=replace(made.client, package=package)))
    assert found.package == given
    assert [each.rule for each in found.collisions] == ["reserved-name"] * (package != given)


def test_types_of_one_name_in_one_package_are_told_apart_with_both_places() -> None:
    made = api(schema("Pet", module="a"), schema("pet", module="b"))
    found = names(made)
    assert {each.response for each in found.schemas.values()} == {"Pet", "Pet2"}
    (collision,) = found.collisions
    assert collision.message == "the class `Pet` is taken by api.yaml:1:1"


def test_arguments_are_collected_for_each_call_that_has_any() -> None:
    sent = schema("PetCreateParams", member("name"))
    calls = (
        operation("pets.create", parameter("dry"), body=json_body(sent)),
        operation("pets.list", parameter("limit")),
        operation("pets.delete", parameter("id", "path"), path="/pets/{id}"),
    )
    found = names(api(sent, operations=calls))
    assert {id_: own.name for id_, own in found.params.items()} == {
        "pets.create": "PetCreateParams",
        "pets.list": "PetListParams",
    }
    assert found.params["pets.create"].replaces == sent.key
    assert found.schemas[sent.key].request is None


def test_a_body_that_is_sent_inside_another_keeps_a_type_of_its_own() -> None:
    sent = schema("PetCreateParams", member("class"))
    batch = schema("BatchCreateParams", member("pets", Array(Ref(sent.key))))
    calls = (
        operation("pets.create", body=json_body(sent)),
        operation("batches.create", body=json_body(batch)),
    )
    made = api(sent, batch, operations=calls)
    package = present(made, names(made), python(), open_style("python").settings)
    keys = {
        view.name: [field.key for field in view.fields]
        for module in package.type_modules
        for view in module.schemas
    }
    assert keys["PetCreateParams"] == ["class_"] or keys["PetCreateParams2"] == ["class_"]
    sent_views = [
        view
        for module in package.type_modules
        for view in module.schemas
        if view.sent and [field.wire_name for field in view.fields] == ["class"]
    ]
    assert len(sent_views) == 1


def test_an_alias_that_only_leads_back_to_itself_is_anything() -> None:
    loop = alias("Loop", Union((Ref(key("Loop")), TEXT)))
    made = api(loop)
    package = present(made, names(made), python(), open_style("python").settings)
    (view,) = package.type_modules[0].schemas
    assert view.type is not None
    assert Any() in view.type.form.members  # type: ignore[union-attr]


def test_a_required_member_that_holds_its_own_type_is_told() -> None:
    node = schema(
        "Node", member("next", Ref(key("Node"))), member("may", Nullable(Ref(key("Node"))))
    )
    far = schema("Far", member("node", Ref(key("Node"))))
    made = api(node, far)
    assert held_by_value(made.schemas()) == {(node.key, "next")}


def test_a_result_that_a_request_takes_has_the_result_s_name() -> None:
    made = api(schema("Pet"))
    trees = Trees(made.schemas(), names(made), python())
    assert trees.of(Ref(key("Pet")), "response") == Named(
        "Pet", "types/models", "object", key("Pet")
    )
    assert trees.of(Anything(), "request") == Any()
    with pytest.raises(AssertionError, match="no name among the types of a request"):
        trees.named(key("Pet"), "request")


def test_what_may_be_left_out_is_no_null() -> None:
    sent = schema("Pet", member("a", required=False), member("b", Nullable(TEXT)))
    made = api(sent, operations=(operation("pets.create", body=json_body(sent)),))
    package = present(made, names(made), python(), open_style("python").settings)
    (method,) = package.resources[0].methods
    left_out = {each.name: isinstance(each.type.form, Optional) for each in method.keywords}
    assert left_out == {"a": True, "b": False}
