"""The unit of conversation: a header of 16 bytes and a payload.

The tags are frozen by a test: client and host may come from different installations.
"""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import NamedTuple

HEADER = struct.Struct("<BBHIII")
"""Kind, flags, number of the segment, number, number of the parent, bytes of payload."""

MAX_PAYLOAD = 0x7FFF_FFFF
"""Bytes; a 32-bit process can't hold more."""

MAX_STRANGER_PAYLOAD = 256
"""Bytes that an end accepts from a peer that has not proven itself."""

BULK = 0x01
"""Flag: the pickle is in the segment; the payload says where (`payloads.TABLE`)."""

KEPT = 0x02
"""Flag of an answer: the server still uses a part of the request's segment, which therefore stays its own."""


class Kind(IntEnum):
    """What a frame carries, and which end sends it."""

    CONFIGURE = 1  # client: pickle of a dict, what to serve and where
    READY = 2  # host: pickle of a dict, the server object is made
    FAILED = 3  # host: pickle of a dict, why it could not be made
    CHALLENGE = 4  # host, TCP only: a nonce
    PROOF = 5  # client, TCP only: its nonce and its proof
    WELCOME = 6  # host, TCP only: its proof
    REQUEST = 7  # client: pickle of (name, args, kwargs); during a callback the parent is that callback
    REPLY = 8  # host: pickle of the value
    ERROR = 9  # host: pickle of a Failure
    CALLBACK = 10  # host: pickle of (key, arguments); the parent is the open request, 0 when there is none
    CALLBACK_REPLY = 11  # client: pickle of the value
    CALLBACK_ERROR = 12  # client: pickle of a Failure
    LISTENING = 13  # host, TCP only: connect now
    SHUTDOWN = 14  # client: finish the call under way and leave
    MANY = 15  # client: pickle of (name, list of argument tuples); the answer is the list of values
    BATCH = 16  # client: pickle of a list of (name, kwargs, list of args); the answer is (values, failures by place)
    INQUIRY = 17  # client: pickle of (name, args); answered at once, also while a call runs
    SEGMENT = 18  # client: pickle of a dict, name and size of a segment; also the answer to SEGMENT_WANTED
    SEGMENT_WANTED = 19  # host: the bytes it needs for the reply to the parent
    SEGMENT_GONE = 20  # client: the segment is no longer used


class Frame(NamedTuple):
    """One received frame.

    `number` ties an answer to what it answers, 0 where there is nothing to answer; `parent` is the number of the open
    exchange that this one belongs to, or 0.
    """

    kind: Kind
    flags: int
    segment: int
    number: int
    parent: int
    payload: bytes


class WireError(ConnectionError):
    """The other end is gone, or does not speak this protocol."""


def too_long(size: int) -> ValueError:
    """The error for a payload that no message carries."""
    return ValueError(f"{size} bytes are more than the wire carries in one message ({MAX_PAYLOAD}); send it in parts")


class DeadlineError(Exception):
    """What was waited for did not come in time."""
