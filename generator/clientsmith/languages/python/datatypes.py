"""datamodel-code-generator's data types, and the few things that they can't say.

Its model layer spells what a type reads as; its parser is never called. The version is pinned, and
tests say what of it is relied on: `type_hint`, `imports`, and how alternatives are joined.
"""

from __future__ import annotations

from functools import cache
from typing import Any as Anything, Final

from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import PythonVersion
from datamodel_code_generator.imports import Import as EngineImport
from datamodel_code_generator.model import get_data_model_types
from datamodel_code_generator.reference import Reference
from datamodel_code_generator.types import DataType, DataTypeManager, Types

from clientsmith.languages.protocol import Import

FLAVOURS: Final = {
    "pydantic": DataModelType.PydanticV2BaseModel,
    "msgspec": DataModelType.MsgspecStruct,
    "dataclass": DataModelType.DataclassesDataclass,
}


class IterableType(DataType):
    """What a request takes as an array of objects may be any iterable, not only a sequence."""

    @property
    def type_hint(self) -> str:
        """`Iterable[X]`."""
        return f"Iterable[{self.data_types[0].type_hint}]"

    @property
    def imports(self) -> Anything:
        """Where `Iterable` comes from."""
        yield EngineImport(from_="collections.abc", import_="Iterable")


@cache
def manager(flavour: str) -> DataTypeManager:
    """The types of a model flavour."""
    types = get_data_model_types(FLAVOURS[flavour], target_python_version=PythonVersion.PY_310)
    return types.data_type_manager(
        python_version=PythonVersion.PY_310,
        use_standard_collections=False,
        use_union_operator=True,
    )


def scalar(flavour: str, kind: Types) -> DataType:
    """A type of the standard library for a JSON scalar and its format."""
    return manager(flavour).get_data_type(kind)


def plain(text: str, imported: Import | None = None) -> DataType:
    """A name that is written as it stands."""
    engine = None
    if imported is not None:
        engine = EngineImport(
            from_=imported.module if imported.name else None,
            import_=imported.name or imported.module,
            alias=imported.alias or None,
        )
    return DataType(type=text, import_=engine)


def referred(name: str) -> DataType:
    """A class by the name that we chose; datamodel-code-generator renames nothing."""
    return DataType(reference=Reference(path=name, original_name=name, name=name))


def import_of(engine: EngineImport) -> Import:
    """An import of datamodel-code-generator's as ours."""
    alias = engine.alias or ""
    if engine.from_ is None:
        return Import(engine.import_, alias=alias)
    # PEP 585: typing's own Sequence and Mapping are deprecated names for these.
    module = "collections.abc" if engine.import_ in ("Sequence", "Mapping") else engine.from_
    return Import(module, engine.import_, alias=alias)
