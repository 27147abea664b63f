"""Pages in, the files that the last run printed from the same values out.

A file is what a template makes of values, and nothing else has a say in it: where the generator,
the style and the values are as they were, so is the file, and it is neither rendered nor formatted.
Of a view that has everything in it, only what the page read of it counts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final, cast

from clientsmith.cache import Cache
from clientsmith.project.fingerprint import digest_of
from clientsmith.styles.render import WIDE, Page
from clientsmith.styles.style import Style

_KIND: Final = "pages"


@dataclass(frozen=True, slots=True)
class Printed:
    """A file, and what its page read of the views that have everything in them."""

    text: str
    read: frozenset[str]


class PrintedPages:
    """What a target's last run printed, by the digests of what each page was made from."""

    def __init__(self, cache: Cache, key: str, style: Style) -> None:
        self._cache = cache
        self._key = key
        # A cache that ends with the run has nothing to tell, and needs no digest.
        self._maker = digest_of(each.path for each in style.folders) if cache.is_lasting else ""
        self._digests: dict[int, str] = {}

    def known(self, pages: Mapping[PurePosixPath, Page]) -> dict[PurePosixPath, Printed]:
        """The files of those pages that are made from what they were made from."""
        kept = self._kept()
        found: dict[PurePosixPath, Printed] = {}
        for path, page in pages.items():
            match kept.get(str(path)):
                case [str(text), [*read], digest] if digest == self._digest(page, read):
                    found[path] = Printed(text, frozenset(read))
                case _:
                    continue
        return found

    def keep(
        self, pages: Mapping[PurePosixPath, Page], files: Mapping[PurePosixPath, Printed]
    ) -> None:
        """Keeps what was printed, for the next run."""
        if self._cache.is_lasting:
            rows = {
                str(path): [each.text, sorted(each.read), self._digest(pages[path], each.read)]
                for path, each in files.items()
            }
            self._cache.put(_KIND, self._key, json.dumps(rows))

    def _kept(self) -> dict[str, Any]:
        try:
            found: Any = json.loads(self._cache.get(_KIND, self._key) or "{}")
        except ValueError:
            return {}
        return cast("dict[str, Any]", found) if isinstance(found, dict) else {}

    def _digest(self, page: Page, read: Iterable[str]) -> str:
        said = [self._maker, page.template, str(page.seen_from)]
        for name, value in page.context.items():
            if isinstance(value, WIDE):
                rows = {each: self._of(getattr(value, each, None)) for each in sorted(read)}
                said.append(f"{name} {rows}")
            else:
                said.append(f"{name} {self._of(value)}")
        return _sha256("\n".join(said))

    def _of(self, value: object) -> str:
        """The digest of a value, worked out once."""
        if id(value) not in self._digests:
            self._digests[id(value)] = _sha256(repr(value))
        return self._digests[id(value)]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
