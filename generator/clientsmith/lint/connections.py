"""Rules about how a client reaches the API: servers and security."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from clientsmith.document import Node
from clientsmith.lint.references import nearest
from clientsmith.lint.survey import Finding, Survey, raw

_VARIABLE = re.compile(r"\{([^{}]*)\}")
_KINDS = ("apiKey", "http", "mutualTLS", "oauth2", "openIdConnect")


def server_urls(survey: Survey) -> Iterator[Finding]:
    """A server that no client should talk to: another scheme than HTTP, or a secret in its address."""
    for node in survey.of("server"):
        url = node.get("url")
        if url is None or not isinstance(url.value, str):
            yield Finding(node.place, "a server without `url`", "give it one, or remove it")
            continue
        yield from _url(url, _filled(node, url.value))


def _url(node: Node, url: str) -> Iterator[Finding]:
    if re.search(r"[\x00-\x20\x7f]", url.strip()):
        yield Finding(node.place, "white space in a server's url", "take it out")
        return
    try:
        parts = urlsplit(url.strip())
    except ValueError as error:
        yield Finding(node.place, f"{url!r} is no url: {error}", "mend it")
        return
    if parts.scheme and parts.scheme.lower() not in ("http", "https"):
        yield Finding(node.place, f"the scheme {parts.scheme!r} of a server", "use https")
    if "@" in parts.netloc:
        remedy = "take them out; a client gets its credentials where it is made"
        yield Finding(node.place, "credentials in a server's url", remedy)


def _filled(server: Node, url: str) -> str:
    """The address with its variables' defaults."""
    variables = server.get("variables")
    for name, variable in variables.items() if variables is not None else ():
        default = raw(variable, "default")
        url = url.replace("{" + name + "}", str(default if default is not None else ""))
    return url


def server_variables(survey: Survey) -> Iterator[Finding]:
    """A variable of an address that is not defined, or has no default."""
    for node in survey.of("server"):
        url = raw(node, "url")
        declared = node.get("variables")
        names = [name for name, _ in declared.items()] if declared is not None else []
        for name in _VARIABLE.findall(url) if isinstance(url, str) else ():
            if name not in names:
                message = f"the variable `{name}` of the server is not defined"
                yield Finding(
                    node["url"].place, message, f"add it under `variables`; {nearest(name, names)}"
                )
        for name, variable in declared.items() if declared is not None else ():
            if "default" not in variable:
                yield Finding(
                    variable.key_place, f"the variable `{name}` has no default", "give it one"
                )


def relative_servers(survey: Survey) -> Iterator[Finding]:
    """An address without a host, which a client can't complete by itself."""
    for node in survey.of("server"):
        url = raw(node, "url")
        if isinstance(url, str) and "://" not in _filled(node, url):
            message = f"the server {url!r} has no host, so clients must be given a base URL"
            yield Finding(node["url"].place, message, "write the whole address")


def unknown_schemes(survey: Survey) -> Iterator[Finding]:
    """A requirement of a security scheme that is not defined."""
    declared = survey.document.root.at(("components", "securitySchemes"))
    names = [name for name, _ in declared.items()] if declared is not None else []
    for node in survey.of("security"):
        for name, scopes in node.items():
            by_address = set("#/.") & set(name) and survey.document.find(node.source, name)
            if name not in names and not by_address:
                message = f"the security scheme `{name}` is not defined"
                yield Finding(scopes.key_place, message, nearest(name, names))


def incomplete_schemes(survey: Survey) -> Iterator[Finding]:
    """A security scheme that doesn't say how a credential is sent."""
    for node in survey.of("security_scheme"):
        kind = raw(node, "type")
        if kind not in _KINDS:
            remedy = f"`type` is one of {', '.join(_KINDS)}"
            yield Finding(node.place, f"a security scheme of the type {kind!r}", remedy)
        elif kind == "apiKey" and not node.text("name"):
            yield Finding(node.place, "an API key without a name", "say what it is sent as: `name`")
        elif kind == "apiKey" and raw(node, "in") not in ("header", "query", "cookie"):
            remedy = "`in` is one of header, query, cookie"
            yield Finding(node.place, "an API key without a place", remedy)
        elif kind == "http" and not node.text("scheme"):
            yield Finding(node.place, "an HTTP scheme without `scheme`", "`basic` or `bearer`")


def incomplete_info(survey: Survey) -> Iterator[Finding]:
    """A document that says neither what it is called nor which version it is."""
    root = survey.document.root
    info = root.get("info")
    if info is None:
        yield Finding(root.place, "`info` is missing", "add `info: {title: …, version: …}`")
        return
    for key in ("title", "version"):
        node = info.get(key)
        if node is None or isinstance(node.value, (dict, list)):
            yield Finding(info.place, f"`info` has no {key}", f"add `{key}: …`")
