"""Each flavour of models in turn."""

from __future__ import annotations

import pytest
from flavoured import ALL, LEAN, Flavour


@pytest.fixture(params=ALL, ids=lambda flavour: flavour.name)
def flavour(request: pytest.FixtureRequest) -> Flavour:
    return request.param


@pytest.fixture(params=LEAN, ids=lambda flavour: flavour.name)
def lean(request: pytest.FixtureRequest) -> Flavour:
    return request.param
