"""Every recording, replayed over a socket: what the client sends and what it makes of the answer.

Calls follow from the recording and the operation it is of: a new recording is a new test.
"""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Iterator

import claude_client
import pytest
import yaml
from claude_client import Anthropic, AsyncAnthropic

from clientsmith.recordings.replay import CHOICE_HEADER, ReplayServer
from support.calls import call_of
from support.claude import RECORDINGS, SPEC, Recording, method_of, recordings
from support.replayed import Expected, expected, normal, same_request
from support.results import Heard, hear, hear_async, plain

ERRORS = {
    400: claude_client.BadRequestError,
    401: claude_client.AuthenticationError,
    403: claude_client.PermissionDeniedError,
    404: claude_client.NotFoundError,
    409: claude_client.ConflictError,
    413: claude_client.RequestTooLargeError,
    422: claude_client.UnprocessableEntityError,
    429: claude_client.RateLimitError,
    500: claude_client.InternalServerError,
    503: claude_client.ServiceUnavailableError,
    504: claude_client.DeadlineExceededError,
    529: claude_client.OverloadedError,
}
# The models whose last day the document tells: whoever asks one of them is warned.
ENDING = yaml.safe_load((SPEC.parent / "schemas" / "models.yaml").read_text())["Model"]["x-client"][
    "ends"
]
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
every_recording = pytest.mark.parametrize("recording", recordings(), ids=lambda each: each.name)


@pytest.fixture(scope="module")
def server() -> Iterator[ReplayServer]:
    with ReplayServer(RECORDINGS) as replay:
        yield replay


@pytest.fixture(scope="module")
def client(server: ReplayServer) -> Iterator[Anthropic]:
    with Anthropic(api_key="none", base_url=server.url, max_retries=0) as made:
        yield made


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    made = asyncio.new_event_loop()
    yield made
    made.close()


@pytest.fixture(scope="module")
def async_client(server: ReplayServer, loop: asyncio.AbstractEventLoop) -> Iterator[AsyncAnthropic]:
    made = AsyncAnthropic(api_key="none", base_url=server.url, max_retries=0)
    yield made
    loop.run_until_complete(made.close())


@every_recording
def test_a_recording_is_sent_and_read(
    recording: Recording, server: ReplayServer, client: Anthropic
) -> None:
    before, call = len(server.requests), call_of(recording)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        method = method_of(client, recording.operation)
        heard = hear(method, call.positional, _chosen(call.keywords, recording))
    deprecated = [each for each in warned if each.category is DeprecationWarning]
    ending = call.keywords.get("model") in ENDING
    assert bool(deprecated) == (recording.operation.deprecated or ending)
    _check(heard, expected(recording, server.url), recording)
    _check_requests(recording, server, before)


@every_recording
def test_a_recording_is_sent_and_read_asynchronously(
    recording: Recording,
    server: ReplayServer,
    async_client: AsyncAnthropic,
    loop: asyncio.AbstractEventLoop,
) -> None:
    before, call = len(server.requests), call_of(recording)
    method = method_of(async_client, recording.operation)
    heard = loop.run_until_complete(
        hear_async(method, call.positional, _chosen(call.keywords, recording))
    )
    _check(heard, expected(recording, server.url), recording)
    _check_requests(recording, server, before)


@pytest.mark.parametrize(
    "recording",
    [each for each in recordings() if each.last.response.status < 400 and not each.operation.link],
    ids=lambda each: each.name,
)
def test_a_raw_response_is_the_recorded_one(
    recording: Recording, server: ReplayServer, client: Anthropic
) -> None:
    call, first = call_of(recording), recording.interactions[0].response
    holder = method_of(client, recording.operation, "with_raw_response")
    method = getattr(holder, method_of(client, recording.operation).__name__)
    response = method(*call.positional, **_chosen(call.keywords, recording))
    assert response.status_code == first.status
    assert response.request_id == dict(first.headers)["request-id"]
    if recording.operation.result.kind == "json" and not call.keywords.get("stream"):
        assert normal(plain(response.parse())) == normal(response.json())
    response.close()


def _chosen(keywords: dict[str, object], recording: Recording) -> dict[str, object]:
    # A stated timeout: what would take long may be asked for without a stream.
    return {**keywords, "extra_headers": {CHOICE_HEADER: recording.name}, "timeout": 30.0}


def _check(heard: Heard, wanted: Expected, recording: Recording) -> None:
    assert normal(heard.data) == normal(wanted.data)
    if wanted.error is None:
        assert heard.error is None
        return
    error, headers = heard.error, dict(recording.last.response.headers)
    assert type(error) is ERRORS.get(wanted.error, claude_client.APIStatusError)
    assert error is not None
    assert error.status_code == wanted.error
    assert error.type == wanted.body["error"]["type"]
    assert error.request_id == headers["request-id"]
    assert error.body == wanted.body
    assert error.message == f"Error code: {wanted.error} - {wanted.body}"


def _check_requests(recording: Recording, server: ReplayServer, before: int) -> None:
    received = server.requests[before:]
    assert len(received) == len(recording.interactions)
    for interaction, each in zip(recording.interactions, received, strict=True):
        assert each.recording == recording.name
        same_request(interaction.request, each.request)
