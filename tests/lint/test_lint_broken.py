"""Broken documents, each with its findings on top: `# line:column severity rule: message -> remedy`."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientsmith.document import load
from clientsmith.lint import lint
from clientsmith.lint.rules import RULES
from clientsmith.problems import Problem

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))


def told(problem: Problem) -> str:
    place = f"{problem.place.line}:{problem.place.column}"
    said = f"{problem.severity} {problem.rule}: {problem.said} -> {problem.remedy}"
    return f"# {place} {said}"


def comments(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return lines[: next(number for number, line in enumerate(lines) if not line.startswith("#"))]


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_every_finding_has_its_place_and_remedy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    kind, *expected = comments(path)
    found = lint(load(Path(path.name)), strict=kind == "# strict")
    assert [told(each) for each in found] == expected


# What breaks these is too long for a file here: tests/lint/test_lint_bounds.py.
OF_LENGTH = {"enum-length", "budget"}


def test_every_rule_has_a_document_that_breaks_it() -> None:
    broken = {line.split(":")[1].split()[-1] for path in BROKEN for line in comments(path)[1:]}
    assert broken | OF_LENGTH == {rule.name for rule in RULES}
