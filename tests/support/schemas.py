"""The JSON Schemas, and documents that have to fit them."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from probe32.resources import resource


@functools.cache
def validator(name: str) -> Any:
    """Checks documents of one kind: `project` or `recording`."""
    return _validator(resource("schemas", f"{name}.schema.json"))


@functools.cache
def results_validator() -> Any:
    """Checks what the benchmark writes."""
    return _validator(Path(__file__).parents[1] / "benchmarks" / "results.schema.json")


def _validator(file: Path) -> Any:
    import jsonschema

    schema = json.loads(file.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def usable() -> bool:
    """Whether documents can be checked: a part of the checker asks Windows for what Wine 8 lacks."""
    try:
        import jsonschema  # noqa: F401
    except ImportError:
        return False
    return True


def checking(encode: Callable[..., Any], name: str) -> Callable[..., Any]:
    """The function, which then makes nothing that does not fit."""

    @functools.wraps(encode)
    def checked(*args: Any, **kwargs: Any) -> Any:
        document = encode(*args, **kwargs)
        found = [f"{each.json_path}: {each.message}" for each in validator(name).iter_errors(document)]
        assert not found, "The document does not fit its schema:\n" + "\n".join(found[:5])
        return document

    return checked
