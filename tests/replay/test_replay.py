"""Cassettes go in; a server that answers real HTTP requests as they do comes out."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from clientsmith.problems import ProblemsFound
from clientsmith.recordings.replay import CHOICE_HEADER, ReplayServer, load_cassettes, serve

ORIGIN = "https://api.acme.test"
Keep = Callable[..., None]


def interaction(
    request: str, body: Any = None, answer: Any = None, **response: Any
) -> dict[str, Any]:
    """One interaction of a cassette: `POST /path`, the bodies, and further facts of the response."""
    method, _, path = request.partition(" ")
    kind = response.get("kind", "application/json")
    return {
        "request": {
            "method": method,
            "uri": ORIGIN + path,
            "headers": {"content-type": [response.get("sent", "application/json")]},
            "body": json.dumps(body) if isinstance(body, (dict, list)) else body,
        },
        "response": {
            "status": {"code": response.get("status", 200), "message": "OK"},
            "headers": {"content-type": [kind], **response.get("headers", {})},
            "body": {
                "string": json.dumps(answer) if not isinstance(answer, (str, bytes)) else answer
            },
        },
    }


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    """Writes a cassette."""

    def write(name: str, *interactions: dict[str, Any]) -> None:
        file = tmp_path / f"{name}.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(yaml.safe_dump({"interactions": list(interactions), "version": 1}))

    return write


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Callable[..., httpx.Response]]:
    """Sends a request to a server of the folder's cassettes, started by the first one."""
    servers: list[ReplayServer] = []
    with httpx.Client() as client:

        def send(request: str, **more: Any) -> httpx.Response:
            if not servers:
                servers.append(ReplayServer(tmp_path).__enter__())
            method, _, path = request.partition(" ")
            return client.request(method, servers[0].url + path, **more)

        yield send
        for server in servers:
            server.close()


Ask = Callable[..., httpx.Response]


def test_a_recording_answers_with_all_it_has(keep: Keep, ask: Ask) -> None:
    headers = {"request-id": ["r1"], "x-twice": ["a", "b"], "transfer-encoding": ["chunked"]}
    keep("pets/get", interaction("GET /v1/pets/7", answer={"id": 7}, status=203, headers=headers))
    answer = ask("GET /v1/pets/7")
    assert (answer.status_code, answer.json()) == (203, {"id": 7})
    assert answer.headers["request-id"] == "r1"
    assert answer.headers.get_list("x-twice") == ["a", "b"]
    assert "transfer-encoding" not in answer.headers


def test_connections_are_kept(keep: Keep, tmp_path: Path) -> None:
    keep("a", interaction("GET /a", answer=1), interaction("DELETE /a", status=204, answer=""))
    with ReplayServer(tmp_path) as server:
        connection = http.client.HTTPConnection(server.url.removeprefix("http://"))
        for method in ("GET", "DELETE", "HEAD", "GET"):
            connection.request(method, "/a")
            answer = connection.getresponse()
            body = answer.read()
            assert body == (b"1" if method == "GET" else b"")
            assert not answer.isclosed() or answer.will_close is False
        connection.close()
    assert [each.request.method for each in server.requests] == ["GET", "DELETE", "HEAD", "GET"]


def test_the_query_must_be_the_recorded_one_in_any_order(keep: Keep, ask: Ask) -> None:
    keep("one", interaction("GET /a?x=1&y=2", answer="one"))
    keep("two", interaction("GET /a", answer="two"))
    assert ask("GET /a?y=2&x=1").text == "one"
    assert ask("GET /a").text == "two"
    assert ask("GET /a?x=1").status_code == 404


def test_a_parameter_can_be_ignored(keep: Keep, tmp_path: Path) -> None:
    keep("a", interaction("GET /a?x=1", answer="yes"))
    with ReplayServer(tmp_path, ignore_query=["beta"]) as server:
        assert httpx.get(f"{server.url}/a?x=1&beta=true").text == "yes"


def test_paths_agree_when_they_mean_the_same(keep: Keep, ask: Ask) -> None:
    keep("a", interaction("GET /a%2fb/~c%20d", answer="yes"))
    assert ask("GET /a%2Fb/%7Ec%20d").text == "yes"
    assert ask("GET /a/b/~c%20d").status_code == 404


def test_the_nearest_body_answers(keep: Keep, ask: Ask) -> None:
    hello = {"model": "m", "max": 10, "messages": ["hello"]}
    keep("a", interaction("POST /a", {**hello, "tools": [1]}, "tools"))
    keep("b", interaction("POST /a", hello, "hello"))
    keep("c", interaction("POST /a", {**hello, "stream": True}, "stream"))
    keep("d", interaction("POST /a", {"model": 1}, "error", status=400))
    assert ask("POST /a", json=dict(reversed(hello.items()))).text == "hello"
    assert ask("POST /a", json={**hello, "messages": ["bye"]}).text == "hello"
    assert ask("POST /a", json={"model": "m", "tools": [1]}).text == "tools"
    assert ask("POST /a", json={**hello, "stream": True, "max": 1}).text == "stream"
    assert ask("POST /a", json={**hello, "stream": False}).text == "hello"
    assert ask("POST /a", json={"model": 1}).status_code == 400
    assert ask("POST /a", json={"model": 2}).status_code == 200


def test_what_went_well_answers_before_what_did_not(keep: Keep, ask: Ask) -> None:
    keep("a", interaction("POST /a", {"x": 1}, "overloaded", status=529))
    keep("b", interaction("POST /a", {"x": 1}, "fine"))
    assert ask("POST /a", json={"x": 1}).text == "fine"
    assert ask("POST /a", json={"x": 1}, headers={CHOICE_HEADER: "a"}).status_code == 529
    assert ask("POST /a", json={"x": 1}, headers={CHOICE_HEADER: "z"}).status_code == 404


def test_a_stream_that_failed_did_not_go_well(keep: Keep, ask: Ask) -> None:
    events = ["event: a\ndata: 1\n\n", "event: error\ndata: 2\n\n"]
    said = {"kind": "text/event-stream"}
    keep("a", interaction("POST /a", {"stream": True, "x": 1}, "".join(events), **said))
    keep("b", interaction("POST /a", {"stream": True, "x": 2}, events[1], **said))
    keep("c", interaction("POST /a", {"stream": True, "x": 3}, events[0], **said))
    assert ask("POST /a", json={"stream": True, "x": 4}).text == events[0]
    assert ask("POST /a", json={"stream": True, "x": 2}).text == events[1]


def test_interactions_of_one_file_take_turns(keep: Keep, tmp_path: Path) -> None:
    states = [interaction("GET /a", answer=answer) for answer in ("first", "second")]
    keep("poll", *states)
    keep(
        "retry", interaction("GET /b", answer="no", status=529), interaction("GET /b", answer="yes")
    )
    with ReplayServer(tmp_path / "poll.yaml") as server:
        assert [httpx.get(f"{server.url}/a").text for _ in range(3)] == ["first", "second", "first"]
    with ReplayServer(tmp_path / "retry.yaml") as server:
        assert [httpx.get(f"{server.url}/b").status_code for _ in range(2)] == [529, 200]


def test_forms_and_multipart_are_compared_loosely(keep: Keep, ask: Ask) -> None:
    part = '--B\nContent-Disposition: form-data; name="file"; filename="{}"\n\nhello\n'
    for name in ("a.txt", "b.txt"):
        body = part.format(name) + "--B--\n"
        keep(name, interaction("POST /f", body, name, sent="multipart/form-data; boundary=B"))
    keep("x", interaction("POST /form", "x=1", "x", sent="application/x-www-form-urlencoded"))
    keep("y", interaction("POST /form", "y=1", "y", sent="application/x-www-form-urlencoded"))
    assert ask("POST /f", files={"file": ("b.txt", b"hello")}).text == "b.txt"
    assert ask("POST /f", files={"file": ("c.txt", b"other")}).text == "a.txt"
    assert ask("POST /form", data={"y": "1"}).text == "y"


def test_binary_answers_come_as_they_are(keep: Keep, ask: Ask) -> None:
    keep("a", interaction("GET /a", answer=b"\x00\xff\r\n", kind="application/octet-stream"))
    assert ask("GET /a").content == b"\x00\xff\r\n"


def test_events_are_sent_one_at_a_time(keep: Keep, tmp_path: Path) -> None:
    events = ["event: a\ndata: 1\n\n", "event: b\ndata: 2\n\n", "data: 3\n"]
    keep("a", interaction("POST /a", {"stream": True}, "".join(events), kind="text/event-stream"))
    with ReplayServer(tmp_path, delay=0.05) as server, httpx.Client() as client:
        seen: list[tuple[float, bytes]] = []
        with client.stream("POST", f"{server.url}/a", json={"stream": True}) as answer:
            assert answer.headers["transfer-encoding"] == "chunked"
            seen.extend((time.monotonic(), chunk) for chunk in answer.iter_raw())
    assert [chunk.decode() for _, chunk in seen] == events
    assert seen[-1][0] - seen[0][0] > 0.08


def test_json_lines_are_sent_one_at_a_time(keep: Keep, tmp_path: Path) -> None:
    keep("a", interaction("GET /a", answer='{"a": 1}\n{"b": 2}\n', kind="application/jsonl"))
    with ReplayServer(tmp_path) as server, httpx.stream("GET", f"{server.url}/a") as answer:
        assert list(answer.iter_lines()) == ['{"a": 1}', '{"b": 2}']
        assert answer.headers["transfer-encoding"] == "chunked"


def test_a_client_that_leaves_a_stream_harms_nobody(keep: Keep, tmp_path: Path) -> None:
    keep("a", interaction("GET /a", answer="data: 1\n\n" * 500, kind="text/event-stream"))
    with ReplayServer(tmp_path, delay=0.001) as server:
        with httpx.stream("GET", f"{server.url}/a") as answer:
            next(answer.iter_raw())
        assert httpx.get(f"{server.url}/none").status_code == 404


def test_a_chunked_request_is_read(keep: Keep, ask: Ask) -> None:
    keep("a", interaction("POST /a", {"x": 1}, "x"))
    keep("b", interaction("POST /a", {"y": 1}, "y"))
    answer = ask(
        "POST /a", content=iter([b'{"y"', b": 1}"]), headers={"content-type": "application/json"}
    )
    assert answer.text == "y"


def test_addresses_of_the_recorded_server_lead_here(keep: Keep, tmp_path: Path) -> None:
    link = {"location": [f"{ORIGIN}/b"]}
    keep("a", interaction("GET /a", answer={"url": f"{ORIGIN}/b"}, headers=link))
    with ReplayServer(tmp_path) as server:
        answer = httpx.get(f"{server.url}/a")
        assert answer.json() == {"url": f"{server.url}/b"}
        assert answer.headers["location"] == f"{server.url}/b"
    with ReplayServer(tmp_path, rewrite=False) as server:
        assert httpx.get(f"{server.url}/a").json() == {"url": f"{ORIGIN}/b"}


def test_an_unmatched_request_is_told_what_comes_near(keep: Keep, ask: Ask) -> None:
    keep("pets/list", interaction("GET /v1/pets?limit=2"))
    keep("pets/make", interaction("POST /v1/pets", {"stream": True}))
    keep("far/away", interaction("GET /elsewhere"))
    error = ask("GET /v1/pets?limit=3").json()["error"]
    assert error["message"] == "no recording answers GET /v1/pets"
    assert error["nearest"][0] == (
        "pets/list: GET /v1/pets (the query is limit=3, recorded is limit=2)"
    )
    assert "(the method is PUT)" in ask("PUT /v1/pets").text
    assert "(the path is /v1/pet)" in ask("GET /v1/pet").text
    assert "(`stream` is another)" in ask("POST /v1/pets", json={}).text


def test_what_came_is_kept(keep: Keep, tmp_path: Path) -> None:
    keep("a", interaction("POST /a", {"x": 1}))
    with ReplayServer(tmp_path) as server:
        httpx.post(f"{server.url}/a?q=1", json={"x": 1}, headers={"X-Key": "k"})
        httpx.post(f"{server.url}/a", json={"x": 2})
    first, second = server.requests
    assert (first.recording, second.recording) == ("", "a")
    assert first.request.members == {"x": 1}
    assert dict(first.request.headers)["x-key"] == "k"
    assert first.request.query == (("q", "1"),)


ANSWER = "interactions: [{{request: {{method: GET, uri: /}}, response: {{{}}}}}]"


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("interactions: [", 2, "not YAML"),
        ("[]", 0, "has no list of `interactions`"),
        ("interactions: [{request: {}}]", 0, "interaction 1: `request` is missing"),
        ("interactions: [{request: {method: GET}, response: {}}]", 0, "its request has no `uri`"),
        ("interactions: [{request: {method: GET, uri: /}}]", 0, "`response` is missing"),
        ("interactions: [{request: {method: GET, uri: 'http://[x'}, response: {status: 1}}]", 0,
         "interaction 1: Invalid"),
        ("interactions: [!!python/object:os.system {}]", 1, "not YAML"),
        (ANSWER.format('headers: {"a\\r\\nb": c}'), 0, "is no name of a header"),
        (ANSWER.format('headers: {a: "b\\r\\nset-cookie: c"}'), 0, "its `a` is no plain text"),
        (ANSWER.format("headers: {a: [[b]]}"), 0, "its `a` is no plain text of one line"),
        (ANSWER.format('status: {code: 200, message: "OK\\r\\nx: y"}'), 0, "its `message` is no"),
        (ANSWER.format("status: {code: 100}"), 0, "100 is no status of an answer"),
        (ANSWER.format("status: {code: x}"), 0, "interaction 1: invalid literal"),
        (ANSWER.format("body: [[a]]"), 0, "its body is no text"),
    ],
)  # fmt: skip
def test_a_broken_cassette_is_named(tmp_path: Path, text: str, line: int, expected: str) -> None:
    (tmp_path / "a.yaml").write_text(text)
    (tmp_path / "b.yaml").write_text("[]")
    with pytest.raises(ProblemsFound) as caught:
        load_cassettes(tmp_path)
    first, second = caught.value.problems
    assert (Path(first.place.file).name, first.place.line) == ("a.yaml", line)
    assert expected in first.message
    assert Path(second.place.file).name == "b.yaml"


def test_a_folder_without_recordings_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="no recordings here"):
        ReplayServer(tmp_path)


def test_serve_says_where_until_it_is_interrupted(
    keep: Keep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep("a", interaction("GET /a", answer="yes"))
    said: list[str] = []
    seen: list[str] = []

    def run(server: ReplayServer) -> None:
        with server:
            seen.append(httpx.get(f"{server.url}/a").text)
        raise KeyboardInterrupt

    monkeypatch.setattr(ReplayServer, "run", run)
    serve(tmp_path, say=said.append)
    assert seen == ["yes"]
    assert said[0].startswith("replaying 1 recorded answers at http://127.0.0.1:")
    assert said[-1] == "stopped"


def test_each_request_is_a_line_that_says_which_recording_answered(
    keep: Keep, tmp_path: Path
) -> None:
    keep("pets/get", interaction("GET /v1/pets/7?x=1", answer={"id": 7}, status=203))
    said: list[str] = []
    with ReplayServer(tmp_path, say=said.append) as server:
        httpx.get(f"{server.url}/v1/pets/7?x=1")
        httpx.get(f"{server.url}/v1/pets/8")
    assert said == [
        "GET /v1/pets/7?x=1 -> 203 pets/get",
        "GET /v1/pets/8 -> 404, no recording; nearest are pets/get: GET /v1/pets/7 "
        "(the path is /v1/pets/8)",
    ]


def raw(server: ReplayServer, text: bytes) -> bytes:
    """What comes back for these bytes, until the server hangs up."""
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        connection.sendall(text)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


HOST = b"host: localhost\r\n"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"\x16\x03\x01\x00\r\n\r\n", 400),
        (b"BREW /a HTTP/1.1\r\n" + HOST + b"\r\n", 501),
        (b"GET /a HTTP/9.9\r\n" + HOST + b"\r\n", 505),
        (b"GET http://[ HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        (b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414),
        (b"GET /a HTTP/1.1\r\n" + HOST + b"a: b\r\n" * 200 + b"\r\n", 431),
        (b"POST /a HTTP/1.1\r\n" + HOST + b"content-length: x\r\n\r\n", 400),
        (b"POST /a HTTP/1.1\r\n" + HOST + b"content-length: -1\r\n\r\n", 400),
        (b"POST /a HTTP/1.1\r\n" + HOST + b"content-length: 99999999999\r\n\r\n", 413),
        (b"POST /a HTTP/1.1\r\n" + HOST + b"content-length: " + b"9" * 6000 + b"\r\n\r\n", 400),
        (b"POST /a HTTP/1.1\r\n" + HOST + b"transfer-encoding: chunked\r\n\r\nx\r\n", 400),
        (b"POST /a HTTP/1.1\r\n" + HOST + b"transfer-encoding: chunked\r\n\r\n-5\r\n", 400),
        (b"POST /a HTTP/1.1\r\n" + HOST + b"transfer-encoding: chunked\r\n\r\n", 400),
        (b"POST /a HTTP/1.1\r\n" + HOST + b"transfer-encoding: gzip\r\n\r\n", 400),
        (
            b"POST /a HTTP/1.1\r\n" + HOST + b"content-length: 1\r\n"
            b"transfer-encoding: chunked\r\n\r\n0\r\n\r\n",
            400,
        ),
        (b"POST /a HTTP/1.1\r\n" + HOST + b"content-length: 90000\r\n\r\n" + b"[" * 90000, 404),
        (
            b"POST /a HTTP/1.1\r\n" + HOST + b"content-type: multipart/form-data\r\n"
            b"content-length: 4\r\n\r\n\r\n\r\n",
            404,
        ),
    ],
    ids=range(18),
)  # fmt: skip
def test_what_is_malformed_is_refused_and_harms_nobody(
    keep: Keep, tmp_path: Path, capfd: pytest.CaptureFixture[str], text: bytes, status: int
) -> None:
    keep("a", interaction("GET /fine", answer="yes"))
    said: list[str] = []
    with ReplayServer(tmp_path, say=said.append) as server:
        assert raw(server, text).split(b" ", 2)[1] == str(status).encode()
        assert len(said) == 1
        assert f"-> {status}, " in said[0]
        assert said[0].isprintable()
        assert len(said[0]) < 1000
        assert httpx.get(f"{server.url}/fine").text == "yes"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8787", 200),
        ("LOCALHOST", 200),
        ("127.0.0.1:1", 200),
        ("[::1]:8787", 200),
        ("evil.test", 421),
        ("evil.test:8787", 421),
        ("localhost.evil.test", 421),
        ("localhost@evil.test", 421),
        ("127.0.0.1\r\nhost: evil.test", 421),
        ("[", 400),
    ],
)
def test_loopback_hosts_alone_are_answered(
    keep: Keep, tmp_path: Path, host: str, status: int
) -> None:
    """A page of the web whose name was made to lead here reads nothing."""
    keep("a", interaction("GET /a", answer="yes"))
    with ReplayServer(tmp_path) as server:
        answer = raw(server, f"GET /a HTTP/1.1\r\nhost: {host}\r\n\r\n".encode())
        assert answer.startswith(f"HTTP/1.1 {status} ".encode())
        assert (b"yes" in answer) == (status == 200)
        through = raw(server, b"GET http://evil.test/a HTTP/1.1\r\nhost: localhost\r\n\r\n")
        assert through.startswith(b"HTTP/1.1 421 ")


def test_a_line_of_the_log_is_one_line(keep: Keep, tmp_path: Path) -> None:
    keep("a", interaction("GET /a", answer="yes"))
    said: list[str] = []
    with ReplayServer(tmp_path, say=said.append) as server:
        raw(server, b"GET /a\x1b[2J\x85\xe2\x80\xae HTTP/1.1\r\n" + HOST + b"\r\n")
    (line,) = said
    assert line.isprintable()


def test_a_header_that_is_no_latin_text_is_sent_as_it_is(keep: Keep, ask: Ask) -> None:
    keep("a", interaction("GET /a", answer="yes", headers={"x-name": ["Zoë 東京"]}))
    assert ask("GET /a").headers["x-name"] == "Zoë 東京"


def test_a_busy_port_is_told(keep: Keep, tmp_path: Path) -> None:
    keep("a", interaction("GET /a", answer="yes"))
    with ReplayServer(tmp_path) as server:
        port = int(server.url.rpartition(":")[2])
        with pytest.raises(ProblemsFound, match=f"port {port} is taken"):
            ReplayServer(tmp_path, port)


def test_many_clients_at_once(keep: Keep, tmp_path: Path) -> None:
    keep("a", interaction("GET /a", answer="yes"))
    answers: list[str] = []
    with ReplayServer(tmp_path) as server:
        clients = [
            threading.Thread(target=lambda: answers.append(httpx.get(f"{server.url}/a").text))
            for _ in range(8)
        ]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
    assert answers == ["yes"] * 8


def test_the_repository_s_recordings_load() -> None:
    interactions = load_cassettes(Path(__file__).parents[1] / "recordings")
    assert interactions
    assert all(each.request.origin for each in interactions)
