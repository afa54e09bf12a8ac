"""Strings for the page and for download. Every string of an article or a model goes through an escape here. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from rag.store.listing import DayCount
from rag.text.words import content_words
from rag.types import missing_heading
from ui.parts.style import DARK, LIGHT
from ui.parts.views import AnswerView, CitationView, spell

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:@&=])")
_CONTROL = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# What the page makes something else of after it has taken the escapes away: addresses of the web and of mail, names
# of icons, the logo, and the marks that typography knows better.
_MADE_OF_TEXT = re.compile(
    r"(?i)((?:https?|ftp|www)(?=[:.])|[\w.+-]@(?=[\w-])|:(?=material[/_]|streamlit:)|(?<!\S)[<>~-](?=(?:[->=]|->)(?!\S)))"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
SHOWN_AROUND = 100_000
MOST_ROWS = 500


def md(text: str) -> str:
    """Return text that Markdown shows as it stands: no link, image, directive, formula, icon, emoji code or HTML.

    Control characters and those that turn the direction of writing are left out; lines are joined.
    """
    return _MARKDOWN.sub(r"\\\1", " ".join(_inert(text).split()))


def _inert(text: str) -> str:
    """Return text without control characters and with a zero-width joiner in each thing that a page makes by itself.

    It keeps an address from becoming a link and "--" from becoming a dash. Words stay whole.
    """
    return _MADE_OF_TEXT.sub("\\1\u2060", _CONTROL.sub("", text))


def isolated(shown: str) -> str:
    """Return text that is ready for the page, set off from its line where its writing may run from right to left.

    Without that an Arabic outlet takes the day behind it into its own order: "20" before it, "February" behind.
    """
    return f"\u2068{shown}\u2069" if _RIGHT_TO_LEFT.search(shown) else shown


def safe_url(url: str | None) -> str | None:
    """Return an http or https address, or None for anything else."""
    if not url or _CONTROL.search(url) or len(url) > 2000:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc else None


def label(text: str, most: int = 80) -> str:
    """Return escaped text cut to a length, for buttons and links."""
    words = plain(text)
    return md(words if len(words) <= most else words[: most - 1].rstrip() + "…")


def plain(text: str) -> str:
    """Return text on one line, without control characters and those that turn the direction of writing; nothing is escaped."""
    return " ".join(_CONTROL.sub("", text).split())


_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'">
<style>
:root {{ color-scheme: {scheme}; }}
body {{ margin: 0; padding: 0 .6rem 1rem; font: 16px/1.6 Georgia, 'Times New Roman', serif; color: {ink}; background: {paper}; overflow-wrap: anywhere; }}
p {{ margin: 0 0 .9em; white-space: pre-wrap; unicode-bidi: plaintext; text-align: start; }}
p.cut {{ text-align: center; font-style: italic; }}
mark {{ background: {mark}; color: {mark_ink}; padding: .1em 0; text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: .2em; outline: none; }}
main {{ outline: none; }}
@media print {{ :root {{ color-scheme: light; }} body, mark {{ color: #000; background: #fff; }} }}
@media screen {{ body:has(:focus-visible)::after {{ content: ""; position: fixed; inset: 0; border: 2px solid; pointer-events: none; }} }}
</style></head><body><main tabindex="0">{body}</main><script>{script}</script></body></html>"""
_SCRIPT = 'var m=document.getElementById("cited");if(m){m.tabIndex=-1;m.scrollIntoView({block:"center"});m.focus({preventScroll:true})}'
_COLOURS = {
    "light": {"ink": LIGHT["textColor"], "paper": LIGHT["backgroundColor"], "mark": "#fff1a8", "mark_ink": "#1b1b1f"},
    "dark": {"ink": DARK["textColor"], "paper": DARK["backgroundColor"], "mark": "#5c4a00", "mark_ink": "#fff6d6"},
}


def parts_of(text: str) -> tuple[tuple[int, int], ...]:
    """Return the characters ``[start, end)`` of each part that a very long text is shown in, whole paragraphs if it has any."""
    ends = [0]
    while len(text) - ends[-1] > 2 * SHOWN_AROUND:
        at = ends[-1] + 2 * SHOWN_AROUND
        line = text.rfind("\n", at - SHOWN_AROUND // 4, at)
        ends.append(at if line < 0 else line + 1)
    return tuple(zip(ends, [*ends[1:], len(text)], strict=True))


def source_page(text: str, start: int, end: int, theme: str = "light", shown: tuple[int, int] | None = None) -> str:
    """Return a whole page with the article's text, its characters ``[start, end)`` marked and scrolled to.

    Of a very long text it has the characters ``shown``, by default those around the marked ones, and says what is
    left out. It is shown in a frame of its own, whose policy lets nothing be loaded and only our one line of script run.
    """
    import base64
    from hashlib import sha256

    low, high = shown or (max(0, start - SHOWN_AROUND), min(len(text), end + SHOWN_AROUND))
    start, end = max(start, low), min(end, high)
    marked = _lines(text[low:high])
    if start < end:
        marked = f'{_lines(text[low:start])}<mark id="cited">{_lines(text[start:end])}</mark>{_lines(text[end:high])}'
    paragraphs = f"{_left_out(low, 'before')}<p>{marked}</p>{_left_out(len(text) - high, 'after')}"
    digest = base64.b64encode(sha256(_SCRIPT.encode()).digest()).decode()
    colours = _COLOURS["dark" if theme == "dark" else "light"]
    scheme = "dark" if theme == "dark" else "light"
    return _PAGE.format(digest=digest, scheme=scheme, body=paragraphs, script=_SCRIPT, **colours)


def _left_out(count: int, where: str) -> str:
    """Return a line on the characters of a very long article that are not shown; empty when there are none."""
    words = f"{count:,} {'character' if count == 1 else 'characters'} {where} this are not shown here"
    return f'<p class="cut">[{words}]</p>' if count > 0 else ""


def _lines(text: str) -> str:
    return escape(_CONTROL.sub("\u00b7", text.replace("\r", " ")), quote=True)


def highlighted(text: str, question: str) -> str:
    """Return an evidence sentence in Markdown with the question's words, in any of their forms, in bold."""
    wanted = set(content_words(question))
    parts = re.split(r"(\w+)", _inert(text))  # as a whole: no word alone shows that it begins an address
    return "".join(f"**{md(p)}**" if wanted.intersection(content_words(p)) else _md_keep(p) for p in parts)


def _md_keep(part: str) -> str:
    """Escape a piece and keep the spaces at its ends."""
    if not part.strip():
        return " " if part else ""
    return (" " if part[0].isspace() else "") + md(part) + (" " if part[-1].isspace() else "")


def homely(path: Path, home: Path) -> str:
    """Return a path with the reader's own folder as ``~``."""
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def place(citation: CitationView) -> str:
    """Return outlet and date of a citation, escaped."""
    return outlet_and_day(citation.source, citation.published)


def outlet_and_day(source: str, published: str) -> str:
    """Return the name of an outlet and the words of a day, escaped."""
    return f"{isolated(md(source))}, {md(published)}"


def lacking(view: AnswerView, missing: str) -> tuple[str, str]:
    """Return what to call that which an answer lacks, and what it is; of no answer at all it is the reason."""
    if view.status == "abstained":
        return "", f"{missing[:1].upper()}{missing[1:]}."
    return missing_heading(missing), missing


def limited_to(view: AnswerView) -> str:
    """Return which outlets alone were asked, escaped; empty where all were."""
    return f"Only articles of: {', '.join(isolated(md(s)) for s in view.sources)}" if view.sources else ""


def as_markdown(view: AnswerView, link: str = "") -> str:
    """Return the answer as a Markdown document: sentences with numbers, then a table from claim to source."""
    lines = [f"# {md(view.question)}", ""]
    if view.sources:
        lines += [limited_to(view), ""]
    if view.sentences:
        lines += [" ".join(f"{md(s.text)} {' '.join(f'[{n}]' for n in s.citations)}" for s in view.sentences), ""]
    else:
        lines += [md(view.headline), ""]
    if view.missing:
        heading, missing = lacking(view, view.missing)
        lines += [f"*{heading}:* {md(missing)}" if heading else md(missing), ""]
    if view.sentences:
        lines += ["| claim | source | exact words |", "|---|---|---|"]
        for sentence in view.sentences:
            for n in sentence.citations:
                cited = view.citation(n)
                if cited is not None:
                    lines.append(
                        f"| {md(sentence.text)} | [{n}] {place(cited)}: {_title(cited)} | “{md(cited.text)}” |"
                    )
        lines.append("")
    for conflict in view.conflicts:
        lines += [f"**The sources differ** on {md(conflict.about)}:", ""]
        lines += [f"- {md(c.text)} ({md(c.source)}, {md(c.published)}) [{c.citation}]" for c in conflict.claims]
        lines.append("")
    if view.withheld:
        lines.append(_withheld(view))
    if link:
        # Ours, not an article's: it is to be followed.
        lines += ["", f"Permanent link: <{link}>" if safe_url(link) else f"Permanent link: {md(link)}"]
    return "\n".join(lines) + "\n"


def _title(citation: CitationView) -> str:
    url = safe_url(citation.url)
    if url is None:
        return md(citation.title)
    quoted = url.replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
    return f"[{md(citation.title)}](<{quoted}>)"


def as_text(view: AnswerView) -> str:
    """Return the answer as plain text for copying: what is missing, disputed and withheld goes with it."""
    said = " ".join(f"{s.text} {' '.join(f'[{n}]' for n in s.citations)}" for s in view.sentences)
    only = [f"Only articles of: {', '.join(view.sources)}"] if view.sources else []
    lines = [view.question, *only, "", said or view.headline]
    if view.missing:
        heading, missing = lacking(view, view.missing)
        lines += ["", f"{heading}: {missing}" if heading else missing]
    for conflict in view.conflicts:
        lines += ["", f"The sources differ on {conflict.about}:"]
        lines += [f"- {c.text} ({c.source}, {c.published}) [{c.citation}]" for c in conflict.claims]
    if view.withheld:
        lines += ["", _withheld(view)]
    sources = [f"[{c.n}] {c.source}, {c.published}: {c.title}. “{c.text}”" for c in view.citations]
    text = "\n".join([*lines, *(["", *sources] if sources else [])])
    return _CONTROL.sub("", text) + "\n"


def _withheld(view: AnswerView) -> str:
    return f"{len(view.withheld)} sentence(s) were withheld because they could not be verified."


def counts_table(counted: Sequence[DayCount]) -> str:
    """Return how many articles there are by day and outlet as a Markdown table."""
    lines = ["| day | outlet | articles |", "|---|---|---|"]
    if len(counted) > MOST_ROWS:
        lines.append(
            f"| earlier, or undated | {len(counted) - MOST_ROWS:,} more rows | {sum(c.articles for c in counted[:-MOST_ROWS])} |"
        )
    for c in counted[-MOST_ROWS:]:
        day = md(spell(c.day.isoformat() if c.day else None))
        lines.append(f"| {day} | {md(c.source or 'unknown outlet')} | {c.articles} |")
    return "\n".join(lines)
