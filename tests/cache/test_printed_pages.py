"""What was printed before is taken as it was: only where a run without it would print the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from clientsmith import pipeline
from clientsmith.cache import Cache
from clientsmith.pipeline import RunContext, generate
from clientsmith.project.settings import Target
from clientsmith.styles.render import Page, Rendered, render

PETS = Path(__file__).parent.parent / "golden" / "pets.yaml"
FORMATTED = Cache()  # black's part is not what is looked at here

# What an edit puts in the place of what, one after the other.
EDITS = {
    "a description": ("The pets of the house.", "All pets of the house."),
    "a summary": ("List pets", "List all pets"),
    "the title": ("title: Pets", "title: Animals"),
    "the API's version": ("version: 1.2.0", "version: 1.3.0"),
    "a server": ("pets.example/v1", "pets.example/v2"),
    "a new field": ("        bornAt:", "        age: {type: integer}\n        bornAt:"),
    "a field's type": (
        "friends: {type: array, items:",
        "friends: {type: object, additionalProperties:",
    ),
    "a constant": ("enum: [cat, dog]", "enum: [cat, dog, bird]"),
    "a parameter": ("name: after,", "name: before,"),
    "a method's name": ("pets.create", "pets.take_in"),
    "a resource's name": ("pets.photo.replace", "pets.picture.replace"),
    "a type's name": ("NewPet", "FreshPet"),
    "how pages are read": ("class: CursorPage", "class: TokenPage"),
    "the key's header": ("name: x-key", "name: x-pets-key"),
    "nothing that is printed": ("openapi: 3.1.0", "openapi: 3.1.0  # of 2021"),
}


@pytest.fixture(params=["python", "typescript"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Target:
    return Target("pets", tmp_path / "pets.yaml", request.param, tmp_path / "out")


@pytest.mark.slow
def test_after_every_edit_all_is_as_if_printed_anew(target: Target, tmp_path: Path) -> None:
    text = PETS.read_text()
    for name, (old, new) in EDITS.items():
        assert old in text, name
        text = text.replace(old, new)
        target.spec.write_text(text)
        kept = generate(target, RunContext(cache=Cache(tmp_path / "kept"))).files
        assert dict(kept) == dict(generate(target, RunContext(cache=FORMATTED)).files), name


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[PurePosixPath]:
    """The paths that are rendered, as they come."""
    paths: list[PurePosixPath] = []

    def noting(
        style: object, language: object, pages: dict[PurePosixPath, Page]
    ) -> dict[PurePosixPath, Rendered]:
        paths.extend(pages)
        return render(style, language, pages)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "render", noting)
    return paths


def names(paths: list[PurePosixPath]) -> Iterator[str]:
    """What was rendered since the last look."""
    yield from (each.stem for each in paths)
    paths.clear()


def test_what_an_edit_does_not_change_is_not_rendered(
    target: Target, tmp_path: Path, printed: list[PurePosixPath]
) -> None:
    rendered: set[str] = set()
    for text in (PETS.read_text(), PETS.read_text().replace("List pets", "List all pets")):
        target.spec.write_text(text)
        generate(target, RunContext(cache=Cache(tmp_path / "kept")))
        rendered = set(names(printed))
    assert "pets" in rendered or "__init__" in rendered
    assert not rendered & {"README", "pagination", "errors", "photo", "pyproject", "package"}


def test_a_cache_that_holds_something_else_is_none(target: Target, tmp_path: Path) -> None:
    target.spec.write_text(PETS.read_text())
    before = generate(target, RunContext(cache=Cache(tmp_path / "kept"))).files
    entries = [each for each in (tmp_path / "kept" / "pages").rglob("*") if each.is_file()]
    assert entries
    for text in ("[1]", "{", '{"README.md": 3}', '{"README.md": ["mine", "x", "y"]}'):
        entries[0].write_text(text)
        again = generate(target, RunContext(cache=Cache(tmp_path / "kept"))).files
        assert dict(again) == dict(before)
