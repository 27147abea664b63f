"""A client that is printed in TypeScript in; what its own compiler makes of it, and how its methods are called, out."""

from __future__ import annotations

import base64
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from clientsmith.api.ir import Api, Operation
from clientsmith.cache import Cache
from clientsmith.languages.names import Names, choose_names
from clientsmith.languages.protocol import Language
from clientsmith.pipeline import language_of
from clientsmith.styles.style import open_style
from support.places import ROOT

TOOLS = ROOT / ".node" / "node_modules"
CLIENT = ROOT / "generated" / "claude-client-typescript"


@dataclass(frozen=True)
class Methods:
    """The methods of a client that a style prints, by the operations that they call."""

    names: Names
    language: Language

    def way(self, operation: Operation) -> dict[str, Any]:
        """Where a method is: the accessors that lead to it, and the file that has it as a function."""
        module = self.names.resources[operation.resource].module
        file = self.language.resource_file(module, nested=False)
        return {"accessor": module, "file": file, "method": self.names.methods[operation.id]}

    def takes_params(self, operation: Operation) -> bool:
        """Whether something stands before the options that is no place of the path."""
        return len(self.names.arguments[operation.id]) > len(operation.in_path[-1:])


def methods_of(api: Api, style: str) -> Methods:
    """What a shipped style calls everything."""
    language = language_of(open_style(style), Cache())
    return Methods(choose_names(api, language), language)


def as_json(value: Any) -> Any:
    """An argument for a program that reads JSON: bytes and files are objects that say so."""
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        return {name: as_json(each) for name, each in members.items()}
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode()}
    if isinstance(value, tuple):
        name, content = cast("tuple[str, bytes]", value)
        return {"$file": base64.b64encode(content).decode(), "name": name}
    if isinstance(value, list):
        return [as_json(each) for each in cast("Any", value)]
    return value


def run(*command: object, cwd: Path, seconds: float | None = None) -> str:
    """What a program says; it has to end well, and in time."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=seconds,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
