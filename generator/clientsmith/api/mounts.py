"""Schemas, operations and what mounts call types in, the schemas with the names that follow out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from clientsmith.api.ir import Operation, Schema
from clientsmith.api.references import references
from clientsmith.api.sides import reached, reached_from
from clientsmith.api.types import SchemaKey

NAME = "{name}"
"""What stands for a type's own name in the pattern of a mount."""


def name_mounted(
    schemas: Mapping[SchemaKey, Schema],
    operations: Iterable[Operation],
    patterns: Mapping[str, str],
) -> dict[SchemaKey, Schema]:
    """With `Beta{name}` for `beta`, `pets.toys.Ball` is exported as `beta.pets.BetaBall` as well.

    So is what the operations of the mount reach, and what none reaches at all; less what stands in
    the mount's own folder, what is called so anyway, the types of errors, and what belongs to an
    operation as a whole: a page, or a body whose type collects the arguments.
    """
    operations = tuple(operations)
    left_out = _whole(operations) | _errors(schemas, operations)
    everywhere = set[SchemaKey]().union(*reached(schemas, operations))
    found = dict(schemas)
    for mount, pattern in patterns.items():
        below = [each for each in operations if each.resource[:1] == (mount,)]
        here = set[SchemaKey]().union(*reached(schemas, below))
        for key in (here | (set(schemas) - everywhere)) - left_out:
            if found[key].mounted and key.module[0] != mount and not _fits(key.name, pattern):
                found[key] = _named(found[key], mount, pattern)
    return found


def _whole(operations: Iterable[Operation]) -> set[SchemaKey]:
    """The schemas that belong to one operation: of its arguments, of its pages."""
    found: set[SchemaKey] = set()
    for operation in operations:
        if operation.params is not None and operation.params.replaces is not None:
            found.add(operation.params.replaces)
        if operation.pagination is not None:
            found.update(references(operation.result.type))
    return found


def _errors(schemas: Mapping[SchemaKey, Schema], operations: Iterable[Operation]) -> set[SchemaKey]:
    """The schemas that failures give: they are the same wherever an operation is mounted."""
    failures = (each for call in operations for each in call.responses if not each.success)
    return reached_from(schemas, (content.type for each in failures for content in each.content))


def _fits(name: str, pattern: str) -> bool:
    before, _, after = pattern.partition(NAME)
    return name.startswith(before) and name.endswith(after)


def _named(schema: Schema, mount: str, pattern: str) -> Schema:
    name = ".".join((mount, *schema.key.module[:-1], pattern.replace(NAME, schema.key.name)))
    return replace(schema, exported_as=(*schema.exported_as, name))
