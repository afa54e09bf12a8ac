"""What the scripts of this folder share: the fixtures of its tests, outside of pytest."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any


def fixtures() -> Any:
    """Return the module of the browser tests' fixtures."""
    spec = spec_from_file_location("ui_fixtures", Path(__file__).parent / "conftest.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
