"""instructor: a call, a value as it is written, several tools at once, a typed answer in both modes."""

from __future__ import annotations

from collections.abc import Iterable

from claude_client import as_anthropic

as_anthropic.install()

import anthropic
import instructor
from pydantic import BaseModel

from reporting import report


class Weather(BaseModel):
    city: str
    degrees: int


asked = {
    "model": "claude-opus-4-8",
    "max_tokens": 64,
    "messages": [{"role": "user", "content": "Oslo?"}],
}
client = instructor.from_anthropic(anthropic.Anthropic())
answer = client.messages.create(response_model=None, **asked)
partial = [each.model_dump() for each in client.messages.create_partial(Weather, **asked)]
parallel = instructor.from_anthropic(anthropic.Anthropic(), mode=instructor.Mode.PARALLEL_TOOLS)
cities = parallel.messages.create(response_model=Iterable[Weather], **asked)
by_tool = client.messages.create(response_model=Weather, **asked)
by_schema = instructor.from_anthropic(anthropic.Anthropic(), mode=instructor.Mode.JSON).messages
report(
    text=answer.content[0].text,
    streamed=partial,
    tool=[each.model_dump() for each in cities],
    structured=by_tool.model_dump(),
    json=by_schema.create(response_model=Weather, **asked).model_dump(),
)
