"""Rules about references: each leads somewhere, and stands where there may be one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clientsmith.document import Node
from clientsmith.document.edits import Edit, left_out
from clientsmith.document.grammar import METHODS, SHAPES
from clientsmith.lint.survey import Finding, Reference, Survey, raw
from clientsmith.problems import Problem


def missing_references(survey: Survey) -> Iterator[Finding]:
    """A reference to nothing, of something that a call needs."""
    for each in survey.references:
        if each.needed and each.target is None:
            yield from _missing(survey, each)


def missing_details(survey: Survey) -> Iterator[Finding]:
    """A reference to nothing, of something that a client can do without."""
    for each in survey.references:
        if not each.needed and each.target is None:
            reading, edits = _without(each)
            for finding in _missing(survey, each):
                yield replace(finding, reading=reading, edits=edits)


def _missing(survey: Survey, each: Reference) -> Iterator[Finding]:
    failures = each.node.document.failure(each.node)
    for problem in failures:
        yield Finding(problem.place, problem.message, problem.remedy)
    if not failures:
        reference = str(each.node.value)
        message = f"`{reference}` points to nothing"
        yield Finding(each.node.place, message, _advice(survey, each.node, reference))


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
                message = f"`{key}` stands beside a path's `$ref`"
                remedy = "move it to what the reference leads to"
                kept = key in METHODS or key == "additionalOperations"
                reading = "it is read as well" if kept else "it is left out"
                yield Finding(node.key_place, message, remedy, reading)


def referred_operations(survey: Survey) -> Iterator[Finding]:
    """An operation that is a reference, which OpenAPI has none for."""
    for operation in survey.operations:
        if "$ref" in operation.entry:
            message = f"{operation.label} is a reference, where OpenAPI has none"
            reading = "it is read as what stands there"
            remedy = "refer to the whole path item"
            yield Finding(operation.entry["$ref"].place, message, remedy, reading)


def _advice(survey: Survey, node: Node, reference: str) -> str:
    """The nearest name in the object that the reference's last step failed in."""
    way, _, name = reference.rpartition("/")
    parent = node.document.find(node.source, way if "#" in way else f"{way}#")
    if parent is None:
        return "mend the reference"
    return survey.advice.nearest(name, (key for key, _ in parent.items()))
