"""Models of each flavour among what a request sends in, JSON out."""

from __future__ import annotations

import json
from datetime import datetime, timezone

from flavoured import Flavour

LETTER = {"kind": "letter", "pages": [{"type": "text", "text": "hello"}], "weight": 1, "from": "me"}


def sent(flavour: Flavour, value: object) -> object:
    return json.loads(flavour.part("body").json_bytes(value))


def test_what_came_goes_back(flavour: Flavour) -> None:
    given = {**LETTER, "sent": "2026-01-02T03:04:05Z", "class": "first", "reply": LETTER}
    got = flavour.read("Letter", given)
    assert sent(flavour, {"letters": [got]}) == {"letters": [given]}
    assert sent(flavour, got) == given


def test_an_unknown_variant_goes_back_whole(flavour: Flavour) -> None:
    given = {"type": "hologram", "beam": {"red": 1}}
    assert sent(flavour, [flavour.read(flavour.post.Page, given)]) == [given]


def test_what_is_made_by_hand_has_what_was_given(flavour: Flavour) -> None:
    moment = datetime(2026, 1, 2, tzinfo=timezone.utc)
    made = flavour.read("Letter", LETTER)
    made.sent, made.pages = moment, [flavour.text("changed")]
    changed = [{"type": "text", "text": "changed"}]
    assert sent(flavour, made) == {**LETTER, "pages": changed, "sent": "2026-01-02T00:00:00Z"}
    assert sent(flavour, flavour.post.Plain(size=1)) == {"size": 1}


def test_a_model_is_a_part_of_a_form(flavour: Flavour) -> None:
    operation = flavour.part("operation").Operation(id="o", method="POST", path="/")
    values = {"letter": flavour.read("Letter", LETTER)}
    parts = flavour.part("multipart").parts_of(values, operation)
    assert json.loads(parts[0].source) == LETTER
    assert parts[0].content_type == "application/json"
