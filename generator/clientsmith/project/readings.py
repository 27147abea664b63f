"""The warnings of a run in, how what they are about was read out: a row for each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from clientsmith.problems import Problem

_MANY: Final = 12


def readings(warnings: Sequence[Problem]) -> Iterator[str]:
    """`3 media-type-double: the first is taken`, the commonest kinds first."""
    kinds = Counter(each.rule for each in warnings).most_common()
    for rule, count in kinds[:_MANY]:
        said = Counter(each.reading for each in warnings if each.rule == rule and each.reading)
        often = [reading for reading, _ in said.most_common()]
        more = ", …" if len(often) > 1 else ""
        yield f"{count} {rule}" + (f": {often[0]}{more}" if often else "")
    rest = sum(count for _, count in kinds[_MANY:])
    if rest:
        yield f"{rest} of other kinds"
