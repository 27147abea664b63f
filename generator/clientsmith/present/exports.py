"""The public names of a package in, the view of its `__init__` out."""

from __future__ import annotations

from clientsmith.ir import Api
from clientsmith.languages.python import Identifier
from clientsmith.names import Names
from clientsmith.present.imports import export_order, grouped
from clientsmith.views import ExportView, ImportView

# What a user may need of the runtime, by its modules.
_RUNTIME = {
    "client": ("DefaultAsyncHttpxClient", "DefaultHttpxClient"),
    "downloads": ("AsyncBinaryAPIResponse", "BinaryAPIResponse"),
    "errors": (
        "APIConnectionError",
        "APIError",
        "APIResponseValidationError",
        "APIStatusError",
        "APITimeoutError",
        "APIWebhookValidationError",
        "AuthenticationError",
        "BadRequestError",
        "ConflictError",
        "DeadlineExceededError",
        "InternalServerError",
        "NotFoundError",
        "OverloadedError",
        "PermissionDeniedError",
        "RateLimitError",
        "RequestTooLargeError",
        "RetryableError",
        "ServiceUnavailableError",
        "StreamInterruptedError",
        "UnprocessableEntityError",
    ),
    "interruption": ("StreamTimeoutError",),
    "files": ("async_files_from_dir", "files_from_dir"),
    "models": ("Model as BaseModel", "Unknown"),
    "options": ("RequestOptions",),
    "rate_limits": ("RateLimits",),
    "response": ("APIResponse", "AsyncAPIResponse"),
    "sentinels": ("NOT_GIVEN", "NotGiven", "Omit", "not_given", "omit"),
    "streams": ("AsyncJSONLDecoder", "AsyncStream", "JSONLDecoder", "Stream"),
}


def present_exports(
    api: Api, names: Names
) -> tuple[tuple[tuple[ImportView, ...], ...], tuple[ExportView, ...]]:
    """The imports that type checkers read, and the homes that `lazy` reads."""
    client = names.client
    rows: list[tuple[str, tuple[str, ...]]] = [
        (
            "._client",
            (client, f"{client} as Client", f"Async{client}", f"Async{client} as AsyncClient"),
        ),
        *((f"._runtime.{module}", exported) for module, exported in _RUNTIME.items()),
        ("._runtime.errors", (f"ClientError as {names.error}",)),
        ("httpx", ("Timeout",)),
    ]
    if api.pagination:
        pages = [
            f"{colour}{page.class_name}" for page in api.pagination for colour in ("Sync", "Async")
        ]
        rows.append((".pagination", tuple(pages)))
    views = [ImportView(module, tuple(_explicit(name) for name in found)) for module, found in rows]
    homes = [_home(module, name) for module, found in rows for name in found]
    homes.append(ExportView(Identifier("types"), ".types:"))
    views.append(ImportView(".", ("types as types",)))
    return grouped(views), tuple(sorted(homes, key=lambda row: export_order(row.name)))


def _explicit(name: str) -> str:
    """`X as X` says to type checkers that the name is exported (PEP 484)."""
    return name if " as " in name else f"{name} as {name}"


def _home(module: str, name: str) -> ExportView:
    original, _, other = name.partition(" as ")
    exported = Identifier(other or original)
    return ExportView(exported, module if exported == original else f"{module}:{original}")
