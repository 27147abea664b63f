"""Every command that writes a file, where the disk has no room for it: told, and what was there stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
servers: [{url: 'https://pets.example'}]
paths:
  /pets:
    get:
      operationId: pets.list
      responses: {'204': {description: none}}
"""
OLD = f"{SPEC}      x-client: {{accept: text/plain}}\n"
# No file may grow beyond so many bytes, as if the disk had no more.
RUN = """\
import resource, sys
from clientsmith.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (8, 8))
main()
"""
COMMANDS = {
    "bundle": (("bundle", "pets.yaml", "-o", "there.txt"), "there.txt"),
    "bundle, a new file": (("bundle", "pets.yaml", "-o", "new.json"), "new.json"),
    "outline": (("outline", "pets.yaml", "--overlay", "there.txt"), "there.txt"),
    "report": (("report", "pets.yaml", "--floor", "there.txt", "--write"), "there.txt"),
    "upgrade": (("upgrade", "old.yaml"), "old.yaml"),
    "style new": (("style", "new", "ours"), "ours"),
}

pytestmark = pytest.mark.skipif(
    not Path("/proc").is_dir(), reason="needs limits on the size of files"
)


@pytest.mark.parametrize(("arguments", "name"), COMMANDS.values(), ids=COMMANDS)
def test_a_file_is_written_as_a_whole_or_not_at_all(
    tmp_path: Path, arguments: tuple[str, ...], name: str
) -> None:
    (tmp_path / "pets.yaml").write_text(SPEC)
    (tmp_path / "old.yaml").write_text(OLD)
    (tmp_path / "there.txt").write_text("what was there before\n")
    (tmp_path / "tests" / "recordings").mkdir(parents=True)
    before = contents(tmp_path)
    ran = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
    )
    assert (ran.returncode, "Traceback" in ran.stderr) == (1, False), ran.stderr
    assert f"{name}" in ran.stderr
    assert "File too large" in ran.stderr
    assert contents(tmp_path) == before


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file()
    }
