"""Generators of clients beside each other, cold: wall time, CPU, memory, and what each takes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import synthetic
from bench.sides import ROOT
from bench.table import Goal, Row, share

_OURS = Path(sys.executable).parent / "clientsmith"
_PEERS = ROOT / ".venv-generators" / "bin"
_COMPARED = ("figma.yaml", "asana.yaml")
_ROUNDS = 3
_OPERATIONS = 75
_MB = 1 / 1024


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds on the clock and of all its processes, megabytes of the largest."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Tool:
    """A generator: the command that prints a client of a document into a folder."""

    name: str
    command: Callable[[Path, Path], list[str]]


def _ours(style: str = "python") -> Tool:
    return Tool(
        "clientsmith",
        lambda spec, out: [
            str(_OURS), "generate", "--spec", str(spec), "--style", style, "-o", str(out / "made"),
        ],
    )  # fmt: skip


_OPENAPI = Tool(
    "openapi-python-client",
    lambda spec, out: [
        str(_PEERS / "openapi-python-client"), "generate", "--path", str(spec), "--meta", "none",
        "--output-path", str(out / "made"),
    ],
)  # fmt: skip
_DATAMODEL = Tool(
    "datamodel-codegen",
    lambda spec, out: [
        str(_PEERS / "datamodel-codegen"), "--input", str(spec), "--input-file-type", "openapi",
        "--generate-client", "httpx2", "--formatters", "builtin",
        "--output-model-type", "pydantic_v2.BaseModel", "--output", str(out / "made" / "models.py"),
        "--client-output", str(out / "made" / "client"), "--client-package", "made.client",
        "--client-model-package", "made.models",
    ],
)  # fmt: skip
PEERS = (_OPENAPI, _DATAMODEL)


def rows(url: str) -> Iterator[Row]:
    """Our API and two documents of others beside both peers, all documents, and made ones that grow."""
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "own.json"
        subprocess.run([_OURS, "bundle", "spec/openapi.yaml", "-o", own], cwd=ROOT, check=True)
        yield from _compared(own, _ours(str(ROOT / "templates" / "claude")))
        for name in _COMPARED:
            if (documents() / name).is_file():
                yield from _compared(documents() / name, _ours())
        yield from _accepted()
        yield from _growing(Path(folder))


def documents() -> Path:
    """The folder of real documents that the tests read as well."""
    sys.path.append(str(ROOT / "tests"))
    from support.places import SPECS

    return SPECS


def _compared(spec: Path, ours: Tool) -> Iterator[Row]:
    """The medians of runs in which the tools take turns."""
    tools = (ours, *PEERS)
    rounds = [{tool.name: cost(tool, spec) for tool in tools} for _ in range(_ROUNDS)]
    costs = {
        tool.name: _median([each[tool.name] for each in rounds])
        for tool in tools
        if all(each[tool.name] for each in rounds)
    }
    goals: Mapping[str, tuple[Goal, Goal]] = {
        _OPENAPI.name: (share(1), share(1)),
        _DATAMODEL.name: (share(1), share(1.5)),
    }
    for peer in (tool.name for tool in PEERS if tool.name in costs):
        mine, other = costs[ours.name], costs[peer]
        wall, cpu = goals[peer]
        what = f"{spec.stem}: {peer}"
        yield Row(f"{what}, wall", "s", mine.wall, other.wall, wall, digits=2)
        if peer == _DATAMODEL.name:
            yield Row(f"{what}, CPU", "s", mine.cpu, other.cpu, cpu, digits=2)
        yield Row(f"{what}, memory", "MB", mine.memory, other.memory, share(2))


def _accepted() -> Iterator[Row]:
    """Of all documents at hand, how many give a client, and what each cost beside each peer."""
    specs = sorted(_roots(documents()))
    taken = {tool.name: {spec: cost(tool, spec) for spec in specs} for tool in (_ours(), *PEERS)}
    counts = {
        name: sum(each is not None for each in costs.values()) for name, costs in taken.items()
    }
    for peer in PEERS:
        what = f"documents of {len(specs)} that give a client: {peer.name}"
        yield Row(what, "", counts[_ours().name], counts[peer.name], rate=True)
    for spec in specs:
        for peer in PEERS:
            mine, other = taken[_ours().name][spec], taken[peer.name][spec]
            if mine is not None:
                yield from _beside(f"{_name(spec)}: {peer.name}", mine, other)


def _beside(what: str, mine: Cost, other: Cost | None) -> Iterator[Row]:
    """One run of each; nothing beside ours where the peer gives no client."""
    yield Row(f"{what}, wall", "s", mine.wall, other.wall if other else None, digits=2)
    yield Row(f"{what}, CPU", "s", mine.cpu, other.cpu if other else None, digits=2)
    yield Row(f"{what}, memory", "MB", mine.memory, other.memory if other else None)


def _name(spec: Path) -> str:
    return spec.parent.name if spec.stem == "openapi" else spec.stem


def _roots(folder: Path) -> Iterator[Path]:
    for path in (*folder.glob("*"), *folder.glob("*/openapi.*")):
        if path.suffix in (".yaml", ".yml", ".json"):
            yield path


def _growing(folder: Path) -> Iterator[Row]:
    """One document at 1, 4 and 16 times its size: seconds of CPU for each time should be the same."""
    each: dict[int, Cost] = {}
    for times in (1, 4, 16):
        spec = folder / f"made-{times}.json"
        synthetic.write(spec, operations=_OPERATIONS * times)
        found = cost(_ours(), spec)
        assert found is not None
        each[times] = found
    for times in (4, 16):
        what = f"CPU per part, document {times} times as large as the other"
        yield Row(what, "s", each[times].cpu / times, each[1].cpu, share(1.3), digits=2)
    peer = cost(_OPENAPI, spec)
    what = f"{spec.stat().st_size / 1e6:.0f} MB, {_OPERATIONS * 16} operations"
    mine = each[16]
    yield Row(f"{what}: CPU", "s", mine.cpu, peer.cpu if peer else None, share(3), digits=1)
    yield Row(f"{what}: memory, 500 at most", "MB", mine.memory, 500, share(1))


def cost(tool: Tool, spec: Path) -> Cost | None:
    """What a run of a tool takes, in a folder of its own with an empty cache; None if it fails."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        (out / "made").mkdir() if tool is _DATAMODEL else None
        path = os.pathsep.join((str(_PEERS), os.environ["PATH"]))
        variables = {**os.environ, "XDG_CACHE_HOME": str(out / "cache"), "PATH": path}
        started = time.perf_counter()
        with subprocess.Popen(
            tool.command(spec, out),
            env=variables,
            cwd=out,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
        made = any((out / "made").rglob("*.py"))
        shutil.rmtree(out / "cache", ignore_errors=True)
    if process.returncode != 0 or not made:
        return None
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _MB)


def _median(costs: list[Cost | None]) -> Cost:
    known = [each for each in costs if each is not None]
    return Cost(
        median(each.wall for each in known),
        median(each.cpu for each in known),
        median(each.memory for each in known),
    )
