"""A request that came over the wire in, whether AWS's own library finds its signature right out."""

from __future__ import annotations

from urllib.parse import quote

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from differential.capturing import Sent
from support.platforms import KEYS


def verify(sent: Sent, service: str, token: str | None = None) -> None:
    """Signs what came over the wire once more, at the time that it says, and compares."""
    said = dict(
        part.split("=", 1) for part in sent.headers["authorization"].partition(" ")[2].split(", ")
    )
    names = said["SignedHeaders"].split(";")
    assert {"host", "x-amz-date"} <= {*names}
    query = "&".join(f"{quote(name)}={quote(value, safe='')}" for name, value in sent.query)
    request = AWSRequest(
        sent.method,
        f"https://{sent.headers['host']}{sent.path}{'?' if query else ''}{query}",
        data=sent.body,
        headers={name: sent.headers[name] for name in names},
    )
    request.context["timestamp"] = sent.headers["x-amz-date"]
    keys = Credentials(KEYS["aws_access_key"], KEYS["aws_secret_key"], token)
    signer = SigV4Auth(keys, service, KEYS["aws_region"])
    text = signer.string_to_sign(request, signer.canonical_request(request))
    assert said["Signature"] == signer.signature(text, request)
    assert said["Credential"].startswith(f"{keys.access_key}/")
    assert sent.headers.get("x-amz-security-token") == token
