"""Recordings and a key go in; the same recordings, captured anew and without secrets, come out."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
import yaml

from clientsmith.problems import ProblemsFound
from clientsmith.project.settings import RecordSettings
from clientsmith.recordings.record import Captured, record
from clientsmith.recordings.replay import ReplayServer, load_cassettes
from clientsmith.recordings.secrets import held

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


def test_the_key_goes_to_the_ports_that_are_listed(tmp_path: Path) -> None:
    environ = {"ACME_KEY": KEY}
    (tmp_path / "a.yaml").write_text(GET.replace("api.acme.test/", "api.acme.test:8443/"))
    listed = RecordSettings(environment="ACME_KEY", hosts=("api.acme.test",))
    expected = "the key would be sent to https://api.acme.test:8443"
    assert complaint(tmp_path, listed, environ) == expected

    def live(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={})

    for hosts in (("api.acme.test:8443",), ("API.acme.test:8443",), ()):
        settings = RecordSettings(environment="ACME_KEY", hosts=hosts)
        assert capture(tmp_path, live, settings) == (Captured("a"),)


@pytest.mark.parametrize(
    "address",
    [
        "https://api.acme.test@evil.test/next",
        "https://evil.test\\@api.acme.test/next",
        "https://user:word@api.acme.test/next",
        "https://api.acme.test:8443/next",
        "http://api.acme.test/next",
        "ftp://api.acme.test/next",
        "//evil.test/next",
        "https://127.0.0.1/next",
        "http://127.0.0.1/next",
    ],
)
def test_no_answer_leads_the_key_to_another_place(tmp_path: Path, address: str) -> None:
    there = "https://api.acme.test/next"
    (tmp_path / "a.yaml").write_text(
        GET.replace("first-page-end", there)
        + NEXT.replace("https://api.acme.test/pets?after=first-page-end", there)
    )
    sent: list[httpx.URL] = []

    def live(request: httpx.Request) -> httpx.Response:
        sent.append(request.url)
        return httpx.Response(200, json={"next": address})

    (captured,) = capture(tmp_path, live)
    assert captured.problem.endswith("where an answer led")
    assert [str(each) for each in sent] == ["https://api.acme.test/pets?limit=1"]


def test_a_redirect_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GET)

    def live(request: httpx.Request) -> httpx.Response:
        assert request.url.host == "api.acme.test"
        return httpx.Response(302, headers={"location": "https://evil.test/"})

    (captured,) = capture(tmp_path, live)
    assert captured.problem.startswith("request 1: 200 was recorded, 302 came")


def test_no_proxy_sees_the_key_in_clear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server of one's own is spoken to in clear, and so by no proxy that the system names."""
    source, copy = tmp_path / "source", tmp_path / "copy"
    for folder in (source, copy):
        folder.mkdir()
    (source / "get.yaml").write_text(GET)
    with ReplayServer(source) as server, ReplayServer(source) as proxy:
        (copy / "get.yaml").write_text(GET.replace("https://api.acme.test", server.url))
        for name in ("http_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        assert record(copy, SETTINGS, {"ACME_KEY": KEY}) == (Captured("get"),)
        assert proxy.requests == []
        assert len(server.requests) == 1


LONG = "sk-a-very-long-secret-of-somebody"


ODD = "sk/very+secret=1"
ECHOES = {
    "texts": json.dumps(
        {
            "plain": ODD,
            "address": f"https://x.test/?key={quote(ODD, safe='')}",
            "basic": base64.b64encode(f"user:{ODD}".encode()).decode(),
            "hex": ODD.encode().hex(),
        }
    ).encode(),
    "escapes": b'{"key": "%b"}' % "".join(f"\\u{ord(each):04x}" for each in ODD).encode(),
    "binary": b"\xff\xfe" + ODD.encode() + b"\x00",
    "wide": b"\xff\xfe" + ODD.encode("utf-16-le"),
}


@pytest.mark.parametrize("echo", ECHOES)
def test_no_key_is_kept_in_any_encoding(tmp_path: Path, echo: str) -> None:
    """As servers echo it: in texts, addresses, tokens, files."""
    (tmp_path / "a.yaml").write_text(GET)

    def live(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=ECHOES[echo])

    transport = httpx.MockTransport(live)
    assert record(tmp_path, SETTINGS, {"ACME_KEY": ODD}, transport) == (Captured("a"),)
    (made,) = load_cassettes(tmp_path)
    for text in ((tmp_path / "a.yaml").read_text(), made.response.body.decode("latin-1")):
        assert held(text, [ODD]) == ""
    if echo == "texts":
        assert json.loads(made.response.body)["plain"] == "scrubbed"


def test_members_are_scrubbed_whatever_they_hold(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GET)
    settings = RecordSettings(environment="ACME_KEY", scrub_members=("account", "pin"))
    account = {"email": "somebody@acme.test", "id": 73628190, "tags": ["tag-of-theirs"], "ok": True}
    body = {
        "account": account,
        "pin": 4711,
        "nested": json.dumps({"account": "in-a-text-77"}),
        "elsewhere": ["somebody@acme.test", 73628190, "tag-of-theirs", "in-a-text-77"],
        "link": "https://acme.test/?account=linked-one-5&x=4711",
    }

    def live(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=body)

    assert capture(tmp_path, live, settings) == (Captured("a"),)
    text = (tmp_path / "a.yaml").read_text()
    for secret in ("somebody", "73628190", "tag-of", "in-a-text", '"pin": 4711', "linked-one"):
        assert secret not in text, secret
    (made,) = load_cassettes(tmp_path)
    kept = json.loads(made.response.body)
    assert kept["account"] == {
        "email": "scrubbed",
        "id": 10000000,
        "tags": ["scrubbed"],
        "ok": True,
    }
    assert kept["elsewhere"] == ["scrubbed", 10000000, "scrubbed", "scrubbed"]
    assert kept["link"].endswith("&x=4711"), "what is short is scrubbed where it stands alone"


def test_a_cassette_s_own_secrets_are_not_kept_either(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        GET.replace("x-api-key: [old]", f"Authorization: [Bearer {LONG}], x-auth-token: [{LONG}2]")
        .replace("pets?limit=1", f"pets?token={LONG}")
        .replace("    body: null\n", f"    body: null\n    auth: {LONG}\n", 1)
    )

    def live(request: httpx.Request) -> httpx.Response:
        headers = {"x-new-token": f"{LONG}3", "set-cookie": f"session={LONG}4"}
        return httpx.Response(200, headers=headers, json=[LONG, f"{LONG}2", f"{LONG}3"])

    assert capture(tmp_path, live) == (Captured("a"),)
    text = (tmp_path / "a.yaml").read_text()
    assert held(text, [LONG]) == ""
    assert "x-auth-token" not in text
    (made,) = load_cassettes(tmp_path)
    assert dict(made.response.headers)["x-new-token"] == "scrubbed"


def test_what_replacing_can_t_reach_is_not_written(tmp_path: Path) -> None:
    """A secret in base64 in base64: it is found when the file is searched once more."""
    (tmp_path / "a.yaml").write_text(GET)
    twice = base64.b64encode(base64.b64encode(LONG.encode())).decode()

    def live(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"token": twice})

    transport = httpx.MockTransport(live)
    (captured,) = record(tmp_path, SETTINGS, {"ACME_KEY": LONG}, transport)
    assert captured.problem == "a secret would have been kept in it"
    assert (tmp_path / "a.yaml").read_text() == GET
    assert len(list(tmp_path.iterdir())) == 1


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
