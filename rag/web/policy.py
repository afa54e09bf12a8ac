"""Which addresses may be fetched. Pure.

``ip.is_global`` alone is not enough: it is true for NAT64, 6to4, Teredo, multicast and site-local
addresses, behind which a loopback address can stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import httpx

from rag.errors import FetchError

IP = IPv4Address | IPv6Address
PORTS = {"http": 80, "https": 443}
_NOT_PUBLIC = (
    IPv4Network("192.0.0.0/24"),  # protocol assignments
    IPv4Network("192.88.99.0/24"),  # relays of 6to4
)
_GLOBAL_V6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: IP) -> bool:
    """Return whether an address, and every address that it wraps, is on the public internet."""
    if isinstance(address, IPv4Address):
        shut = address.is_multicast or address.is_reserved or any(address in net for net in _NOT_PUBLIC)
        return address.is_global and not shut
    wrapped = tuple(_wrapped(address))
    if not all(is_public(inner) for inner in wrapped):
        return False
    return bool(wrapped) or (address.is_global and address in _GLOBAL_V6)


def _wrapped(address: IPv6Address) -> Iterable[IPv4Address]:
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if address in _NAT64:
        yield IPv4Address(int(address) & 0xFFFF_FFFF)


def check_address(url: httpx.URL, *, any_port: bool) -> None:
    """Refuse an address that is not of the web, before anything is looked up.

    Raises:
        FetchError: scheme, port, host or credentials are not allowed.
    """
    if url.scheme not in PORTS:
        raise refused(url.host, f"the scheme {url.scheme!r} is not http or https")
    if url.userinfo:
        raise refused(url.host, "the address carries a user name or password")
    if not url.host:
        raise refused("", "the address names no host")
    if not any_port and (PORTS[url.scheme] if url.port is None else url.port) not in PORTS.values():
        raise refused(url.host, f"port {url.port} is not a port of the web")


def check_hosts(host: str, found: Iterable[IP], *, allow_private: bool, offline: bool) -> tuple[IP, ...]:
    """Return the addresses of a host, all of which may be connected to; one that may not spoils all.

    Raises:
        FetchError: there is none, or one of them is not allowed.
    """
    addresses = tuple(dict.fromkeys(found))
    if not addresses:
        raise refused(host, "it has no address")
    for address in addresses:
        if offline and not address.is_loopback:
            raise offline_refusal(host)
        if not offline and not allow_private and not is_public(address):
            raise refused(host, f"{address} is not on the public internet")
    return addresses


def offline_refusal(host: str) -> FetchError:
    """Return the refusal of a host while only loopback is allowed."""
    return FetchError(
        "page not fetched", why=f"{host} is not on this machine and Dateline is offline", fix="Unset DATELINE_OFFLINE."
    )


def refused(host: str, why: str) -> FetchError:
    """Return the refusal of an address."""
    named = f"{host}: " if host else ""
    return FetchError("page not fetched", why=f"{named}{why}", fix="Save the page and ingest the file.")
