"""What tells one state of an article from any other."""

from hashlib import sha256


def content_hash(title: str, text: str) -> str:
    """Return what tells a state of an article from any other."""
    return sha256(f"{title}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()
