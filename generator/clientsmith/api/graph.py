"""A graph in, its strongly connected components out: what needs each other comes together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeVar

Key = TypeVar("Key", bound=Any)


def components(needs: Mapping[Key, Collection[Key]]) -> list[list[Key]]:
    """Tarjan's strongly connected components, each after those it needs; iterative, sorted."""
    index: dict[Key, int] = {}
    low: dict[Key, int] = {}
    stack: list[Key] = []
    held: set[Key] = set()
    found: list[list[Key]] = []
    for start in sorted(needs):
        if start in index:
            continue
        work: list[tuple[Key, Iterator[Key]]] = [(start, iter(sorted(needs[start])))]
        index[start] = low[start] = len(index)
        stack.append(start)
        held.add(start)
        while work:
            node, rest = work[-1]
            following = next((other for other in rest if other != node), None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    found.append(_cut(stack, held, node))
            elif following not in index:
                index[following] = low[following] = len(index)
                stack.append(following)
                held.add(following)
                work.append((following, iter(sorted(needs.get(following, ())))))
            elif following in held:
                low[node] = min(low[node], index[following])
    return found


def _cut(stack: list[Key], held: set[Key], node: Key) -> list[Key]:
    component: list[Key] = []
    while not component or component[-1] != node:
        component.append(stack.pop())
    held.difference_update(component)
    return component[::-1]
