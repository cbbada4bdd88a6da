"""Builds the site of these pages: `python docs/site/build.py [FOLDER]`, by default into `build/site`.

It fails on a link, an anchor or a picture that is not there, and on a page that the navigation leaves out.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

CONFIGURATION = Path(__file__).with_name("mkdocs.yml")


def main(arguments: list[str]) -> int:
    """Build into the folder that is named; 0 when there is nothing to complain of."""
    os.environ["NO_MKDOCS_2_WARNING"] = "true"  # what the theme announces of its successor is no finding
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    where = {"site_dir": str(Path(arguments[0]).resolve())} if arguments else {}
    try:
        config = load_config(str(CONFIGURATION), strict=True, **where)
        build(config)
    except Abort as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{Path(config.site_dir) / 'index.html'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
