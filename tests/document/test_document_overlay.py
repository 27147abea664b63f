"""Overlays in, changed documents out: what is merged, copied, removed, and where it stands then."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from clientsmith.document import Document, load
from clientsmith.lint import lint
from clientsmith.problems import ProblemsFound

ROOT = """\
openapi: 3.1.0
info: {title: Pets, version: '1'}
tags: [{name: pets}, {name: toys}]
paths:
  /pets: {$ref: 'paths.yaml#/pets'}
  /toys:
    get:
      operationId: toys.list
      tags: [toys]
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
        - {name: filter, in: query, schema: {type: string}}
        - {name: filter, in: header, schema: {type: string}}
      responses: {'200': {description: Toys.}}
"""
PATHS = """\
pets:
  get:
    operationId: pets.list
    tags: [pets, old]
    responses: {'200': {description: Pets.}}
"""


def overlaid(folder: Path, *actions: str, version: str = "1.1.0") -> Document:
    (folder / "root.yaml").write_text(ROOT)
    (folder / "paths.yaml").write_text(PATHS)
    rows = "".join(
        textwrap.indent(textwrap.dedent(each).strip(), "    ").replace("    ", "  - ", 1) + "\n"
        for each in actions
    )
    head = f"overlay: {version}\ninfo: {{title: Changes, version: '1'}}\nactions:\n"
    (folder / "changes.yaml").write_text(head + rows)
    return load(folder / "root.yaml", [folder / "changes.yaml"])


def at(document: Document, *tokens: str) -> object:
    node = document.root
    for token in tokens:
        found = node.resolve().at((token,))
        if found is None:
            return None
        node = found
    return node.value


def place(document: Document, *tokens: str) -> str:
    node = document.root
    for token in tokens:
        node = node.resolve()[token]
    return f"{Path(node.place.file).name}:{node.place.line}:{node.place.column}"


def refused(folder: Path, *actions: str, version: str = "1.1.0") -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        overlaid(folder, *actions, version=version)
    return [
        f"{Path(each.place.file).name}:{each.place.line}:{each.place.column}: {each.message}"
        for each in caught.value.problems
    ]


def test_objects_are_merged_and_lists_joined(tmp_path: Path) -> None:
    document = overlaid(
        tmp_path,
        """
        target: $
        update:
          info: {version: '2', x-owner: {team: a}}
          tags: [{name: more}]
        """,
    )
    assert document.root["info"].value == {
        "title": "Pets",
        "version": "2",
        "x-owner": {"team": "a"},
    }
    assert document.root["tags"].value == [{"name": "pets"}, {"name": "toys"}, {"name": "more"}]


def test_every_node_stands_where_it_was_written(tmp_path: Path) -> None:
    document = overlaid(
        tmp_path,
        """
        target: $.info
        update:
          version: '2'
          x-owner: {team: a}
        """,
        "{target: '$.tags[0]', remove: true}",
    )
    assert place(document, "info") == "root.yaml:2:7"
    assert place(document, "info", "title") == "root.yaml:2:15"
    assert place(document, "info", "version") == "changes.yaml:6:16"
    assert place(document, "info", "x-owner", "team") == "changes.yaml:7:23"
    assert document.root["tags"].value == [{"name": "toys"}]
    tag = document.root.at(("tags", "0"))
    assert tag is not None
    assert str(tag.place).endswith("root.yaml:3:22")


def test_a_target_goes_through_references_to_other_files(tmp_path: Path) -> None:
    document = overlaid(
        tmp_path, "{target: \"$.paths['/pets'].get\", update: {summary: List pets}}"
    )
    assert at(document, "paths", "/pets", "get", "summary") == "List pets"
    assert place(document, "paths", "/pets", "get", "summary") == "changes.yaml:4:56"
    assert place(document, "paths", "/pets", "get", "operationId") == "paths.yaml:3:18"


def test_an_update_of_a_reference_itself_replaces_it(tmp_path: Path) -> None:
    document = overlaid(
        tmp_path, "{target: \"$.paths['/pets']\", update: {$ref: 'paths.yaml#/others'}}"
    )
    assert at(document, "paths") != {}
    assert document.root["paths"]["/pets"].value == {"$ref": "paths.yaml#/others"}


def test_an_overlay_may_refer_to_further_files(tmp_path: Path) -> None:
    (tmp_path / "more.yaml").write_text("toy: {get: {operationId: toys.get}}\n")
    document = overlaid(
        tmp_path, "{target: $.paths, update: {/toys/first: {$ref: 'more.yaml#/toy'}}}"
    )
    assert at(document, "paths", "/toys/first", "get", "operationId") == "toys.get"


@pytest.mark.parametrize(
    ("target", "left"),
    [
        ("$.paths['/toys'].get.parameters[0]", ["filter/query", "filter/header"]),
        ("$.paths['/toys'].get.parameters[-1]", ["limit/query", "filter/query"]),
        ("$.paths['/toys'].get.parameters[0,1]", ["filter/header"]),
        ("$.paths['/toys'].get.parameters.*", []),
        ("$.paths['/toys'].get.parameters[*]", []),
        ("$.paths.*.get.parameters[?(@.name=='filter')]", ["limit/query"]),
        ("$.paths.*.get.parameters[?@.name == 'filter' && @.in == \"query\"]", ["limit/query", "filter/header"]),
        ("$.paths.*.get.parameters[?@.name == 'limit' || @.in == 'header']", ["filter/query"]),
        ("$.paths.*.get.parameters[?@.name != 'filter']", ["filter/query", "filter/header"]),
        ("$.paths.*.get.parameters[?!@.example && @.in == 'query']", ["filter/header"]),
        ("$.paths.*.get.parameters[?@.schema.type == 'integer']", ["filter/query", "filter/header"]),
        ("$..parameters[?@.in == 'header']", ["limit/query", "filter/query"]),
        ("$..[?@.in == 'header']", ["limit/query", "filter/query"]),
        ("$..*..*..*..parameters[0]", ["filter/query", "filter/header"]),
        ("$.paths[?@.get.tags[?@ == 'toys']].get.parameters[0]", ["filter/query", "filter/header"]),
    ],
)  # fmt: skip
def test_paths_select(tmp_path: Path, target: str, left: list[str]) -> None:
    quoted = target.replace("'", "''")
    document = overlaid(tmp_path, f"{{target: '{quoted}', remove: true}}")
    parameters = document.root.at(("paths", "/toys", "get", "parameters"))
    assert parameters is not None
    assert [f"{each['name']}/{each['in']}" for each in parameters.value] == left


def test_single_values_are_replaced_and_removed(tmp_path: Path) -> None:
    document = overlaid(
        tmp_path,
        "{target: $.info.title, update: Animals}",
        "{target: \"$.paths.*.get.tags[?@ == 'old']\", remove: true}",
        "{target: \"$.paths['/toys'].get.tags\", update: fun}",
    )
    assert at(document, "info", "title") == "Animals"
    assert at(document, "paths", "/pets", "get", "tags") == ["pets"]
    assert at(document, "paths", "/toys", "get", "tags") == ["toys", "fun"]


def test_copies_move_a_path(tmp_path: Path) -> None:
    document = overlaid(
        tmp_path,
        "{target: $.paths, update: {/playthings: {}}}",
        "{target: \"$.paths['/playthings']\", copy: \"$.paths['/toys']\"}",
        "{target: \"$.paths['/toys']\", remove: true}",
    )
    assert at(document, "paths", "/playthings", "get", "operationId") == "toys.list"
    assert "/toys" not in document.root["paths"]
    assert place(document, "paths", "/playthings", "get", "operationId") == "root.yaml:8:20"


def test_a_target_that_selects_nothing_is_a_warning(tmp_path: Path) -> None:
    document = overlaid(tmp_path, "{target: $.paths.nothing, update: {a: 1}}")
    (found,) = (each for each in lint(document) if each.rule == "overlay")
    assert found.severity == "warning"
    assert found.message == "the target '$.paths.nothing' selects nothing"
    assert found.place.line == 4


def test_overlays_follow_each_other(tmp_path: Path) -> None:
    overlaid(tmp_path, "{target: $.info, update: {x-a: [1]}}")
    second = tmp_path / "second.yaml"
    second.write_text(
        "overlay: 1.0.0\ninfo: {title: B, version: '1'}\n"
        "actions: [{target: $.info.x-a, update: [2]}, {target: $.nowhere, remove: true}]\n"
    )
    document = load(tmp_path / "root.yaml", [tmp_path / "changes.yaml", second])
    found = document.root["info"]["x-a"]
    assert found.value == [1, 2]
    assert [Path(each.place.file).name for each in found.elements()] == [
        "changes.yaml",
        "second.yaml",
    ]
    assert len(document.notes) == 1


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        (["{update: {}}"], "4:5: an action without a target"),
        (["{target: $.info}"], "4:5: an action does one thing"),
        (["{target: $.info, update: {}, copy: $.tags}"], "4:5: an action does one thing"),
        (["{target: $.info, updat: {}}"], "4:29: `updat` means nothing in an action"),
        (["{target: info, update: {}}"], "4:14: 'info' is no JSONPath known here"),
        (["{target: '$.a[0:1]', update: {}}"], "4:14: '$.a[0:1]' is no JSONPath known here"),
        (["{target: '$[?" + "(" * 200 + "]', update: {}}"], "4:14: '$[?((((((((((((((("),
        (["{target: '$[?" + "&&".join(["(@.a || @.b)"] * 20) + "]', update: {}}"], "4:14: '$[?(@.a || @.b)"),
        (["{target: $, remove: true}"], "4:14: the whole document can't be removed"),
        (["{target: $.info, update: [1]}"], "4:30: the array can't be merged into the object"),
        (["{target: $, update: {info: text}}"], "4:32: the value can't be merged into the obje"),
        (["{target: '$.*', update: {}}"], "4:14: the target selects nodes of several kinds"),
        (["{target: $.info, copy: $.paths.*}"], "4:28: `copy` selects 2 nodes"),
    ],
)  # fmt: skip
def test_what_can_not_be_done_is_said(tmp_path: Path, actions: list[str], said: str) -> None:
    found = refused(tmp_path, *actions)
    assert any(each.startswith(f"changes.yaml:{said}") for each in found), found


GROWING = {
    "a list that doubles": ("more than 500,000 nodes", ["{target: $.tags, copy: $.tags}"] * 40),
    "ever deeper": (
        "nested deeper than 200",
        [f"{{target: $.info{'.x-a' * n}, update: {{x-a: {{}}}}}}" for n in range(300)],
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("said", "actions"), GROWING.values(), ids=GROWING)
def test_a_document_does_not_grow_without_end(
    tmp_path: Path, said: str, actions: list[str]
) -> None:
    (found,) = refused(tmp_path, *actions)
    assert said in found
    assert found.startswith("changes.yaml:")


def test_very_many_nodes_are_removed_at_once(tmp_path: Path) -> None:
    many = "{target: $, update: {x-many: [" + "1, " * 20_000 + "2]}}"
    document = overlaid(tmp_path, many, "{target: '$.x-many[?@ == 1]', remove: true}")
    assert document.root["x-many"].value == [2]


def test_other_versions_are_refused(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, "{target: $, update: {}}", version="2.0.0")
    assert found.startswith("changes.yaml:1:10: this is no overlay of version 1.0 or 1.1")


def test_an_overlay_can_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    action = "{target: $.paths, update: {/a: {$ref: '../../etc/passwd'}}}"
    (found,) = (each for each in lint(overlaid(tmp_path, action)) if each.severity == "error")
    assert str(found.place).endswith("changes.yaml:4:43")
    assert found.message == "`../../etc/passwd` leads out of the document's folder"
