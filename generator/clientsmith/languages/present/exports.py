"""What a package exports in, the same file by file out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clientsmith.languages.names import Names
from clientsmith.languages.protocol import Identifier, Import
from clientsmith.languages.views import ExportGroupView, ExportView


@dataclass(frozen=True, slots=True)
class Export:
    """A name that a package exports, what it is called where it stands, and that file."""

    name: str
    original: str
    home: str
    own: bool = True
    value: bool = False


def grouped(exports: Iterable[Export]) -> tuple[ExportGroupView, ...]:
    """The exports of each file together, files of elsewhere first."""
    found: dict[tuple[bool, str], list[ExportView]] = {}
    for each in exports:
        view = ExportView(Identifier(each.name), Identifier(each.original), each.value)
        found.setdefault((each.own, each.home), []).append(view)
    return tuple(
        ExportGroupView(home, own, tuple(rows)) for (own, home), rows in sorted(found.items())
    )


def client_exports(
    names: Names, runtime: Iterable[Import], further: Iterable[Export]
) -> tuple[ExportGroupView, ...]:
    """Everything that a user imports from the package itself; `runtime` is the style's part of it."""
    client = names.client
    rows = [
        Export("types", "types", ""),
        Export(client, client, "_client"),
        Export("Client", client, "_client"),
        Export(f"Async{client}", f"Async{client}", "_client"),
        Export("AsyncClient", f"Async{client}", "_client"),
        Export(names.error, "ClientError", "_runtime/errors"),
        *(Export(each.alias or each.name, each.name, each.module, each.own) for each in runtime),
        *(
            Export(f"{prefix}{name}", f"{prefix}{name}", "pagination")
            for name in names.pages.values()
            for prefix in ("Sync", "Async")
        ),
        *further,
    ]
    return grouped(rows)
