"""Figures of both sides in, rows with ratios and goals out, and the table that is printed of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Sense = Literal["faster", "share", "most"]


@dataclass(frozen=True)
class Goal:
    """At least so many times as good as the peer, at most that share of it, or at most that in itself."""

    sense: Sense
    value: float

    def met(self, ours: float, ratio: float | None) -> bool | None:
        """Whether that is so; nothing where there is no ratio to tell."""
        if self.sense == "most":
            return ours <= self.value
        if ratio is None:
            return None
        return ratio >= self.value if self.sense == "faster" else ratio <= self.value

    def __str__(self) -> str:
        return f"{'≥' if self.sense == 'faster' else '≤'} {self.value:.3g}"


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
        met = self.goal.met(self.ours, ratio) if self.goal else None
        return (
            self.what,
            f"{self.ours:,.{self.digits}f} {self.unit}",
            "" if self.peer is None else f"{self.peer:,.{self.digits}f} {self.unit}",
            "" if ratio is None else f"{ratio:.2f}",
            "" if self.goal is None else str(self.goal),
            {True: "met", False: "MISSED", None: ""}[met],
        )


def faster(ratio: float) -> Goal:
    """At least so many times as fast."""
    return Goal("faster", ratio)


def share(ratio: float) -> Goal:
    """At most that part of what the peer needs."""
    return Goal("share", ratio)


def most(value: float) -> Goal:
    """At most that, whatever the peer needs."""
    return Goal("most", value)


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
