"""Pages that say something to their visitor in the place of an article: not found, prove that you are human, consent. Pure."""

from __future__ import annotations

import re

MOST_CHARS = 600
"""A longer page is more than a notice of the server."""
_NOTICE = re.compile(
    r"\bpage (?:you .{3,60}|was |could |can)?\s?(?:was |could |can)?(?:not be|not|cannot be|doesn[’']t) (?:found|exist)\b|\b404(?: error|\W+not found)|"
    r"\bverify (?:that )?you are (?:a )?human\b|\b(?:are|you[’']re) (?:you )?not a robot\b|\bchecking your browser\b|"
    r"\bsecurity of your connection\b|\benable javascript (?:and cookies )?to continue\b|"
    r"\bpage (?:that )?you(?:[’']re| are| were|[’']ve| have)? (?:looking for|requested|trying to)\b.{0,60}\b(?:moved|removed|no longer|not)\b|"
    r"\b(?:couldn|can)[’']t find (?:that|this|the) page\b|\bdo(?:n[’']t| not) have permission to access\b.{0,200}\bserver\b|"
    r"\bmade us think (?:that )?you (?:were|are|might be) a (?:ro)?bot\b|\bunusual (?:traffic|activity) from your\b|"
    r"\baccess cannot be granted at this time\b|\bchoices will (?:apply|be applied) to this (?:web)?site only\b|"
    r"\be-?mail address (?:associated with|linked to|of) your account\b",
    re.IGNORECASE,
)
_CONSENT_CHARS = 2_000
_ASKED = re.compile(r"cookie|consent|einwillig|zustimm|toestemming|samtyk|samtyc|zgod", re.IGNORECASE)
_OF_CONSENT = re.compile(
    rf"(?:{_ASKED.pattern})|\bpartn[ae]\w*|\bpartenaires?\b|\bsocios\b|\bprivacy\b|datenschutz|confidentialité|privacidad|"
    r"\bperson(?:al|al data|elles|ales|ali|enbezogen\w*|oonsgegevens)\b|\bgeolocation\b|\bidentifiers?\b",
    re.IGNORECASE,
)
_WE_AND_YOU = re.compile(
    r"\b(?:we|our|us|you|your|nous|nos|notre|vous|vos|votre|wir|uns|unsere\w*|sie|ihre\w*|nosotros|nuestr\w+|usted|sus?|noi|nostr\w+|"
    r"voi|vostr\w+|tuo\w*|wij|ons|onze|uw|vi|våre?|våra|du|din)\b",
    re.IGNORECASE,
)
_LINE_CHARS = 40
_MOST_OF = 0.8


def is_notice(title: str | None, body: str) -> bool:
    """Return whether a page with this title and text says only that it has no article to show."""
    if len(body) < MOST_CHARS and _NOTICE.search(f"{title or ''}\n{body}"):
        return True
    return len(body) < _CONSENT_CHARS and _asks_consent(body)


def _asks_consent(body: str) -> bool:
    """Return whether nearly every line is one in which a site speaks to its visitor of consent."""
    lines = [line for line in body.split("\n") if len(line) >= _LINE_CHARS]
    asks = [line for line in lines if _OF_CONSENT.search(line) and _WE_AND_YOU.search(line)]
    return any(_ASKED.search(line) for line in asks) and sum(map(len, asks)) >= _MOST_OF * sum(map(len, lines))
