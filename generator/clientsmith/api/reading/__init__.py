"""A linted document in, an `ir.Api` out: resolved, normalised, frozen."""

from __future__ import annotations

from clientsmith.api.base64_members import mark_base64
from clientsmith.api.decimal_members import mark_decimals
from clientsmith.api.discriminators import infer_discriminators
from clientsmith.api.ir import Api
from clientsmith.api.listing.finding import find_listings
from clientsmith.api.modules import group
from clientsmith.api.mounts import name_mounted
from clientsmith.api.params import collect_arguments
from clientsmith.api.reading.client import (
    read_client,
    read_mounts,
    read_pagination,
    says_pages,
)
from clientsmith.api.reading.headers import type_headers
from clientsmith.api.reading.links import read_links
from clientsmith.api.reading.locations import module_of
from clientsmith.api.reading.operations import Context, mounted_operations, read_operation
from clientsmith.api.reading.platforms import read_platforms
from clientsmith.api.reading.schemas import SchemaReader
from clientsmith.api.reading.servers import read_servers
from clientsmith.api.reading.webhooks import read_payload
from clientsmith.api.resources import resource_tree
from clientsmith.api.secret_members import mark_secrets
from clientsmith.api.sides import mark_sides
from clientsmith.api.tag_tree import tag_descriptions, tags_above
from clientsmith.document import Document, Node

__all__ = ["read"]


def read(document: Document) -> Api:
    """The API that a document describes; the document has passed the linter."""
    root = document.root
    schemas = SchemaReader()
    pagination = read_pagination(root)
    client = read_client(root)
    headers = frozenset((name.lower(), value) for name, value in client.headers)
    paths, info = root.get("paths"), root["info"]
    above, title = tags_above(root), _text(info, "title")
    mounted = list(mounted_operations(paths, title, above)) if paths is not None else []
    links = read_links((each.id, each.node) for each in mounted)
    context = Context(schemas, pagination, read_mounts(root), links, headers, client.security)
    operations = [read_operation(each, context) for each in mounted]
    if not says_pages(root):
        silent = frozenset(each.id for each in mounted if not each.declines_pages)
        operations = find_listings(operations, schemas.schemas, silent)
    modules = {each.id: module_of(each.node) for each in mounted}
    operations = type_headers(operations, schemas, modules, dict(client.response_headers))
    _read_remaining(root, schemas)
    payload = read_payload(root, schemas)
    marked = mark_sides(infer_discriminators(schemas.schemas), operations)
    operations = collect_arguments(operations, marked)
    patterns = {name: rules.types for name, rules in context.mounts.items() if rules.types}
    marked = name_mounted(marked, operations, patterns)
    operations = mark_decimals(mark_base64(operations, marked), marked)
    operations = mark_secrets(operations, marked)
    return Api(
        title=str(info["title"].value),
        version=_text(info, "version"),
        summary=_text(info, "summary"),
        description=_text(info, "description"),
        source=document.name,
        servers=read_servers(root),
        client=client,
        resources=resource_tree(operations, tag_descriptions(root), context.mounts),
        modules=group(marked, operations),
        pagination=tuple(pagination.values()),
        payload=payload,
        platforms=tuple(read_platforms(root)),
    )


def _read_remaining(root: Node, schemas: SchemaReader) -> None:
    """Schemas that the root document names but no operation reaches are types all the same."""
    components = root.get("components")
    declared = components.get("schemas") if components is not None else None
    for _, node in declared.items() if declared is not None else ():
        schemas.declare(node)


def _text(node: Node, name: str) -> str:
    found = node.get(name)
    return str(found.value).strip() if found is not None else ""
