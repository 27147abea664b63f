"""A document in, everything that is wrong with it out: each finding with its place and a remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from clientsmith.copies import Begin, when_asked
from clientsmith.document import Document
from clientsmith.document.edits import Edit, edited
from clientsmith.lint.rules import RULES, Rule
from clientsmith.lint.survey import Finding, Survey
from clientsmith.lint.walk import take_survey
from clientsmith.problems import Problem, ProblemsFound, Severity

__all__ = ["Examination", "examine", "lint", "stop_at_errors"]

_Found: TypeAlias = "Mapping[str, tuple[Finding, ...]]"
_QUICK = tuple(rule for rule in RULES if not rule.slow)


def lint(document: Document, *, strict: bool = False) -> list[Problem]:
    """All findings of all rules, in the order of their places.

    `strict` holds the document to the conventions of the house; otherwise nothing fails that can
    be read in some way.
    """
    return Examination(document).problems(strict=strict)


def examine(document: Document, *, strict: bool = False) -> tuple[list[Problem], Document]:
    """The findings of `lint`, and the document as it is read where there are only warnings."""
    found = Examination(document)
    return found.problems(strict=strict), found.edited(strict=strict)


class Examination:
    """What the rules find in a document, looked for once, whoever is strict about it.

    What the slow rules find may be looked for while the document is read.
    """

    def __init__(self, document: Document, begin: Begin[_Found] = when_asked) -> None:
        self._document = document
        self._survey = take_survey(document)
        self._found: dict[Rule, tuple[Finding, ...]] = {}
        self._found_slowly = begin(partial(_found_slowly, self._survey))

    def readable(self, *, strict: bool) -> Document:
        """The document as it is read, before the slow rules have told what they found.

        Raises ProblemsFound, with the findings of all rules, where another tells of an error.
        """
        told = [*self._notes(strict), *self._rows(_QUICK, strict)]
        if any(problem.severity == "error" for problem, _ in told):
            stop_at_errors(self.problems(strict=strict))
        return self.edited(strict=strict)

    def problems(self, *, strict: bool) -> list[Problem]:
        """The findings as they count, in the order of their places."""
        told = [*self._notes(strict), *self._rows(RULES, strict)]
        return sorted(dict.fromkeys(problem for problem, _ in told), key=lambda each: each.place)

    def edited(self, *, strict: bool) -> Document:
        """The document as it is read where there are only warnings."""
        if strict:
            return self._document
        rows = self._rows(_QUICK, strict)
        return edited(self._document, [edit for _, edits in rows for edit in edits])

    def _notes(self, strict: bool) -> Iterator[tuple[Problem, Sequence[Edit]]]:
        for note in self._document.notes:
            yield replace(note, reading="") if strict else replace(note, severity="warning"), ()

    def _rows(
        self, rules: Sequence[Rule], strict: bool
    ) -> Iterator[tuple[Problem, Sequence[Edit]]]:
        broken: set[str] = set()
        for rule in rules:
            severity = rule.strict if strict else rule.foreign
            if severity is not None and not (strict and broken.intersection(rule.unless)):
                for each in self._of(rule):
                    yield _problem(rule, severity, each, strict), each.edits
                    broken.add(rule.name)

    def _of(self, rule: Rule) -> tuple[Finding, ...]:
        if rule.slow:
            return self._found_slowly()[rule.name]
        if rule not in self._found:
            self._found[rule] = tuple(rule.check(self._survey))
        return self._found[rule]


def _found_slowly(survey: Survey) -> _Found:
    return {rule.name: tuple(rule.check(survey)) for rule in RULES if rule.slow}


def _problem(rule: Rule, severity: Severity, found: Finding, strict: bool) -> Problem:
    reading = "" if strict else found.reading
    return Problem(found.place, found.message, found.remedy, rule.name, severity, reading)


def stop_at_errors(problems: Sequence[Problem]) -> None:
    """Raises ProblemsFound with all of them, where there is an error among them."""
    if any(each.severity == "error" for each in problems):
        raise ProblemsFound(problems)
