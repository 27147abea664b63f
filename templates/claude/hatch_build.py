"""The README and the repository's address in, what an index shows of them out: links that lead somewhere.

An index shows the README alone, where a link to a file beside it leads nowhere. The address is known
to who builds: `REPOSITORY`, or in an sdist what it was built with. Without one all stays as it is.
"""

from __future__ import annotations

import os
import re
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"(?P<image>!?)\[(?P<text>[^\]]*)\]\((?!https?:|#)(?P<file>[^)]+)\)")


class AbsoluteLinks(MetadataHookInterface):
    """What hatchling calls `custom`."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Gives the README, and the addresses where there is one.

        `folder` says where in the repository the package stands.
        """
        root = Path(self.root)
        text, address = (root / "README.md").read_text(encoding="utf-8"), _address(root)
        said: Any = self
        folder: str = said.config.get("folder", "")
        if address:
            metadata["urls"] = {
                "Source": address,
                "Changelog": f"{address}/blob/HEAD/CHANGELOG.md",
                "Issues": f"{address}/issues",
            }
            text = _LINK.sub(lambda link: _absolute(link, address, folder), text)
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def _absolute(link: re.Match[str], address: str, folder: str) -> str:
    kind = "raw" if link["image"] else "blob"
    return f"{link['image']}[{link['text']}]({address}/{kind}/HEAD/{folder}{link['file']})"


def _address(root: Path) -> str:
    if address := os.environ.get("REPOSITORY"):
        return address.removesuffix("/").removesuffix(".git")
    built = root / "PKG-INFO"
    if not built.is_file():
        return ""
    said = HeaderParser().parsestr(built.read_text(encoding="utf-8"))
    rows = (row.split(", ", 1) for row in said.get_all("Project-URL", []))
    return next((address for name, address in rows if name == "Source"), "")
