"""Tokens from profiles and for workloads: who gives them, where they are kept, when they are renewed."""

from __future__ import annotations

from .at_hand import EnvToken, StaticToken
from .cache import TokenCache
from .chain import default_credentials
from .profiles import CredentialsFile, InMemoryConfig
from .tokens import (
    AccessToken,
    AccessTokenProvider,
    AsyncAccessTokenProvider,
    BaseURLBoundProvider,
    CredentialResult,
    CredentialsError,
    IdentityTokenFileError,
    IdentityTokenProvider,
    WorkloadIdentityError,
)
from .workload import (
    IdentityTokenFile,
    WorkloadIdentityCredentials,
    exchange_federation_assertion,
)

__all__ = [
    "AccessToken",
    "AccessTokenProvider",
    "AsyncAccessTokenProvider",
    "BaseURLBoundProvider",
    "CredentialResult",
    "CredentialsError",
    "CredentialsFile",
    "EnvToken",
    "IdentityTokenFile",
    "IdentityTokenFileError",
    "IdentityTokenProvider",
    "InMemoryConfig",
    "StaticToken",
    "TokenCache",
    "WorkloadIdentityCredentials",
    "WorkloadIdentityError",
    "default_credentials",
    "exchange_federation_assertion",
]
