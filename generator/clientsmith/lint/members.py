"""Rules about members: those of each object are OpenAPI's, or begin with `x-`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clientsmith.document import Node
from clientsmith.document.grammar import SHAPES
from clientsmith.lint.parameters import OF_SCHEMAS
from clientsmith.lint.survey import Finding, Survey

# Members that hold plain data; those that hold objects with roles of their own are in `SHAPES`.
_PLAIN: Mapping[str, str] = {
    "root": "openapi $self jsonSchemaDialect tags externalDocs",
    "info": "title summary description termsOfService contact license version",
    "components": "",
    "path_item": "$ref summary description",
    "operation": "tags summary description externalDocs operationId deprecated",
    "parameter": "name in description required deprecated allowEmptyValue style explode "
    "allowReserved example",
    "header": "description required deprecated style explode example allowEmptyValue allowReserved",
    "request_body": "description required",
    "response": "summary description",
    "media_type": "description example",
    "encoding": "contentType style explode allowReserved encoding prefixEncoding itemEncoding",
    "example": "summary description value externalValue dataValue serializedValue",
    "link": "operationRef operationId parameters requestBody description server",
    "server": "url description name",
    "server_variable": "enum default description",
    "security_scheme": "type description name in scheme bearerFormat flows openIdConnectUrl "
    "oauth2MetadataUrl deprecated",
    "discriminator": "propertyName mapping defaultMapping",
}
_WITH_SCHEMAS = ("parameter", "header", "media_type")
_KEYWORDS = (
    "$anchor $comment $dynamicAnchor $dynamicRef $id $ref $schema $vocabulary $recursiveAnchor "
    "$recursiveRef const contentEncoding contentMediaType default dependentRequired deprecated "
    "description enum example examples exclusiveMaximum exclusiveMinimum externalDocs format "
    "maxContains maxItems maxLength maxProperties maximum minContains minItems minLength "
    "minProperties minimum multipleOf nullable pattern readOnly required title type uniqueItems "
    "writeOnly xml"
)


def unknown_members(survey: Survey) -> Iterator[Finding]:
    """A member that OpenAPI doesn't know: mistyped, or of another object."""
    for role, plain in _PLAIN.items():
        called = role.replace("_", " ")
        yield from _unknown(survey, role, plain, f"means nothing in the {called}")


def unknown_keywords(survey: Survey) -> Iterator[Finding]:
    """A schema's keyword that JSON Schema doesn't know; what a comma cut off a text is one as well."""
    yield from _unknown(survey, "schema", _KEYWORDS, "is no keyword of a schema")


def _unknown(survey: Survey, role: str, plain: str, message: str) -> Iterator[Finding]:
    known = {*plain.split(), *SHAPES[role]}
    for node in survey.of(role):
        for key, child in node.items():
            if (
                key not in known
                and not key.startswith("x-")
                and not _is_its_schema(role, key, node)
            ):
                remedy = _remedy(survey, role, key, child, known)
                yield Finding(child.key_place, f"`{key}` {message}", remedy, "it is left out")


def _is_its_schema(role: str, key: str, node: Node) -> bool:
    """Whether a keyword in a parameter is read as its schema's, which another rule says of it."""
    return role == "parameter" and key in OF_SCHEMAS and not node.has_any("schema", "content")


def _remedy(survey: Survey, role: str, key: str, child: Node, known: set[str]) -> str:
    if role in _WITH_SCHEMAS and key in _KEYWORDS.split():
        return f"write `schema: {{{key}: …}}`"
    if child.value is None and " " in key:  # what a comma cut off a text
        return "put the text around it in quotes"
    return survey.advice.nearest(key, known)
