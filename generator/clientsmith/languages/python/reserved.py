"""Names that Python itself, its models and its clients have; a name of the document is none of them.

What a style's own files import is the style's to say (`names` of its manifest).
"""

from __future__ import annotations

import builtins
import sys
from typing import Final

# What modules of types import of the standard library: a class of this name would hide it.
TYPES: Final = frozenset(
    [
        "Annotated",
        "Any",
        "ClassVar",
        "Decimal",
        "Dict",
        "Ellipsis",
        "Field",
        "Generic",
        "Iterable",
        "List",
        "Literal",
        "Mapping",
        "NotImplemented",
        "NotRequired",
        "Sequence",
        "TYPE_CHECKING",
        "Tuple",
        "TypeAlias",
        "TypedDict",
        "UUID",
    ]
)

# What an annotation of a member finds while no class of the module has the name yet; the last ones
# came with later Pythons or are of one system.
CLASSES: Final = frozenset(
    [
        *(name for name in vars(builtins) if name[0].isupper()),
        "BaseExceptionGroup",
        "ExceptionGroup",
        "PythonFinalizationError",
        "WindowsError",
    ]
)

# Attributes that models have: a field of this name would break them.
FIELDS: Final = frozenset(
    [
        "construct",
        "copy",
        "dict",
        "fields_set",
        "from_orm",
        "json",
        "model_computed_fields",
        "model_config",
        "model_construct",
        "model_copy",
        "model_dump",
        "model_dump_json",
        "model_extra",
        "model_fields",
        "model_fields_set",
        "model_json_schema",
        "model_parametrized_name",
        "model_post_init",
        "model_rebuild",
        "model_validate",
        "model_validate_json",
        "model_validate_strings",
        "parse_file",
        "parse_obj",
        "parse_raw",
        "schema",
        "schema_json",
        "to_dict",
        "to_json",
        "update_forward_refs",
        "validate",
    ]
)

# What a client's modules import, or what they import does: a package of this name would hide it.
PACKAGES: Final = sys.stdlib_module_names | {
    "anyio",
    "httpcore",
    "httpx",
    "msgspec",
    "pydantic",
    "pydantic_core",
    "typing_extensions",
}

# Parameters that every method has of its own.
ARGUMENTS: Final = frozenset({"self", "extra_headers", "extra_query", "extra_body", "timeout"})

# Attributes of a resource: a method or sub-resource of this name would hide it.
MEMBERS: Final = frozenset({"with_raw_response", "with_streaming_response", "mro"})

# Methods of a page that is a model of the API.
PAGES: Final = frozenset({"get_next_page", "has_next_page", "iter_pages", "next_page_info"})

# What a client's own signatures are written with: as attributes, resources would hide it there.
_IN_SIGNATURES: Final = frozenset(
    {"bool", "dict", "float", "httpx", "int", "object", "str", "tuple", "type", "typing_extensions"}
)

# Attributes of a client: a resource of this name would replace it.
CLIENT_MEMBERS: Final = (
    MEMBERS
    | _IN_SIGNATURES
    | {
        "auth_headers",
        "base_url",
        "close",
        "copy",
        "custom_query",
        "default_headers",
        "default_query",
        "delete",
        "get",
        "get_api_list",
        "http_client",
        "is_closed",
        "max_retries",
        "max_retry_wait",
        "middleware",
        "patch",
        "post",
        "put",
        "request",
        "set_default_headers",
        "set_default_query",
        "stream_idle_timeout",
        "timeout",
        "total_timeout",
        "user_agent",
        "with_middleware",
        "with_options",
    }
)
