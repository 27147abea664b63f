"""What the reference has at its root and on its clients that ours has not, and why."""

from __future__ import annotations

from typing import Final

TOKENS: Final = (
    "credentials from a profile or a workload's identity: this client takes a key or a token"
)
FALLBACK: Final = (
    "fallbacks are an argument, `beta.messages.create(fallbacks=...)`, which the API acts on"
)
TELEMETRY: Final = (
    "spans are put around calls by `lib.telemetry.instrument`, not by an option of clients"
)

# By patterns: names at the root, arguments of the constructor and of `with_options`, and what
# stands on a client.
ROOT: Final[dict[str, str]] = {
    "*AccessToken*": TOKENS,
    "BaseURLBoundProvider": TOKENS,
    "Credential*": TOKENS,
    "EnvToken": TOKENS,
    "IdentityToken*": TOKENS,
    "InMemoryConfig": TOKENS,
    "StaticToken": TOKENS,
    "TokenCache": TOKENS,
    "WorkloadIdentity*": TOKENS,
    "default_credentials": TOKENS,
    "exchange_federation_assertion": TOKENS,
    "resources": "a module, `import claude_client.resources`",
    "lib": "a module, `import claude_client.lib`",
    "pagination": "a module, `import claude_client.pagination`",
    "BetaFallbackState": FALLBACK,
    "BetaRefusalFallbackMiddleware": FALLBACK,
    "*OpenTelemetry*": TELEMETRY,
    "TypeAlias": "of `typing_extensions`, and left over in the reference's root",
    "Parsed*[[]object]": "not a name that can be imported",
}
ARGUMENTS: Final[dict[str, str]] = {
    "credentials": TOKENS,
    "config": TOKENS,
    "profile": TOKENS,
    "_token_cache": TOKENS,
    "open_telemetry": TELEMETRY,
    "_strict_response_validation": "answers are never refused for what they hold: what is new is kept",
    "_extra_kwargs": "for the reference's own subclasses; ours pass what they add by name",
}
MEMBERS: Final[dict[str, str]] = {
    "open_telemetry": TELEMETRY,
    "credentials": TOKENS,
    "custom_auth": "an `auth` of your own is the HTTP client's: `http_client=httpx.Client(auth=...)`",
    "platform_headers": "the platform is told in `user-agent`, and in no header besides",
    "qs": "queries are written by one rule, which no client changes",
}
