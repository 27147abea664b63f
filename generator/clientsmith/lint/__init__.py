"""A document in, everything that is wrong with it out: each finding with its place and a remedy."""

from __future__ import annotations

from clientsmith.document import Document
from clientsmith.lint.rules import RULES
from clientsmith.lint.survey import take_survey
from clientsmith.problems import Problem

__all__ = ["lint"]


def lint(document: Document, *, strict: bool = False) -> list[Problem]:
    """All findings of all rules, in the order of their places.

    `strict` holds the document to the conventions of the house; otherwise nothing fails on style.
    """
    survey = take_survey(document)
    found = dict.fromkeys(document.notes)
    broken: set[str] = set()
    for rule in RULES:
        severity = rule.strict if strict else rule.foreign
        if severity is not None and not broken.intersection(rule.unless):
            for each in rule.check(survey):
                found[Problem(each.place, each.message, each.remedy, rule.name, severity)] = None
                broken.add(rule.name)
    return sorted(found, key=lambda each: each.place)
