"""Rendered texts go in; formatted bytes, or the place where one is no Python, come out."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from clientsmith.cache import Cache
from clientsmith.languages.python import formatting
from clientsmith.languages.python.formatting import format_files
from clientsmith.problems import ProblemsFound

CODE = PurePosixPath("acme/code.py")


def test_python_is_formatted_and_the_rest_is_not() -> None:
    readme = PurePosixPath("README.md")
    files = {CODE: "x = { 'a':1 }\n", readme: "x = { 'a':1 }\n", PurePosixPath("py.typed"): ""}
    assert format_files(files, Cache()) == {
        CODE: b'x = {"a": 1}\n',
        readme: b"x = { 'a':1 }\n",
        PurePosixPath("py.typed"): b"",
    }


def test_an_empty_module_stays_empty() -> None:
    assert format_files({CODE: "\n\n"}, Cache()) == {CODE: b"\n"}


def test_lines_are_a_hundred_wide() -> None:
    line = f"call({', '.join(['argument'] * 9)})\n"
    assert len(line) > 88
    assert format_files({CODE: line}, Cache())[CODE].decode() == line


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("x = 1\ny = = 2\n", 2, "invalid syntax: y = = 2"),
        ("return 1\n", 1, "'return' outside function"),
        ("def f(a, a):\n    pass\n", 1, "duplicate argument 'a' in function definition"),
        ('x = "\\d"\n', 1, "invalid escape sequence"),
        ("x = 'a\0'\n", 1, "null bytes"),
    ],
)
def test_what_is_no_python_is_named(text: str, line: int, expected: str) -> None:
    with pytest.raises(ProblemsFound) as caught:
        format_files({CODE: text}, Cache(), {CODE: "code.py.jinja"})
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.place.line) == ("acme/code.py", line)
    assert expected in problem.message
    assert problem.remedy == "mend the template code.py.jinja"


def test_every_broken_file_is_named() -> None:
    files = {PurePosixPath(f"{name}.py"): "(" for name in "abc"}
    with pytest.raises(ProblemsFound) as caught:
        format_files(files, Cache())
    assert len(caught.value.problems) == 3


def test_what_was_formatted_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = format_files({CODE: "x  = 1\n"}, Cache(tmp_path))
    monkeypatch.setattr(formatting, "_format_once", None)
    assert format_files({CODE: "x  = 1\n"}, Cache(tmp_path)) == first
    with pytest.raises(TypeError):
        format_files({CODE: "x  = 2\n"}, Cache(tmp_path))


def test_a_pool_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {PurePosixPath(f"{n}.py"): f"x  = {n}\n" * (n + 1) for n in range(9)}
    files[CODE] = "("
    monkeypatch.setattr(formatting, "_CPUS", 2)
    monkeypatch.setattr(formatting, "_POOL_PAYS", 0)
    with pytest.raises(ProblemsFound) as caught:
        format_files(files, Cache())
    assert [problem.place.file for problem in caught.value.problems] == [str(CODE)]
    del files[CODE]
    pooled = format_files(files, Cache())
    monkeypatch.setattr(formatting, "_CPUS", 1)
    assert list(pooled.items()) == list(format_files(files, Cache()).items())
