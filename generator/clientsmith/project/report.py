"""A document and its recordings in, how complete they are out, in numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from clientsmith.api.ir import Api, ObjectShape, Property
from clientsmith.api.reading import read
from clientsmith.document import Document, load
from clientsmith.files import read_bytes
from clientsmith.output.whole import write_whole
from clientsmith.problems import Place, Problem, ProblemsFound


@dataclass(frozen=True, slots=True)
class Report:
    """How much of an API is written down, and how much of that is shown and said."""

    operations: int
    operations_with_description: int
    operations_with_example: int
    operations_with_recording: int
    schemas: int
    properties: int
    properties_with_description: int

    def rows(self) -> Iterator[tuple[str, int]]:
        """Each figure with its name in words."""
        for name, count in asdict(self).items():
            yield name.replace("_", " "), count


def report(spec: Path, recordings: Path) -> Report:
    """The figures of a document; a recording of an operation is in a folder of its id."""
    document: Document = load(spec)
    api = read(document)
    operations = api.operations()
    properties = list(_properties(api))
    return Report(
        operations=len(operations),
        operations_with_description=sum(bool(each.description) for each in operations),
        operations_with_example=sum(bool(each.examples) for each in operations),
        operations_with_recording=sum(
            any((recordings / each.id).glob("*.yaml")) for each in operations
        ),
        schemas=sum(len(module.schemas) for module in api.modules),
        properties=len(properties),
        properties_with_description=sum(bool(each.description) for each in properties),
    )


def _properties(api: Api) -> Iterator[Property]:
    for schema in api.schemas().values():
        if isinstance(schema.shape, ObjectShape):
            yield from schema.shape.properties


def check_floor(found: Report, floor: Path) -> None:
    """Raises ProblemsFound when a figure is lower than the floor that was written down."""
    try:
        least = json.loads(read_bytes(floor))
    except (OSError, ValueError) as error:
        remedy = "write it with `--write`"
        raise ProblemsFound(
            [Problem(Place(str(floor)), f"no floor to stand on: {error}", remedy, "report")]
        ) from None
    fallen = [
        Problem(
            Place(str(floor)),
            f"{name.replace('_', ' ')}: {count}, and there were {least[name]}",
            "write down what is missing, or lower the floor with `--write` and say why",
            "report",
        )
        for name, count in asdict(found).items()
        if count < int(least.get(name, 0))
    ]
    if fallen:
        raise ProblemsFound(fallen)


def write_floor(found: Report, floor: Path) -> None:
    """Makes what there is now the floor."""
    write_whole(floor, (json.dumps(asdict(found), indent=2) + "\n").encode())
