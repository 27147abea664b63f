"""The variable that parsed messages, streams and runs of tools share: the type that was asked for."""

from __future__ import annotations

from typing import Any

from typing_extensions import TypeVar

ResponseFormatT = TypeVar("ResponseFormatT", default=Any)
