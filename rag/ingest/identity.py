"""Which article is it: a canonical address, and an id that stays the same when the text changes. Pure."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from rag.types import ArticleId

_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|cmpid|ns_\w+|_ga|ref_src)", re.IGNORECASE
)
_SAFE_ID = re.compile(r"[A-Za-z0-9._:-]{1,120}")


def canonical(url: str) -> str:
    """Return an address without tracking, fragment, default port and trailing slash; host lower-cased."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    if parts.scheme.lower() not in ("http", "https"):
        return url.strip()
    host = (parts.hostname or "").lower()
    if port and (parts.scheme.lower(), port) not in (("http", 80), ("https", 443)):
        host = f"{host}:{port}"
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k)])
    return urlunsplit((parts.scheme.lower(), host, parts.path.rstrip("/") or "/", query, ""))


def article_id(given: str | None, url: str | None, title: str, text: str) -> ArticleId:
    """Return the id that was given, or one made of the address, or of title and text."""
    if given:
        return ArticleId(given if _SAFE_ID.fullmatch(given) else _hashed(given))
    return ArticleId(_hashed(url) if url else _hashed(f"{title}\n{text}"))


def _hashed(text: str) -> str:
    return "a" + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
