"""The public names of a package in, the view of its `__init__` out."""

from __future__ import annotations

from clientsmith.api.ir import Api
from clientsmith.names import Names
from clientsmith.present.imports import exported
from clientsmith.views import ExportsView, ImportView

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
        "ClientError",
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
        "StreamConsumedError",
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


def present_exports(api: Api, names: Names) -> ExportsView:
    """Everything that a user imports from the package itself."""
    client = names.client
    rows: list[tuple[str, tuple[str, ...]]] = [
        (".", ("types",)),
        (
            "._client",
            (client, f"{client} as Client", f"Async{client}", f"Async{client} as AsyncClient"),
        ),
        *((f"._runtime.{module}", found) for module, found in _RUNTIME.items()),
        ("._runtime.errors", (f"ClientError as {names.error}",)),
        ("httpx", ("Timeout",)),
    ]
    if api.pagination:
        pages = [
            f"{colour}{page.class_name}" for page in api.pagination for colour in ("Sync", "Async")
        ]
        rows.append((".pagination", tuple(pages)))
    return exported(ImportView(module, found) for module, found in rows)
