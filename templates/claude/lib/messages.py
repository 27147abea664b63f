"""What the resources of messages have in common that no operation says: a small base, loaded with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from .._runtime.sentinels import Omit
    from .structured_outputs.formats import FormatParam

ConfigT = TypeVar("ConfigT")


class AsksForFormats:
    """A resource whose methods take an `output_format`."""

    def _with_format(
        self, output_config: ConfigT, output_format: type[Any] | FormatParam | Omit | None
    ) -> ConfigT:
        if not output_format:
            return output_config
        from .structured_outputs.formats import with_format

        return with_format(output_config, output_format)
