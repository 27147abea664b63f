"""The fixture of the differential tests: one reference process for all of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from differential.clients import Clients, both_clients


@pytest.fixture(scope="session")
def clients() -> Iterator[Clients]:
    with both_clients() as both:
        yield both
