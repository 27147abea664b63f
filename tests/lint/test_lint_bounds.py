"""Enumerations of any length: those that nobody can use are read as their type, and too many end a run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from clientsmith.api.ir import AliasShape
from clientsmith.api.reading import read
from clientsmith.api.types import Enumeration, Primitive, Type
from clientsmith.document import Document, load
from clientsmith.lint import examine, lint
from clientsmith.problems import Problem

LONGEST = 10_000
MOST = 100_000


def document(folder: Path, *lengths: int) -> Document:
    """A document with an enumeration of each length."""
    schemas: dict[str, Any] = {
        f"Kind{number}": {"type": "string", "enum": [f"v{each}" for each in range(length)]}
        for number, length in enumerate(lengths)
    }
    head = {"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": {}}
    path = folder / "pets.json"
    path.write_text(json.dumps({**head, "components": {"schemas": schemas}}))
    return load(path)


def types_of(readable: Document) -> list[Type]:
    shapes = [schema.shape for schema in read(readable).schemas().values()]
    return [shape.type for shape in shapes if isinstance(shape, AliasShape)]


def told(problems: list[Problem]) -> list[tuple[str, str]]:
    return [
        (each.rule, each.severity) for each in problems if each.rule in ("enum-length", "budget")
    ]


def test_one_that_is_a_table_of_data_is_any_value_of_its_type(tmp_path: Path) -> None:
    given = document(tmp_path, LONGEST + 1, LONGEST)
    assert told(lint(given, strict=True)) == [("enum-length", "error")]
    problems, readable = examine(given)
    assert told(problems) == [("enum-length", "warning")]
    long, short = types_of(readable)
    assert long == Primitive("string")
    assert isinstance(short, Enumeration)
    assert len(short.values) == LONGEST


def test_very_many_of_them_end_a_run(tmp_path: Path) -> None:
    full = [LONGEST] * (MOST // LONGEST)
    assert told(examine(document(tmp_path, *full))[0]) == []
    assert told(examine(document(tmp_path, *full, 1))[0]) == [("budget", "error")]
