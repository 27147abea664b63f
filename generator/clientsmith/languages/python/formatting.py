"""Rendered texts in, the bytes of files out: Python formatted and proved to compile, the rest as is."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
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


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why a text is no Python: picklable, as it may come from another process."""

    message: str
    line: int
    column: int
    text: str


def format_files(
    files: Mapping[PurePosixPath, str],
    cache: Cache,
    templates: Mapping[PurePosixPath, str] | None = None,
) -> dict[PurePosixPath, bytes]:
    """Every file as it will be written; those that are no Python are reported together.

    `templates` tells which template each was made by, to be named if it fails.
    """
    kept = {path: cache.get(_KIND, _MAKER + files[path]) for path in filter(_is_python, files)}
    missing = [path for path, text in kept.items() if text is None]
    problems: list[Problem] = []
    for path, result in zip(missing, _formatted([files[path] for path in missing]), strict=True):
        if isinstance(result, _Failure):
            problems.append(_problem(path, result, (templates or {}).get(path, "")))
        else:
            kept[path] = result
            cache.put(_KIND, _MAKER + files[path], result)
    if problems:
        raise ProblemsFound(problems)
    done = {path: text for path, text in kept.items() if text is not None}
    return {path: done.get(path, text).encode() for path, text in files.items()}


def _is_python(path: PurePosixPath) -> bool:
    return path.suffix in (".py", ".pyi")


def _formatted(texts: list[str]) -> Iterable[str | _Failure]:
    if _CPUS > 1 and len(texts) > 1 and sum(map(len, texts)) > _POOL_PAYS:
        try:
            return list(_in_pool(texts))
        except (BrokenProcessPool, OSError):  # no processes to be had: slower, not wrong
            pass
    return map(_format, texts)


def _in_pool(texts: list[str]) -> Iterator[str | _Failure]:
    """The long ones first, so that none is left to one process at the end."""
    order = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
    with ProcessPoolExecutor(min(_CPUS, len(texts), 8)) as pool:
        made = dict(zip(order, pool.map(_format, [texts[index] for index in order]), strict=True))
    yield from (made[index] for index in range(len(texts)))


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
