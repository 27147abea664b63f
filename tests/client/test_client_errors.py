"""Exceptions by the names that tracebacks have for them."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from importlib import import_module

import claude_client
import pytest
from claude_client import ClientError


def _all(error: type[ClientError]) -> Iterator[type[ClientError]]:
    yield error
    for derived in error.__subclasses__():
        yield from _all(derived)


# Imported by name, so that every module with exceptions of its own is loaded.
EXPORTED = [getattr(claude_client, name) for name in claude_client.__all__ if "Error" in name]
ERRORS = sorted(
    {error for error in _all(ClientError) if error.__module__.startswith("claude_client")},
    key=lambda error: error.__name__,
)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_an_exception_is_imported_from_where_its_traceback_says(error: type[ClientError]) -> None:
    assert "._runtime" not in error.__module__
    assert getattr(import_module(error.__module__), error.__name__) is error
    assert pickle.loads(pickle.dumps(error)) is error


def test_the_client_s_own_name_for_the_root() -> None:
    assert claude_client.AnthropicError is ClientError
    assert all(issubclass(error, ClientError) for error in EXPORTED)


def test_an_exception_of_a_user_keeps_its_module() -> None:
    assert type("Own", (ClientError,), {}).__module__ == __name__
