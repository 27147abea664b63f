"""Data that stands in one file in, a copy of it out whose references mean the same in another file."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import Any

from clientsmith.document.limits import is_list, is_mapping
from clientsmith.document.nodes import Node
from clientsmith.document.pointers import target_path
from clientsmith.document.references import references


def moved(node: Node, to: Path) -> Any:
    """The value of a node as it is written in the file of another path."""
    value = copied(node.value)
    if node.source.path == to:
        return value
    for reference in references(value):
        holder = value
        for token in reference.tokens[:-1]:
            holder = holder[int(token)] if is_list(holder) else holder[token]
        if reference.holder is None and is_mapping(holder):
            holder[reference.tokens[-1]] = _seen_from(reference.text, node.source.path, to)
    return value


def copied(value: Any) -> Any:
    """A copy of data that can be changed."""
    if is_mapping(value):
        return {key: copied(each) for key, each in value.items()}
    return [copied(each) for each in value] if is_list(value) else value


def _seen_from(reference: str, path: Path, to: Path) -> str:
    """`#/Pet` in `a/pets.yaml` is `../a/pets.yaml#/Pet` in `b/other.yaml`."""
    file, hash_, fragment = reference.partition("#")
    if "://" in file:
        return reference
    target = target_path(path, reference)
    if target == to:
        return f"#{fragment}"
    return f"{PurePath(os.path.relpath(target, to.parent)).as_posix()}{hash_}{fragment}"
