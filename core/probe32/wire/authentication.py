"""Mutual proof of a shared secret, before either end of a TCP connection reads anything else.

Each end sends a fresh nonce and the other answers with HMAC-SHA-256 over both nonces and its own role, so that an
answer can be neither replayed nor reflected. The secret came to the host through its inherited pipe.
"""

from __future__ import annotations

import hmac
import os

from .channel import Channel
from .frames import MAX_PAYLOAD, MAX_STRANGER_PAYLOAD, Frame, Kind, WireError

SECRET_SIZE = 32
"""Bytes of the shared secret, and of each nonce."""


def prove_as_host(channel: Channel, secret: bytes, deadline: float | None = None) -> None:
    """Challenge the peer, check its answer, then answer its challenge.

    `WireError`: the peer does not know the secret, and was told nothing. `DeadlineError`: it has not answered until
    then, in seconds of `time.monotonic`.
    """
    channel.limit = MAX_STRANGER_PAYLOAD
    mine = os.urandom(SECRET_SIZE)
    channel.send(Kind.CHALLENGE, payload=mine)
    answer = _expect(channel, Kind.PROOF, deadline).payload
    theirs, proof = answer[:SECRET_SIZE], answer[SECRET_SIZE:]
    _check(proof, _proof(secret, b"client", mine, theirs))
    channel.send(Kind.WELCOME, payload=_proof(secret, b"host", mine, theirs))
    channel.limit = MAX_PAYLOAD


def prove_as_client(channel: Channel, secret: bytes, deadline: float | None = None) -> None:
    """Answer the peer's challenge, then check its answer to ours.

    `WireError`: the peer does not know the secret. `DeadlineError`: it has not answered until then.
    """
    channel.limit = MAX_STRANGER_PAYLOAD
    theirs = _expect(channel, Kind.CHALLENGE, deadline).payload
    mine = os.urandom(SECRET_SIZE)
    channel.send(Kind.PROOF, payload=mine + _proof(secret, b"client", theirs, mine))
    _check(_expect(channel, Kind.WELCOME, deadline).payload, _proof(secret, b"host", theirs, mine))
    channel.limit = MAX_PAYLOAD


def _expect(channel: Channel, kind: Kind, deadline: float | None) -> Frame:
    frame = channel.receive(deadline)
    if frame.kind is not kind:
        raise WireError(f"expected {kind.name}, received {frame.kind.name}")
    return frame


def _proof(secret: bytes, role: bytes, host_nonce: bytes, client_nonce: bytes) -> bytes:
    return hmac.digest(secret, role + b"\0" + host_nonce + client_nonce, "sha256")


def _check(proof: bytes, expected: bytes) -> None:
    if not hmac.compare_digest(proof, expected):
        raise WireError("the peer could not prove that it knows the secret")
