"""docs/styles.md goes in: its files are written, its commands run, and what it shows has to come out."""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from clientsmith.cache import Cache
from clientsmith.cli import app
from clientsmith.languages import views
from clientsmith.languages.protocol import Command
from clientsmith.pipeline import RunContext, generate
from clientsmith.project.settings import Target
from clientsmith.styles.subjects import FOR_EACH
from clientsmith.trial import try_style
from support.generating import real_specs
from support.places import ROOT

PAGE = (ROOT / "docs" / "styles.md").read_text()
_BLOCK = re.compile(r"^```(\w+) ?(in )?(\S*)\n(.*?)^```$", re.M | re.S)


def commands(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """Each command of a console, and the lines that it shows."""
    for part in text.split("$ clientsmith ")[1:]:
        first, *shown = part.splitlines()
        yield first.split(), [line for line in shown if line]


def test_what_the_page_shows_is_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for kind, shows, file, text in _BLOCK.findall(PAGE):
        if kind == "console":
            for words, lines in commands(text):
                result = CliRunner().invoke(app, words, terminal_width=200)
                printed = result.output.replace(f"{tmp_path}/", "")
                assert not result.exception or isinstance(result.exception, SystemExit)
                assert result.exit_code == any("error: " in line for line in lines), printed
                assert [line for line in lines if line not in printed] == []
        elif shows:
            printed = tmp_path / file
            made = (printed if printed.is_file() else ROOT / file).read_text()
            assert [line for line in text.splitlines() if line not in made] == []
        else:
            (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file).write_text(text)


def language_of_the_page(folder: Path, name: str) -> Path:
    """A style of the page, written into a folder."""
    for _, shows, file, text in _BLOCK.findall(PAGE):
        if not shows and file.startswith(f"{name}/"):
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(text)
    return folder / name


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("go") is None, reason="there is no Go compiler")
def test_go_takes_what_the_page_s_style_prints_of_hostile_texts(tmp_path: Path) -> None:
    style = language_of_the_page(tmp_path, "gopher")
    assert try_style(str(style), RunContext(), lambda _: None).operations > 40


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("go") is None, reason="there is no Go compiler")
@pytest.mark.parametrize(
    "spec",
    [ROOT / "spec" / "openapi.yaml", *real_specs("museum.yaml", "figma.yaml", "asana.yaml")],
    ids=lambda spec: spec.stem,
)
def test_go_takes_what_the_page_s_style_prints(spec: Path, tmp_path: Path) -> None:
    style = language_of_the_page(tmp_path, "gopher")
    ran: list[Command] = []
    target = Target("go", spec, str(style), tmp_path / "out")
    package = generate(target, RunContext(cache=Cache(), commands=ran.append))
    assert [each.words[0] for each in ran] == ["gofmt", "go"]
    assert any(b"interface {" in text for text in package.files.values())


def test_the_page_lists_every_view_and_row() -> None:
    known = {name for name, each in vars(views).items() if _is_view(each)} - {"TypeView"}
    listed = set(re.findall(r"^\| `(\w+View)` \|", PAGE, re.M))
    assert listed == known
    assert set(FOR_EACH) <= set(re.findall(r"^\| `(\w+)` \|", PAGE, re.M))


def _is_view(value: object) -> bool:
    return dataclasses.is_dataclass(value) and getattr(value, "__name__", "").endswith("View")
