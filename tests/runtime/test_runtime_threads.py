"""Requests of threads go out on idle connections, the last one used first, as many as limits allow."""

from __future__ import annotations

import gc
import threading
from typing import Any

import httpx
import pytest
from call_fakes import Handler, serving

from runtime.threads import Pool
from runtime.transport import Connections, Transport

REQUEST = httpx.Request("GET", "http://a.test/x", extensions={"timeout": {"pool": 0.0}})


class Fake(httpx.BaseTransport):
    """One connection: it knows what it was asked, and whether it is closed."""

    def __init__(self) -> None:
        self.hosts: list[str] = []
        self.closed = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.hosts.append(request.url.host)
        if request.url.path == "/lost":
            raise httpx.ReadError("lost")
        return httpx.Response(200, stream=httpx.ByteStream(b"fine"))

    def close(self) -> None:
        self.closed = True


class Fakes:
    """A pool of fakes, all that were made, and a clock."""

    def __init__(self, **limits: Any) -> None:
        self.made: list[Fake] = []
        self.now = 0.0
        self.pool = Pool(self._make, httpx.Limits(**limits), lambda: self.now)

    def _make(self, _limits: httpx.Limits) -> Fake:
        self.made.append(Fake())
        return self.made[-1]

    def ask(self, host: str = "a.test") -> None:
        self.pool.handle_request(httpx.Request("GET", f"http://{host}/x")).close()

    @property
    def open(self) -> list[Fake]:
        return [each for each in self.made if not each.closed]


def test_a_connection_is_used_again_by_those_who_ask_for_its_origin() -> None:
    fakes = Fakes()
    for host in ("a.test", "a.test", "b.test", "a.test"):
        fakes.ask(host)
    assert [each.hosts for each in fakes.made] == [["a.test"] * 3, ["b.test"]]


def test_one_idle_for_too_long_is_closed_whatever_it_leads_to() -> None:
    fakes = Fakes(keepalive_expiry=5.0)
    fakes.ask("a.test")
    fakes.now = 5.1
    fakes.ask("b.test")
    assert [each.closed for each in fakes.made] == [True, False]


@pytest.mark.parametrize("limit", ["max_connections", "max_keepalive_connections"])
def test_idle_ones_count_and_the_oldest_goes_first(limit: str) -> None:
    fakes = Fakes(**{limit: 2})
    for host in ("a.test", "b.test", "c.test"):
        fakes.ask(host)
    assert [each.hosts for each in fakes.open] == [["b.test"], ["c.test"]]


def test_who_waits_too_long_for_a_place_is_told() -> None:
    fakes = Fakes(max_connections=1)
    response = fakes.pool.handle_request(REQUEST)
    with pytest.raises(httpx.PoolTimeout, match="All of 1 connections"):
        fakes.pool.handle_request(REQUEST)
    response.close()
    fakes.pool.handle_request(REQUEST).close()
    assert len(fakes.made) == 1


def test_a_failure_gives_the_place_back() -> None:
    fakes = Fakes(max_connections=1)
    with pytest.raises(httpx.ReadError):
        fakes.pool.handle_request(httpx.Request("GET", "http://a.test/lost"))
    fakes.pool.handle_request(REQUEST).close()
    assert [each.closed for each in fakes.made] == [True, False]


@pytest.mark.parametrize("held", [False, True])
def test_so_does_a_response_that_is_dropped(held: bool) -> None:
    fakes = Fakes(max_connections=1)
    response: Any = fakes.pool.handle_request(REQUEST)
    if held:
        # As when the garbage is collected in the middle of what the pool does.
        with fakes.pool._lock:
            del response
            gc.collect()
    else:
        del response
        gc.collect()
    fakes.pool.handle_request(REQUEST).close()
    assert [each.closed for each in fakes.made] == [True, False]


def test_threads_that_wait_all_get_their_turn() -> None:
    def answer(handler: Handler) -> None:
        handler.reply(body=handler.path)

    own = Transport(Connections(limits=httpx.Limits(max_connections=3)))
    found: list[str] = []

    def ask(url: str) -> None:
        found.append(http.get(url, timeout=10).json())

    with serving(answer) as url, httpx.Client(transport=own) as http:
        threads = [threading.Thread(target=ask, args=(f"{url}/{n}",)) for n in range(30)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        pool: Any
        [pool] = own._pools.values()
        assert pool._busy == 0
        assert 1 <= len(pool._idle) <= 3
    assert sorted(found) == sorted(f"/{n}" for n in range(30))


def test_a_closed_pool_keeps_nothing() -> None:
    fakes = Fakes()
    fakes.ask()
    response = fakes.pool.handle_request(REQUEST)
    fakes.pool.close()
    response.close()
    assert not fakes.open
