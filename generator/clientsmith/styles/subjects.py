"""What a row of a style may be repeated for: the view it is rendered with, and how its output is told apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from clientsmith.languages.views import (
    ClientView,
    PackageView,
    PlatformView,
    ResourceView,
    TypesIndexView,
    TypesModuleView,
)

CLIENT: Final = "client"
"""What every template may read beside the view of its row."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The name by which a template knows the view, its type, and the placeholders of the output.

    The last placeholder tells the outputs of a row apart, so it must be there.
    """

    noun: str
    view: type
    placeholders: tuple[str, ...]

    @property
    def context(self) -> dict[str, type]:
        """The names that a template may declare, with their types."""
        return {self.noun: self.view, CLIENT: ClientView}


_ONCE: Final = Subject("package", PackageView, ("package",))
_RESOURCE: Final = Subject("resource", ResourceView, ("package", "file"))

FOR_EACH: Final[Mapping[str, Subject]] = {
    "package": _ONCE,
    "resource": _RESOURCE,
    "mounted_resource": _RESOURCE,
    "types_index": Subject("index", TypesIndexView, ("package", "file")),
    "types_module": Subject("module", TypesModuleView, ("package", "file")),
    "platform": Subject("platform", PlatformView, ("package", "file")),
    "platforms": _ONCE,
    "pagination": _ONCE,
    "webhooks": _ONCE,
}
