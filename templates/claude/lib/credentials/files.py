"""Files of profiles in, what they say out: settings that anybody may read, and tokens that nobody else may."""

from __future__ import annotations

import contextlib
import json
import os
import stat
import tempfile
from pathlib import Path
from typing import Any, cast

from ..._runtime.redact import Secrets
from .tokens import CredentialsError

_TYPE = "oauth_token"
_VERSION = "1.0"


def read_config(path: Path) -> dict[str, Any]:
    """The settings of a profile.

    Raises:
        CredentialsError: they can't be read, or somebody else could have written them.
    """
    try:
        with path.open(encoding="utf-8") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            if os.name == "posix" and mode & 0o022:
                raise CredentialsError(
                    f"{path} can be written by others (mode {mode:#o}): run `chmod go-w {path}`"
                )
            value: object = json.load(file)
    except (OSError, ValueError) as error:
        raise CredentialsError(f"The profile {path} can't be read: {error}") from error
    if not isinstance(value, dict):
        raise CredentialsError(f"The profile {path} is no JSON object")
    return cast("dict[str, Any]", value)


def read_credentials(path: Path) -> Secrets:
    """The tokens of a profile, as they are now: others may renew them.

    Raises:
        CredentialsError: they can't be read, or others could read them.
    """
    try:
        found = path.stat(follow_symlinks=False)
        mode = stat.S_IMODE(found.st_mode)
        if os.name == "posix" and (stat.S_ISLNK(found.st_mode) or mode & 0o077):
            raise CredentialsError(
                f"{path} is a link, or can be read by others (mode {mode:#o}): "
                f"put the file itself there, and run `chmod 600 {path}`"
            )
        value = _secrets(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        # The frames that read it hold what is in it.
        error.__traceback__ = None
        raise CredentialsError(f"The credentials in {path} can't be read: {error}") from error
    if value.get("type") not in (None, _TYPE):
        raise CredentialsError(f"The credentials in {path} are of the type {value['type']!r}")
    return value


def write_credentials(path: Path, values: Secrets) -> None:
    """Puts tokens in the place of those there, all at once; nobody else can read them."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            Path(name).chmod(0o600)
            file.write(
                json.dumps({**values, "version": _VERSION, "type": _TYPE}, indent=2).encode()
            )
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _secrets(text: str) -> Secrets:
    value: object = json.loads(text)
    del text
    if not isinstance(value, dict):
        del value
        raise ValueError("no JSON object")
    return Secrets(cast("dict[str, Any]", value))
