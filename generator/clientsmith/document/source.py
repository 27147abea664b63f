"""A file of a document in, its plain data and the place of each node out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from clientsmith.document.json_text import JsonText
from clientsmith.document.limits import Reading, refuse
from clientsmith.document.yaml_text import YamlText
from clientsmith.files import read_bytes
from clientsmith.problems import Place, Problem


class Source:
    """A file of the document: its data, where everything in it stands, and what is odd there."""

    notes: Sequence[Problem] = ()
    is_dynamic: bool = False
    is_mended: bool = False
    """Whether its data is no longer what its text says."""

    def __init__(self, path: Path, name: str, text: str | None = None) -> None:
        """Reads a file, whose text may be known.

        Raises ProblemsFound when it is no YAML or JSON, or more than the bounds allow.
        """
        self.path = path
        self.name = name
        text = text_of(path, name) if text is None else text
        json = path.suffix.lower() == ".json"
        self._reading: Reading = JsonText(text, name) if json else YamlText(text, name)
        self.data = self._reading.data
        self.notes = self._reading.notes
        self.is_dynamic = "$dynamicRef" in text

    def place(self, tokens: Sequence[str], *, key: bool = False) -> Place:
        """Where the node at a pointer stands; with `key`, where its name in its parent does."""
        return self._reading.place(tokens, key=key)


class Sources:
    """Files that were read before: one that holds what it held then is not parsed again."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Path, str], tuple[str, Source]] = {}

    def read(self, path: Path, name: str) -> Source:
        """A file as it is now; raises what `Source` does."""
        text = text_of(path, name)
        before, source = self._kept.get((path, name), ("", None))
        if source is None or source.is_mended or before != text:
            source = Source(path, name, text)
            self._kept[path, name] = text, source
        return source


def text_of(path: Path, name: str) -> str:
    """The text of a file.

    Raises ProblemsFound when it can't be read, is no UTF-8, or larger than the bounds allow.
    """
    try:
        # Line ends stay as they are, so that columns and lines are counted alike by all readers.
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        refuse(Place(name), f"the file is not UTF-8 ({error.reason})", "save it as UTF-8")
    except OSError as error:
        refuse(Place(name), f"the file can't be read: {error.strerror}", "check its path")
