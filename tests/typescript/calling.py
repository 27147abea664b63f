"""A fragment of a document in, its client in TypeScript out: what calls of it send, and what they give."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support.generating import generate_fragment
from support.languages import node
from support.typescript import TOOLS, run

_SEND = Path(__file__).parent / "documents" / "send.ts"


@dataclass(frozen=True)
class Call:
    """A call of `pets.retrieve`, with what the client is made with and what the server answers."""

    method: str
    args: Sequence[Any] = ()
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])
    replies: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Called:
    """What a call sent, and what it gave, or the error that it threw."""

    sent: Sequence[Mapping[str, Any]]
    data: Any = None
    error: str = ""


@dataclass(frozen=True)
class Client:
    """A client that is printed and compiled."""

    folder: Path

    def calls(self, *calls: Call, **environment: str) -> list[Called]:
        """What comes of calls."""
        rows = [
            {"method": each.method, "args": each.args, "options": each.options}
            | {"replies": each.replies}
            for each in calls
        ]
        done = subprocess.run(
            [
                node(),
                self.folder / "send.mjs",
                self.folder / "build" / "index.js",
            ],
            input=json.dumps(rows),
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return [Called(**each) for each in json.loads(done.stdout)]

    def call(self, method: str, *args: Any, **options: Any) -> Called:
        """What comes of one call, which is answered without content."""
        (called,) = self.calls(Call(method, args, options))
        return called

    def text(self, file: str) -> str:
        """A file as it was printed."""
        return (self.folder / "src" / file).read_text(encoding="utf-8")

    def complaints(self, program: str) -> str:
        """What the compiler says of a program that uses the client."""
        (self.folder / "src" / "user.ts").write_text(program, encoding="utf-8")
        try:
            command = [TOOLS / ".bin" / "tsc", "--project", self.folder, "--noEmit"]
            return subprocess.run(command, capture_output=True, text=True, check=False).stdout
        finally:
            (self.folder / "src" / "user.ts").unlink()


def client_of(fragment: str, folder: Path) -> Client:
    """The client of a fragment."""
    return compiled(generate_fragment(fragment, folder, "typescript"))


def compiled(client: Path) -> Client:
    """The client that was printed into a folder."""
    run(TOOLS / ".bin" / "tsc", "--project", ".", cwd=client)
    run(TOOLS / ".bin" / "esbuild", _SEND, "--outfile=send.mjs", "--log-level=warning", cwd=client)
    return Client(client)
