"""Two runs, or one that was killed, go in; a folder as one run makes it comes out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from clientsmith.output.locking import locked
from clientsmith.output.writer import STAGING, DiskWriter
from clientsmith.problems import ProblemsFound
from support.writing import FILES, complaints, held, marked, write

HOLDS = """\
import sys
from pathlib import Path
from clientsmith.output.locking import locked
with locked(Path(sys.argv[1]), 0):
    print("mine", flush=True)
    sys.stdin.read()
"""


def test_a_folder_is_one_run_s_at_a_time(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    with locked(tmp_path, 0):
        assert complaints(tmp_path, FILES) == ["another run is writing to this folder"]
    assert not write(tmp_path, FILES).differs


def test_a_run_waits_for_the_other_and_sees_what_it_wrote(tmp_path: Path) -> None:
    other = {"a/__init__.py": "other\n", "b.py": "other\n"}
    write(tmp_path, other)
    second = threading.Thread(target=lambda: DiskWriter(tmp_path, patience=60).write(marked(FILES)))
    with locked(tmp_path, 0):
        second.start()
        assert held(tmp_path) == other
    second.join()
    assert held(tmp_path) == dict(sorted(FILES.items()))


def test_runs_at_once_do_not_mix(tmp_path: Path) -> None:
    """Each writes files of its own text: whoever was last, all of them are of one."""
    sets = [{f"{name}.py": f"{text}\n" for name in "abcdefgh"} for text in range(6)]
    runs = [
        threading.Thread(target=DiskWriter(tmp_path, patience=60).write, args=(marked(files),))
        for files in sets
    ]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert held(tmp_path) in sets


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
def test_a_run_that_is_killed_lets_go(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"mine\n"
        with pytest.raises(ProblemsFound, match="another run"):
            write(tmp_path, FILES)
        holder.kill()
    assert not write(tmp_path, FILES).differs


def test_the_leftover_of_a_killed_run_is_cleaned(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / STAGING).mkdir()
    (tmp_path / STAGING / "0.new").write_text("half")
    write(tmp_path, FILES)
    assert held(tmp_path) == dict(sorted(FILES.items()))


def test_a_run_that_was_killed_half_way_is_finished_by_the_next(tmp_path: Path) -> None:
    new = {**FILES, "README.md": "# new\n", "a/b/c.py": "new\n"}
    write(tmp_path, FILES)
    (tmp_path / "README.md").write_bytes(next(iter(marked({"README.md": "# new\n"}).values())))
    write(tmp_path, new)
    assert held(tmp_path) == dict(sorted(new.items()))
