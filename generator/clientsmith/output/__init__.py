"""Rendered texts in, files on disk out: formatted, proven, written or compared."""
