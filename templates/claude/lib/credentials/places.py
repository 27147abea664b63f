"""The name of a profile in, its files out; and the addresses that tokens may be sent to."""

from __future__ import annotations

import os
from pathlib import Path

from ..config_dir import PROFILE, chosen_profile, config_dir
from .tokens import CredentialsError

DEFAULT_BASE_URL = "https://api.anthropic.com"
SERVICE_ACCOUNT_ID = "ANTHROPIC_SERVICE_ACCOUNT_ID"
WORKSPACE_ID = "ANTHROPIC_WORKSPACE_ID"
SCOPE = "ANTHROPIC_SCOPE"

_LOCAL = ("http://localhost", "http://127.0.0.1", "http://[::1]")


def active_profile() -> str:
    """The profile that the environment names, or that file, or `default`."""
    return os.environ.get(PROFILE) or chosen_profile() or "default"


def profile_file(folder: str, profile: str) -> Path:
    """A profile's file in a folder: `configs` or `credentials`.

    Raises:
        CredentialsError: the name would lead elsewhere.
    """
    bad = (
        not profile.strip()
        or profile != profile.strip()
        or profile.startswith(".")
        or any(each in profile for each in ("/", "\\", "\0", os.sep))
    )
    if bad:
        raise CredentialsError(f"{profile!r} is no name of a profile: it is that of a file")
    return config_dir() / folder / f"{profile}.json"


def has_profile() -> bool:
    """Whether the active profile is there."""
    try:
        return profile_file("configs", active_profile()).is_file()
    except (OSError, CredentialsError):
        return False


def secure(url: str, what: str) -> str:
    """An address without a slash at its end, which secrets may be sent to.

    Raises:
        CredentialsError: they would be sent in the clear.
    """
    url = url.rstrip("/")
    if not url.lower().startswith(("https://", *_LOCAL)):
        raise CredentialsError(f"{what} has to be an https:// address, as tokens are sent there")
    return url
