"""The messages of other platforms, which are the API's own here: wrapping these wraps no other class."""

from __future__ import annotations

from ..resources.beta import messages


class Messages(messages.Messages):
    """What programs put methods on, where they watch each platform by itself."""


class AsyncMessages(messages.AsyncMessages):
    """The same of asynchronous clients."""
