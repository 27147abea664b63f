"""The environment in, who gives tokens out: a profile that is named, a workload, a profile that is there."""

from __future__ import annotations

import os

from ..._runtime.errors import ClientError
from .. import config_dir
from . import places
from .at_hand import StaticToken
from .profiles import CredentialsFile
from .tokens import CredentialResult, CredentialsError
from .workload import IdentityTokenFile, WorkloadIdentityCredentials


def default_credentials(*, base_url: str = places.DEFAULT_BASE_URL) -> CredentialResult | None:
    """The first that there is; None where a key of the environment counts, or nothing is there.

    Raises:
        CredentialsError: a profile that was chosen can't be used. One that nobody chose is passed over.
    """
    if os.environ.get("ANTHROPIC_API_KEY"):
        return None
    token = os.environ.get("ANTHROPIC_AUTH_TOKEN")
    if token:
        return CredentialResult(StaticToken(token))
    if config_dir.is_chosen():
        return of_profile(CredentialsFile(), base_url)
    workload = _workload(base_url)
    if workload is not None:
        return CredentialResult(workload)
    if places.has_profile():
        try:
            return of_profile(CredentialsFile(), base_url)
        except ClientError:
            return None
    return None


def of_profile(file: CredentialsFile, base_url: str) -> CredentialResult:
    """What a profile says besides its tokens."""
    file.bind_base_url(base_url)
    return CredentialResult(file, file.extra_headers(), file.resolved_base_url)


def _workload(base_url: str) -> WorkloadIdentityCredentials | None:
    """The workload that the environment describes, if it does so whole."""
    rule, organization, path = map(
        os.environ.get,
        (config_dir.FEDERATION_RULE_ID, config_dir.ORGANIZATION_ID, config_dir.IDENTITY_TOKEN_FILE),
    )
    if not rule or not organization or not (path or config_dir.IDENTITY_TOKEN in os.environ):
        return None
    made = WorkloadIdentityCredentials(
        identity_token_provider=IdentityTokenFile(path) if path else _token_of_environment,
        federation_rule_id=rule,
        organization_id=organization,
        service_account_id=os.environ.get(places.SERVICE_ACCOUNT_ID),
        workspace_id=os.environ.get(places.WORKSPACE_ID) or None,
        scope=os.environ.get(places.SCOPE),
    )
    made.bind_base_url(base_url)
    return made


def _token_of_environment() -> str:
    # As it is at the time: it may have been replaced.
    found = os.environ.get(config_dir.IDENTITY_TOKEN)
    if found is None:
        raise CredentialsError(f"{config_dir.IDENTITY_TOKEN} is not set any more")
    return found
