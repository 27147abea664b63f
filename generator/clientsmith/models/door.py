"""The one door to datamodel-code-generator: a components document in, annotated fields out.

What comes back is checked: exactly the classes and fields that were asked for, with annotations
made of nothing but known names, subscripts, alternatives and constants.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from datamodel_code_generator import InputFileType, generate
from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import DateClassType, DatetimeClassType, PythonVersion
from datamodel_code_generator.parser import LiteralType

from clientsmith.models.components import CLASSES

_KINDS = {False: DataModelType.PydanticV2BaseModel, True: DataModelType.TypingTypedDict}
_WRAPPERS = frozenset({"NotRequired", "Required"})


@dataclass(frozen=True, slots=True)
class FieldAnnotation:
    """A field as the engine sees it: its annotation, less what says that it may be missing."""

    annotation: ast.expr
    required: bool


ClassFields = Mapping[str, Mapping[str, FieldAnnotation]]


class DoorError(Exception):
    """The engine gave something else than it was asked for."""


def annotate(document: Mapping[str, Any], *, asked: bool) -> ClassFields:
    """The fields of every component's class, by class and field name.

    Raises DoorError when the engine renames, adds or loses a class or field.
    """
    schemas = document["components"]["schemas"]
    if not schemas:
        return {}
    found = _read(ast.parse(_generate(document, asked=asked)))
    for name, schema in schemas.items():
        wanted = list(schema["properties"])
        given = list(found.get(name, ()))
        if sorted(wanted) != sorted(given):
            raise DoorError(f"class {name}: asked for fields {wanted}, got {given}")
    if extra := set(found) - set(schemas):
        raise DoorError(f"classes that nobody asked for: {sorted(extra)}")
    return {
        name: {
            field: FieldAnnotation(_checked(found[name][field]), field in schema["required"])
            for field in schema["properties"]
        }
        for name, schema in schemas.items()
    }


def _generate(document: Mapping[str, Any], *, asked: bool) -> str:
    result = generate(
        document,
        input_file_type=InputFileType.OpenAPI,
        output_model_type=_KINDS[asked],
        external_ref_mapping={CLASSES: "classes"},
        enum_field_as_literal=LiteralType.All,
        use_standard_collections=False,
        use_union_operator=True,
        target_python_version=PythonVersion.PY_310,
        output_datetime_class=DatetimeClassType.Datetime,
        output_date_class=DateClassType.Date,
        use_annotated=False,
        strip_default_none=False,
        collapse_root_models=False,
        disable_timestamp=True,
        formatters=[],
        allow_extra_fields=False,
    )
    assert isinstance(result, str)
    return result


def _read(module: ast.Module) -> dict[str, dict[str, ast.expr]]:
    """Class statements, and TypedDicts made by a call (which a keyword among the fields forces)."""
    found: dict[str, dict[str, ast.expr]] = {}
    for node in module.body:
        if isinstance(node, ast.ClassDef):
            found[node.name] = {
                each.target.id: each.annotation
                for each in node.body
                if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
            }
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            name, fields = node.value.args[0], node.value.args[1]
            assert isinstance(name, ast.Constant)
            assert isinstance(fields, ast.Dict)
            found[str(name.value)] = {
                str(ast.literal_eval(key)): value
                for key, value in zip(fields.keys, fields.values, strict=True)
                if key is not None
            }
    return found


def _checked(node: ast.expr) -> ast.expr:
    """The annotation, less `NotRequired`; anything but a type expression is refused."""
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) in _WRAPPERS:
        node = node.slice
    for each in ast.walk(node):
        if not isinstance(each, _HARMLESS):
            raise DoorError(f"an annotation that is no type: {ast.unparse(node)}")
    return node


_HARMLESS = (
    ast.Name,
    ast.Subscript,
    ast.Constant,
    ast.BinOp,
    ast.BitOr,
    ast.Tuple,
    ast.UnaryOp,
    ast.USub,
    ast.Load,
)
