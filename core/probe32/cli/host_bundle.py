"""`probe32 host bundle`: the 32-bit host in a folder that a frozen application takes along."""

from __future__ import annotations

import argparse

from ..launch import bundle, describe, find_host
from . import console
from .parsing import UsageError

NAME = "bundle"


def run(options: argparse.Namespace) -> int:
    """Make the folder, and print where it is."""
    if options.folder is None:
        raise UsageError("bundle needs a folder.", hint="probe32 host bundle DIR makes DIR/probe32-host.")
    made = bundle(options.folder)
    if options.json:
        console.show_json(describe(find_host(made)) | {"bundle": str(made)})
    else:
        console.show_text(str(made))
    return 0
