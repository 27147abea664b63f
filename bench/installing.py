"""What an installed package costs beside running: its size, and the time to check a small program."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.sides import OURS, PEER, ROOT, SIDES, Side, medians
from bench.table import Row, share

# Ten lines, as someone writes them on the first day.
_PROGRAM = """\
from {package} import Anthropic

client = Anthropic()
message = client.messages.create(
    model="claude-opus-4-8", max_tokens=1024, messages=[{{"role": "user", "content": "Hello"}}]
)
for block in message.content:
    if block.type == "text":
        print(block.text)
print(message.usage.output_tokens)
"""


def rows(url: str) -> Iterator[Row]:
    """Size and type checking."""
    sizes = {side.name: _size(side.code) / 1024 for side in SIDES}
    yield Row("installed size", "KiB", sizes[OURS], sizes[PEER], share(1 / 8))
    times = medians({side.name: {"s": _check(side)} for side in SIDES} for _ in range(3))
    pair = times[OURS]["s"], times[PEER]["s"]
    yield Row("pyright on ten lines", "s", *pair, share(1 / 2), digits=2)


def _size(package: Path) -> int:
    """Bytes of a package's files; bytecode, which not everybody writes, is left out."""
    files = (path for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return sum(path.stat().st_size for path in files)


def _check(side: Side) -> float:
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "program.py"
        program.write_text(_PROGRAM.format(package=side.package))
        pyright = str(ROOT / ".venv" / "bin" / "pyright")
        command = [pyright, "--outputjson", "--pythonpath", side.python, str(program)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=folder)
        # Its own figure, which leaves out the start of Node.
        return float(json.loads(done.stdout)["summary"]["timeInSec"])
