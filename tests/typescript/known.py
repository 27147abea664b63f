"""Where our client in TypeScript differs from the reference on purpose, and why. A row without use fails a test."""

from __future__ import annotations

from typing import Final

from differential.known import Known

KNOWN: Final = (
    Known(
        "*",
        "sent.*.headers.idempotency-key",
        "the reference makes a key for each call and sends none: a repeated POST may act twice",
    ),
    Known(
        "*create",
        "error.status",
        "an error in a stream has the status of its type; the reference gives it none",
    ),
    Known("organization.cost_report.*", "*", "the API has it, the reference does not"),
    Known("organization.usage_report.*", "*", "the API has it, the reference does not"),
)
