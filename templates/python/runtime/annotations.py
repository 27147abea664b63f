"""A module whose annotations can't be read yet in, the same one out, whose errors say how they can."""

from __future__ import annotations

import builtins
import sys

_PACKAGE = __name__.partition("._runtime.")[0]


class _Builtins(dict[str, object]):
    """What names are looked for in last, those of annotations among them."""

    def __missing__(self, name: str) -> object:
        try:
            return vars(builtins)[name]
        except KeyError:
            message = (
                f"name {name!r} is not defined: {_PACKAGE}.load_types() makes annotations readable"
            )
            raise NameError(message, name=name) from None


def explain_names(module: str) -> None:
    """Have whoever evaluates a text in one of our modules told of `load_types()`.

    Functions keep the builtins that were there when they were made, which are faster to look
    through: this is for the end of a module. Pythons that look elsewhere say what they always say.
    """
    if module.startswith(f"{_PACKAGE}."):
        vars(sys.modules[module])["__builtins__"] = _builtins


_builtins = _Builtins(vars(builtins))
