"""Which addresses may be fetched. Pure but for the look-up of a name.

``ip.is_global`` alone is not enough: it is true for NAT64, 6to4, IPv4-compatible and multicast
addresses, behind which a loopback address can stand.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

import httpx

from rag.errors import FetchError

IP = IPv4Address | IPv6Address
PORTS = (80, 443)
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_COMPATIBLE = IPv6Network("::/96")
_PROTOCOL = ip_network("192.0.0.0/24")


def is_public(address: IP) -> bool:
    """Return whether an address, and every address that it wraps, is on the public internet."""
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    if isinstance(address, IPv4Address):
        return address not in _PROTOCOL
    return all(is_public(inner) for inner in _wrapped(address))


def _wrapped(address: IPv6Address) -> Iterable[IPv4Address]:
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if address in _COMPATIBLE or any(address in net for net in _NAT64):
        yield IPv4Address(int(address) & 0xFFFF_FFFF)


def vet(url: httpx.URL, *, allow_private: bool, only_loopback: bool) -> str:
    """Return the one address to connect to for a URL.

    Raises:
        FetchError: scheme, port, credentials or any address of the host is not allowed.
    """
    if url.scheme not in ("http", "https"):
        raise _refused(url, f"scheme {url.scheme!r} is not http or https")
    if url.userinfo:
        raise _refused(url, "it carries a user name or password")
    if not url.host:
        raise _refused(url, "it names no host")
    port = url.port or (443 if url.scheme == "https" else 80)
    if port not in PORTS and not allow_private and not only_loopback:
        raise _refused(url, f"port {port} is not a port of the web")
    addresses = _look_up(url, port)
    for address in addresses:
        if only_loopback and not address.is_loopback:
            raise FetchError("page not fetched", why="offline: only loopback is allowed", fix="Unset DATELINE_OFFLINE.")
        if not only_loopback and not allow_private and not is_public(address):
            raise _refused(url, f"{address} is not on the public internet")
    return str(addresses[0])


def _look_up(url: httpx.URL, port: int) -> list[IP]:
    try:
        found = socket.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
        return [ip_address(str(answer[4][0]).partition("%")[0]) for answer in found]
    except (OSError, UnicodeError, ValueError) as exc:
        raise FetchError(
            "page not fetched", why=f"the host of {url.host!r} was not found ({exc})",
            fix="Check the address and the network.",
        ) from exc  # fmt: skip


def _refused(url: httpx.URL, why: str) -> FetchError:
    shown = f"{url.scheme}://{url.host}"
    return FetchError("page not fetched", why=f"{shown}: {why}", fix="Save the page and ingest the file.")
