"""A table in a style's folder, a language out: no code of it is needed here."""

from clientsmith.languages.declared.language import DeclaredLanguage
from clientsmith.languages.declared.table import read_table

__all__ = ["DeclaredLanguage", "read_table"]
