"""Documents as their owners publish them, and our own: none has an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientsmith.document import load
from clientsmith.lint import lint
from support.places import ROOT, SPECS

REAL = sorted([*SPECS.glob("*.y*ml"), *SPECS.glob("*.json"), *SPECS.glob("*/openapi.yaml")])


@pytest.mark.skipif(not REAL, reason="the documents are not here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.relative_to(SPECS).parts[0])
def test_foreign_documents_have_no_errors(path: Path) -> None:
    found = [str(each) for each in lint(load(path)) if each.severity == "error"]
    assert found == []


def test_our_document_keeps_the_conventions() -> None:
    found = lint(load(ROOT / "spec" / "openapi.yaml"), strict=True)
    assert [str(each) for each in found if each.severity == "error"] == []
