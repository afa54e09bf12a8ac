"""A property that is made once, whichever thread comes first."""

from __future__ import annotations

from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    once = cached_property
else:

    class once(cached_property):  # noqa: N801 - it reads as a decorator
        """A ``cached_property`` under a lock of its own: since Python 3.12 two threads could otherwise make two."""

        def __init__(self, make: Any) -> None:
            super().__init__(make)
            self._once = RLock()

        def __get__(self, instance: Any, owner: type[Any] | None = None) -> Any:
            """Return the value, made first when there is none."""
            with self._once:
                return super().__get__(instance, owner)
