"""Recordings and a key go in; the same recordings, captured anew and without secrets, come out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import yaml

from clientsmith.problems import ProblemsFound
from clientsmith.project.settings import RecordSettings
from clientsmith.recordings.record import Captured, record
from clientsmith.recordings.replay import ReplayServer, load_cassettes

KEY = "sk-very-secret"
SETTINGS = RecordSettings(
    environment="ACME_KEY",
    header="x-api-key",
    scrub_headers=("x-org",),
    scrub_members=("account_email",),
)
GET = """\
# Written by hand.
interactions:
- request:
    method: GET
    uri: https://api.acme.test/pets?limit=1
    headers: {X-Version: ['1'], x-api-key: [old], cookie: [c=1], host: [api.acme.test]}
    body: null
  response:
    status: {code: 200, message: OK}
    headers: {x-org: [org-of-the-docs]}
    body: {string: '{"next": "first-page-end", "short": "a"}'}
"""
NEXT = """\
- request:
    method: POST
    uri: https://api.acme.test/pets?after=first-page-end
    headers: {content-type: [application/json]}
    body: '{"after": "first-page-end"}'
  response:
    status: {code: 201, message: OK}
    headers: {}
    body: {string: ''}
"""
Live = Callable[[httpx.Request], httpx.Response]


def capture(folder: Path, live: Live, settings: RecordSettings = SETTINGS) -> tuple[Captured, ...]:
    """Against a server that is a function."""
    return record(folder, settings, {"ACME_KEY": KEY}, httpx.MockTransport(live))


def complaint(folder: Path, settings: RecordSettings, environ: dict[str, str]) -> str:
    """Why nothing was sent."""

    def live(request: httpx.Request) -> httpx.Response:
        raise AssertionError("sent")

    with pytest.raises(ProblemsFound) as caught:
        record(folder, settings, environ, httpx.MockTransport(live))
    return "; ".join(problem.message for problem in caught.value.problems)


def test_a_request_is_sent_again_with_the_key(tmp_path: Path) -> None:
    (tmp_path / "get.yaml").write_text(GET)
    sent: list[httpx.Request] = []

    def live(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json={"next": "x"})

    assert capture(tmp_path, live) == (Captured("get"),)
    (request,) = sent
    assert str(request.url) == "https://api.acme.test/pets?limit=1"
    assert request.headers["x-api-key"] == KEY
    assert request.headers["x-version"] == "1"


def test_what_is_written_holds_no_secret_and_no_date(tmp_path: Path) -> None:
    (tmp_path / "get.yaml").write_text(GET)
    body = {
        "key": KEY,
        "org": "org-real-77",
        "account_email": 'me"@acme.test',
        "too": 'me"@acme.test',
    }
    headers = [
        ("x-org", "org-real-77"),
        ("set-cookie", "session=1"),
        ("date", "Mon, 01 Jan 2029 00:00:00 GMT"),
        ("cf-ray", "abc"),
        ("request-id", "r1"),
        ("content-type", "application/json"),
    ]

    def live(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers=headers, content=json.dumps(body))

    assert capture(tmp_path, live) == (Captured("get"),)
    text = (tmp_path / "get.yaml").read_text()
    assert text.startswith("# Captured from the live API")
    for secret in (
        KEY,
        "org-real-77",
        "session",
        "2029",
        "cf-ray",
        "cookie: ",
        "x-api-key",
        "old",
        "@acme",
    ):
        assert secret not in text.partition("\n")[2], secret
    (made,) = load_cassettes(tmp_path)
    assert dict(made.response.headers) == {
        "x-org": "org-of-the-docs",
        "request-id": "r1",
        "content-type": "application/json",
    }
    assert json.loads(made.response.body)["org"] == "org-of-the-docs"
    assert json.loads(made.response.body)["key"] == "scrubbed"


def test_members_are_scrubbed_in_events_too(tmp_path: Path) -> None:
    (tmp_path / "get.yaml").write_text(GET)
    events = 'event: a\ndata: {"account_email": "me@acme.test"}\n\ndata: me@acme.test\n\n'

    def live(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"content-type": "text/event-stream"}, text=events)

    capture(tmp_path, live)
    text = (tmp_path / "get.yaml").read_text()
    assert "me@acme.test" not in text
    assert '        data: {"account_email": "scrubbed"}\n' in text


def test_a_later_request_says_what_the_live_server_said(tmp_path: Path) -> None:
    (tmp_path / "two.yaml").write_text(GET + NEXT)
    sent: list[str] = []

    def live(request: httpx.Request) -> httpx.Response:
        sent.append(f"{request.url.query.decode()} {request.content.decode()}".strip())
        return httpx.Response(
            201 if len(sent) == 2 else 200, json={"next": "live-end", "short": "b"}
        )

    assert capture(tmp_path, live) == (Captured("two"),)
    assert sent == ["limit=1", 'after=live-end {"after": "live-end"}']
    assert load_cassettes(tmp_path)[1].request.members == {"after": "live-end"}


def test_an_answer_does_not_lead_the_key_away(tmp_path: Path) -> None:
    recorded = GET.replace("first-page-end", "https://api.acme.test/next")
    (tmp_path / "a.yaml").write_text(
        recorded
        + NEXT.replace(
            "https://api.acme.test/pets?after=first-page-end", "https://api.acme.test/next"
        )
    )

    def live(request: httpx.Request) -> httpx.Response:
        assert request.url.host == "api.acme.test"
        return httpx.Response(200, json={"next": "https://evil.test/next"})

    (captured,) = capture(tmp_path, live)
    assert captured.problem == "the key would be sent to https://evil.test, where an answer led"
    assert (tmp_path / "a.yaml").read_text().startswith("# Written by hand.")


def test_one_failure_does_not_stop_the_others(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.yaml").write_text(GET.replace("/pets", f"/{name}"))

    def live(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/a":
            raise httpx.ConnectError(f"no way with {KEY}")
        return httpx.Response(500 if request.url.path == "/b" else 200, text="what?\n\nnot")

    assert capture(tmp_path, live) == (
        Captured("a", "no way with scrubbed"),
        Captured("b", "request 1: 200 was recorded, 500 came: what? not"),
        Captured("c"),
    )
    assert (tmp_path / "a.yaml").read_text().startswith("# Written by hand.")
    assert (tmp_path / "b.yaml").read_text().startswith("# Written by hand.")
    assert (tmp_path / "c.yaml").read_text().startswith("# Captured")
    assert len(list(tmp_path.iterdir())) == 3


def test_without_a_key_it_says_which_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GET)
    assert complaint(tmp_path, SETTINGS, {}) == "recording needs a key: ACME_KEY is not set"
    expected = "nothing says which environment variable holds the key"
    assert complaint(tmp_path, RecordSettings(), {"ACME_KEY": KEY}) == expected


def test_the_key_goes_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GET)
    (tmp_path / "b.yaml").write_text(GET.replace("api.acme.test", "evil.test"))
    environ = {"ACME_KEY": KEY}
    message = complaint(tmp_path, SETTINGS, environ)
    assert "https://evil.test" in message
    assert "https://api.acme.test" in message
    listed = RecordSettings(environment="ACME_KEY", hosts=("api.acme.test",))
    assert complaint(tmp_path, listed, environ) == "the key would be sent to https://evil.test"
    (tmp_path / "b.yaml").write_text(GET.replace("https:", "http:"))
    assert "in clear to http://api.acme.test" in complaint(tmp_path, listed, environ)


def test_multipart_is_sent_with_the_line_ends_it_needs(tmp_path: Path) -> None:
    content = yaml.safe_load(NEXT)
    content[0]["request"]["headers"] = {"content-type": ["multipart/form-data; boundary=B"]}
    content[0]["request"]["body"] = '--B\nContent-Disposition: form-data; name="a"\n\n1\n--B--\n'
    (tmp_path / "a.yaml").write_text(yaml.safe_dump({"interactions": content}))

    def live(request: httpx.Request) -> httpx.Response:
        assert request.content.startswith(
            b'--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
        )
        return httpx.Response(201, content=b"\xff\x00")

    assert capture(tmp_path, live) == (Captured("a"),)
    (made,) = load_cassettes(tmp_path)
    assert made.response.body == b"\xff\x00"
    assert "name=" in made.request.body.decode()


def test_what_was_captured_is_replayed(tmp_path: Path) -> None:
    """Over real HTTP: the live server is a replay of another folder."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "get.yaml").write_text(GET)
    with ReplayServer(source) as server:
        copy = tmp_path / "copy"
        copy.mkdir()
        (copy / "get.yaml").write_text(GET.replace("https://api.acme.test", server.url))
        assert record(copy, SETTINGS, {"ACME_KEY": KEY}) == (Captured("get"),)
    before, after = (load_cassettes(folder)[0].response for folder in (source, copy))
    assert before == after
