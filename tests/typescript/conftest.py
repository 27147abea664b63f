"""The generated client and the tests of its language, compiled together once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from support.typescript import CLIENT, TOOLS, run

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder: `out/src` is the client, `out/tests` what tests it."""
    folder = tmp_path_factory.mktemp("typescript")
    # The tests have the types of all of Node.
    few = shutil.ignore_patterns("modules.d.ts")
    shutil.copytree(CLIENT / "src", folder / "src", ignore=few)
    for name in (
        "support",
        "runtime",
        "lib",
        "surface",
        "replay",
        "faults",
        "reference",
        "browser",
    ):
        shutil.copytree(HERE / name, folder / "tests" / name)
    shutil.copy(HERE / "tsconfig.json", folder)
    about = {"name": "claude-client", "type": "module", "sideEffects": False}
    (folder / "package.json").write_text(json.dumps(about))
    (folder / "node_modules").symlink_to(TOOLS)
    run(TOOLS / ".bin" / "tsc", "--project", ".", cwd=folder)
    return folder
