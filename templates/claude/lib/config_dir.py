"""The environment in, where profiles are and whether somebody chose to sign in by one out.

This is all that is loaded for a client with a key, which says by it when the key counts for more.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

PROFILE = "ANTHROPIC_PROFILE"
CONFIG_DIR = "ANTHROPIC_CONFIG_DIR"
IDENTITY_TOKEN = "ANTHROPIC_IDENTITY_TOKEN"
IDENTITY_TOKEN_FILE = "ANTHROPIC_IDENTITY_TOKEN_FILE"
FEDERATION_RULE_ID = "ANTHROPIC_FEDERATION_RULE_ID"
ORGANIZATION_ID = "ANTHROPIC_ORGANIZATION_ID"

_RULE = (FEDERATION_RULE_ID, ORGANIZATION_ID)
_IDENTITY = (IDENTITY_TOKEN, IDENTITY_TOKEN_FILE)


def config_dir() -> Path:
    """The folder of profiles."""
    given = os.environ.get(CONFIG_DIR)
    if given:
        return Path(given)
    if sys.platform == "win32":
        roaming = os.environ.get("APPDATA")
        return (Path(roaming) if roaming else Path.home() / "AppData" / "Roaming") / "Anthropic"
    return Path.home() / ".config" / "anthropic"


def chosen_profile() -> str | None:
    """The profile that the folder's own file `active_config` names."""
    try:
        return (config_dir() / "active_config").read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def is_chosen() -> bool:
    """Whether somebody said which profile counts."""
    named = os.environ.get(PROFILE) or os.environ.get(CONFIG_DIR)
    return bool(named or chosen_profile())


def is_offered() -> bool:
    """Whether a profile or a workload's token would count, if no key did."""
    variables = os.environ
    workload = all(map(variables.get, _RULE)) and any(map(variables.get, _IDENTITY))
    return workload or is_chosen()


def has_default() -> bool:
    """Whether there is a profile that counts without anybody's choice."""
    return (config_dir() / "configs" / "default.json").is_file()
