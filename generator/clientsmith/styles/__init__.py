"""Styles: a folder's manifest, its layers of templates, and what they print."""
