"""What a reader is told where our own code failed."""

from __future__ import annotations

OURS = "Something failed inside Dateline. The log of the app says more."
