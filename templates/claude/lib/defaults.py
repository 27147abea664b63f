"""The settings of the API in, what a client is made with where nothing else is said out."""

from __future__ import annotations

import httpx

from .._client import SETTINGS
from .._runtime.transport import LIMITS

DEFAULT_TIMEOUT = httpx.Timeout(SETTINGS.timeout, connect=SETTINGS.connect_timeout)
DEFAULT_MAX_RETRIES = SETTINGS.retry.max
DEFAULT_CONNECTION_LIMITS = LIMITS
DEPRECATED_MODELS = SETTINGS.ends["models.Model"]
"""Models, and the days on which they end."""
