"""Rules about references: each leads somewhere, and what stands there has the shape it must have."""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from clientsmith.document import Node
from clientsmith.document.grammar import SHAPES
from clientsmith.document.nodes import LONGEST_CHAIN
from clientsmith.lint.survey import Finding, Survey, raw

_LONGEST, _MANY = 100, 600


def nearest(name: str, known: Iterable[str]) -> str:
    """`did you mean ...?` where a known name is like this one, else the known names."""
    names = sorted(set(known))
    near = difflib.get_close_matches(name[:_LONGEST], _alike(name, names), n=1, cutoff=0.5)
    if near:
        return f"did you mean `{near[0]}`?"
    shown = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
    return f"known are {shown}" if names else "none is defined"


def _alike(name: str, names: list[str]) -> list[str]:
    """The names to compare with, which takes its time: of very many those that begin the same way."""
    at = bisect_left(names, name)
    few = names if len(names) <= _MANY else names[max(at - 50, 0) : at + 50]
    return [each for each in few if len(each) <= _LONGEST]


def unknown_references(survey: Survey) -> Iterator[Finding]:
    """A reference to nothing."""
    for node in survey.broken:
        reference = str(node.value)
        yield Finding(node.place, f"`{reference}` points to nothing", _advice(node, reference))


def circular_references(survey: Survey) -> Iterator[Finding]:
    """References that only lead to each other."""
    for reference, target in survey.references:
        if _leads_in_a_circle(target):
            message = f"`{reference.value}` leads in a circle, and to nothing"
            yield Finding(reference.place, message, "let one of them say what it is")


def lost_siblings(survey: Survey) -> Iterator[Finding]:
    """What stands beside a path's reference: which of the two counts, OpenAPI leaves open."""
    paths = survey.document.root.get("paths")
    for _, entry in paths.items() if paths is not None else ():
        for key, node in entry.items() if isinstance(raw(entry, "$ref"), str) else ():
            if key in SHAPES["path_item"]:
                message = f"`{key}` beside a path's `$ref` is left out"
                yield Finding(node.key_place, message, "move it to what the reference leads to")


def misshapen(survey: Survey) -> Iterator[Finding]:
    """A value of another kind than OpenAPI has in its place."""
    yield from survey.misshapen


def _leads_in_a_circle(node: Node) -> bool:
    """Whether following doesn't come to an end, or so late that nobody follows that far."""
    for _ in range(LONGEST_CHAIN):
        reference = raw(node, "$ref")
        found = node.document.find(node.source, reference) if isinstance(reference, str) else None
        if found is None:
            return False
        node = found
    return True


def _advice(node: Node, reference: str) -> str:
    """The nearest name in the object that the reference's last step failed in."""
    way, _, name = reference.rpartition("/")
    parent = node.document.find(node.source, way if "#" in way else f"{way}#")
    if parent is None:
        return "mend the reference"
    return nearest(name, (key for key, _ in parent.items()))
