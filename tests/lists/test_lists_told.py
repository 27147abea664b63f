"""What is told of the lists that were found: how many, how each is read and where, and how to say no."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from served import RULES, document
from typer.testing import CliRunner

from clientsmith.cli import app

SAID = {
    "next_cursor": "the cursor `nextCursor`, sent as `cursor`",
    "deep_token": "the cursor `meta.next_page_token`, sent as `page[token]`",
    "inside": "the cursor `result.paging.cursors.after`, sent as `after`",
    "address": "the address in `links.next`",
    "opaque": "the address in `next`",
    "header": "the header `Link`",
    "last_item": "the id of the last item, sent as `starting_after`",
    "last_id": "the cursor `last_id`, sent as `after_id`",
    "numbered": "the number of the page, sent as `page`",
    "from_zero": "the number of the page, sent as `page`",
    "offset": "the number of items before it, sent as `offset`",
    "counted": "the number of items before it, sent as `skip`",
    "searched": "the cursor `next_cursor`, sent as `start_cursor` in the body",
    "searched_inside": "the cursor `meta.page.after`, sent as `page.cursor` in the body",
    "searched_counting": "the number of items before it, sent as `offset` in the body",
    "further_inside": "the cursor `additional.paging.next_start`, sent as `start`",
}
HEAD = {
    "openapi": "3.1.0",
    "info": {"title": "Lists", "version": "1.0.0"},
    "servers": [{"url": "https://lists.example"}],
}
NO_LIST = """
overlay: 1.0.0
info: {title: No list, version: 1.0.0}
actions:
  - target: $.paths['/header'].get
    update: {x-client: {pagination: false}}
"""


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "lists.yaml"
    file.write_text(yaml.safe_dump({**HEAD, **document()}, sort_keys=False))
    return file


def run(*arguments: str) -> Any:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def notes(spec: Path, *further: str) -> dict[str, dict[str, Any]]:
    """The notes of `lint`, by the list that each is about."""
    told = json.loads(run("lint", "--spec", str(spec), "--json", *further).stdout)
    found = [each for each in told["targets"][0]["problems"] if each["severity"] == "note"]
    return {each["message"].split("`")[1].removesuffix(".list"): each for each in found}


def test_lint_tells_how_each_list_is_read_and_where(spec: Path) -> None:
    told = notes(spec)
    assert told.keys() == RULES.keys()
    lines = spec.read_text().splitlines()
    for name, note in told.items():
        assert note["message"].endswith(SAID[name])
        assert lines[note["line"] - 1].strip() == f"operationId: {name}.list"
        assert "x-client: {pagination: false}" in note["help"]


def test_notes_are_no_warnings(spec: Path) -> None:
    result = run("lint", "--spec", str(spec))
    assert result.exit_code == 0
    assert f"0 errors, 0 warnings, {len(RULES)} notes" in result.stderr
    github = run("lint", "--spec", str(spec), "--github").stdout.splitlines()
    assert [each.partition(" ")[0] for each in github] == ["::notice"] * len(RULES)


@pytest.mark.parametrize("again", [False, True])
def test_generate_counts_them(spec: Path, again: bool) -> None:
    for _ in range(2 if again else 1):
        told = run("generate", "--spec", str(spec), "--output", "out").stderr
    assert f"{len(RULES)} lists read as going on page by page" in told


def test_the_outline_shows_the_page(spec: Path) -> None:
    told = run("outline", str(spec)).stdout
    assert "-> SyncNextCursorListResponsePage" in told


def test_an_overlay_says_that_one_is_none(spec: Path) -> None:
    overlay = spec.with_name("no-list.yaml")
    overlay.write_text(NO_LIST)
    assert RULES.keys() - notes(spec, "--overlay", str(overlay)).keys() == {"header"}


@pytest.mark.parametrize("value", ["true", "{}", "''", "1"])
def test_only_false_says_no(spec: Path, value: str) -> None:
    overlay = spec.with_name("wrong.yaml")
    overlay.write_text(NO_LIST.replace("false", value))
    result = run("lint", "--spec", str(spec), "--overlay", str(overlay))
    assert result.exit_code == 1
    assert "pagination" in result.stderr
