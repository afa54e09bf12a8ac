"""What the scripts of this folder share: the fixtures of its tests, outside of pytest."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any


def fixtures(name: str = "conftest") -> Any:
    """Return a module of this folder, by default the one with the browser tests' fixtures."""
    spec = spec_from_file_location(f"ui_{name}", Path(__file__).parent / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[f"ui_{name}"] = module
    spec.loader.exec_module(module)
    return module
