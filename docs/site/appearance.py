"""Gives the site the application's icon and colours, and dark pages the pictures that were taken of dark windows."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
IMAGES = Path(__file__).resolve().parents[1] / "images"
SCHEMES = {"light": "default", "dark": "slate"}
"""What the theme calls its two colour schemes."""
_PICTURE = re.compile(r'(<img [^>]*src="[^"]*images/)([\w-]+)\.png("[^>]*>)')


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


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the dark picture beside each light one that has one; the theme shows that which suits (`#only-dark`)."""

    def both(image: re.Match[str]) -> str:
        before, name, after = image.groups()
        if not (IMAGES / f"{name}-dark.png").is_file():
            return image[0]
        light, dark = f"{name}.png#only-light", f"{name}-dark.png#only-dark"
        return f"{before}{light}{after}{before}{dark}{after}"

    return _PICTURE.sub(both, html)


def on_post_build(*, config: MkDocsConfig) -> None:
    """Remove what the theme brings and no page loads: the search in other languages, and maps for its developers."""
    assets = Path(config.site_dir) / "assets"
    shutil.rmtree(assets / "javascripts" / "lunr")
    for path in assets.rglob("*.map"):
        path.unlink()


def colours(name: str, scheme: str) -> str:
    """A theme of the application as one rule."""
    theme = json.loads((RESOURCES / "themes" / f"{name}.json").read_text(encoding="utf-8"))
    lines = (f"  --probe32-{key.replace('_', '-')}: {value};\n" for key, value in theme["colors"].items())
    return f'[data-md-color-scheme="{scheme}"] {{\n{"".join(lines)}}}\n'
