"""Which article is it: a canonical address, and an id that stays the same when the text changes. Pure."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from rag.types import ArticleId

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|yclid|msclkid|twclid|ttclid|mc_[ce]id|igshid|igsh|cmpid|ns_\w+|_ga|_gl|"
    r"ref_src|ref_url|at_(?:medium|campaign|link_\w+|format|ptr_name|bbc_team)|smid|ocid|taid|guccounter|guce_\w+|"
    r"_hs(?:enc|mi)|vero_id|spm|xtor|amp",
    re.IGNORECASE,
)
_SAFE_ID = re.compile(r"[A-Za-z0-9._:-]{1,120}")
_PORTS = {"http": 80, "https": 443}


def canonical(url: str) -> str | None:
    """Return an address without tracking, fragment, default port and trailing slash; scheme and host lower-cased.

    None for what is no http(s) address: it could not be followed, or must not be (``javascript:``).
    """
    try:
        parts = urlsplit(url.strip())
        port, host = parts.port, (parts.hostname or "").lower().rstrip(".")
        query = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=200)
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host or re.search(r"[\s<>\"\\^`{|}]", host):
        return None
    if ":" in host:
        host = f"[{host}]"
    if port and port != _PORTS[scheme]:
        host = f"{host}:{port}"
    path = quote(parts.path.rstrip("/") or "/", safe="/%:@!$&'()*+,;=~-._")
    return urlunsplit((scheme, host, path, urlencode([(k, v) for k, v in query if not _TRACKING.fullmatch(k)]), ""))


def article_id(given: str | None, url: str | None, title: str, text: str) -> ArticleId:
    """Return the id that was given, or one made of the address, or of title and text.

    An address of a site as a whole (no path, no query) is that of many articles: it tells none from another.
    """
    if given:
        return known_as(given)
    return ArticleId(_hashed(url) if url and not _of_a_site(url) else _hashed(f"{title}\n{text}"))


def known_as(given: str) -> ArticleId:
    """Return the id that an article has which was given one: one that could be no part of an address becomes a hash."""
    return ArticleId(given if _SAFE_ID.fullmatch(given) else _hashed(given))


def _of_a_site(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in _PORTS and bool(parts.netloc) and parts.path in ("", "/") and not parts.query


def _hashed(text: str) -> str:
    return "a" + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
