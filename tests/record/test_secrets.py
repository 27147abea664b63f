"""A text that holds a secret in some encoding goes in; one that doesn't comes out."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, strategies as st

from clientsmith.recordings.secrets import held, without

KEY = 'sk-ant/é"very+secret='


def _json(text: str) -> str:
    return json.dumps(text)


FORMS = {
    "plain": KEY,
    "json": _json(KEY),
    "json, slashes escaped": _json(KEY).replace("/", r"\/"),
    "json, all escaped": "".join(f"\\u{ord(char):04X}" for char in KEY),
    "json in json": _json(_json(KEY)),
    "hexadecimal escapes": "".join(f"\\x{ord(char):02x}" for char in KEY),
    "address": quote(KEY, safe=""),
    "address, lower case": quote(KEY, safe="").lower(),
    "address, all encoded": "".join(f"%{each:02X}" for each in KEY.encode()),
    "address in address": quote(quote(KEY, safe=""), safe=""),
    "form": quote_plus(KEY),
    "html": "".join(f"&#{ord(char)};" for char in KEY),
    "html, hexadecimal": "".join(f"&#x{ord(char):x};" for char in KEY),
    "hexadecimal": KEY.encode().hex(),
    "hexadecimal, upper case": KEY.encode().hex().upper(),
    "base64": base64.b64encode(KEY.encode()).decode(),
    "base64 for addresses": base64.urlsafe_b64encode(KEY.encode()).decode().rstrip("="),
    "base64 of more, one in": base64.b64encode(b"u:" + KEY.encode() + b"!").decode(),
    "base64 of more, two in": base64.b64encode(b"x" + KEY.encode() + b"\n\n").decode(),
    "binary": b"\x00\x01".decode("latin-1") + KEY.encode().decode("latin-1"),
    "utf-16": KEY.encode("utf-16-le").decode("latin-1"),
}
DEEPER = {
    "base64 in base64": base64.b64encode(base64.b64encode(KEY.encode())).decode(),
    "base64 in lines": base64.encodebytes(KEY.encode() * 9).decode(),
    "base64 of json": base64.b64encode(json.dumps({"a": KEY}).encode()).decode(),
    "base64 in an address": quote(base64.b64encode(KEY.encode()).decode(), safe=""),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_secret_is_replaced_in_every_form(form: str) -> None:
    text = f'{{"a": "x {FORMS[form]} y"}}'
    assert held(text, [KEY]) == KEY
    made = without(text, {KEY: "scrubbed"})
    assert held(made, [KEY]) == ""
    assert made.startswith('{"a": "x ')
    assert made.endswith(' y"}')


@pytest.mark.parametrize("form", DEEPER)
def test_a_secret_that_is_hidden_deeper_is_found_at_least(form: str) -> None:
    assert held(f"a {DEEPER[form]} b", [KEY]) == KEY


def test_a_number_is_found_as_a_whole_one_alone() -> None:
    replaced = {"123456": "100000"}
    text = '{"a": 123456, "b": 91234567, "c": "123456"}'
    assert without(text, replaced) == '{"a": 100000, "b": 91234567, "c": "100000"}'
    assert held('{"b": 91234567}', ["123456"]) == ""


@given(st.text(max_size=60))
def test_a_text_without_a_secret_stays_as_it_is(text: str) -> None:
    assert without(text, {"not-in-any-text-at-all": "scrubbed"}) == text
    assert held(text, ["not-in-any-text-at-all"]) == ""


@given(st.text(min_size=6, max_size=12), st.text(max_size=9), st.text(max_size=9))
def test_whatever_a_secret_is_made_of(secret: str, before: str, after: str) -> None:
    assert f" {secret} " not in without(f"{before} {secret} {after}", {secret: "\ue000"})
