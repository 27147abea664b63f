"""Problems in, text for a reader out: the line, a caret under the place, and nothing that acts."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientsmith.problems import Place, Problem, ProblemsFound, describe, excerpt


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(text: str) -> None:
    Path("a.yaml").write_bytes(text.encode())


def test_a_problem_is_told_with_its_line_and_its_remedy() -> None:
    write("a: 1\nb: strng\n")
    problem = Problem(Place("a.yaml", 2, 4), "no such type", "did you mean `string`?", "type")
    assert describe(problem).splitlines() == [
        "a.yaml:2:4: error: no such type [type]",
        " 2 | b: strng",
        "   |    ^",
        "   help: did you mean `string`?",
    ]


def test_lines_around_are_shown_when_asked_for() -> None:
    write("a: 1\r\nb: 2\r\nc: 3\r\n")
    assert excerpt(Place("a.yaml", 3, 1), context=1) == [" 2 | b: 2", " 3 | c: 3", "   | ^"]


def test_only_ends_of_lines_end_lines() -> None:
    write("a: x\u2028y\x0bz\nb: 2\n")
    assert excerpt(Place("a.yaml", 2, 1)) == [" 2 | b: 2", "   | ^"]


@pytest.mark.parametrize(
    "place", [Place("a.yaml"), Place("a.yaml", 9, 1), Place("none.yaml", 1, 1)]
)
def test_without_a_line_there_is_no_excerpt(place: Place) -> None:
    write("a: 1\n")
    assert excerpt(place) == []


def test_of_a_long_line_the_place_is_shown() -> None:
    write('{"a": "' + "x" * 5000 + '", "type": "strng"}')
    line, caret = excerpt(Place("a.yaml", 1, 5019))
    assert len(line) < 200
    assert line[caret.index("^") :] == '"strng"}'


def test_a_document_can_not_speak_to_the_terminal() -> None:
    write("a: \x1b[2J\x1b]0;title\x07 \u202eabc\tb\n")
    told = describe(Problem(Place("a.yaml", 1, 4), "the key '\x1b[2J\n'", "\x9b31m\u2066", "x"))
    assert told.replace("\n", "").isprintable()
    assert len(told.splitlines()) == 4


def test_problems_come_in_the_order_of_their_places_and_once() -> None:
    first, second = (Problem(Place("a.yaml", line, 1), "a", "b", "c") for line in (9, 10))
    assert ProblemsFound([second, first, second]).problems == (first, second)
