"""A style in, its templates out: what each reads, and the blocks and macros that a child can change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, nodes

from clientsmith.styles.style import Style
from clientsmith.styles.template_loader import TemplateLoader
from clientsmith.styles.templates import Templates


@dataclass(frozen=True, slots=True)
class Part:
    """A template by the name that a child extends, its first line, and what stands in it by names."""

    template: str
    reads: str
    blocks: tuple[str, ...]
    macros: tuple[str, ...]


def parts_of(style: Style) -> Iterator[Part]:
    """The templates that the style uses; of each the nearest, which is what a child extends."""
    loader = TemplateLoader(style.folders, style.settings.models)
    templates = Templates(Environment(), loader)  # nosec B701 - code is printed, and no HTML
    used = templates.used(row.template for row in style.files)
    for name in templates.names:
        template = templates.get(name)
        if template.file not in used:
            continue
        folder = next(each for each in style.folders if template.file.is_relative_to(each.path))
        ancestors = (template, *templates.ancestors(template))
        macros = (each for each in template.tree.body if isinstance(each, nodes.Macro))
        yield Part(
            f"{folder.name}/{name}",
            template.text.partition("\n")[0],
            tuple(dict.fromkeys(block for each in ancestors for block in each.blocks)),
            tuple(dict.fromkeys(each.name for each in macros)),
        )
