"""Runs two commands as a reader would, and draws what they print: `make pictures`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
BIN = Path(sys.executable).parent
_COLUMNS, _LINE, _MARGIN = 100, 19, 16
_PORT = re.compile(r"http://127\.0\.0\.1:\d+")
_PIECE = 0.18  # seconds between two pieces of an answer, as it is shown


def main() -> None:
    """Draws a terminal that an answer is streamed to, and the outline of a document."""
    program = "examples/streaming.py"
    pieces = streamed(program)
    (HERE / "streaming.svg").write_text(drawn(f"python {program}", pieces, _PIECE))
    outline = output("clientsmith", "outline", "tests/golden/pets.yaml")
    (HERE / "outline.svg").write_text(drawn("clientsmith outline pets.yaml", [outline], 0))


def output(command: str, *words: str) -> str:
    """What a command of ours prints."""
    found = subprocess.run([BIN / command, *words], cwd=ROOT, capture_output=True, check=True)
    return found.stdout.decode()


def streamed(program: str) -> list[str]:
    """What a program prints piece by piece, of a recorded answer: each write is a piece."""
    replay = [BIN / "clientsmith", "replay", "--port", "0"]
    with subprocess.Popen(
        replay, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, text=True
    ) as server:
        assert server.stdout is not None
        address = _PORT.search(server.stdout.readline())
        assert address is not None
        tell = "import builtins, runpy; p = print; builtins.print = "
        tell += "lambda *a, **k: p(*a, **{**k, 'end': k.get('end', '\\n') + '\\0'}); "
        found = subprocess.run(
            [sys.executable, "-c", f"{tell}runpy.run_path({program!r})"],
            cwd=ROOT,
            env={**os.environ, "ANTHROPIC_BASE_URL": address[0], "ANTHROPIC_API_KEY": "none"},
            capture_output=True,
            check=True,
        )
        server.terminate()
    return found.stdout.decode().split("\0")


def drawn(command: str, pieces: Sequence[str], pause: float) -> str:
    """A terminal as SVG, in which each piece appears a moment after the one before."""
    rows = [f"$ {command}"]
    texts = [_text(0, 0, rows[0], "#8ab4f8", 0)]
    row = column = 0
    row = 1
    for index, piece in enumerate(pieces):
        for number, line in enumerate(piece.split("\n")):
            if number:
                row, column = row + 1, 0
            for part in _cut(line):
                texts.append(_text(row, column, part, "#e8eaed", (index + 1) * pause))
                column += len(part)
    height = (row + 1) * _LINE + 2 * _MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_COLUMNS * 8.45:.0f} {height}" '
        'font-family="ui-monospace, monospace" font-size="14">\n'
        "<style>@keyframes shown { from { opacity: 0 } to { opacity: 1 } }</style>\n"
        f'<rect width="100%" height="100%" rx="8" fill="#202124"/>\n{"".join(texts)}</svg>\n'
    )


def _cut(line: str) -> list[str]:
    """A line as far as it fits in."""
    fits = line if len(line) <= _COLUMNS - 4 else f"{line[: _COLUMNS - 5]}…"
    return [fits] if fits else []


def _text(row: int, column: int, text: str, colour: str, after: float) -> str:
    x, y = _MARGIN + column * 8.43, _MARGIN + (row + 0.8) * _LINE
    style = f' style="animation: shown 0.1s {after:.2f}s both"' if after else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" xml:space="preserve"{style}>'
        f"{escape(text)}</text>\n"
    )


if __name__ == "__main__":
    main()
