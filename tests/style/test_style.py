"""Style folders go in; the merged table of files, or what is wrong with a manifest, comes out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from clientsmith.problems import ProblemsFound
from clientsmith.styles.style import available_styles, open_style, shipped_styles

Make = Callable[..., Path]

BASE = """\
language: python
description: for tests
files:
  - {template: client.jinja, output: "{package}/client.py"}
  - {template: resource.jinja, output: "{package}/resources/{file}.py", for_each: resource}
  - {template: readme.jinja, output: README.md}
runtime:
  - {from: runtime, to: "{package}/_runtime"}
"""
FILES = {"client.jinja": "", "resource.jinja": "", "readme.jinja": "", "runtime/a.py": "A = 1\r\n"}


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes a style's folder and gives the folder of styles; what says anything reads our views."""

    def write(name: str, manifest: str, files: dict[str, str] | None = None) -> Path:
        if ": " in manifest and "[" not in manifest[-1:] and "views:" not in manifest:
            manifest = f"{manifest.rstrip()}\nviews: 2\n"
        for path, text in {"style.yaml": manifest, **(files or {})}.items():
            file = tmp_path / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        return tmp_path

    return write


def complaints(name: str | Path, root: Path) -> list[str]:
    """What is said about a style that can't be opened, each with the line it is said of."""
    with pytest.raises(ProblemsFound) as caught:
        open_style(name, [root])
    return [f"{each.place.line}: {each.message}" for each in caught.value.problems]


def test_a_style_is_its_table(make: Make) -> None:
    style = open_style("base", [make("base", BASE, FILES)])
    assert (style.name, style.language, style.description) == ("base", "python", "for tests")
    assert [row.for_each for row in style.files] == ["package", "resource", "package"]
    assert style.files[1].path("acme", "pets/toys") == PurePosixPath("acme/resources/pets/toys.py")
    assert not style.shipped


def test_runtime_files_are_copied_byte_for_byte_without_leftovers(make: Make) -> None:
    leftovers = {"runtime/__pycache__/a.pyc": "", "runtime/.hidden": "", "runtime/b/c.py": "C"}
    style = open_style("base", [make("base", BASE, {**FILES, **leftovers})])
    assert style.copied("acme") == {
        PurePosixPath("acme/_runtime/a.py"): b"A = 1\r\n",
        PurePosixPath("acme/_runtime/b/c.py"): b"C",
    }


@pytest.mark.parametrize("link", ["runtime/b.py", "runtime/more", "client.jinja"])
def test_a_link_that_leads_out_is_refused(make: Make, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.py").write_text("SECRET")
    root = make("base", BASE, FILES)
    (root / "base" / link).unlink(missing_ok=True)
    (root / "base" / link).symlink_to(outside / ("secret.py" if "." in link else ""))
    assert complaints("base", root) == ["0: a link that leads out of the style's folder"]


def test_a_link_inside_a_style_is_a_file_of_it(make: Make) -> None:
    root = make("base", BASE, FILES)
    (root / "base/runtime/b.py").symlink_to("a.py")
    assert open_style("base", [root]).copied("acme")[PurePosixPath("acme/_runtime/b.py")]


def test_a_child_replaces_a_row_a_file_and_drops_one(make: Make) -> None:
    make("base", BASE, FILES)
    child = """\
extends: base
files:
  - {template: mine.jinja, output: "{package}/client.py"}
  - {template: more.jinja, output: "{package}/more.py"}
runtime:
  - {from: lib, to: "{package}/lib"}
without: [README.md]
"""
    files = {"mine.jinja": "", "more.jinja": "", "lib/b.py": "B", "runtime/a.py": "A = 2"}
    style = open_style("child", [make("child", child, files)])
    assert [(row.template, row.output) for row in style.files] == [
        ("mine.jinja", "{package}/client.py"),
        ("resource.jinja", "{package}/resources/{file}.py"),
        ("more.jinja", "{package}/more.py"),
    ]
    assert [folder.name for folder in style.folders] == ["child", "base"]
    assert style.copied("acme") == {
        PurePosixPath("acme/_runtime/a.py"): b"A = 2",
        PurePosixPath("acme/lib/b.py"): b"B",
    }


def test_a_style_is_found_by_path_and_extends_one(make: Make) -> None:
    make("base", BASE, FILES)
    root = make("deep/child", "extends: ../../base\n")
    assert open_style(root / "deep" / "child").language == "python"


def test_shipped_styles_open() -> None:
    for name in available_styles():
        style = open_style(name)
        assert style.shipped
        assert style.files


def test_a_style_that_does_not_exist_names_those_that_do(make: Make) -> None:
    root = make("base", BASE, FILES)
    with pytest.raises(ProblemsFound) as caught:
        open_style("bas", [root])
    (problem,) = caught.value.problems
    assert problem.message == "there is no style `bas`"
    assert problem.remedy == "did you mean `base`?"
    assert complaints(Path("nowhere"), root)[0].startswith("1: there is no ")


@pytest.mark.parametrize(
    ("manifest", "expected"),
    [
        ("", ["1: the file is empty"]),
        ("language: [", ["2: not YAML: the text ends before all is closed"]),
        ("- a", ["1: expected a mapping here, not a list"]),
        ("description: x", ["1: a style that extends none needs a language"]),
        ("language: python\nlangauge: python", ["2: `langauge` means nothing here"]),
        ("language: python\nlanguage: python", ["2: `language` is given twice"]),
        ("language: cobol", ["1: `cobol` is no language that there is code for"]),
        ("language: 1", ["1: expected a text here, not `1`"]),
        ("language: python\nfiles: x", ["2: expected a list here, not a text"]),
        ("language: python\nfiles:\n- {output: a}", ["3: the row lacks `template`"]),
        ("language: python\nruntime:\n- {}", ["3: the row lacks `from` and `to`"]),
        ("language: python\nwithout: [x]", ["2: there is no output `x` to be without"]),
        (
            "language: python\nviews: 1",
            ["2: the style reads views of version 1, and these are of version 2"],
        ),
        ("language: python\nviews: two", ["2: expected a whole number here, not a text"]),
        ("language: python\nmodels: attrs", ["2: `attrs` is no kind of models here"]),
        ("extends: other", ["1: there is no style `other`"]),
        ("extends: bad", ["1: there is no style `bad`"]),
        ("extends: ../bad", ["1: the style `bad` extends itself"]),
        ("extends: ./bad", ["1: two styles of one chain are called `bad`"]),
    ],
)
def test_a_manifest_is_checked(make: Make, manifest: str, expected: list[str]) -> None:
    make("bad/bad", "extends: ../../bad")
    found = complaints("bad", make("bad", manifest))
    assert [line.replace("there is no /", "") for line in found] == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("{template: t.jinja, output: ../a.py}", "the output `../a.py` leaves the folder"),
        ("{template: t.jinja, output: /a.py}", "the output `/a.py` is absolute"),
        (
            "{template: t.jinja, output: 'a\\b.py'}",
            "has characters that are no part of a file's name",
        ),
        ("{template: t.jinja, output: aux.py}", "has the segment `aux.py`, a device on Windows"),
        ("{template: t.jinja, output: .git/hooks/x}", "`.git`, which a tool obeys"),
        ("{template: t.jinja, output: x.pth}", "`x.pth`, which a tool obeys"),
        ("{template: t.jinja, output: '{file}.py'}", "`{file}` means nothing in this output"),
        ("{template: t.jinja, output: '{package.__class__}'}", "means nothing in this output"),
        ("{template: t.jinja, output: '{package!r}'}", "`{package}` means nothing in this output"),
        (
            "{template: t.jinja, output: '{package'}",
            "is no path: expected '}' before end of string",
        ),
        ("{template: t.jinja, output: x.py, for_each: resource}", "is one path for all of them"),
        ("{template: t.jinja, output: x.py, for_each: operation}", "a row can't be repeated for"),
        ("{template: ../t.jinja, output: x.py}", "`../t.jinja` leaves the folder"),
        ("{template: none.jinja, output: x.py}", "there is no `none.jinja` in bad"),
        ("{template: t.jinja, output: y.py}", "a second row for the output `y.py`"),
    ],
)
def test_a_row_is_checked(make: Make, row: str, expected: str) -> None:
    manifest = f"language: python\nfiles:\n- {{template: t.jinja, output: y.py}}\n- {row}\n"
    found = complaints("bad", make("bad", manifest, {"t.jinja": ""}))
    assert len(found) == 1
    assert found[0].startswith("4: ")
    assert expected in found[0]


def test_all_that_is_wrong_is_said_at_once(make: Make) -> None:
    manifest = "langauge: python\nfiles:\n- {output: a}\n- {template: b}\n"
    assert len(complaints("bad", make("bad", manifest))) == 3


def test_a_child_keeps_its_parent_s_language(make: Make) -> None:
    make("base", BASE, FILES)
    root = make("Odd Name", "extends: ../base\nlanguage: python\n")
    assert complaints(root / "Odd Name", root) == ["1: a style can't be called `Odd Name`"]


@pytest.mark.parametrize(
    "file", ["../x", "a/../../x", "a\\b", "CON", "x.", "a\0b", "\uff0e\uff0e/x", "%2e%2e/x"]
)
def test_no_subject_leads_a_path_out(make: Make, file: str) -> None:
    style = open_style("base", [make("base", BASE.replace("resources/{file}.py", "{file}"), FILES)])
    with pytest.raises(ProblemsFound, match="the output"):
        style.files[1].path("acme", file)


def test_the_shipped_styles_stand_in_the_repository() -> None:
    assert (shipped_styles() / "python" / "style.yaml").is_file()
