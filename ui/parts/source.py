"""The source beside the answer: the article with exactly the cited characters marked."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from rag.service import Newsdesk
from rag.types import ArticleId, Published
from ui.parts.notes import note
from ui.parts.render import isolated, md, safe_url, source_page
from ui.parts.views import CitationView, spell

FRAME_PX = 520


def theme() -> str:
    """Return ``dark`` or ``light``, as the reader sees the app."""
    return "dark" if getattr(st.context.theme, "type", "light") == "dark" else "light"


def show_source(desk: Newsdesk, cited: CitationView, page: str, without: Mapping[str, str]) -> None:
    """Show the article of a citation, scrolled to its words. ``page`` and its query are where it is closed to."""
    st.page_link(page, label="Close the source", icon=":material/close:", query_params=without)
    stored = desk.store.article(ArticleId(cited.article_id))
    st.markdown(f"**\\[{cited.n}\\] {md(cited.title)}**")
    note(f"{isolated(md(cited.source))} · {md(cited.published)}")
    if stored is None:
        st.warning("This article has been removed from the library since. The cited words were:")
        st.markdown(f"> {md(cited.text)}")
        return
    text = stored.article.text
    if text[cited.start : cited.end] != cited.text:
        st.warning("The article has changed since this answer was given. The cited words were:")
        st.markdown(f"> {md(cited.text)}")
        frame(text, 0, 0, "Article text")
    else:
        frame(text, cited.start, cited.end, f"Article text with citation {cited.n} marked")
    facts = []
    if stored.copies:
        outlets = sorted({_outlet(desk, c) for c in stored.copies})
        facts.append(
            f"Copied in {len(outlets)} other {'outlet' if len(outlets) == 1 else 'outlets'}: {', '.join(isolated(md(o)) for o in outlets)}"
        )
    if stored.version > 1:
        facts.append(f"Version {stored.version}: the text was changed after it was first taken in")
    for fact in facts:
        note(fact)
    _links(cited)


def _links(cited: CitationView) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(
            "screens/article.py", label="Read the whole article", icon=":material/article:",
            query_params={"id": cited.article_id},
        )  # fmt: skip
        url = safe_url(cited.url)
        if url:
            st.link_button("Original", url, icon=":material/open_in_new:", type="tertiary")


def frame(text: str, start: int, end: int, title: str, shown: tuple[int, int] | None = None) -> None:
    """Show article text, or the part ``shown`` of it, in a frame of its own, which can load nothing."""
    st.iframe(source_page(text, start, end, theme(), shown), height=FRAME_PX, alt=title)


def _outlet(desk: Newsdesk, article_id: ArticleId) -> str:
    stored = desk.store.article(article_id)
    return (stored.article.source if stored else None) or "unknown outlet"


def when(published: Published | None) -> str:
    """Return a publication as words."""
    return spell(published.iso() if published else None)
