"""Helpers that only this API has."""
