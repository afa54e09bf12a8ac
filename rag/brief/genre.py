"""Articles that tell no event of their own: an opinion, readers' letters, a digest of other stories. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from rag.brief.report import Report
from rag.text.genre import is_opinion

_CHECK_SECTION = re.compile(r"/(?:fact|reality)-?check(?:s|ing)?(?=/)", re.IGNORECASE)
_OPINION_TEXT = re.compile(
    r"\b(?:opinions?|views)(?: and (?:opinions?|views))? expressed (?:here|in this (?:article|piece|commentary|column|essay|op-?ed|blog|post))\b"
    r"|\b(?:this|the) (?:commentary|column|op-?ed|opinion piece) (?:reflects|represents|does not (?:necessarily )?(?:reflect|represent))\b"
    r"|^[^.\n]{3,60} is an opinion (?:columnist|writer|editor|contributor)\b",
    re.IGNORECASE | re.MULTILINE,
)
"""What an outlet says of a writer and his views, above or below a piece that argues."""
_BYLINE = re.compile(
    r"^\W*(?:guest |opinion )(?:columnists?|contributors?|essay|column)\W*$", re.IGNORECASE | re.MULTILINE
)
_HEAD = 300
"""Characters in which a writer is named above his text."""
_DIGEST_TITLE = re.compile(
    r"^(?:the )?(?:\d+|three|four|five|six|seven|eight|nine|ten) (?:things|stories|headlines) (?:you (?:need|should|have) )?to know "
    r"(?:(?:for|on) (?:\w+\.? \d|\w+day\b|today|tonight)|this (?:morning|evening|week|\w+day\b)|today|before (?:the )?(?:stock )?markets?)"
    r"|^(?:your |the )?(?:\w+ )?(?:daily|morning|evening|midday|nightly|overnight|weekly|weekend|news) (?:news )?"
    r"(?:briefing|brief|round-?up|digest|newsletter|wrap(?:-?up)?)\s*(?:[:|–—]|$)"
    r"|\bstart your (?:day|week)(?: \w+)?\s*(?:[:|–—]|$|\.\.\.|…)",
    re.IGNORECASE,
)
_DIGEST_TEXT = re.compile(
    r"\bhere['’]s what (?:else )?you need to know to (?:get up to speed|start your)\b|\bthis is a compilation of stories\b"
    r"|^\W*(?:happy \w+|good (?:morning|afternoon|evening|day)|hello|hey|hi|welcome|greetings)\b[^.!?\n]{0,40}\breaders\b",
    re.IGNORECASE,
)
"""What a digest says of itself; a greeting counts where the text begins with it."""
_CHECK_TITLE = re.compile(
    r"^\W*(?:\w+ )?(?:fact|reality)[ -]?check(?:ing|er)?\b\s*[:|–—]|\s[|–—-]\s*(?:fact|reality)[ -]?check\W*$|^fact[ -]checking\b",
    re.IGNORECASE,
)


def argues(report: Report) -> bool:
    """Return whether an article is somebody's opinion: its label says so, its address, or what the outlet says of its writer."""
    article = report.article
    said = (_OPINION_TEXT.search(article.text), _BYLINE.search(article.text[:_HEAD]))
    return is_opinion(article.title, article.url) or any(found is not None for found in said)


def rounds_up(report: Report) -> bool:
    """Return whether an article is a digest of other stories, by its title or by what it says of itself."""
    article = report.article
    return _DIGEST_TITLE.search(article.title) is not None or _DIGEST_TEXT.search(article.text) is not None


def checks_claims(report: Report) -> bool:
    """Return whether an article looks into what somebody claimed: it repeats what may never have happened."""
    article = report.article
    return _CHECK_TITLE.search(article.title) is not None or _CHECK_SECTION.search(_path(article.url)) is not None


def _path(url: str | None) -> str:
    """Return the sections in an address: what stands between its host and its last part."""
    return urlsplit(url).path if url else ""
