"""What a user should know of a call in, a warning that points at the user's own line out."""

from __future__ import annotations

import inspect
import warnings

_PACKAGE = (__package__ or "").partition("._runtime")[0]
# Context managers made of generators stand between what is ours.
_BETWEEN = "contextlib"


def warn(text: str) -> None:
    """Warn whoever made the call, however many functions of the client it went through."""
    warnings.warn(text, DeprecationWarning, stacklevel=_level())


def _level() -> int:
    """1 is `warn`."""
    here = inspect.currentframe()
    frame, level = here.f_back if here is not None else None, 1
    while frame is not None and _is_between(frame.f_globals.get("__name__", "")):
        frame, level = frame.f_back, level + 1
    return level


def _is_between(module: str) -> bool:
    return module in (_PACKAGE, _BETWEEN) or module.startswith(f"{_PACKAGE}.")
