"""References in, the files and the ways that they name out, and the reverse (RFC 6901)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote


def target_path(path: Path, reference: str) -> Path:
    """The file that a reference leads to which stands in the file of a path."""
    file = unquote(reference.partition("#")[0])
    # No file has a NUL in its name, and asking for one is an accident.
    return (path.parent / file.replace("\0", "�")).resolve() if file else path


def pointer_tokens(fragment: str) -> tuple[str, ...]:
    """The tokens of a JSON pointer in a URI fragment (RFC 6901, section 6)."""
    if not fragment.startswith("/"):
        return () if not fragment else (unquote(fragment),)
    return tuple(
        unquote(token).replace("~1", "/").replace("~0", "~") for token in fragment[1:].split("/")
    )


def pointer_text(tokens: Sequence[str]) -> str:
    """A reference, inside its own file, to the node at the end of a way from the file's root."""
    steps = (each.replace("~", "~0").replace("/", "~1").replace("%", "%25") for each in tokens)
    return "#" + "".join(f"/{each}" for each in steps)
