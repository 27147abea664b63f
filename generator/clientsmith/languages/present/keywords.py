"""Values by name in, keywords of a descriptor out."""

from __future__ import annotations

from collections.abc import Mapping

from clientsmith.languages.protocol import Identifier
from clientsmith.languages.views import KeywordView


def keywords(values: Mapping[str, object]) -> tuple[KeywordView, ...]:
    """Only the values that say something."""
    return tuple(
        KeywordView(Identifier(name), value)
        for name, value in values.items()
        if value not in (None, (), {})
    )
