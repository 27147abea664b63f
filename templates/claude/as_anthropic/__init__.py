"""Makes `import anthropic` mean this client, for programs that are written for the official SDK.

from claude_client import as_anthropic

as_anthropic.install()  # before anything imports `anthropic`

The modules of `anthropic` that come out hold the classes of this package: whatever these say of
themselves, in tracebacks and in pickles, is where they really are.
"""

from __future__ import annotations

import sys

from .finder import AnthropicFinder
from .names import VERSION

__all__ = ["VERSION", "install"]


def install() -> None:
    """From now on `import anthropic` gives this client, even where the official SDK is installed.

    Once is enough; a second time changes nothing.

    Raises:
        RuntimeError: `anthropic` is imported already, and what it gave away can't be taken back.
    """
    if any(isinstance(each, AnthropicFinder) for each in sys.meta_path):
        return
    if "anthropic" in sys.modules:
        raise RuntimeError(
            "`anthropic` is imported already: call `install()` before anything that imports it"
        )
    sys.meta_path.insert(0, AnthropicFinder())
