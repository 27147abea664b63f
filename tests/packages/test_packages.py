"""What is published: the same bytes from whoever builds it, with all that an index and a lawyer look for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
from email.message import Message
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest

from clientsmith import __version__

ROOT = Path(__file__).parent.parent.parent
PROJECTS = {"clientsmith": ROOT, "claude-client": ROOT / "generated" / "claude-client"}

pytestmark = pytest.mark.slow


def built(project: Path, folder: Path, seed: str, address: str = "") -> dict[str, Path]:
    """A project's wheel and sdist, by suffix, built where the repository has an address."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=project,
        env={
            **os.environ,
            "SOURCE_DATE_EPOCH": "1577836800",
            "PYTHONHASHSEED": seed,
            "REPOSITORY": address,
        },
        check=True,
        capture_output=True,
    )
    return {each.suffix: each for each in folder.iterdir()}


@pytest.fixture(scope="module", params=PROJECTS)
def packages(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    return built(PROJECTS[request.param], tmp_path_factory.mktemp(request.param), "1")


def test_who_builds_again_gets_the_same_bytes(packages: dict[str, Path], tmp_path: Path) -> None:
    name = "clientsmith" if "clientsmith" in packages[".whl"].name else "claude-client"
    again = built(PROJECTS[name], tmp_path, "2")
    assert {key: each.name for key, each in packages.items()} == {
        key: each.name for key, each in again.items()
    }
    for suffix, file in packages.items():
        assert file.read_bytes() == again[suffix].read_bytes(), file.name


def metadata_of(wheel: Path) -> Message:
    with ZipFile(wheel) as opened:
        (name,) = (each for each in opened.namelist() if each.endswith(".dist-info/METADATA"))
        return Parser().parsestr(opened.read(name).decode())


def test_the_metadata_is_complete(packages: dict[str, Path]) -> None:
    said = metadata_of(packages[".whl"])
    with ZipFile(packages[".whl"]) as wheel:
        texts = [each for each in wheel.namelist() if each.endswith("licenses/LICENSE")]
    assert said["License-Expression"] == "Apache-2.0"
    assert said["License-File"] == "LICENSE"
    assert len(texts) == 1
    for key in ("Name", "Version", "Summary", "Keywords", "Author", "Requires-Python"):
        assert said[key], key
    assert said["Description-Content-Type"] == "text/markdown"
    assert "Typing :: Typed" in said.get_all("Classifier", [])
    if said["Name"] == "clientsmith":
        assert said["Version"] == __version__


def test_the_sdist_builds_the_same_wheel(packages: dict[str, Path], tmp_path: Path) -> None:
    with tarfile.open(packages[".gz"]) as opened:
        opened.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    assert (unpacked / "LICENSE").is_file()
    (tmp_path / "dist").mkdir()
    wheel = built(unpacked, tmp_path / "dist", "3")[".whl"]
    assert wheel.read_bytes() == packages[".whl"].read_bytes()


@pytest.mark.parametrize("name", PROJECTS)
def test_links_of_the_readme_lead_somewhere_on_an_index(name: str, tmp_path: Path) -> None:
    address = "https://code.example/pets/clientsmith"
    (tmp_path / "dist").mkdir()
    packages = built(PROJECTS[name], tmp_path / "dist", "1", f"{address}.git")
    said = metadata_of(packages[".whl"])
    assert f"Source, {address}" in said.get_all("Project-URL", [])
    links = re.findall(r"\]\(([^)]+)\)", str(said.get_payload()))
    assert [each for each in links if not each.startswith("https://")] == []
    for each in (link for link in links if link.startswith(address)):
        assert (ROOT / each.partition("/HEAD/")[2]).is_file(), each
    with tarfile.open(packages[".gz"]) as opened:
        opened.extractall(tmp_path / "source", filter="data")
    (unpacked,) = (tmp_path / "source").iterdir()
    (tmp_path / "again").mkdir()
    again = built(unpacked, tmp_path / "again", "1")
    assert again[".whl"].read_bytes() == packages[".whl"].read_bytes()
