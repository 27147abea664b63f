"""The runtime as it lies, made whole: its models are in a folder of their own, one for each flavour."""

from __future__ import annotations

from support.flavours import join_models

join_models("runtime", "pydantic")
