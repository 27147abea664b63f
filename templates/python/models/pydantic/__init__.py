"""Models by pydantic: what the rest of the runtime and the generated types know of them."""

from typing import TYPE_CHECKING

from ..lazy import lazy

# What a request needs is in `encoding`, which loads no library; the others do, when first used.
if TYPE_CHECKING:
    from .base import Model, PageModel, Unknown
    from .decoding import make_decoder, partial_json
    from .durations import ISODuration
    from .encoding import FileMarker, is_model, set_fields
    from .extending import with_fields
    from .lenient import construct, finish_class
    from .unions import Variants
    from .values import copied, dump, dump_json, set_names
else:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            ".base": ("Model", "PageModel", "Unknown"),
            ".decoding": ("make_decoder", "partial_json"),
            ".durations": ("ISODuration",),
            ".encoding": ("FileMarker", "is_model", "set_fields"),
            ".extending": ("with_fields",),
            ".lenient": ("construct", "finish_class"),
            ".unions": ("Variants",),
            ".values": ("copied", "dump", "dump_json", "set_names"),
        },
    )

__all__ = [
    "FileMarker",
    "ISODuration",
    "Model",
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
