"""Documents that their owners publish, printed in TypeScript: the compiler takes a call of every operation,
with the least that may be given and with everything, and what comes back is what was answered.

What is sent is compared with the document in `test_typescript_wire.py`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from clientsmith.api.ir import Api, Operation
from clientsmith.api.types import Anything, Type
from clientsmith.pipeline import RunContext, read_target
from clientsmith.project.settings import Target
from support.generating import OF_MANY_KINDS, generate_document, real_specs
from support.instances import Instances
from support.languages import node
from support.typescript import TOOLS, Methods, run

HERE = Path(__file__).parent
SPECS = real_specs(*OF_MANY_KINDS)
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SPECS, reason="no documents at hand")]
CONFIG = {
    "extends": "./tsconfig.json",
    "compilerOptions": {"rootDir": ".", "outDir": "out"},
    "include": ["src", "calls.ts", "run.ts"],
}


@dataclass(frozen=True)
class Call:
    """A call of an operation: its arguments by the place they are sent to and their names there."""

    operation: Operation
    values: dict[tuple[str, str], Any]
    answer: Any


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.stem)
def test_every_operation_can_be_called(spec: Path, tmp_path: Path) -> None:
    generate_document(spec, tmp_path, "typescript")
    named = read_target(Target("test", spec, "typescript", tmp_path), RunContext())
    api, methods = named.api, Methods(named.names, named.language)
    calls = [_call(api, each, full) for full in (False, True) for each in api.operations()]
    (tmp_path / "calls.ts").write_text(_program(api, methods, calls), encoding="utf-8")
    (tmp_path / "calls.json").write_text(json.dumps(CONFIG))
    shutil.copy(HERE / "documents" / "run.ts", tmp_path)
    run(TOOLS / ".bin" / "tsc", "--project", "calls.json", cwd=tmp_path)
    given = json.loads(run(node(), "out/calls.js", cwd=tmp_path))
    assert len(given) == len(calls)
    for call, data in zip(calls, given, strict=True):
        if call.operation.result.kind == "json":
            assert data == call.answer, call.operation.id


def _call(api: Api, operation: Operation, full: bool) -> Call:
    values = Instances(api, asked=True, full=full)
    made = {
        place: values.of(type_) for place, type_, needed in _wanted(operation) if needed or full
    }
    for content in operation.body.content if operation.body is not None else ():
        for name in content.files:
            place = ("body", name.removesuffix("[]"))
            if place in made:
                made[place] = [b"content"] if isinstance(made[place], list) else b"content"
        if content.kind == "binary" and ("whole", "") in made:
            made["whole", ""] = b"content"
    result = operation.result
    answers = Instances(api, asked=False, full=True)
    answer = answers.of(result.type or Anything()) if result.kind == "json" else None
    return Call(operation, made, answer)


def _wanted(operation: Operation) -> list[tuple[tuple[str, str], Type, bool]]:
    """Everything that a call may be given: where it goes, its type, whether it must be given."""
    found = [
        ((each.location, each.name), each.type, each.required or each.location == "path")
        for each in operation.parameters
        if not each.is_constant
    ]
    # `fetch` sends no body with GET.
    if operation.body is not None and operation.method != "GET":
        content = operation.body.main
        if content.properties is None:
            found.append((("whole", ""), content.type, operation.body.required))
        for each in content.properties or ():
            if not each.read_only:
                found.append((("body", each.name), each.type, each.required))
    return found


def _program(api: Api, methods: Methods, calls: list[Call]) -> str:
    """The calls as a user would write them, so that the compiler reads their types too."""
    options = {methods.names.constructor[name]: "secret" for name in _secrets(api)}
    rows = "".join(f"  [() => {_written(each, methods)}, {_answer(each)}],\n" for each in calls)
    return (
        'import Client from "./src/index.js";\n'
        'import { Responder, run } from "./run.js";\n\n'
        "const responder = new Responder();\n"
        "const { fetch } = responder;\n"
        f'const client = new Client({{ baseURL: "https://api.example", fetch, ...{json.dumps(options)} }});\n'
        f"await run(responder, [\n{rows}]);\n"
    )


def _secrets(api: Api) -> Iterator[str]:
    """The options that credentials are given by; no token is asked for."""
    for row in api.client.credentials:
        if row.kind != "client":
            yield row.argument
            yield from (row.secret.argument,) if row.secret is not None else ()


def _written(call: Call, methods: Methods) -> str:
    operation = call.operation
    names = methods.names.arguments[operation.id]
    way = methods.way(operation)
    subject = [("path", each.name) for each in operation.in_path[-1:]]
    args = [_source(call.values[place]) for place in subject]
    rest = {names[place]: value for place, value in call.values.items() if place not in subject}
    if methods.takes_params(operation) and rest:
        args.append(_source(rest))
    return f"client.{'.'.join((*way['accessor'], way['method']))}({', '.join(args)})"


def _answer(call: Call) -> str:
    return json.dumps(call.answer) if call.operation.result.kind == "json" else "undefined"


def _source(value: Any) -> str:
    """A value as TypeScript; bytes are a file."""
    if isinstance(value, bytes):
        return f"new File([{json.dumps(value.decode())}], 'file.bin')"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(k)}: {_source(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_source, value)) + "]"
    return json.dumps(value)
