"""Clients of fragments, generated, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType

import pytest

from support.generating import generate_fragment, imported


@pytest.fixture
def generate(tmp_path: Path) -> Iterator[Callable[[str], ModuleType]]:
    """Presses a fragment of a document and gives its client, imported."""
    with ExitStack() as stack:
        yield lambda fragment: stack.enter_context(imported(generate_fragment(fragment, tmp_path)))
