"""clientsmith: OpenAPI documents in, client packages out."""

__version__ = "0.1.0"
