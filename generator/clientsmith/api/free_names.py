"""A name and those that are taken in; the name, numbered where another has it, out."""

from __future__ import annotations


def free_name(name: str, taken: set[str], between: str = "") -> str:
    """`Pet`, `Pet2`, `Pet3`, …: the first that is free, and taken from now on."""
    free, count = name, 2
    while free in taken:
        free, count = f"{name}{between}{count}", count + 1
    taken.add(free)
    return free
