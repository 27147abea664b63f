"""A release from beginning to end: planned, written, tagged, built, uploaded to an index, installed from it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PUBLISH = Path(__file__).parent.parent.parent / ".venv-publish" / "bin"
SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
servers: [{url: 'https://pets.example'}]
x-client: {package: pets_client, class: Pets, version: 0.9.0}
paths:
  /pets:
    get:
      operationId: pets.list
      parameters:
      - {name: limit, in: query, schema: {type: integer}}
      responses: {'204': {description: none}}
"""
PROJECT = """\
[[tool.clientsmith.targets]]
name = "pets-client"
spec = "pets.yaml"
output = "client"
"""
# An index that takes uploads from anybody, and says on which port it listens.
INDEX = """\
import sys
from wsgiref.simple_server import make_server
import pypiserver
app = pypiserver.app(roots=[sys.argv[1]], authenticate=[], password_file=".", disable_fallback=True)
server = make_server("127.0.0.1", 0, app)
print(server.server_port, flush=True)
server.serve_forever()
"""


def run(folder: Path, *words: str | Path, **variables: str) -> str:
    """What a command told on standard output."""
    made = subprocess.run(
        [str(each) for each in words],
        cwd=folder,
        env={**os.environ, "HOME": str(folder), **variables},
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, f"{words}\n{made.stdout}{made.stderr}"
    return made.stdout


def clientsmith(folder: Path, *words: str) -> str:
    return run(folder, sys.executable, "-m", "clientsmith", *words)


def git(folder: Path, *words: str) -> str:
    author = ["-c", "user.name=t", "-c", "user.email=t@pets.example", "-c", "commit.gpgsign=false"]
    return run(folder, "git", *author, *words)


@pytest.fixture
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an index server of one's own."""
    if not PUBLISH.is_dir():
        pytest.skip("`make .venv-publish/ready` installs the index")
    folder = tmp_path_factory.mktemp("index")
    command = [str(PUBLISH / "python"), "-c", INDEX, str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.kill()


def publish(project: Path, index: str) -> None:
    """What the workflow of a release does: commit, tag, build, look at it, upload."""
    message = clientsmith(project, "release", "pets-client")
    name, version = message.splitlines()[0].split()
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "release")
    git(project, "tag", "-a", f"{name}-v{version}", "-m", message)
    dist = project / f"dist-{version}"
    run(project / "client", sys.executable, "-m", "hatchling", "build", "-d", dist)
    files = sorted(dist.iterdir())
    assert [each.name for each in files] == [
        f"pets_client-{version}-py3-none-any.whl",
        f"pets_client-{version}.tar.gz",
    ]
    run(project, PUBLISH / "twine", "check", "--strict", *files)
    words = ("--repository-url", index, "--username", "any", "--password", "any")
    run(project, PUBLISH / "twine", "upload", "--disable-progress-bar", *words, *files)


def installed(project: Path, index: str, requirement: str) -> str:
    """What a client from the index says of itself."""
    folder = project / "installed" / requirement
    pip = ("-m", "pip", "install", "--quiet", "--no-deps", "--no-cache-dir", "--target", folder)
    where = ("--index-url", f"{index}/simple/", "--trusted-host", "127.0.0.1")
    run(project, sys.executable, *pip, *where, requirement, PIP_CONFIG_FILE=os.devnull)
    code = (
        "import inspect, pets_client; from importlib.metadata import version; "
        "print(version('pets-client'), *inspect.signature(pets_client.Pets().pets.list).parameters)"
    )
    return run(project, sys.executable, "-c", code, PYTHONPATH=str(folder)).strip()


def test_two_releases_come_out_of_the_index_as_they_went_in(tmp_path: Path, index: str) -> None:
    (tmp_path / "pets.yaml").write_text(SPEC)
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    (tmp_path / ".gitignore").write_text("dist-*\ninstalled\n.cache\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "begun")
    assert "pets-client 0.9.0" in clientsmith(tmp_path, "release", "pets-client", "--dry-run")
    assert not (tmp_path / "client").exists()
    publish(tmp_path, index)
    (tmp_path / "pets.yaml").write_text(SPEC.replace("limit", "most"))
    planned = clientsmith(tmp_path, "release", "pets-client", "--dry-run")
    assert planned.startswith("pets-client 0.10.0\n")
    assert "argument `limit` is gone" in planned
    assert "0.10.0" not in (tmp_path / "pets.yaml").read_text()
    publish(tmp_path, index)
    assert "## pets-client 0.10.0" in (tmp_path / "CHANGELOG.md").read_text()
    assert git(tmp_path, "status", "--porcelain") == ""
    assert "argument `limit` is gone" in git(tmp_path, "tag", "-n99", "pets-client-v0.10.0")
    old = installed(tmp_path, index, "pets-client==0.9.0").split()
    assert old[0] == "0.9.0"
    assert "limit" in old
    new = installed(tmp_path, index, "pets-client").split()
    assert new[0] == "0.10.0"
    assert "most" in new
    assert "limit" not in new
