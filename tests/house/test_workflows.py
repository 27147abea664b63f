"""What runs on GitHub: every command of a workflow exists here, and none has more rights than it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from clientsmith.cli import app
from clientsmith.cli.group import COMMANDS

ROOT = Path(__file__).parent.parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())


def jobs(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text())["jobs"]
    return found


def scripts(path: Path) -> str:
    rows = [step.get("run", "") for job in jobs(path).values() for step in job["steps"]]
    return "\n".join(rows)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_runs_what_there_is(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"\bmake (\S+)", scripts(path)):
        name = target.replace(".venv", "$(VENV)")
        assert re.search(rf"^{re.escape(name)}:", makefile, re.M), target
    for command in re.findall(r"\bclientsmith ([a-z]+)", scripts(path)):
        assert command in COMMANDS


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_read_and_no_more(path: Path) -> None:
    assert yaml.safe_load(path.read_text())["permissions"] == {"contents": "read"}
    rights = {name: job.get("permissions") for name, job in jobs(path).items()}
    more = {name: each for name, each in rights.items() if each}
    assert more in ({}, {index: {"id-token": "write"} for index in ("pypi", "npm")})
    assert not re.search(r"secrets\.", path.read_text())
    # What somebody else names enters a shell by its environment, and not by being written into it.
    assert "${{" not in scripts(path)


def test_a_hook_runs_what_there_is() -> None:
    assert {hook["entry"].split()[1] for hook in HOOKS} <= set(COMMANDS)
    assert all(hook["entry"].split()[0] == "clientsmith" for hook in HOOKS)


def test_the_commands_are_documented_with_all_their_options() -> None:
    text = (ROOT / "docs" / "commands.md").read_text()
    assert [name for name in COMMANDS if f"| `clientsmith {name}" not in text] == []
    lacking = {
        f"{name} {option}"
        for name, options in all_options(get_command(app))
        for option in options
        if not re.search(rf"`{re.escape(option)}[ `]", text)
    }
    assert lacking == set()


def all_options(command: Any, name: str = "") -> Iterator[tuple[str, list[str]]]:
    """The long options of a command and of all below it."""
    group = getattr(command, "list_commands", None)
    for each in group(None) if group else ():
        yield from all_options(command.get_command(None, each), f"{name} {each}".strip())
    longs = [option for each in command.params for option in each.opts if option[:2] == "--"]
    yield name, [option for option in longs if option != "--help"]
