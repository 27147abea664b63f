"""The grammar of OpenAPI as a table: which role each member of an object with a role has."""

from __future__ import annotations

from collections.abc import Mapping

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

# `role` is one object, `[role]` a list of them, `{role}` a mapping of names to them.
SHAPES: Mapping[str, Mapping[str, str]] = {
    "root": {
        "info": "info",
        "servers": "[server]",
        "paths": "{path_item}",
        "webhooks": "{path_item}",
        "components": "components",
        "security": "[security]",
        "x-client": "root_extension",
    },
    "info": {},
    "components": {
        "schemas": "{schema}",
        "responses": "{response}",
        "parameters": "{parameter}",
        "examples": "{example}",
        "requestBodies": "{request_body}",
        "headers": "{header}",
        "securitySchemes": "{security_scheme}",
        "links": "{link}",
        "callbacks": "{callback}",
        "pathItems": "{path_item}",
        "mediaTypes": "{media_type}",
    },
    "path_item": {
        **dict.fromkeys(METHODS, "operation"),
        "additionalOperations": "{operation}",
        "parameters": "[parameter]",
        "servers": "[server]",
    },
    "operation": {
        "parameters": "[parameter]",
        "requestBody": "request_body",
        "responses": "{response}",
        "callbacks": "{callback}",
        "security": "[security]",
        "servers": "[server]",
        "x-client": "operation_extension",
    },
    "parameter": {
        "schema": "schema",
        "content": "{media_type}",
        "examples": "{example}",
        "x-client": "parameter_extension",
    },
    "header": {"schema": "schema", "content": "{media_type}", "examples": "{example}"},
    "request_body": {"content": "{media_type}"},
    "response": {"headers": "{header}", "content": "{media_type}", "links": "{link}"},
    "media_type": {
        "schema": "schema",
        "itemSchema": "schema",
        "encoding": "{encoding}",
        "prefixEncoding": "[encoding]",
        "itemEncoding": "encoding",
        "examples": "{example}",
    },
    "encoding": {"headers": "{header}"},
    "example": {},
    "link": {"x-client": "link_extension"},
    "server": {"variables": "{server_variable}"},
    "server_variable": {},
    "security": {},
    "security_scheme": {},
    "schema": {
        **dict.fromkeys(("properties", "patternProperties", "$defs", "definitions"), "{schema}"),
        "dependentSchemas": "{schema}",
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), "[schema]"),
        **dict.fromkeys(("items", "additionalProperties", "propertyNames", "contains"), "schema"),
        **dict.fromkeys(("not", "if", "then", "else", "contentSchema"), "schema"),
        **dict.fromkeys(("unevaluatedItems", "unevaluatedProperties"), "schema"),
        "discriminator": "discriminator",
        "x-client": "schema_extension",
    },
    "discriminator": {},
    "root_extension": {
        "mounts": "{mount}",
        "headers": "[parameter]",
        "errors": "{response}",
        "success_headers": "{header}",
        "platforms": "{platform}",
    },
    "platform": {},
    "mount": {"parameters": "[parameter]"},
    "operation_extension": {"aliases": "[mounted]"},
    "mounted": {
        "parameters": "[parameter]",
        "requestBody": "request_body",
        "responses": "{response}",
        "security": "[security]",
        "x-client": "operation_extension",
    },
    "parameter_extension": {},
    "link_extension": {},
    "schema_extension": {"accepts_responses": "[schema]"},
}

# Mappings of names that extensions may stand among.
EXTENSIBLE = frozenset({"paths", "responses", "webhooks"})

# A callback is a mapping itself: of expressions to path items.
MAPS: Mapping[str, str] = {"callback": "path_item"}

# A boolean may stand for a schema; a further accessor may be given by its name alone.
NOT_ONLY_OBJECTS: Mapping[str, type] = {"schema": bool, "mounted": str}
