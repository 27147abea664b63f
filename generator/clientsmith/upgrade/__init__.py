"""Texts of documents and overlays in, the same with the present keys of `x-client` out."""
