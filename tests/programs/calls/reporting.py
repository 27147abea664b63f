"""What a program got in, a line of JSON out, with where `anthropic` came from."""

from __future__ import annotations

import json
import sys
from typing import Any


def report(**found: Any) -> None:
    """Prints it as the last line."""
    files = {
        name: getattr(module, "__file__", None)
        for name, module in sys.modules.items()
        if name.partition(".")[0] == "anthropic"
    }
    installed = sorted(name for name, file in files.items() if file)
    print(json.dumps({**found, "installed": installed}, default=str))
