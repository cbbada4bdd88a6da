"""Gives the site the application's icon and colours."""

from __future__ import annotations

import json
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
SCHEMES = {"light": "default", "dark": "slate"}
"""What the theme calls its two colour schemes."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Leave out the page that a server shows for a wrong address; read from a folder its links would lead nowhere."""
    config.theme.static_templates.discard("404.html")
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the icon, and a style sheet with the colours of `resources/themes` as `--probe32-NAME`."""
    files.append(File.generated(config, "assets/probe32.svg", abs_src_path=str(RESOURCES / "icons" / "probe32.svg")))
    rules = (colours(name, scheme) for name, scheme in SCHEMES.items())
    files.append(File.generated(config, "assets/colours.css", content="".join(rules)))
    return files


def colours(name: str, scheme: str) -> str:
    """A theme of the application as one rule."""
    theme = json.loads((RESOURCES / "themes" / f"{name}.json").read_text(encoding="utf-8"))
    lines = (f"  --probe32-{key.replace('_', '-')}: {value};\n" for key, value in theme["colors"].items())
    return f'[data-md-color-scheme="{scheme}"] {{\n{"".join(lines)}}}\n'
