"""Files of profiles, what the server of the tests answers, and which token it was sent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from differential.capturing import Reply, Sent

MODEL = {"type": "model", "id": "m", "display_name": "M", "created_at": "2026-01-01T00:00:00Z"}
RULE = {"federation_rule_id": "fdrl_1", "organization_id": "org"}


def profile(home: Path, name: str, said: dict[str, Any], **more: Any) -> Path:
    """A profile's file."""
    path = home / "configs" / f"{name}.json"
    path.write_text(json.dumps({"authentication": said, **more}))
    path.chmod(0o644)
    return path


def kept(home: Path, name: str, **values: Any) -> Path:
    """The file with a profile's tokens."""
    path = home / "credentials" / f"{name}.json"
    path.write_text(json.dumps(values))
    path.chmod(0o600)
    return path


def granted(token: str, lasts: int = 3600, **more: Any) -> Reply:
    return Reply.of({"access_token": token, "expires_in": lasts, "token_type": "Bearer", **more})


def token_of(sent: Sent) -> str:
    return sent.headers["authorization"].removeprefix("Bearer ")
