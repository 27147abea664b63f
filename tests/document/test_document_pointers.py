"""Ways through a document in, JSON pointers out, and back: RFC 6901 in fragments of URIs."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from clientsmith.document import Node, load
from clientsmith.document.pointers import pointer_text, pointer_tokens

NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
HOSTILE = st.sampled_from(
    ["", "/", "~", "~0", "~1", "~01", "%", "%2F", "%25", "#", "-", "a/b", "\0"]
)
WAYS = st.lists(NAMES | HOSTILE, max_size=6).map(tuple)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | NAMES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | HOSTILE, inner, max_size=3),
    max_leaves=12,
)


@given(WAYS)
def test_a_way_is_found_again(way: tuple[str, ...]) -> None:
    assert pointer_tokens(pointer_text(way).removeprefix("#")) == way


@pytest.mark.parametrize(
    ("pointer", "way"),
    [
        ("", ()),
        ("/", ("",)),
        ("/a~1b", ("a/b",)),
        ("/m~0n", ("m~n",)),
        ("/~01", ("~1",)),
        ("/c%25d", ("c%d",)),
        ("/i%5Cj", ("i\\j",)),
        ("/k%22l", ('k"l',)),
        ("/%20", (" ",)),
        ("/a/0/%2Fb", ("a", "0", "/b")),
    ],
)
def test_pointers_are_those_of_the_standard(pointer: str, way: tuple[str, ...]) -> None:
    assert pointer_tokens(pointer) == way


@settings(max_examples=60)
@given(VALUES, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_every_node_of_a_json_file_is_at_its_place(value: Any, indent: Any, ascii: bool) -> None:
    text = json.dumps({"openapi": "3.1.0", "x-a": value}, indent=indent, ensure_ascii=ascii)
    with TemporaryDirectory() as folder:
        path = Path(folder, "root.json")
        path.write_bytes(text.encode())
        root = load(path).root
    lines = text.split("\n")
    for node in _nodes(root["x-a"]):
        found = lines[node.place.line - 1][node.place.column - 1 :]
        rest = "\n".join([found, *lines[node.place.line :]])
        assert json.JSONDecoder().raw_decode(rest)[0] == node.value
        name = lines[node.key_place.line - 1][node.key_place.column - 1 :]
        if not node.tokens[-1].isdecimal():
            assert json.JSONDecoder().raw_decode(name)[0] == node.tokens[-1]
        assert root.document.find(root.source, pointer_text(node.tokens)) == node


def _nodes(node: Node) -> list[Node]:
    return [node, *(each for child in node.children() for each in _nodes(child))]


@pytest.mark.parametrize("token", ["01", "-1", "+1", "1", "9" * 5000, "\u0660", "", "-"])
def test_lists_have_plain_indexes(tmp_path: Path, token: str) -> None:
    path = tmp_path / "root.yaml"
    path.write_text("openapi: 3.1.0\nx-a: [b]\n")
    assert load(path).root.at(("x-a", token)) is None


def test_references_are_followed_through_escapes(tmp_path: Path) -> None:
    path = tmp_path / "root.yaml"
    path.write_text(
        "openapi: 3.1.0\n"
        "x-a: {$ref: '#/paths/~1pets~1%7Bid%7D'}\n"
        "paths: {'/pets/{id}': {$ref: 'b%20c.yaml#/%25~0'}}\n"
    )
    (tmp_path / "b c.yaml").write_text("'%~': {get: {}}\n")
    found = load(path).root["x-a"].resolve()
    assert found.value == {"get": {}}
    assert found.identity == ((tmp_path / "b c.yaml").resolve(), ("%~",))
