"""The unit of conversation: a header of 12 bytes (kind, request number, payload length) and a payload.

The tags are frozen by a test: client and host may come from different installations.
"""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import NamedTuple

HEADER = struct.Struct("<BxxxII")

MAX_PAYLOAD = 0x7FFF_FFFF
"""Bytes; a 32-bit process can't hold more."""

MAX_STRANGER_PAYLOAD = 256
"""Bytes that an end accepts from a peer that has not proven itself."""


class Kind(IntEnum):
    """What a frame carries, and which end sends it."""

    CONFIGURE = 1  # client: JSON, what to serve and where
    READY = 2  # host: JSON, the server class is made
    FAILED = 3  # host: UTF-8 text, why it could not be made
    CHALLENGE = 4  # host, TCP only: a nonce
    PROOF = 5  # client, TCP only: its nonce and its proof
    WELCOME = 6  # host, TCP only: its proof
    REQUEST = 7  # client: pickle of (name, args, kwargs)
    REPLY = 8  # host: pickle of the value
    ERROR = 9  # host: pickle of (name, value, traceback, hint)
    CALLBACK = 10  # host: pickle of (key, arguments), while the request of the same number is open
    CALLBACK_REPLY = 11  # client: pickle of the value
    CALLBACK_ERROR = 12  # client: pickle of (name, value, traceback, hint)
    OUTPUT = 13  # host: bytes written to standard output
    SHUTDOWN = 14  # client: finish and leave
    GOODBYE = 15  # host: the last frame


class Frame(NamedTuple):
    """One received frame; `number` ties replies to requests, 0 where there is none."""

    kind: Kind
    number: int
    payload: bytes


class WireError(ConnectionError):
    """The other end is gone, or does not speak this protocol."""
