"""The golden document in, the part of its client that depends on it out, as one text."""

from __future__ import annotations

from pathlib import Path

from clientsmith.pipeline import RunContext, generate
from clientsmith.project.settings import Target

HERE = Path(__file__).parent
GOLDEN = HERE / "pets.txt"


def generated() -> str:
    """Every file that was rendered, one after the other; copied runtime files are left out."""
    target = Target("pets", HERE / "pets.yaml", "python", HERE / "never-written")
    files = generate(target, RunContext()).files
    parts = [
        f"=== {path}\n{content.decode()}"
        for path, content in sorted(files.items())
        if "_runtime" not in path.parts
    ]
    return "\n".join(parts)
