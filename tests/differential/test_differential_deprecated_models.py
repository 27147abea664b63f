"""The models that the reference warns of, and the days: each told by ours as well."""

from __future__ import annotations

import json
import subprocess
from datetime import date

import pytest
from claude_client._client import SETTINGS

from differential.clients import REFERENCE, needs_reference

pytestmark = [pytest.mark.slow, needs_reference]

# `November 6th, 2024` -> 2024-11-06
DAYS = """
import json, re
from datetime import datetime
from anthropic.resources.messages import DEPRECATED_MODELS
print(json.dumps({
    model: str(datetime.strptime(re.sub(r"(?<=[0-9])[a-z]+", "", day), "%B %d, %Y").date())
    for model, day in DEPRECATED_MODELS.items()
}))
"""


def test_the_same_models_end_on_the_same_days() -> None:
    ran = subprocess.run([str(REFERENCE), "-c", DAYS], capture_output=True, text=True, check=True)
    ours = SETTINGS.ends["models.Model"]
    assert dict(ours) == json.loads(ran.stdout)
    assert all(date.fromisoformat(day) for day in ours.values())
