"""The runtime as it lies, made whole: its models are in a folder of their own, one for each flavour.

Properties may take their time: how long an example takes says how busy the machine is.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from support.flavours import join_models

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
join_models("runtime", "pydantic")
