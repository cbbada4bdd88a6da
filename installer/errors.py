"""What stops a build."""

from __future__ import annotations


class BuildError(Exception):
    """Why no installer can be made, and what to do about it."""
