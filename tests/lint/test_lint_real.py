"""Documents as their owners publish them, and our own: none has an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientsmith.api.reading import read
from clientsmith.document import load
from clientsmith.lint import examine, lint
from support.places import ROOT, SPECS

REAL = sorted([*SPECS.glob("*.y*ml"), *SPECS.glob("*.json"), *SPECS.glob("*/openapi.yaml")])
CASES = sorted((SPECS.parent / "cases").glob("*.yaml"))


@pytest.mark.slow
@pytest.mark.skipif(not REAL, reason="the documents are not here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.relative_to(SPECS).parts[0])
def test_foreign_documents_have_no_errors(path: Path) -> None:
    found = [str(each) for each in lint(load(path)) if each.severity == "error"]
    assert found == []


@pytest.mark.skipif(not CASES, reason="the documents are not here")
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_need_is_no_error(path: Path) -> None:
    problems, readable = examine(load(path))
    assert [str(each) for each in problems if each.severity == "error"] == []
    assert read(readable).operations()


def test_our_document_keeps_the_conventions() -> None:
    found = lint(load(ROOT / "spec" / "openapi.yaml"), strict=True)
    assert [str(each) for each in found if each.severity == "error"] == []
