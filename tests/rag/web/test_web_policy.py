"""Which addresses count as public, and which URLs are refused before anything is looked up."""

from __future__ import annotations

from ipaddress import ip_address

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import FetchError
from rag.web.policy import check_address, check_hosts, is_public

SHUT = (
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "192.88.99.1", "224.0.0.1", "239.1.1.1",
    "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
    "64:ff9b:1::1", "2002:7f00:1::", "2002:c0a8:101::1", "2001:0:7f00:1::", "2001:0:808:808::80ff:fffe",
    "fe80::1", "fec0::1", "fc00::1", "fd12::1", "ff02::1", "ff0e::1", "2001:db8::1", "100::1", "4000::1",
)  # fmt: skip
OPEN = ("8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "2a00:1450::1", "64:ff9b::808:808")


@pytest.mark.parametrize("address", SHUT)
def test_an_address_inside_a_network_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", OPEN)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.integers(0, 2**32 - 1))
def test_wrapping_an_address_in_ipv6_never_makes_it_public(number: int) -> None:
    inner = ip_address(number)
    for wrapped in (
        ip_address((0x64FF9B << 96) | number),
        ip_address((0xFFFF << 32) | number),
        ip_address((0x2002 << 112) | (number << 80)),
    ):
        assert is_public(inner) or not is_public(wrapped)


@given(st.integers(0, 2**128 - 1))
def test_what_python_calls_not_global_is_never_public_unless_it_wraps_a_public_one(number: int) -> None:
    address = ip_address(number)
    if not address.is_global and number >> 32 not in (0xFFFF, 0x64FF9B << 64):
        assert not is_public(address)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://example.org/a", "scheme"),
        ("file:///etc/hosts", "scheme"),
        ("gopher://example.org/", "scheme"),
        ("data:text/html,x", "scheme"),
        ("/etc/hosts", "scheme"),
        ("http://user@example.org/", "user name"),
        ("http://user:word@example.org/", "user name"),
        ("http:///path", "host"),
        ("http://example.org:22/", "port 22"),
        ("https://example.org:8443/", "port 8443"),
    ],
)
def test_an_address_that_is_not_of_the_web_is_refused(url: str, why: str) -> None:
    with pytest.raises(FetchError, match=why):
        check_address(httpx.URL(url), any_port=False)


@pytest.mark.parametrize("url", ["http://example.org", "https://example.org:443/a?b", "https://example.org:80/"])
def test_an_ordinary_address_passes(url: str) -> None:
    check_address(httpx.URL(url), any_port=False)


def test_one_private_answer_spoils_all_the_public_ones() -> None:
    with pytest.raises(FetchError, match=r"10\.0\.0\.1 is not on the public internet"):
        check_hosts("two.example", map(ip_address, ["8.8.8.8", "10.0.0.1"]), allow_private=False, offline=False)


def test_a_host_without_an_address_is_refused() -> None:
    with pytest.raises(FetchError, match="no address"):
        check_hosts("none.example", [], allow_private=True, offline=False)


def test_offline_admits_loopback_only() -> None:
    assert check_hosts("localhost", [ip_address("127.0.0.1")], allow_private=False, offline=True)
    with pytest.raises(FetchError, match="offline"):
        check_hosts("far.example", [ip_address("8.8.8.8")], allow_private=True, offline=True)
