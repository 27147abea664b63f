"""Python: identifiers, files, annotations, docstrings, and files formatted by black and compiled."""

from clientsmith.languages.python.language import PythonLanguage

__all__ = ["PythonLanguage"]
