"""Where our client differs from the reference on purpose, and why. A row without use fails a test."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final


@dataclass(frozen=True)
class Known:
    """A difference, and the reason for it.

    `call` is an operation's id (`messages.create`), a signature (`messages.create()`), a recorded
    stream (`stream messages.create/stream_text`) or a way of calling; `way` leads to the value that differs (`body.messages.0.role`). Both may hold `*`.
    """

    call: str
    way: str
    reason: str

    def covers(self, call: str, way: str) -> bool:
        """Whether a difference is this one."""
        return fnmatchcase(call, self.call) and fnmatchcase(way, self.way)


SAMPLING: Final = (
    "the API has it, for models from before sampling settings were given up; the reference took it"
    " out of its signatures in 1.0, and has it sent by `extra_body`"
)

KNOWN: Final = (
    Known(
        "*",
        "*header.idempotency-key",
        "the reference makes a key for each call and sends none: a repeated POST may act twice",
    ),
    Known(
        "*",
        "header.content-type without a body",
        "what isn't there has no type; the reference gives one to POST and DELETE all the same",
    ),
    Known("completions.create*", "*", "the reference had Text Completions up to 0.125"),
    Known("organization.*_report.*", "*", "the API has it, the reference does not"),
    Known("*messages.*()", "result.temperature", SAMPLING),
    Known("*messages.*()", "result.top_[kp]", SAMPLING),
    Known(
        "tool_runner an unknown tool",
        "*.content",
        "a text for the model, in our own words",
    ),
    Known(
        "tool_runner bad input",
        "*.content",
        "the model is told what is wrong with its input, not just that it is wrong",
    ),
    Known("messages.parse()", "result.*", "takes all that `create` takes"),
    Known(
        "beta.messages.count_tokens()",
        "result.output_format",
        "counts with a type in the beta form as well",
    ),
    Known(
        "beta.messages.create()",
        "result.output_format",
        "a schema may be given here as before 1.0; it is sent in `output_config`",
    ),
    Known(
        "beta.organization.*()",
        "result.betas",
        "every method of beta takes `betas`; the reference leaves it out where none is needed yet",
    ),
    Known(
        "beta.messages.batches.results",
        "header.anthropic-beta",
        "looking up `results_url` is part of the call, so the call's `betas` are sent there too",
    ),
    Known(
        "list in a *",
        "query.*",
        "a list repeats its key as it was written; the reference writes `[]` behind every one",
    ),
    Known(
        "path *[=&]*",
        "path",
        "a path parameter is encoded whole, `;=&` too, which some servers take for separators",
    ),
    Known(
        "* text",
        "call.message",
        "the status is said here too; the reference has nothing but the text, a page of HTML say",
    ),
    Known(
        "stream *",
        "result.*message.stop_details",
        "what the stream said nothing of is in no dump; the reference makes it null at the end",
    ),
    Known(
        "asked to wait for over two minutes",
        "*",
        "raised at once, with `retry_after`; the reference sleeps, for hours if a server says so",
    ),
    Known("bytes as base64", "*", "are encoded as files are; the reference refuses them"),
    Known(
        "webhook refused",
        "call.*",
        "an error of this client's own; the reference's is that of another package",
    ),
    Known("webhooks.unwrap()", "result.tolerance", "how old a request may be is for you to say"),
    Known("503 *", "call.class", "ServiceUnavailableError, as the reference says from 2.0 on"),
    Known("504 *", "call.class", "DeadlineExceededError, as the reference says from 2.0 on"),
)

# The same of the clients of platforms. `call` is a client and a call of test_differential_platforms.
PLATFORMS: Final = (
    Known(
        "*",
        "header.idempotency-key",
        "as above: the reference sends none, and a repeated POST may act twice",
    ),
    Known(
        "*",
        "header.authorization",
        "of a signature, who signs what is compared; the rest is the time, and what is signed",
    ),
    Known("vertex* address", "path", "what a model is called can't change the path"),
    *(
        Known(
            f"{client} {call}", "call.class", "what isn't there is an error that names the platform"
        )
        for client, calls in (
            ("bedrock*", ("*count", "batches", "models", "organization", "action urls")),
            ("mantle*", ("models", "organization", "action urls")),
            ("vertex*", ("batches", "models", "organization", "action urls")),
            ("foundry*", ("batches", "models")),
        )
        for call in calls
    ),
    *(
        Known(f"{client} {status}", "call.class", "a status has the class that it has everywhere")
        for client, statuses in (
            ("bedrock", (413, 529)),
            ("mantle", (503,)),
            ("aws", (503,)),
            ("vertex", (413, 529)),
            ("google cloud", (503,)),
            ("foundry", (503,)),
        )
        for status in statuses
    ),
    Known(
        "bedrock stream", "call.*", "an error in a stream is of the class and status of its type"
    ),
)

CONSTANT: Final = "the API takes `const`, which the reference puts into the description"

# The same of programs that use a helper. `call` is a use of tests/programs/test_uses.py.
USES: Final = (
    Known("schemas.constants", "result.*", CONSTANT),
    Known("schemas.*", "*.type.const", CONSTANT),
    Known("schemas.*", "*.type.description", CONSTANT),
    Known("schemas.*", "*.pair.description", "what is told in words is told in the schema's order"),
    Known(
        "schemas.schemas_of_no_one_type",
        "result.*",
        "a schema of several types, or that says none, is taken; the reference raises",
    ),
    Known(
        "fallbacks.what_became_of_the_input",
        "result.warned",
        "the reference's own copy of the events makes pydantic warn",
    ),
    *(
        Known(f"runners{use}", "*.body.messages.*.content.*.content", reason)
        for use, reason in (
            (
                ".what_tools_raise",
                "an error without a word is said to be one; the API refuses none",
            ),
            (".a_tool_that_is_unknown", "a text for the model, in our own words"),
            ("_changed.tools_added_and_removed", "a text for the model, in our own words"),
            (
                "_changed.a_tool_replaced_and_one_removed_by_name",
                "a text for the model, in our own words",
            ),
            (
                ".input_that_does_not_fit",
                "the model is told what is wrong with its input, not just that it is wrong",
            ),
        )
    ),
    Known(
        "spans_of_tools.*",
        "*.body.messages.*.content.*.content",
        "a text for the model, in our own words",
    ),
    Known(
        "runners_streamed.streams_that_break_inside_an_input",
        "result.*",
        "a stream that ends too early raises; the reference takes what came for the message",
    ),
    Known("middlewares.a_request_changed", "2.query.*", "a list repeats its key as it was written"),
    *(
        Known("middlewares.told_of_a_request", f"result.*.{name}", reason)
        for name, reason in (
            ("operation", "what was called, which the reference doesn't tell"),
            ("path", "where, with parameters by name, which it doesn't tell either"),
            ("max_retries", "is the client's, `client.max_retries`"),
            ("options", "what the reference makes requests of; the parts are there by name"),
            ("cast_to", "what the reference makes results of; `operation` says what was called"),
            ("stream_cls", "what the reference makes streams of; `stream` says that it is one"),
        )
    ),
    Known(
        "mcp_values.files",
        "result.*.0",
        "an address without a path gives a file no name; the reference gives it an empty one",
    ),
    Known("memory.of_ones_own", "*.content.2.content", "a text for the model, in our own words"),
    Known(
        "memory.a_name_that_begins_alike",
        "result.*",
        "the reference takes `/memoriesandmore` for `/memories/andmore`",
    ),
    Known(
        "memory.the_folder_with_a_slash",
        "result.*",
        "the reference lists `/memories//notes.txt`, and removes the folder itself",
    ),
    Known(
        "*",
        "*header.idempotency-key",
        "as above: the reference sends none, and a repeated POST may act twice",
    ),
)

# The same of signing in. `call` is a way of signing_in, `way` what comes of it.
CREDENTIALS: Final[tuple[Known, ...]] = ()
