"""docs/styles.md goes in: its files are written, its commands run, and what it shows has to come out."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from clientsmith.cli import app
from clientsmith.languages import views
from clientsmith.styles.subjects import FOR_EACH
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


def test_the_page_lists_every_view_and_row() -> None:
    known = {name for name, each in vars(views).items() if _is_view(each)} - {"TypeView"}
    listed = set(re.findall(r"^\| `(\w+View)` \|", PAGE, re.M))
    assert listed == known
    assert set(FOR_EACH) <= set(re.findall(r"^\| `(\w+)` \|", PAGE, re.M))


def _is_view(value: object) -> bool:
    return dataclasses.is_dataclass(value) and getattr(value, "__name__", "").endswith("View")
