"""Models by msgspec: what the rest of the runtime and the generated types know of them."""

from typing import TYPE_CHECKING

from ..lazy import lazy

# What a request needs is in `encoding`, which loads no library; the others do, when first used.
if TYPE_CHECKING:
    from datetime import timedelta as ISODuration

    from msgspec import field as Field

    from ..conversion.partial import partial_json
    from ..conversion.unions import Variants
    from .base import Model, OpenModel, PageModel, Unknown
    from .decoding import construct, make_decoder
    from .encoding import FileMarker, finish_class, is_model, set_fields
    from .extending import with_fields
    from .values import copied, dump, dump_json, set_names
else:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "datetime": ("timedelta as ISODuration",),
            "msgspec": ("field as Field",),
            "..conversion.partial": ("partial_json",),
            "..conversion.unions": ("Variants",),
            ".base": ("Model", "OpenModel", "PageModel", "Unknown"),
            ".decoding": ("construct", "make_decoder"),
            ".encoding": ("FileMarker", "finish_class", "is_model", "set_fields"),
            ".extending": ("with_fields",),
            ".values": ("copied", "dump", "dump_json", "set_names"),
        },
    )

__all__ = [
    "Field",
    "FileMarker",
    "ISODuration",
    "Model",
    "OpenModel",
    "PageModel",
    "Unknown",
    "Variants",
    "construct",
    "copied",
    "dump",
    "dump_json",
    "finish_class",
    "is_model",
    "make_decoder",
    "partial_json",
    "set_fields",
    "set_names",
    "with_fields",
]
