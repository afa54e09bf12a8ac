"""What only the printed page has: numbers that were links become a list of sources. Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ui.parts.render import plain, safe_url
from ui.parts.views import CitationView

PRINT = (
    ".printed{display:none}"
    "@media print{.printed{display:block}.printed ol{padding-left:0;list-style:none}"
    ".printed li{margin:.4rem 0;break-inside:avoid;overflow-wrap:anywhere}"
    # What can only be clicked, what is closed, and what else was asked are not for paper.
    ":is([data-testid=stSidebar],[data-testid=stHeader],[data-testid=stForm],[data-testid=stPageLink]:has([data-testid=stIconMaterial]),"
    "[data-testid=stButton],[data-testid=stPopover]:not(.st-key-time *),.st-key-deeds),"
    "[data-testid=stExpander]:has(details:not([open])){display:none!important}"
    "[data-testid=stMain]{position:static!important}[data-testid=stMainBlockContainer]{padding:0!important;max-width:none}"
    "[class*='st-key-reading']{max-width:none}h1,h2{break-after:avoid}"
    # Printers leave backgrounds out: the light letters of a dark page would stand on white paper.
    "[data-testid=stApp],[data-testid=stApp] *{color:#000!important;background:#fff!important}}"
)
"""The style of the printed page."""


def printed_sources(citations: Sequence[CitationView], link: str = "") -> str:
    """Return the sources of an answer or a brief as HTML that only the printed page shows, with where it is found again."""
    rows = "".join(_row(c) for c in citations)
    again = f"<p>Permanent link: {escape(link)}</p>" if link else ""
    return f'<section class="printed">{f"<h2>Sources</h2><ol>{rows}</ol>" if rows else ""}{again}</section>'


def _row(cited: CitationView) -> str:
    place, title, words = (_text(t) for t in (cited.source, cited.title, f"“{cited.text}”"))
    url = safe_url(cited.url)
    return (
        f"<li>[{cited.n}] {place}, {escape(cited.published)}: {title}. {words}{f' {escape(url)}' if url else ''}</li>"
    )


def _text(text: str) -> str:
    return f"<bdi>{escape(plain(text))}</bdi>"
