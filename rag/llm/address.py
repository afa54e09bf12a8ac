"""Where a model server is: on this machine or beyond it. Pure."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def serves_here(url: str | None) -> bool:
    """Return whether an address is on this machine, by its own words."""
    try:
        host = urlsplit(url or "").hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
