"""What YAML's reader raises in, a problem in our own words out: it gives the place, nothing else."""

from __future__ import annotations

import yaml

from clientsmith.document.syntax import yaml_slip
from clientsmith.problems import Place, Problem


def yaml_problem(error: yaml.YAMLError, text: str, name: str, rule: str = "syntax") -> Problem:
    """The place in a text that is no YAML, what stands there, and how to mend it."""
    if isinstance(error, yaml.MarkedYAMLError):
        return _marked(error, text, name, rule)
    if isinstance(error, yaml.reader.ReaderError):
        character = chr(error.character)
        place = place_at(text, name, text.index(character))
        message = f"not YAML: the character {character!r} is not allowed"
        return Problem(place, message, "take it out", rule)
    return Problem(Place(name), "not YAML", "mend the syntax", rule)


def place_at(text: str, name: str, offset: int) -> Place:
    """The place of a character."""
    before = text[:offset]
    return Place(name, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


def _marked(error: yaml.MarkedYAMLError, text: str, name: str, rule: str) -> Problem:
    mark, begun = error.problem_mark or error.context_mark, error.context_mark
    if mark is None:
        return Problem(Place(name), "not YAML", "mend the syntax", rule)
    slip = yaml_slip(text, mark.index, begun.index if begun is not None else None)
    place, remedy = place_at(text, name, slip.offset), slip.remedy
    if slip.offset == mark.index:
        place = Place(name, mark.line + 1, mark.column + 1)
        above = begun is not None and begun.line < mark.line
        remedy += f"; what is not whole begins in line {begun.line + 1}" if begun and above else ""
    return Problem(place, f"not YAML: {slip.message}", remedy, rule)
