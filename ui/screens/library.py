"""Library: what is in it, adding, removing, coverage, the index."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path, PurePath

import streamlit as st

from rag.errors import DatelineError
from rag.service import Newsdesk
from rag.store.listing import Listed, Order
from rag.types import ArticleId, Ingested
from ui.ask.asking import outlets_of
from ui.desk import Shared, owner, shared
from ui.parts.charts import by_outlet, by_time, legible
from ui.parts.faults import in_words
from ui.parts.limits import MOST_TITLE, MOST_UPLOAD_MB, too_long, web_address
from ui.parts.notes import note
from ui.parts.render import counts_table, isolated, label, md
from ui.parts.source import when
from ui.parts.views import outlet_bars, search_told
from ui.work.rebuild import begin_rebuild
from ui.work.tasks import Step, Whose

ROWS = 25
LISTED = 100
ORDERS: dict[str, Order] = {"Newest first": "newest", "Oldest first": "oldest", "Title": "title", "Outlet": "outlet"}
BUSY = "Something else is running. Try again when it is done."
KINDS = ["jsonl", "gz", "csv", "txt", "md", "html", "htm", "eml"]


def main() -> None:
    """Show the page."""
    parts = shared()
    st.title("Library", anchor=False)
    _numbers(parts.desk)
    _task(parts)
    listed, adding, coverage, index = st.tabs(["Articles", "Add", "Coverage", "Index"])
    with listed:
        _list(parts)
    with adding:
        _add(parts)
    with coverage:
        _coverage(parts.desk)
    with index:
        _index(parts)


def _numbers(desk: Newsdesk) -> None:
    counts = desk.store.counts()
    with st.container(horizontal=True):
        for name, value in (("Articles", counts.articles), ("Outlets", counts.sources), ("Quotations", counts.quotes)):
            st.metric(name, f"{value:,}")


@st.fragment(run_every=0.5)
def _progress(name: str) -> None:  # noqa: ARG001 - a new piece of work is a new fragment
    state = shared().tasks.state()
    if state is None or not state.running:
        st.rerun()
        return
    share = min(1.0, state.done / state.total) if state.total else 0.0
    words = f"{md(state.name)}: {state.done:,}" + (f" of {state.total:,}" if state.total else "")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(share, text=words)
        if state.can_stop and st.button("Stop", icon=":material/stop:", disabled=state.stopping):
            shared().tasks.stop()
    if state.steps:
        note(f"Last: {label(state.steps[-1].line, 120)}")


def _task(parts: Shared) -> None:
    now = parts.tasks.state()
    if now is not None and now.running:
        _progress(now.name)
        return
    state = parts.tasks.ended(_mine())
    if state is None:
        return
    if state.error:
        st.error(md(state.error))
    elif state.refused and state.refused == state.done:
        st.error(f"{md(state.name)}: nothing was added, {state.refused:,} refused")
    else:
        ended = "stopped, " if state.stopping else ""
        st.success(f"{md(state.name)}: {ended}{state.done - state.refused:,} done, {state.refused:,} refused")
    _items("What was refused, and why", state.bad, state.refused, opened=True)
    _items("Each item", [s for s in state.steps if s.well], state.done - state.refused, opened=False)
    if st.button("Close this message"):
        parts.tasks.clear(_mine())
        st.rerun()


def _mine() -> Whose:
    """Return whose work the page tells the end of: that of this reader on this page."""
    return "library", owner()


def _items(title: str, steps: Sequence[Step], count: int, *, opened: bool) -> None:
    if steps:
        with st.expander(f"{title} ({count:,})", expanded=opened):
            st.markdown("\n".join(f"- {md(step.line)}" for step in steps[:LISTED]))
            if count > LISTED:
                note(f"and {count - LISTED:,} more")


def _list(parts: Shared) -> None:
    _undo(parts)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Search titles and texts", key="library-words", icon=":material/search:", on_change=_first_page,
            persist_state="session",
        )  # fmt: skip
        chosen = st.multiselect(
            "Outlets", outlets_of(parts), key="library-outlets", on_change=_first_page, persist_state="session"
        )
        order = st.selectbox("Order", list(ORDERS), key="library-order", on_change=_first_page, persist_state="session")
    number = max(1, int(st.session_state.get("library-page", 1)))
    find = partial(parts.desk.store.page, words=words, sources=chosen, order=ORDERS[order], limit=ROWS)
    page = find(offset=(number - 1) * ROWS)
    if page.total and not page.rows:  # the page that was in view is gone with its last article
        number = -(-page.total // ROWS)
        page = find(offset=(number - 1) * ROWS)
    if not page.total:
        st.info("No article matches." if words or chosen else "There are no articles yet. Add some on the next tab.")
        return
    pages = -(-page.total // ROWS)
    note(" ".join([f"{page.total:,} articles, page {min(number, pages)} of {pages}.", *search_told(page)]))
    for row in page.rows:
        _row(parts, row)
    if pages > 1:
        st.number_input(
            "Page", 1, pages, min(number, pages), key="library-page", width=160, persist_state="session"
        )  # fmt: skip


def _first_page() -> None:
    st.session_state["library-page"] = 1


def _row(parts: Shared, row: Listed) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        with st.container(gap=None, key=f"row-{row.id}"):
            st.page_link("screens/article.py", label=label(row.title, 160), query_params={"id": row.id})
            notes = [row.source or "unknown outlet", when(row.published)]
            notes += (
                ["copy" if row.is_copy else f"{row.copies} {'copy' if row.copies == 1 else 'copies'}"]
                if row.copies
                else []
            )
            notes += [f"version {row.version}"] if row.version > 1 else []
            notes += [f.replace("_", " ") for f in row.flags]
            note(" · ".join(isolated(md(n)) for n in notes))
        if st.button("Remove", key=f"remove-{row.id}", icon=":material/delete:", type="tertiary"):
            _remove(parts, row.id)


def _remove(parts: Shared, article_id: ArticleId) -> None:
    stored = parts.desk.store.article(article_id)
    if stored is None:
        return
    versions = parts.desk.store.versions(article_id)
    if _written(parts, lambda: parts.desk.remove(article_id)):
        st.session_state["removed"] = [*st.session_state.get("removed", ()), (stored, versions)]
        st.rerun()


def _undo(parts: Shared) -> None:
    """Show the article that was removed last in this session; undone, the one before it is shown."""
    removed = st.session_state.get("removed")
    if not removed:
        return
    *before, (stored, versions) = removed
    if parts.desk.store.article(stored.article.id) is not None:  # taken in again since: there is nothing to undo
        st.session_state["removed"] = before
        _undo(parts)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(f"Removed: {isolated(label(stored.article.title or stored.article.id, 80))}")
        undo = st.button("Undo", type="primary")
    if undo and _written(parts, lambda: parts.desk.put_back(stored, versions)):
        st.session_state["removed"] = before
        st.rerun()


def _written(parts: Shared, change: Callable[[], object]) -> bool:
    """Make a change to the library and return True, or say what keeps it from being made."""
    state = parts.tasks.state()
    if state is not None and state.running:  # the one writer of this process: it would be waited for without a word
        st.warning(BUSY)
        return False
    try:
        change()
    except DatelineError as error:
        st.error(in_words(error))
        return False
    return True


def _add(parts: Shared) -> None:
    files = st.file_uploader(
        # A file that is too large becomes a red mark without a word: the bound must be read before.
        f"Files: JSON Lines, CSV, text, Markdown, HTML, mail; up to {MOST_UPLOAD_MB} MB each, larger ones by `dateline ingest`",
        type=KINDS, accept_multiple_files=True,
        key=_field("files", "upload"),
    )  # fmt: skip
    if files and st.button("Add these files", type="primary"):
        named = [(_safe_name(f.name, n), f.getvalue()) for n, f in enumerate(files)]
        _begun(_start(parts, "Adding files", named), "upload")
    with st.form("paste"):
        title = st.text_input("Title", key=_field("title", "paste"))
        text = st.text_area("Text of an article", height=160, key=_field("text", "paste"))
        if st.form_submit_button("Add this text") and text.strip():
            if why := too_long("A title", title, MOST_TITLE):
                st.error(why)
            else:
                _begun(_start(parts, "Adding a text", [pasted(title, text)]), "paste")
    with st.form("address"):
        url = st.text_input("Web address of an article", placeholder="https://", key=_field("url", "address"))
        if st.form_submit_button("Add this page") and url.strip():
            if (address := web_address(url)) is None:
                st.error("This is no web address. It begins with https:// and has no spaces.")
            else:
                _begun(_start_targets(parts, "Adding a page", [address]), "address")


def _field(name: str, form: str) -> str:
    """Return the key of a field, another one after each time that its form was taken in: so it is empty then."""
    return f"{form}-{name}-{st.session_state.get(f'{form}-taken', 0)}"


def _begun(begun: bool, form: str = "") -> None:
    """Go on to the progress of what has begun, with an empty form; else leave what was typed and say why."""
    if begun:
        st.session_state[f"{form}-taken"] = st.session_state.get(f"{form}-taken", 0) + 1
        st.rerun()
    st.warning(BUSY)


def pasted(title: str, text: str) -> tuple[str, bytes]:
    """Return the name and body of a file for a pasted text: one whose title, date and outlet are looked for, unless it has one."""
    if title.strip():
        return "pasted.jsonl", json.dumps({"title": title.strip(), "text": text}).encode()
    return "pasted.txt", text.encode("utf-8", "replace")


def _safe_name(name: str, number: int) -> str:
    """Return a file name without any path in it, keeping its ending, which says what kind it is."""
    plain = PurePath(name.replace("\\", "/")).name
    return f"{number:03}-{''.join(c if c.isalnum() or c in '._-' else '_' for c in plain)[-80:]}"


def _start(parts: Shared, name: str, files: Sequence[tuple[str, bytes]]) -> bool:
    folder = tempfile.TemporaryDirectory()
    for file, body in files:
        (Path(folder.name) / file).write_bytes(body)

    def work() -> Iterator[Step]:
        with folder:
            yield from _steps(parts.desk, [folder.name])

    begun = parts.tasks.start(name, parts.desk.count_items([folder.name]), work, _between_articles, _mine())
    if not begun:
        folder.cleanup()
    return begun


def _start_targets(parts: Shared, name: str, targets: list[str]) -> bool:
    return parts.tasks.start(name, len(targets), lambda: _steps(parts.desk, targets), _between_articles, _mine())


def _between_articles() -> None:
    """Adding stops after the article that is being added; there is nothing to interrupt."""


def _steps(desk: Newsdesk, targets: list[str]) -> Iterator[Step]:
    for item in desk.ingest(targets):
        yield Step(_line(item), item.fate != "rejected")


def _line(item: Ingested) -> str:
    name = PurePath(item.ref).name
    return f"{name}: {item.fate}" + (f", {item.reason}. {item.fix or ''}" if item.reason else "")


def _coverage(desk: Newsdesk) -> None:
    counted = desk.store.coverage()
    by_day: Counter[str] = Counter()
    for count in counted:
        if count.day:
            by_day[count.day.isoformat()] += count.articles
    if not by_day:
        st.info("There is nothing to show yet.")
        return
    st.header("By day", anchor=False)
    st.altair_chart(legible(by_time([{"day": day, "articles": articles} for day, articles in by_day.items()])))
    st.header("By outlet", anchor=False)
    bars, outlets, articles = outlet_bars(counted)
    st.altair_chart(legible(by_outlet([asdict(bar) for bar in bars])))
    if outlets:
        note(f"and {outlets:,} more {'outlet' if outlets == 1 else 'outlets'} with {articles:,} articles together.")
    with st.expander("The same in numbers"):
        st.markdown(counts_table(counted))
    undated = sum(c.articles for c in counted if c.day is None)
    if undated:
        note(
            f"{undated:,} {'article carries' if undated == 1 else 'articles carry'} no date and are not in the charts."
        )


def _index(parts: Shared) -> None:
    counts, state = parts.desk.store.counts(), parts.desk.store.index_state()
    st.write(f"{counts.chunks:,} passages, of which {counts.pending_chunks:,} wait to be indexed.")
    if state is not None:
        note(f"Built {state.built_at:%d %B %Y, %H:%M} UTC, fingerprint {md(state.fingerprint)}")
    if st.button("Rebuild the index", icon=":material/restart_alt:"):
        _begun(begin_rebuild(parts.desk, parts.tasks, _mine()))


main()
