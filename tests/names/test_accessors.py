"""How operations are called where the document leaves it open: one example for each rule."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from clientsmith.api.case import in_ascii, shortened, singular, snake
from clientsmith.api.naming.accessors import accessors
from clientsmith.api.naming.calls import Call
from clientsmith.api.reading import read
from clientsmith.api.reading.accessors import read_call
from clientsmith.api.reading.operations import mounted_operations
from clientsmith.document import load
from support.claude import document
from support.generating import document as fragment


def named(*calls: Call, title: str = "") -> list[str]:
    return [".".join(each) for each in accessors(calls, title)]


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (Call("GET", "/v1/models", "models.list", ("other",)), "models.list"),
        (Call("GET", "/store/inventory", "getInventory", ("store",)), "store.get_inventory"),
        (Call("GET", "/customers", "GetCustomers", ("customers",)), "customers.list"),
        (Call("GET", "/pets/{petId}", "getPetById", ("pets",)), "pets.retrieve"),
        (Call("GET", "/pets/findByTag", "findPetsByTag", ("pets",)), "pets.find_by_tag"),
        (
            Call("GET", "/p/{id}/items", "getItemsForPortfolio", ("Portfolios",)),
            "portfolios.list_items",
        ),
        (
            Call("GET", "/teams/{id}/projects", "getTeamProjects", ("Projects",)),
            "projects.list_for_team",
        ),
        (Call("GET", "/albums", "get-multiple-albums", ("Albums",)), "albums.list"),
        (Call("GET", "/albums/{id}", "get-an-album", ("Albums",)), "albums.retrieve"),
        (
            Call("POST", "/chat/completions", "createChatCompletion", ("Chat",)),
            "chat.completions.create",
        ),
        (Call("POST", "/account/verify", "accountVerify", ("Account",)), "account.verify"),
        (Call("GET", "/items/{id}", "read_item_items__id__get", ("items",)), "items.retrieve"),
        (Call("GET", "/pets", "getPetsUsingGET_1", ("pet-controller",)), "pets.list"),
        (Call("POST", "/pets", "PetsController_create", ("Pets",)), "pets.create"),
        (Call("POST", "/pets/{id}/feed", "PetsController_feed", ()), "pets.feed"),
    ],
)
def test_an_id_goes_without_what_its_resource_says(call: Call, name: str) -> None:
    other = Call("GET", "/elsewhere", "elsewhere.list", ("elsewhere",))
    assert named(call, other)[0] == name


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (Call("GET", "/v1/customers"), "customers.list"),
        (Call("POST", "/api/v2.1/customers"), "customers.create"),
        (Call("GET", "/2010-04-01/customers/{id}.json"), "customers.retrieve"),
        (Call("PATCH", "/customers/{id}"), "customers.update"),
        (Call("POST", "/customers/{id}"), "customers.update"),
        (Call("DELETE", "/customers/{id}"), "customers.delete"),
        (Call("POST", "/customers/{id}/subs", "PostCustomersIdSubs"), "customers.subs.create"),
        (Call("POST", "/customers/{id}/archive"), "customers.archive"),
        (Call("POST", "/customers/{id}:archive"), "customers.archive"),
        (Call("POST", "/customers/{id}/send_reminders"), "customers.send_reminders"),
        (Call("POST", "/templates/delete/{id}"), "templates.delete"),
        (Call("GET", "/balance", gives="object"), "balance.retrieve"),
        (Call("GET", "/files/{id}/content", gives="file"), "files.download"),
        (Call("GET", "/files/{id}/thumbnail", gives="file"), "files.download_thumbnail"),
        (Call("GET", "/batches/{id}/results", gives="stream"), "batches.results"),
        (Call("POST", "/files", takes_file=True), "files.upload"),
        (Call("GET", "/users/me"), "users.retrieve"),
    ],
)
def test_paths_say_what_nothing_else_does(call: Call, name: str) -> None:
    assert named(call) == [name]


def test_put_replaces_where_patch_updates() -> None:
    calls = Call("PUT", "/pets/{id}"), Call("PATCH", "/pets/{id}")
    assert named(*calls) == ["pets.replace", "pets.update"]


def test_one_tag_for_everything_falls_back_to_paths() -> None:
    calls = [
        Call("GET", "/Accounts", "getAccounts", ("Accounting",)),
        Call("GET", "/Accounts/{id}", "getAccount", ("Accounting",)),
        Call("GET", "/Invoices/{id}", "getInvoice", ("Accounting",)),
    ]
    assert named(*calls) == ["accounts.list", "accounts.retrieve", "invoices.retrieve"]


def test_a_tag_stands_below_its_parents(tmp_path: Path) -> None:
    (tmp_path / "pets.yaml").write_text("""
        openapi: 3.2.0
        info: {title: Pets, version: '1'}
        tags:
          - {name: Claws, parent: Paws, summary: What scratches.}
          - {name: Paws, parent: Bodies}
          - {name: Bodies}
          - {name: Tails, parent: Tails}
        paths:
          /claws: {get: {operationId: listClaws, tags: [Claws], responses: {}}}
          /paws: {post: {operationId: createPaw, tags: [Paws], responses: {}}}
          /tails: {get: {operationId: listTails, tags: [Tails], responses: {}}}
        """)
    api = read(load(tmp_path / "pets.yaml"))
    called = [each.id for each in api.operations()]
    assert called == ["bodies.paws.create", "bodies.paws.claws.list", "tails.list"]
    claws = api.resources[0].children[0].children[0]
    assert claws.description == "What scratches."


def test_paths_that_are_actions_stay_in_their_one_tag() -> None:
    calls = [
        Call("POST", "/getUser", "getUser", ("Users",)),
        Call("POST", "/banUser", "banUser", ("Users",)),
    ]
    assert named(*calls) == ["users.retrieve", "users.ban"]
    apart = [
        Call("GET", "/users/{id}", "getUser", ("API",)),
        Call("GET", "/teams", "getTeams", ("API",)),
    ]
    assert named(*apart) == ["users.retrieve", "teams.list"]


def test_what_all_tags_begin_with_is_no_resource() -> None:
    calls = [
        Call("GET", "/v1/Messages/{Sid}", "FetchMessage", ("Api20100401Message",)),
        Call("GET", "/v1/Calls", "ListCall", ("Api20100401Call",)),
    ]
    assert named(*calls) == ["messages.retrieve", "calls.list"]


def test_words_of_the_title_go_without_saying() -> None:
    call = Call("POST", "/tickets", "buyMuseumTickets", ("Tickets",))
    assert named(call, title="Museum API") == ["tickets.buy"]


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (Call("GET", "/embedded/sign_url/{id}", "embeddedSignUrl", ("Embedded",)), "sign_url"),
        (Call("POST", "/embedded/edit_url/{id}", "embeddedEditUrl", ("Embedded",)), "edit_url"),
    ],
)
def test_an_action_keeps_the_words_of_its_path_and_verbs_of_the_title(
    call: Call, name: str
) -> None:
    other = Call("GET", "/elsewhere", "elsewhere.list", ("elsewhere",))
    assert named(call, other, title="Dropbox Sign API")[0] == f"embedded.{name}"


def test_of_two_with_one_name_each_takes_a_longer_one_but_for_the_owner_of_the_words() -> None:
    calls = [
        Call("PUT", "/pets/{id}", "updatePet", ("pets",)),
        Call("PATCH", "/pets/{id}", "patchPet", ("pets",)),
        Call("GET", "/files/{id}/components", "getFileComponents", ("components",)),
        Call("GET", "/teams/{id}/components", "getTeamComponents", ("components",)),
    ]
    assert named(*calls) == [
        "pets.update",
        "pets.patch",
        "components.list_for_file",
        "components.list_for_team",
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [("created<", "created_lt"), ("created>=", "created_gte"), ("+1", "plus_1"), ("-1", "minus_1"),
     ("listURLs", "list_urls"), ("größe", "grosse"), ("名前", "ming_qian"), ("Page<Pet>", "page_pet")],
)  # fmt: skip
def test_what_tells_names_apart_is_said_in_words(text: str, name: str) -> None:
    assert snake(text) == name
    assert in_ascii(text).isascii()


def test_a_long_name_keeps_how_it_begins_and_ends() -> None:
    name = shortened("get_" + "very_" * 40 + "long_response", 80)
    assert len(name) <= 80
    assert name.startswith("get_very_")
    assert name.endswith("_long_response")


# Where paths don't say what our own names say, and why.
MISSED = {
    "files.retrieve_metadata": "a path says nothing of what is retrieved",
    "skills.create": "a form of files is an upload",
    "skills.versions.create": "a form of files is an upload",
    "beta.skills.versions.download": "the path has no word of beta",
    "completions.create": "the path says `complete`",
    "organization.usage_report.retrieve_messages": "reports look like resources",
    "organization.usage_report.retrieve_claude_code": "reports look like resources",
    **dict.fromkeys(
        [
            f"organization.federation.{name}"
            for name in (
                *(
                    f"issuers.{verb}"
                    for verb in ("archive", "create", "list", "retrieve", "update")
                ),
                *(f"rules.{verb}" for verb in ("archive", "create", "list", "retrieve", "update")),
                *(f"rules.workspaces.{verb}" for verb in ("add", "list", "remove")),
            )
        ],
        "the path has `federation_rules` as one word",
    ),
}
SAME = {"add": "create", "remove": "delete"}


def test_our_own_names_come_back_from_the_paths_alone() -> None:
    homes = [each for each in mounted_operations(document().root["paths"]) if not each.further]
    bare = [replace(read_call(each.node, each.method, each.path), id="", tags=()) for each in homes]
    found = accessors(bare)
    missed = {
        ".".join(home.accessor)
        for home, name in zip(homes, found, strict=True)
        if comparable(home.accessor) != comparable(name)
    }
    assert len(homes) == 93
    assert len(set(found)) == 93
    assert missed == set(MISSED)
    assert len(homes) - len(missed) >= 68


def comparable(accessor: tuple[str, ...]) -> tuple[str, ...]:
    *resource, name = accessor
    return (*map(singular, resource), SAME.get(name, name))


VARIANTS = """
components:
  schemas:
    Base: {type: object, properties: {id: {type: string}}}
    State:
      anyOf:
        - {type: object, title: Resting, properties: {since: {type: string}, for: {type: string}}}
        - {type: object, required: [kind], properties: {kind: {const: busy}, task: {type: string}}}
        - {allOf: [{$ref: '#/components/schemas/Base'}], properties: {more: {type: string}}}
        - {type: object, required: [error], properties: {error: {type: string}, code: {type: integer}}}
        - {type: object, properties: {a: {type: string}, b: {type: string}}}
paths: {}
"""


def test_variants_are_called_by_what_they_are(tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(json.dumps(fragment(VARIANTS)))
    found = {key.name for key in read(load(spec)).schemas()} - {"Base", "State"}
    assert found == {"StateResting", "StateBusy", "StateBase", "StateError", "StateVariant5"}
