"""The clients of other platforms, which this package has none for, as classes to ask after."""

from __future__ import annotations

from typing import Any, NoReturn

from .. import Anthropic, AsyncAnthropic

_PACKAGE = __name__.partition(".")[0]


class _Absent:
    def __init__(self, *args: Any, **options: Any) -> NoReturn:
        raise NotImplementedError(f"{_PACKAGE} has no client for the platform of {type(self)}")


def _pair(name: str) -> tuple[type[Anthropic], type[AsyncAnthropic]]:
    """Programs ask whether a client is one of these, import them and put methods on them."""
    return (
        type(name, (_Absent, Anthropic), {"__module__": __name__}),
        type(f"Async{name}", (_Absent, AsyncAnthropic), {"__module__": __name__}),
    )


AnthropicAWS, AsyncAnthropicAWS = _pair("AnthropicAWS")
AnthropicBedrock, AsyncAnthropicBedrock = _pair("AnthropicBedrock")
AnthropicBedrockMantle, AsyncAnthropicBedrockMantle = _pair("AnthropicBedrockMantle")
AnthropicFoundry, AsyncAnthropicFoundry = _pair("AnthropicFoundry")
AnthropicGoogleCloud, AsyncAnthropicGoogleCloud = _pair("AnthropicGoogleCloud")
AnthropicVertex, AsyncAnthropicVertex = _pair("AnthropicVertex")
