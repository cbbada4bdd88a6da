"""Calls written down, and a stand-in for the DLL that answers from what was written down.

`Library.recording(FILE)` or `PROBE32_RECORD=FILE` writes, `replaying(FILE)` or `PROBE32_REPLAY=FILE` answers.
"""

from .document import CalledBack, Entry, Failed, Kind, RecordedFunctionFacts, Recording, Session
from .player import By, Player
from .storage import load, save
from .switches import RECORD, REPLAY, REPLAY_BY, replaying

__all__ = [
    "RECORD",
    "REPLAY",
    "REPLAY_BY",
    "By",
    "CalledBack",
    "Entry",
    "Failed",
    "Kind",
    "Player",
    "RecordedFunctionFacts",
    "Recording",
    "Session",
    "load",
    "replaying",
    "save",
]
