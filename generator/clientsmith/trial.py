"""A style in, a client out whose document says hostile things wherever a document can say one.

Texts that have broken out of literals and comments, of generators and of languages. What a style's
language makes of them is proven as every client is, and by the checker that the language names.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from clientsmith.languages.protocol import Command
from clientsmith.pipeline import Package, RunContext, generate
from clientsmith.project.settings import Target

TEXTS: Final = (
    # Ends of strings, of comments, of lines, in the eyes of some language.
    '" + canary() + "',
    "' + canary() + '",
    "` + canary() + `",
    '"""\ncanary()\n"""',
    "'''\ncanary()\n'''",
    "ends in a backslash \\",
    '\\" + canary() + \\"',
    "*/ canary(); /*",
    "/* never closed",
    "//*/ canary()",
    "x\ncanary();",
    "x\rcanary();",
    "x\vcanary();",
    "x\fcanary();",
    "x\x85canary();",
    "x\u2028canary();",
    "x\u2029canary();",
    "=end\ncanary\n=begin",
    "EOT;\ncanary();",
    "?> canary <?php",
    "__END__",
    # Escapes that a language reads where it should not, and values put into texts.
    "\\u000acanary();",
    "\\u0022 + canary() + \\u0022",
    "\\u002a\\u002f canary(); \\u002f\\u002a",
    "\\\\u000acanary();",
    "\\uXYZ \\x4 \\777 \\N{x}",
    "${canary()} $canary {$canary}",
    "#{canary()} #@canary #$canary",
    "{canary} {0} %s %(canary)s %d",
    "{{ canary() }}{% include '/etc/passwd' %}{# x #}",
    # What can't be seen.
    "x\x00y",
    "x\x1b[31my",
    "\ufeffx",
    "x\u202ecanary()\u2066",
    "\U0001f600 \xe9 \u65e5\u672c",
    "\ttab",
    # What a compiler, a formatter or a linter would obey.
    "@deprecated",
    "{@link canary}",
    "@ts-nocheck",
    "@ts-ignore",
    "# coding: utf-7",
    "type: ignore # noqa",
    "go:embed canary",
    "go:build ignore",
    "+build ignore",
    "line canary.go:1",
    "#pragma canary",
    "# sourceMappingURL=canary",
    "/ <reference path='canary'/>",
    "eslint-disable",
    "frozen_string_literal: true",
    "<b>&amp;</b> <script>canary()</script>",
    "</summary> ]]> -->",
    # Names that mean something where they stand.
    "__proto__",
    "constructor",
    "1e999",
    "NaN",
)


def try_style(style: str, context: RunContext, told: Callable[[Command], None]) -> Package:
    """The client of the hostile document, in memory; its language's commands have been run.

    Raises ProblemsFound where the language, or its checker, refuses what was printed.
    """
    with TemporaryDirectory(prefix="clientsmith-") as folder:
        spec = Path(folder, "hostile.json")
        spec.write_text(json.dumps(document()), encoding="utf-8")
        target = Target("hostile", spec, style, Path(folder, "out"))
        return generate(target, replace(context, commands=told))


def document() -> dict[str, object]:
    """The document; each text has a schema, a union and an operation."""
    schemas: dict[str, object] = {}
    paths: dict[str, object] = {}
    for number, text in enumerate(TEXTS):
        schemas[f"Says{number}"] = _object(text)
        schemas[f"Other{number}"] = _other(text)
        schemas[f"Either{number}"] = _union(number, text)
        paths[f"/texts/{number}"] = {"post": _operation(number, text)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Hostile texts", "version": "1", "description": "\n\n".join(TEXTS)},
        "servers": [{"url": "https://hostile.example", "description": TEXTS[0]}],
        "tags": [{"name": "texts", "description": "\n\n".join(TEXTS)}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _object(text: str) -> dict[str, object]:
    return {
        "type": "object",
        "description": text,
        "required": ["kind"],
        "properties": {
            "kind": {"const": text, "description": text},
            "choice": {"type": "string", "enum": [text, "plain"]},
            "default": {"type": "string", "default": text},
            text: {"type": "string", "description": f"A member that is called so. {text}"},
        },
    }


def _other(text: str) -> dict[str, object]:
    return {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"const": f"not {text}"}},
    }


def _union(number: int, text: str) -> dict[str, object]:
    says, other = (f"#/components/schemas/{name}{number}" for name in ("Says", "Other"))
    return {
        "description": text,
        "oneOf": [{"$ref": says}, {"$ref": other}],
        "discriminator": {"propertyName": "kind", "mapping": {text: says, f"not {text}": other}},
    }


def _operation(number: int, text: str) -> dict[str, object]:
    body = {"schema": {"$ref": f"#/components/schemas/Says{number}"}}
    given = {"schema": {"$ref": f"#/components/schemas/Either{number}"}}
    return {
        "operationId": f"texts.call{number}",
        "tags": ["texts"],
        "summary": text,
        "description": text,
        "parameters": list(_parameters(text)),
        "requestBody": {"description": text, "content": {"application/json": body}},
        "responses": {"200": {"description": text, "content": {"application/json": given}}},
    }


def _parameters(text: str) -> Iterator[dict[str, object]]:
    choice = {"type": "string", "enum": [text, "plain"]}
    yield {"name": "which", "in": "query", "description": text, "schema": choice}
    yield {"name": text, "in": "query", "schema": {"type": "string", "default": text}}
