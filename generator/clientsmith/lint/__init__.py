"""A document in, everything that is wrong with it out: each finding with its place and a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clientsmith.document import Document
from clientsmith.document.edits import Edit, edited
from clientsmith.lint.rules import RULES, Rule
from clientsmith.lint.survey import Finding
from clientsmith.lint.walk import take_survey
from clientsmith.problems import Problem, Severity

__all__ = ["Examination", "examine", "lint"]


def lint(document: Document, *, strict: bool = False) -> list[Problem]:
    """All findings of all rules, in the order of their places.

    `strict` holds the document to the conventions of the house; otherwise nothing fails that can
    be read in some way.
    """
    return examine(document, strict=strict)[0]


def examine(document: Document, *, strict: bool = False) -> tuple[list[Problem], Document]:
    """The findings of `lint`, and the document as it is read where there are only warnings."""
    return Examination(document).judged(strict=strict)


class Examination:
    """What the rules find in a document, looked for once, whoever is strict about it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._survey = take_survey(document)
        self._found: dict[Rule, tuple[Finding, ...]] = {}

    def judged(self, *, strict: bool) -> tuple[list[Problem], Document]:
        """The findings as they count, and the document as it is read."""
        found: dict[Problem, None] = {}
        for note in self._document.notes:
            found[replace(note, reading="") if strict else replace(note, severity="warning")] = None
        edits: list[Edit] = []
        for rule, severity, each in self._findings(strict):
            reading = "" if strict else each.reading
            found[Problem(each.place, each.message, each.remedy, rule.name, severity, reading)] = (
                None
            )
            edits.extend(each.edits)
        problems = sorted(found, key=lambda each: each.place)
        return problems, self._document if strict else edited(self._document, edits)

    def _findings(self, strict: bool) -> Iterator[tuple[Rule, Severity, Finding]]:
        broken: set[str] = set()
        for rule in RULES:
            severity = rule.strict if strict else rule.foreign
            if severity is not None and not (strict and broken.intersection(rule.unless)):
                for each in self._of(rule):
                    yield rule, severity, each
                    broken.add(rule.name)

    def _of(self, rule: Rule) -> tuple[Finding, ...]:
        if rule not in self._found:
            self._found[rule] = tuple(rule.check(self._survey))
        return self._found[rule]
