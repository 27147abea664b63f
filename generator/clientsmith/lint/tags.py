"""Rules about tags: each stands below one that is there, and below itself never."""

from __future__ import annotations

from collections.abc import Iterator

from clientsmith.document import Node
from clientsmith.document.edits import left_out
from clientsmith.lint.survey import Finding, Survey, is_object


def parents(survey: Survey) -> Iterator[Finding]:
    """A `parent` (OpenAPI 3.2) that is no tag of the document, or is below the tag itself."""
    listed = survey.document.root.get("tags")
    nodes = [each for each in listed.elements() if is_object(each)] if listed is not None else []
    tags = {each.text("name"): each for each in nodes}
    for name, tag in tags.items():
        parent = tag.get("parent")
        if parent is None:
            continue
        reading, edits = "it stands at the top", (left_out(parent),)
        if parent.value not in tags:
            message, remedy = f"{parent.value!r} is no tag", "add it to the document's `tags`"
            yield Finding(parent.place, message, remedy, reading, edits)
        elif name in _above(tag, tags):
            message = f"the tag {name!r} stands below itself"
            yield Finding(parent.place, message, "give one of them no `parent`", reading, edits)


def _above(tag: Node, tags: dict[str, Node]) -> list[str]:
    """The tags above one, as far as none comes again."""
    found: list[str] = []
    name = tag.text("parent")
    while name in tags and name not in found:
        found.append(name)
        name = tags[name].text("parent")
    return found
