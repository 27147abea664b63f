"""Rules about references: each leads somewhere, and stands where there may be one."""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from clientsmith.document import Node
from clientsmith.document.edits import Edit, left_out
from clientsmith.document.grammar import SHAPES
from clientsmith.lint.survey import Finding, Reference, Survey, raw
from clientsmith.problems import Problem

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


def missing_references(survey: Survey) -> Iterator[Finding]:
    """A reference to nothing, of something that a call needs."""
    for each in survey.references:
        if each.needed and each.target is None:
            yield from _missing(each)


def missing_details(survey: Survey) -> Iterator[Finding]:
    """A reference to nothing, of something that a client can do without."""
    for each in survey.references:
        if not each.needed and each.target is None:
            reading, edits = _without(each)
            for finding in _missing(each):
                yield replace(finding, reading=reading, edits=edits)


def _missing(each: Reference) -> Iterator[Finding]:
    failures = each.node.document.failure(each.node)
    for problem in failures:
        yield Finding(problem.place, problem.message, problem.remedy)
    if not failures:
        reference = str(each.node.value)
        message = f"`{reference}` points to nothing"
        yield Finding(each.node.place, message, _advice(each.node, reference))


def _without(each: Reference) -> tuple[str, tuple[Edit, ...]]:
    """How a reference to nothing is read: as a schema that allows anything, or as nothing."""
    if each.role == "schema":
        return "anything may stand there", (left_out(each.node),)
    return "it is left out", (left_out(each.holder),)


def circular_references(survey: Survey) -> Iterator[Finding]:
    """References of something that a call needs, and that only lead to each other."""
    yield from (found for each, found in _circles(survey) if each.needed and each.role != "schema")


def circular_details(survey: Survey) -> Iterator[Finding]:
    """Schemas that only refer to each other, and what else a client can do without."""
    for each, found in _circles(survey):
        if each.role == "schema" or not each.needed:
            reading, edits = _without(each)
            yield replace(found, reading=reading, edits=edits)


def _circles(survey: Survey) -> Iterator[tuple[Reference, Finding]]:
    for each in survey.references:
        if each.target is not None and isinstance(each.node.document.end(each.target), Problem):
            message = f"`{each.node.value}` leads in a circle, and to nothing"
            remedy = "let one of them say what it is"
            yield each, Finding(each.node.place, message, remedy)


def lost_siblings(survey: Survey) -> Iterator[Finding]:
    """What stands beside a path's reference: which of the two counts, OpenAPI leaves open."""
    paths = survey.document.root.get("paths")
    for _, entry in paths.items() if paths is not None else ():
        for key, node in entry.items() if isinstance(raw(entry, "$ref"), str) else ():
            if key in SHAPES["path_item"]:
                message = f"`{key}` beside a path's `$ref` is left out"
                yield Finding(node.key_place, message, "move it to what the reference leads to")


def referred_operations(survey: Survey) -> Iterator[Finding]:
    """An operation that is a reference, which OpenAPI has none for."""
    for operation in survey.operations:
        if "$ref" in operation.entry:
            message = f"{operation.label} is a reference, where OpenAPI has none"
            reading = "it is read as what stands there"
            remedy = "refer to the whole path item"
            yield Finding(operation.entry["$ref"].place, message, remedy, reading)


def _advice(node: Node, reference: str) -> str:
    """The nearest name in the object that the reference's last step failed in."""
    way, _, name = reference.rpartition("/")
    parent = node.document.find(node.source, way if "#" in way else f"{way}#")
    if parent is None:
        return "mend the reference"
    return nearest(name, (key for key, _ in parent.items()))
