"""A document of several files in, one document out, for tools that need it so or know only older versions."""

from clientsmith.bundle.bundling import bundle

__all__ = ["bundle"]
