"""Rules about how a client reaches the API: servers and security."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from clientsmith.document import Node
from clientsmith.document.edits import Edit, left_out, read_as, with_member
from clientsmith.lint.parameters import is_sendable
from clientsmith.lint.survey import Finding, Survey, is_object, raw, resolved
from clientsmith.problems import Place

_VARIABLE = re.compile(r"\{([^{}]*)\}")
_CREDENTIALS = re.compile(r"//[^/?#]*@")
_KINDS = ("apiKey", "http", "mutualTLS", "oauth2", "openIdConnect")


def server_urls(survey: Survey) -> Iterator[Finding]:
    """A server that no client should talk to: another scheme than HTTP, or a secret in its address."""
    for node in survey.of("server"):
        url = node.get("url")
        if url is None or not isinstance(url.value, str):
            message, remedy = "a server without `url`", "give it one, or remove it"
            yield Finding(node.place, message, remedy, *_left_out(node))
            continue
        yield from _url(node, url.place, _filled(node, url.value))


def _url(server: Node, place: Place, url: str) -> Iterator[Finding]:
    if re.search(r"[\x00-\x20\x7f]", url.strip()):
        message = "white space in a server's url"
        yield Finding(place, message, "take it out", *_left_out(server))
        return
    try:
        parts = urlsplit(url.strip())
    except ValueError as error:
        yield Finding(place, f"{url!r} is no url: {error}", "mend it", *_left_out(server))
        return
    if parts.scheme and parts.scheme.lower() not in ("http", "https"):
        message = f"the scheme {parts.scheme!r} of a server"
        yield Finding(place, message, "use https", *_left_out(server))
    if "@" in parts.netloc:
        remedy = "take them out; a client gets its credentials where it is made"
        bare = read_as(server["url"], _CREDENTIALS.sub("//", str(raw(server, "url")), count=1))
        reading = "they are left out"
        yield Finding(place, "credentials in a server's url", remedy, reading, (bare,))


def _left_out(node: Node) -> tuple[str, tuple[Edit, ...]]:
    return "it is left out", (left_out(node),)


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
                remedy = f"add it under `variables`; {survey.advice.nearest(name, names)}"
                reading = "a caller must give it"
                yield Finding(node["url"].place, message, remedy, reading)
        for name, variable in declared.items() if declared is not None else ():
            if "default" not in variable:
                message, reading = f"the variable `{name}` has no default", "a caller must give it"
                yield Finding(variable.key_place, message, "give it one", reading)


def relative_servers(survey: Survey) -> Iterator[Finding]:
    """An address of the document without a host, which a client can't complete by itself.

    Those of paths and operations are seen from the document's.
    """
    for node in survey.of("server"):
        url = raw(node, "url")
        root = node.tokens[:1] == ("servers",)
        if root and isinstance(url, str) and "://" not in _filled(node, url):
            message, reading = f"the server {url!r} has no host", "a caller must give a base URL"
            yield Finding(node["url"].place, message, "write the whole address", reading)


def unknown_schemes(survey: Survey) -> Iterator[Finding]:
    """A requirement of a security scheme that is not defined, or no use: nobody could meet it."""
    names = usable_schemes(survey)
    for node in survey.of("security"):
        for name, scopes in node.items():
            by_address = set("#/.") & set(name) and survey.document.find(node.source, name)
            if name not in names and not by_address:
                message = f"the security scheme `{name}` is not defined"
                reading = "what asks for it is left out"
                yield Finding(
                    scopes.key_place,
                    message,
                    survey.advice.nearest(name, names),
                    reading,
                    (left_out(node),),
                )


def incomplete_schemes(survey: Survey) -> Iterator[Finding]:
    """A security scheme that doesn't say how a credential is sent."""
    for _, entry, node in _schemes(survey):
        wrong = _wrong(node)
        if wrong is not None:
            yield Finding(node.place, *wrong, "it is left out", (left_out(entry),))


def usable_schemes(survey: Survey) -> list[str]:
    """The names of the security schemes that say how a credential is sent."""
    return [name for name, _, node in _schemes(survey) if _wrong(node) is None]


def _schemes(survey: Survey) -> Iterator[tuple[str, Node, Node]]:
    """The names of the security schemes, where they are given, and what they are."""
    declared = survey.document.root.at(("components", "securitySchemes"))
    for name, entry in declared.items() if declared is not None else ():
        node = resolved(entry)
        if node is not None and is_object(node):
            yield name, entry, node


def _wrong(node: Node) -> tuple[str, str] | None:
    """What a security scheme lacks, and how to mend it."""
    kind = raw(node, "type")
    if kind not in _KINDS:
        return f"a security scheme of the type {kind!r}", f"`type` is one of {', '.join(_KINDS)}"
    if kind == "apiKey" and not node.text("name"):
        return "an API key without a name", "say what it is sent as: `name`"
    if kind == "apiKey" and raw(node, "in") not in ("header", "query", "cookie"):
        return "an API key without a place", "`in` is one of header, query, cookie"
    if kind == "apiKey" and not is_sendable(node.text("name"), token=raw(node, "in") != "query"):
        message = f"{node.text('name')!r} can't be a header's name"
        return message, "letters, digits and `-` are safe"
    if kind == "http" and not node.text("scheme"):
        return "an HTTP scheme without `scheme`", "`basic` or `bearer`"
    return None


def incomplete_info(survey: Survey) -> Iterator[Finding]:
    """A document that says neither what it is called nor which version it is."""
    root = survey.document.root
    info = root.get("info")
    title = Path(survey.document.name).stem
    named = with_member(root, "info", {"title": title})
    reading = f"the file's name is taken: `{title}`"
    if info is None:
        remedy = "add `info: {title: …, version: …}`"
        yield Finding(root.place, "`info` is missing", remedy, reading, (named,))
        return
    if not _is_text(info.get("title")):
        edit = with_member(info, "title", title)
        yield Finding(info.place, "`info` has no title", "add `title: …`", reading, (edit,))
    if not _is_text(info.get("version")):
        said = info.get("version")
        edits = (left_out(said),) if said is not None else ()
        message, remedy = "`info` has no version", "add `version: …`"
        yield Finding(info.place, message, remedy, "the client's is 0.1.0", edits)


def _is_text(node: Node | None) -> bool:
    return node is not None and not isinstance(node.value, (dict, list)) and node.value is not None
