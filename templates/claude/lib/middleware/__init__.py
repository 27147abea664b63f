"""Middleware for clients: another model is asked, from here, after a refusal."""

from __future__ import annotations

from .fallbacks import BetaRefusalFallbackMiddleware
from .state import BetaFallbackState

__all__ = ["BetaFallbackState", "BetaRefusalFallbackMiddleware"]
