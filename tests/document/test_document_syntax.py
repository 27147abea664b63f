"""Slips of the pen in YAML and JSON: each is said where it was made, in words that its author knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientsmith.document import load
from clientsmith.problems import ProblemsFound

YAML = {
    "a:\n\tb: 1\n": "2:1 a tab, where YAML takes blanks alone -> indent with blanks",
    "a: this is: wrong\n": "1:11 a colon in a text without quotes -> put the whole text in quotes",
    "a:\n  b: 1\n c: 2\n": "3:2 this line doesn't fit those above it -> "
    "indent it as those that it goes with",
    "a:\n  b: 1\n   c: 2\n": "3:5 this line doesn't fit those above it -> "
    "indent it as those that it goes with",
    "a:\n  get\n    b: 1\n": "2:6 a colon is missing behind `get` -> write `get:`",
    "a:1\nb: 2\n": "1:2 a blank is missing behind the colon -> write `a: 1`",
    "a: [1, 2\nb: 1\n": "2:2 a comma or a closing bracket is missing -> put it here or above",
    "a: @b\n": "1:4 no text can begin with '@' -> put it in quotes",
    "a: *b\n": "1:4 `*` refers to an `&` that isn't there -> put the text in quotes",
    "a: 'b\nc: d\n": "1:4 a text in quotes that never ends -> close the quotes",
    'a: "\\d"\n': "1:5 there is no such escape -> write `\\\\`, or use single quotes",
    "a: 0\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n": "2:1 the mark of a merge that was "
    "not finished -> choose one of the two sides, and take the marks out",
}
JSON = {
    '{"a": 1,\n}': "1:8 a comma behind the last one -> take it out",
    '{"a": [1, 2,]}': "1:12 a comma behind the last one -> take it out",
    '{"a": 1 // one\n}': "1:9 a comment, which JSON doesn't have -> take it out, or write YAML",
    "{/* none */}": "1:2 a comment, which JSON doesn't have -> take it out, or write YAML",
    "{'a': 1}": '1:2 a text in single quotes -> write it in double quotes: `"…"`',
    '{"a": 1\n "b": 2}': "2:2 a comma is missing in front of this -> put one there",
    '{"a": 1': "1:8 the text ends before all is closed -> close what was opened",
    '{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> other\n}': "2:1 the mark of a merge that was "
    "not finished -> choose one of the two sides, and take the marks out",
}
SLIPS = [("spec.yaml", *row) for row in YAML.items()] + [
    ("spec.json", *row) for row in JSON.items()
]


@pytest.mark.parametrize(("name", "text", "said"), SLIPS)
def test_a_slip_is_said_in_plain_words(name: str, text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        load(path)
    (problem,) = caught.value.problems
    place = f"{problem.place.line}:{problem.place.column}"
    words = problem.message.removeprefix("not YAML: ").removeprefix("not JSON: ")
    assert f"{place} {words} -> {problem.remedy.partition(';')[0]}" == said


def test_a_line_of_signs_in_a_text_is_no_merge(tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    path.write_text("openapi: 3.1.0\nx-a: |\n  Title\n  =======\nb: [\n", encoding="utf-8")
    with pytest.raises(ProblemsFound, match="the text ends before all is closed"):
        load(path)


def test_an_older_document_is_refused_with_what_converts_it(tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    path.write_text("swagger: '2.0'\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        load(path)
    assert "swagger2openapi" in caught.value.problems[0].remedy
