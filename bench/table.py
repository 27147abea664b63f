"""Figures of both sides in, rows with ratios and goals out, and the table that is printed of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Sense = Literal["faster", "share"]


@dataclass(frozen=True)
class Goal:
    """What a ratio should be: at least so many times as good, or at most that share of the peer's."""

    sense: Sense
    ratio: float

    def met(self, ratio: float) -> bool:
        """Whether a ratio is as good as that."""
        return ratio >= self.ratio if self.sense == "faster" else ratio <= self.ratio

    def __str__(self) -> str:
        return f"{'≥' if self.sense == 'faster' else '≤'} {self.ratio:g}"


@dataclass(frozen=True)
class Row:
    """One figure; `rate` is one of which more is better. Without a peer it stands alone."""

    what: str
    unit: str
    ours: float
    peer: float | None = None
    goal: Goal | None = None
    rate: bool = False
    digits: int = 0

    @property
    def ratio(self) -> float | None:
        """How many times as good, or what share, as the goal has it."""
        if not self.peer or not self.ours:
            # Of counts that are nought, as they should be, there is none.
            return None
        if self.goal is not None and self.goal.sense == "share":
            return self.ours / self.peer
        return self.ours / self.peer if self.rate else self.peer / self.ours

    def cells(self) -> tuple[str, ...]:
        """What is printed of it."""
        ratio = self.ratio
        verdict = ""
        if self.goal is not None and ratio is not None:
            verdict = "met" if self.goal.met(ratio) else "MISSED"
        return (
            self.what,
            f"{self.ours:,.{self.digits}f} {self.unit}",
            "" if self.peer is None else f"{self.peer:,.{self.digits}f} {self.unit}",
            "" if ratio is None else f"{ratio:.2f}",
            "" if self.goal is None else str(self.goal),
            verdict,
        )


def faster(ratio: float) -> Goal:
    """At least so many times as fast."""
    return Goal("faster", ratio)


def share(ratio: float) -> Goal:
    """At most that part of what the peer needs."""
    return Goal("share", ratio)


def render(rows: Iterable[Row]) -> str:
    """The table, in columns."""
    head = ("what", "ours", "peer", "ratio", "goal", "")
    cells = [head, *(row.cells() for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = [
        "  ".join(
            text.ljust(width) if column in (0, 5) else text.rjust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(lines)
