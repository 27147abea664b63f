"""A document and overlays in, the document as they change it out (OpenAPI Overlay 1.0 and 1.1)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from clientsmith.document.nodes import Document


def apply_overlays(document: Document, overlays: Sequence[Path]) -> Document:
    """Each overlay's actions, in order."""
    for _ in overlays:
        raise NotImplementedError
    return document
