"""What the runtime knows of models is the same for every flavour, and loads no library too early."""

from __future__ import annotations

import subprocess
import sys
from typing import get_type_hints

import pytest
from flavoured import ALL, HERE, Flavour

# A style's templates, not the runtime, import these.
OF_TYPES = {"Field", "OpenModel"}
# The library that a client of each flavour is installed with, and no other.
LIBRARIES = {"pydantic": "pydantic", "msgspec": "msgspec", "dataclass": None}


def test_every_flavour_offers_the_same() -> None:
    offered = [set(flavour.models.__all__) - OF_TYPES for flavour in ALL]
    assert offered[0] == offered[1] == offered[2]
    for flavour in ALL:
        assert all(getattr(flavour.models, name) for name in flavour.models.__all__)


def test_annotations_stay_what_they_were(flavour: Flavour) -> None:
    flavour.read("Letter", {})
    hints = get_type_hints(flavour.post.Letter, include_extras=True)
    assert hints["mood"] == flavour.post.Mood | None
    assert hints["first"] == flavour.post.Page | None


@pytest.mark.parametrize("flavour", ALL, ids=lambda flavour: flavour.name)
@pytest.mark.parametrize("other", ["pydantic", "msgspec"])
def test_a_flavour_needs_no_other_library(flavour: Flavour, other: str) -> None:
    if other == LIBRARIES[flavour.name]:
        loads = "import runtime_{0}.body, runtime_{0}.client, runtime_{0}.outcome"
    else:
        loads = "import runtime_{0}.pages, post_{0}; from runtime_{0}.models import *"
    code = (
        "import sys; from support.flavours import runtime_package;"
        f"runtime_package('runtime_{flavour.name}', '{flavour.name}');"
        f"{loads.format(flavour.name)}; print({other!r} in sys.modules)"
    )
    paths = {"PYTHONPATH": f"{HERE}:{HERE.parent}"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=paths, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
