"""One article: its text, who said what in it, its versions side by side, what cleaning took away."""

from __future__ import annotations

import streamlit as st

from rag.types import ArticleId, Filter, StoredArticle, Version
from ui.desk import Shared, shared
from ui.parts.address import keep_address
from ui.parts.cited import ARTICLE, Pointer, cited_line
from ui.parts.notes import note
from ui.parts.render import isolated, label, md, parts_of, safe_url
from ui.parts.source import frame, when
from ui.parts.versions import Stretch, changes, told

MOST_CHANGES = 200
LONGEST = 5_000
"""Changed paragraphs, and characters of each, that the page shows."""


def main() -> None:
    """Show the page."""
    parts = shared()
    article_id = st.query_params.get("id", "")[:200]
    stored = parts.desk.store.article(ArticleId(article_id)) if article_id else None
    st.page_link("screens/library.py", label="Library", icon=":material/arrow_back:")
    if stored is None:
        st.title("Article", anchor=False)
        st.warning("There is no such article. It may have been removed.")
        return
    _show(parts, stored)


def _show(parts: Shared, stored: StoredArticle) -> None:
    article = stored.article
    with st.container(key="headline"):
        st.title(md(article.title), anchor=False)
    note(
        " · ".join(
            isolated(md(x)) for x in (article.source or "unknown outlet", when(article.published), *article.authors)
        )
    )
    url = safe_url(article.url)
    if url:
        st.link_button("Original", url, icon=":material/open_in_new:", type="tertiary")
    start, end = _span(len(article.text))
    _follow(article.id, start, end)
    # A key of the marked characters: to open a quotation in the text goes back to the first tab.
    tabs = st.tabs(["Text", "Who said what", "Versions", "About"], key=f"tabs-{start}-{end}")
    with tabs[0], st.container(key="reading"):
        _text(article.text, start, end)
    with tabs[1]:
        _quotes(parts, stored)
    with tabs[2]:
        _versions(parts.desk.store.versions(article.id))
    with tabs[3]:
        _about(stored)


def _follow(article_id: ArticleId, start: int, end: int) -> None:
    """Write the marked words into the address where a link of this page to itself marked them.

    Not on arrival from another page: its own address would be given the query of this one, and Back lead there.
    """
    before, now = st.session_state.get("article-in-view"), (article_id, start, end)
    st.session_state["article-in-view"] = now
    if before and before[0] == article_id and before != now:
        keep_address({"id": article_id} | ({"start": str(start), "end": str(end)} if end else {}))


def _span(length: int) -> tuple[int, int]:
    """Return the characters that the address asks to mark, or none."""
    given = [st.query_params.get(name, "") for name in ("start", "end")]
    if not all(g.isdecimal() and len(g) < 10 for g in given):
        return 0, 0
    start, end = (int(g) for g in given)
    return (start, end) if 0 <= start < end <= length else (0, 0)


def _text(text: str, start: int, end: int) -> None:
    parts = parts_of(text)
    number = 1 + next((n for n, (_, last) in enumerate(parts) if start < last), 0)
    if len(parts) > 1:
        note(f"The text has {len(text):,} characters and is shown in {len(parts)} parts.")
        number = st.number_input("Part", 1, len(parts), number, key=f"part-{start}-{end}", width=160)
    frame(text, start, end, "Article text", parts[number - 1])


def _quotes(parts: Shared, stored: StoredArticle) -> None:
    where = Filter(parts.desk.now(), article_ids=(stored.article.id,), zone=parts.desk.zone)
    quotes = parts.desk.store.quotes(where=where)
    if not quotes:
        st.info("Nobody is quoted in this article.")
    for at, quote in enumerate(quotes):
        mark = ("“", "”") if quote.kind == "direct" else ("", "")
        span = {"start": str(quote.span.start), "end": str(quote.span.end)}
        shown = Pointer("Show in the text", ARTICLE, {"id": stored.article.id, **span})
        said = isolated(mark[0] + md(quote.text) + mark[1])
        cited_line(f"**{isolated(md(quote.speaker))}** ({quote.kind}): {said}", [shown], f"said-{at}")


def _versions(versions: tuple[Version, ...]) -> None:
    if len(versions) < 2:
        st.info("The text has not changed since it was taken in.")
        return
    old, new = versions[-2], versions[-1]
    note(
        f"Version {old.number} of {old.fetched_at:%d %B %Y, %H:%M} against version {new.number} of {new.fetched_at:%d %B %Y, %H:%M}"
    )
    found = changes(old.text, new.text)
    if not found:
        st.write(
            "The paragraphs are the same; the title was changed." if old.title != new.title else "No word differs."
        )
    lines = [change for pair in found[:MOST_CHANGES] for change in told(*pair)]
    for change in lines[:MOST_CHANGES]:
        words = isolated(" ".join(_shown(s, came=change.came) for s in change.stretches))
        st.markdown(f":material/add: now: {words}" if change.came else f":material/remove: was: {words}")
    if max(len(lines), len(found)) > MOST_CHANGES:
        note(f"and more: these are the first {MOST_CHANGES} changed paragraphs.")


def _shown(stretch: Stretch, *, came: bool) -> str:
    """Return a stretch of a paragraph in Markdown: words that came are bold, words that went are struck through."""
    words = label(stretch.text, LONGEST)
    if stretch.left_out:
        return "…"
    mark = ("**" if came else "~~") if stretch.changed else ""
    return f"{mark}{words}{mark}"


def _about(stored: StoredArticle) -> None:
    article = stored.article
    facts = {
        "Id": article.id,
        "Taken in": f"{stored.fetched_at:%d %B %Y, %H:%M} UTC",
        "Copies": ", ".join(stored.copies) or "none",
        "Noticed": ", ".join(f.replace("_", " ") for f in article.flags) or "nothing unusual",
        "Language": article.language or "not given",
    }
    for name, value in facts.items():
        st.markdown(f"**{name}**: {isolated(md(str(value)))}")
    if article.removed:
        with st.expander(f"Taken away by cleaning ({len(article.removed)})"):
            for removed in article.removed[:100]:
                st.markdown(f"*{md(removed.kind)}*: {isolated(md(removed.text))}")


main()
