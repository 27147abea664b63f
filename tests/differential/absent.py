"""What the reference has at its root and on its clients that ours has not, and why."""

from __future__ import annotations

from typing import Final

AGENTS: Final = "managed agents, and what serves nothing else, are left out of the spec"
ADMINISTRATION: Final = "of an organization the spec has what there is without `beta` as well"

# By patterns: methods of resources.
METHODS: Final[dict[str, str]] = {
    **{
        f"beta.{name}.*": AGENTS
        for name in (
            *("agents", "deployments", "deployment_runs", "dreams", "environments"),
            *("memory_stores", "sessions", "tunnels", "vaults", "organization.plugin*"),
        )
    },
    **{
        f"beta.organization.{name}.*": ADMINISTRATION
        for name in ("analytics", "rbac_*", "spend_limits", "telemetry_destinations", "webhooks")
    },
    "beta.user_profiles.*": "`user_profiles` has them, in the form that they have without `beta`",
}

# By patterns: names at the root, arguments of the constructor and of `with_options`, and what
# stands on a client.
ROOT: Final[dict[str, str]] = {
    "AccessTokenAuth": "a client puts tokens on requests itself, not by an `Auth` of the HTTP library",
    "resources": "a module, `import claude_client.resources`",
    "lib": "a module, `import claude_client.lib`",
    "pagination": "a module, `import claude_client.pagination`",
    "TypeAlias": "of `typing_extensions`, and left over in the reference's root",
    "Parsed*[[]object]": "not a name that can be imported",
}
ARGUMENTS: Final[dict[str, str]] = {
    "_token_cache": "for the reference's own copies; ours have it from the client that they are of",
    "_strict_response_validation": "answers are never refused for what they hold: what is new is kept",
    "_extra_kwargs": "for the reference's own subclasses; ours pass what they add by name",
}
MEMBERS: Final[dict[str, str]] = {
    "custom_auth": "an `auth` of your own is the HTTP client's: `http_client=httpx.Client(auth=...)`",
    "platform_headers": "the platform is told in `user-agent`, and in no header besides",
    "qs": "queries are written by one rule, which no client changes",
}

# By patterns of a client, a method and an argument, or a client and a member.
PLATFORMS: Final[dict[str, str]] = {
    **{
        f"*() {name}": reason
        for name, reason in ARGUMENTS.items()
        if name.startswith("_") and name != "_token_cache"
    },
    **{f"* members {name}": reason for name, reason in MEMBERS.items()},
    "*AWS*() auth_token": "the reference takes it and signs all the same, unless a gateway is said to do that",
    "*AWS*() credentials": "the reference takes None alone, for a helper of its own",
    "*Bedrock* by position *": "the reference's thirteenth and later ones are given by name",
    "*GoogleCloud members google_credentials": "is `credentials`, as the argument is called",
    "*Bedrock* members webhook_key": "webhooks are of the API, and no resource of these platforms takes them",
    "*Vertex members webhook_key": "webhooks are of the API, and no resource of these platforms takes them",
}
