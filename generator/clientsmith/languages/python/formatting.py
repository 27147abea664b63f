"""Rendered texts in, the bytes of files out: Python formatted and proved to compile, the rest as is."""

from __future__ import annotations

import os
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import PurePosixPath
from typing import Final

import black
from black.mode import TargetVersion
from black.parsing import InvalidInput

from clientsmith.cache import Cache
from clientsmith.problems import Place, Problem, ProblemsFound

_MODE: Final = black.Mode(line_length=100, target_versions={TargetVersion.PY310})
# `black.format_str` formats its own result once more, for the rare text of which a second pass would
# make another: half of a run's time. What is printed here has no such text, which a test holds over
# real documents. A black without the one pass does both.
_format_once: Final[Callable[..., str]] = getattr(black, "_format_str_once", black.format_str)
_KIND: Final = "format"
# What a cached text depends on beside the text it was made from: it compiled on this Python.
_MAKER: Final = f"black {version('black')} 100 py310, python {sys.version_info[:2]}\n"
_CPUS: Final = os.cpu_count() or 1
# A pass of black does some 200 kB a second on one core; below this a pool takes longer to start than it saves.
_POOL_PAYS: Final = 300_000
# A long module is formatted in parts, so that no process has it to itself while the others wait: it
# is cut before classes, where black leaves two empty lines whatever stands before.
_PART: Final = 50_000
_CLASS: Final = re.compile(r"\n{2,}(?=(?:@[^\n]*\n)*class )")


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why a text is no Python: picklable, as it may come from another process."""

    message: str
    line: int
    column: int
    text: str


def format_files(
    texts: Iterable[tuple[PurePosixPath, str]],
    cache: Cache,
    templates: Mapping[PurePosixPath, str] | None = None,
) -> dict[PurePosixPath, bytes]:
    """Every file as it will be written; those that are no Python are reported together.

    Where there is much to do, other processes format what has come while the next is made.
    `templates` tells which template each was made by, to be named if it fails.
    """
    files: dict[PurePosixPath, str] = {}
    missing: dict[PurePosixPath, str] = {}
    with closing(_Workers()) as workers:
        for path, text in texts:
            kept = cache.get(_KIND, _MAKER + text) if _is_python(path) else text
            files[path] = text if kept is None else kept
            if kept is None:
                missing[path] = text
                workers.take(path, text)
        formatted = workers.results()
    problems: list[Problem] = []
    for path, text in missing.items():
        result = formatted[path]
        if isinstance(result, _Failure):
            problems.append(_problem(path, result, (templates or {}).get(path, "")))
        else:
            files[path] = result
            cache.put(_KIND, _MAKER + text, result)
    if problems:
        raise ProblemsFound(problems)
    return {path: text.encode() for path, text in files.items()}


def _is_python(path: PurePosixPath) -> bool:
    return path.suffix in (".py", ".pyi")


class _Workers:
    """Texts in as they are made, formatted ones out: by processes of their own once these pay."""

    def __init__(self) -> None:
        self._texts: dict[PurePosixPath, str] = {}
        self._waiting: list[PurePosixPath] = []
        self._size = 0
        self._pool: ProcessPoolExecutor | None = None
        self._begun: dict[PurePosixPath, list[Future[str | _Failure]]] = {}

    def take(self, path: PurePosixPath, text: str) -> None:
        self._texts[path] = text
        self._waiting.append(path)
        self._size += len(text)
        if _CPUS > 1 and self._size > _POOL_PAYS:
            with suppress(BrokenProcessPool, OSError):  # no processes to be had: slower, not wrong
                self._begin()

    def _begin(self) -> None:
        self._pool = self._pool or ProcessPoolExecutor(min(_CPUS, 8))
        while self._waiting:
            path = self._waiting.pop()
            parts = _parts(self._texts[path])
            self._begun[path] = [self._pool.submit(_format, part) for part in parts]

    def results(self) -> dict[PurePosixPath, str | _Failure]:
        return {path: self._result(path) or _format(text) for path, text in self._texts.items()}

    def _result(self, path: PurePosixPath) -> str | _Failure | None:
        """A module of its parts, which compiles if each does: one that failed may be cut in a string."""
        try:
            made = [each.result() for each in self._begun.get(path, [])]
        except (BrokenProcessPool, OSError):
            return None
        whole = [part for part in made if isinstance(part, str)]
        return "\n\n".join(whole) if len(whole) == len(made) else None

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def _parts(text: str) -> list[str]:
    if len(text) < 2 * _PART or "# fmt:" in text:
        return [text]
    parts, start = list[str](), 0
    for cut in _CLASS.finditer(text):
        if cut.start() - start >= _PART:
            parts.append(text[start : cut.start()] + "\n")
            start = cut.end()
    return [*parts, text[start:]]


def _format(text: str) -> str | _Failure:
    try:
        formatted = _format_once(text, mode=_MODE)
    except (InvalidInput, ValueError) as error:
        return _why_not(text) or _Failure(str(error), 1, 1, "")
    return _why_not(formatted) or formatted


def _why_not(text: str) -> _Failure | None:
    """Why Python refuses a text; what it warns of is a template's fault as well."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", SyntaxWarning)
        warnings.simplefilter("error", DeprecationWarning)
        try:
            compile(text.encode(), "generated", "exec", dont_inherit=True)
        except SyntaxError as error:
            line, column = error.lineno or 1, error.offset or 1
            return _Failure(error.msg, line, column, (error.text or "").strip())
        except (ValueError, RecursionError, MemoryError, Warning) as error:
            return _Failure(str(error) or type(error).__name__, 1, 1, "")
    return None


def _problem(path: PurePosixPath, failure: _Failure, template: str) -> Problem:
    shown = f": {failure.text[:160]}" if failure.text else ""
    place = Place(str(path), failure.line, failure.column)
    remedy = f"mend the template {template}" if template else "mend the template that made it"
    return Problem(place, f"what was made is no Python: {failure.message}{shown}", remedy, "output")
