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
_OUTPUT = ("outputtype", "output")
_DEVICE = re.compile(r"(?:www\d?|m|mobile|amp)\.(?=[^.]+\.[^.])")
_AMP_PATH = re.compile(r"^/amp(?=/.)|(?<=.)/amp$|\.amp(?=\.html?$|$)", re.IGNORECASE)
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


def spellings(url: str) -> tuple[str, ...]:
    """Return the addresses that one page is usually found at beside this canonical one, which is among them.

    They differ in http and https, "www.", a host or path for telephones and AMP. The first is the same for all.
    """
    parts = urlsplit(url)
    host = _DEVICE.sub("", parts.netloc, count=1)
    bare = _AMP_PATH.sub("", parts.path) or "/"
    asked = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=200)
    query = urlencode([(k, v) for k, v in asked if not (k.lower() in _OUTPUT and v.lower() == "amp")])
    stem, dot, kind = bare.rpartition(".")
    marked = f"{stem}.amp.{kind}" if dot and kind.lower() in ("html", "htm") else f"{bare}.amp"
    paths = (bare, f"{bare}/amp", f"/amp{bare}", marked) if bare != "/" else (bare,)
    hosts = (host, *(f"{device}.{host}" for device in ("www", "m", "mobile", "amp")))
    made = (urlunsplit((s, h, p, query, "")) for p in paths for h in hosts for s in ("https", "http"))
    return tuple(dict.fromkeys((*made, url)))


def id_of_address(url: str) -> ArticleId | None:
    """Return the id that an article has by its address, or None for that of a site as a whole."""
    return None if _of_a_site(url) else ArticleId(_hashed(url))


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
