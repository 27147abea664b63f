"""Models in, their copies, their dumps and the names of what was set in them out."""

from __future__ import annotations

import copy
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from .dumping import Dumper, Options, json_text

if TYPE_CHECKING:
    from .description import Describe


class Values:
    """What can be done with the models of one flavour, and with values that have some inside."""

    def __init__(self, describe: Describe) -> None:
        self._describe = describe
        self._dumper = Dumper(describe)

    def copied(self, value: Any, **changes: Any) -> Any:
        """A shallow copy of a model with other values in some fields; anything else as it is."""
        if self._describe(type(value)) is None:
            return value
        made = copy.copy(value)
        for name, changed in changes.items():
            setattr(made, name, changed)
        return made

    def set_names(self, value: Any) -> Collection[str]:
        """The names of the fields that a server sent or a caller gave; () for what is no model."""
        description = self._describe(type(value))
        return description.set_names(value) if description else ()

    def dump(
        self,
        values: dict[str, Any],
        *,
        mode: str = "python",
        include: set[str] | None = None,
        exclude: set[str] | None = None,
        warnings: bool = True,
        **options: Any,
    ) -> dict[str, Any]:
        """The values as a dictionary, as `to_dict` has it; there is nothing to warn of."""
        chosen = {
            name: value
            for name, value in values.items()
            if (include is None or name in include) and name not in (exclude or ())
        }
        dumped: dict[str, Any] = self._dumper.dump(chosen, Options(mode == "json", **options))
        return dumped

    def dump_json(
        self, values: dict[str, Any], *, indent: int | None = None, **options: Any
    ) -> str:
        """The same as JSON text."""
        return json_text(self.dump(values, mode="json", **options), indent)
