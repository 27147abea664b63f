"""Rendered texts go in; formatted bytes, or the place where one is no Python, come out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest

from clientsmith.cache import Cache
from clientsmith.languages.python import formatting
from clientsmith.languages.python.formatting import format_files
from clientsmith.problems import ProblemsFound

CODE = PurePosixPath("acme/code.py")


def made(
    files: Mapping[PurePosixPath, str],
    cache: Cache,
    templates: Mapping[PurePosixPath, str] | None = None,
) -> dict[PurePosixPath, bytes]:
    return format_files(files.items(), cache, templates)


def test_python_is_formatted_and_the_rest_is_not() -> None:
    readme = PurePosixPath("README.md")
    files = {CODE: "x = { 'a':1 }\n", readme: "x = { 'a':1 }\n", PurePosixPath("py.typed"): ""}
    assert made(files, Cache()) == {
        CODE: b'x = {"a": 1}\n',
        readme: b"x = { 'a':1 }\n",
        PurePosixPath("py.typed"): b"",
    }


def test_an_empty_module_stays_empty() -> None:
    assert made({CODE: "\n\n"}, Cache()) == {CODE: b"\n"}


def test_lines_are_a_hundred_wide() -> None:
    line = f"call({', '.join(['argument'] * 9)})\n"
    assert len(line) > 88
    assert made({CODE: line}, Cache())[CODE].decode() == line


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
        made({CODE: text}, Cache(), {CODE: "code.py.jinja"})
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.place.line) == ("acme/code.py", line)
    assert expected in problem.message
    assert problem.remedy == "mend the template code.py.jinja"


def test_every_broken_file_is_named() -> None:
    files = {PurePosixPath(f"{name}.py"): "(" for name in "abc"}
    with pytest.raises(ProblemsFound) as caught:
        made(files, Cache())
    assert len(caught.value.problems) == 3


def test_what_was_formatted_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made({CODE: "x  = 1\n"}, Cache(tmp_path))
    monkeypatch.setattr(formatting, "_format_once", None)
    assert made({CODE: "x  = 1\n"}, Cache(tmp_path)) == first
    with pytest.raises(TypeError):
        made({CODE: "x  = 2\n"}, Cache(tmp_path))


def test_a_pool_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {PurePosixPath(f"{n}.py"): f"x  = {n}\n" * (n + 1) for n in range(9)}
    files[CODE] = "("
    monkeypatch.setattr(formatting, "_CPUS", 2)
    monkeypatch.setattr(formatting, "_POOL_PAYS", 0)
    with pytest.raises(ProblemsFound) as caught:
        made(files, Cache())
    assert [problem.place.file for problem in caught.value.problems] == [str(CODE)]
    del files[CODE]
    pooled = made(files, Cache())
    monkeypatch.setattr(formatting, "_CPUS", 1)
    assert list(pooled.items()) == list(made(files, Cache()).items())


CLASSES = [
    "class A:\n    x = 'a'\n\n\n",
    "@final\n@dataclass(frozen = True)\nclass B(A):\n    y = [1,\n2]\n\n\n\n",
    'x: TypeAlias = A|B\n"""One of both."""\n\nclass C:\n    pass\n\n\n',
    "# Why there is a D.\nclass D:\n    def f(self): ...\n\n",
]


@pytest.mark.parametrize(
    "module",
    [
        "from __future__ import annotations\n\n" + "".join(CLASSES) * 9,
        'x = """\n\n\nclass A:\n    y = 1\n\n\n"""\n\n' + "".join(CLASSES[:2]) * 2,
        "# fmt: off\nx  =  1\n" + "".join(CLASSES) + "# fmt: on\n",
    ],
    ids=["many classes", "a class in a string", "what stays as it is"],
)
def test_a_module_in_parts_is_the_same(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = made({CODE: module}, Cache())
    monkeypatch.setattr(formatting, "_CPUS", 2)
    monkeypatch.setattr(formatting, "_POOL_PAYS", 0)
    monkeypatch.setattr(formatting, "_PART", 1)
    assert made({CODE: module}, Cache()) == whole


def test_a_broken_module_in_parts_is_named_by_its_own_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatting, "_CPUS", 2)
    monkeypatch.setattr(formatting, "_POOL_PAYS", 0)
    monkeypatch.setattr(formatting, "_PART", 1)
    module = "".join(CLASSES) + "class E:\n    x = = 1\n"
    with pytest.raises(ProblemsFound) as caught:
        made({CODE: module}, Cache())
    assert caught.value.problems[0].place.line == module.count("\n")
