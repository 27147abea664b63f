"""A folder of recordings in, an HTTP server that answers as they do out."""

from __future__ import annotations

from clientsmith.recordings.replay.cassettes import Interaction, Recorded, load_cassettes
from clientsmith.recordings.replay.matching import CHOICE_HEADER, Received
from clientsmith.recordings.replay.server import PORT, ReplayServer, serve

__all__ = [
    "CHOICE_HEADER",
    "PORT",
    "Interaction",
    "Received",
    "Recorded",
    "ReplayServer",
    "load_cassettes",
    "serve",
]
