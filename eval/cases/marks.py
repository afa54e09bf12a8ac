"""What marks a case beside its id, so that two runs are compared only where both asked and expected the same. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256


def mark(asked: Mapping[str, object]) -> str:
    """Return a hash of what a case asks and expects."""
    return sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:12]
