"""Values of every object that responses give: read and written they are the same, spoilt they are read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from claude_client import BaseModel
from claude_client._runtime.decode import decode, resolve
from hypothesis import HealthCheck, given, settings

from clientsmith.api.types import SchemaKey
from properties.strategies import answered, objects, spoilt
from support.claude import names
from support.replayed import normal
from support.results import plain

FEW = settings(max_examples=5, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=100)
every_object = pytest.mark.parametrize("key", answered(), ids=str)


def reference(key: SchemaKey) -> str:
    """What the generated descriptors call the model of a schema."""
    found = names().schemas[key]
    return f".types.{'.'.join(found.module)}:{found.response}"


def check_identity(key: SchemaKey, value: Any) -> None:
    model: type[BaseModel] = resolve(reference(key))
    read = model.model_validate_json(json.dumps(value))
    written: Any = read.to_dict(mode="json")
    assert normal(written) == normal(value)
    assert json.loads(read.to_json()) == written


def check_leniency(key: SchemaKey, value: Any) -> None:
    read = decode(reference(key), json.dumps(value).encode())
    if isinstance(read, BaseModel):
        read.to_dict(mode="json", warnings=False)
        repr(read)
    else:
        assert plain(read) == value


@every_object
def test_what_is_read_is_written_again(key: SchemaKey) -> None:
    FEW(given(objects(key))(lambda value: check_identity(key, value)))()


@every_object
def test_nothing_that_is_spoilt_stops_the_reader(key: SchemaKey) -> None:
    FEW(given(spoilt(key))(lambda value: check_leniency(key, value)))()


@pytest.mark.slow
@every_object
def test_many_values_are_written_again(key: SchemaKey) -> None:
    MANY(given(objects(key))(lambda value: check_identity(key, value)))()


@pytest.mark.slow
@every_object
def test_many_spoilt_values_are_read(key: SchemaKey) -> None:
    MANY(given(spoilt(key))(lambda value: check_leniency(key, value)))()
