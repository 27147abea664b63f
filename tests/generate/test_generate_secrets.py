"""Credentials among the arguments of fragments: sent as they are, and shown by no frame of a client."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from pydantic import BaseModel

from support.frames import shown
from support.generating import generate_fragment, imported

SECRET = "hidden-123"

ACCOUNTS = """
    paths:
      /login: {post: {operationId: accounts.login, responses: &done {'204': {description: done}},
        parameters: [
          {name: X-Client-Secret, in: header, schema: {type: string}},
          {name: device_token, in: query, schema: {type: string}},
          {name: hidden, in: query, schema: {type: boolean}}],
        requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Login'}}}}}}
      /form: {post: {operationId: accounts.fill, responses: *done, requestBody: {content: {
        application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Login'}}}}}}
      /parts: {post: {operationId: accounts.hand_in, responses: *done, requestBody: {content: {
        multipart/form-data: {schema: {$ref: '#/components/schemas/Login'}}}}}}
      /many: {post: {operationId: accounts.invite, responses: *done, requestBody: {required: true,
        content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Login'}}}}}}}
    components:
      schemas:
        Login:
          type: object
          properties:
            name: {type: string}
            password: {type: string}
            pin: {type: string, format: password}
            max_token: {type: integer}
            accounts: {type: array, items: {$ref: '#/components/schemas/Account'}}
        Account:
          type: object
          properties:
            apiKey: {type: string}
            of: {$ref: '#/components/schemas/Login'}
"""


class Account(BaseModel):
    apiKey: str


METHODS: Mapping[str, Mapping[str, Any]] = {
    "login": {
        "x_client_secret": SECRET,
        "device_token": SECRET,
        "hidden": True,
        "password": SECRET,
    },
    "fill": {"pin": SECRET, "password": SECRET},
    "hand_in": {"pin": SECRET, "password": SECRET},
    "invite": {"body": [{"name": "n", "password": SECRET}]},
}
ACCOUNTS_GIVEN: Mapping[str, Any] = {
    "a list": [{"apiKey": SECRET}],
    "a tuple": ({"apiKey": SECRET},),
    "a model": [Account(apiKey=SECRET)],
    "an iterator": iter([{"of": {"password": SECRET}}]),
}
WRONG: Mapping[str, Any] = {
    "nothing": {},
    "a value that is no JSON": {"name": object()},
    "no number": {"max_token": float("nan")},
    "no header": {"extra_headers": {"a b": SECRET}},
    "a file for a query": {"extra_query": {"password": SECRET, "b": io.BytesIO()}},
    "an extra body": {"extra_body": {"password": SECRET, "b": object()}},
    "an extra body that is none": {"extra_body": [SECRET]},
}


class Refusing:
    """Refuses every request, and keeps it."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(401, json={})


def failing(package: ModuleType, method: str, arguments: Mapping[str, Any]) -> list[str]:
    """What the frames of a call that fails show, of both kinds of client; the last is what was sent."""
    refusing, folder = Refusing(), str(Path(str(package.__file__)).parent)
    transport = httpx.MockTransport(refusing)
    client = package.PetsClient(http_client=httpx.Client(transport=transport))
    with pytest.raises(Exception) as first:  # noqa: PT011 (whichever it is)
        getattr(client.accounts, method)(**arguments)

    async def again() -> None:
        other = package.AsyncPetsClient(http_client=httpx.AsyncClient(transport=transport))
        await getattr(other.accounts, method)(**arguments)

    with pytest.raises(Exception) as second:  # noqa: PT011 (whichever it is)
        asyncio.run(again())
    sent = [f"{each.url} {dict(each.headers)} {each.read()!r}" for each in refusing.requests]
    return [*(shown(each.value, [folder]) for each in (first, second)), "".join(sent)]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    with imported(generate_fragment(ACCOUNTS, tmp_path_factory.mktemp("accounts"))) as made:
        yield made


def test_no_argument_that_is_a_credential_is_shown(package: ModuleType) -> None:
    for method, arguments in METHODS.items():
        *frames, sent = failing(package, method, arguments)
        for each in frames:
            assert "accounts.py" in each
            assert "[redacted]" in each
            assert SECRET not in each, each
        assert sent.count(SECRET) == 2 * json.dumps(arguments).count(SECRET)


def test_nor_is_one_inside_of_another(package: ModuleType) -> None:
    for accounts in ACCOUNTS_GIVEN.values():
        for each in failing(package, "login", {"accounts": accounts})[:-1]:
            assert "accounts.py" in each
            assert SECRET not in each, each


def test_nor_is_one_where_an_argument_can_not_be_sent(package: ModuleType) -> None:
    for method in ("login", "fill", "hand_in"):
        for wrong in WRONG.values():
            for each in failing(package, method, {"password": SECRET, **wrong})[:-1]:
                assert "accounts.py" in each
                assert SECRET not in each, each


def test_what_is_no_credential_is_shown(package: ModuleType) -> None:
    shown_ = failing(package, "login", {"name": "Ada", "max_token": 1234})[0]
    assert "name = 'Ada'" in shown_
    assert "max_token = 1234" in shown_


def test_an_argument_may_be_called_as_what_hides_others(package: ModuleType) -> None:
    sent = failing(package, "login", {"hidden": True, "device_token": SECRET})[-1]
    assert f"device_token={SECRET}" in sent
    assert "hidden=true" in sent


def test_the_frames_of_a_caller_stay(package: ModuleType) -> None:
    def accounts() -> Any:
        yield {"apiKey": SECRET}
        raise RuntimeError("none is left")

    with pytest.raises(RuntimeError) as raised:
        package.PetsClient().accounts.login(accounts=accounts())
    assert "none is left" in shown(raised.value, [__file__])
    assert [each.name for each in raised.traceback][-1] == "accounts"
