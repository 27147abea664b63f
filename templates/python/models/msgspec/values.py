"""Models in, their copies, their dumps and the names of what was set in them out."""

from __future__ import annotations

from ..conversion.values import Values
from .describing import describe

_values = Values(describe)
copied, set_names = _values.copied, _values.set_names
dump, dump_json = _values.dump, _values.dump_json
