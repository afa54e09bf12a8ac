"""What a page shows, as plain values made from the contract's JSON. Pure: no Streamlit, no engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any
from unicodedata import east_asian_width

from rag.store.listing import DayCount, Page

Json = Mapping[str, Any]

REASONS = {
    "no_articles": "There are no articles yet.",
    "no_evidence": "Nothing in the library bears on this question.",
    "unsupported": "Something was written, but it could not be verified against the sources, so it is not shown.",
    "not_stated": "The sources do not say.",
    "model_unavailable": "The language model is not at hand. The evidence below is what the library has.",
}

STOPPED = "You stopped this question before anything was verified."
STOPPED_LATER = "You stopped this question: what was verified until then is shown."
_CANCELLED = "the question was cancelled"
_AS_THE_HEADLINE = (
    "the articles do not say this", "nothing in the articles bears on the question",
    "no article matches the question and its filters",
)  # fmt: skip
"""What is missing where the headline has said it already."""

MOST_OUTLETS = 25
"""Outlets that a chart has a bar for."""
_NAME_CELLS = 36
"""How wide a name beside a bar may be, in letters of the Latin alphabet."""


@dataclass(frozen=True, slots=True)
class CitationView:
    """A numbered source: where it stands and the exact words."""

    n: int
    article_id: str
    start: int
    end: int
    text: str
    title: str
    source: str
    published: str
    url: str | None


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A verified sentence and the numbers it cites."""

    text: str
    citations: tuple[int, ...]
    support: float


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A sentence that bears on the question, before anything is written."""

    article_id: str
    start: int
    end: int
    text: str
    source: str
    published: str
    score: float


@dataclass(frozen=True, slots=True)
class QuoteView:
    """What one speaker said, and where it stands."""

    speaker: str
    kind: str
    text: str
    article_id: str
    start: int
    end: int
    source: str
    published: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One side of a conflict, with its first source's outlet and date."""

    text: str
    citation: int
    source: str
    published: str


@dataclass(frozen=True, slots=True)
class ConflictView:
    """Claims that cannot all be true."""

    about: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer as a page shows it."""

    question: str
    status: str
    headline: str
    sentences: tuple[SentenceView, ...]
    citations: tuple[CitationView, ...]
    withheld: tuple[tuple[str, str], ...]
    missing: str | None
    note: str | None
    window_words: str | None
    since: str | None
    until: str | None
    """The window ``[since, until)`` as ISO times."""
    strict: bool
    """Whether the window excludes all else; one from vague words only ranks."""
    sources: tuple[str, ...]
    """The only outlets that were asked of; empty where all were."""
    evidence: tuple[EvidenceView, ...]
    quotes: tuple[QuoteView, ...]
    conflicts: tuple[ConflictView, ...]
    reports: int
    independent: int
    llm: str
    newest: str | None
    """The newest day among the evidence and passages, in words."""

    def citation(self, n: int) -> CitationView | None:
        """Return the citation with that number, or None."""
        return next((c for c in self.citations if c.n == n), None)


def answer_view(body: Json) -> AnswerView:
    """Return the view of a ``dateline.answer/1`` object, whole or still being made."""
    citations = tuple(citation_view(c) for c in body["citations"])
    window = body.get("window") or {}
    trace = body.get("trace") or {}
    stopped = _CANCELLED in (body.get("note") or "")
    places = {p["article_id"]: p for p in [*body["passages"], *body["citations"], *body.get("evidence", ())]}
    dates = [str(p["published"])[:10] for p in [*body["passages"], *body.get("evidence", ())] if p.get("published")]
    return AnswerView(
        question=body["question"],
        status=body["status"],
        headline=STOPPED if stopped and not body["sentences"] else _reason(body),
        sentences=tuple(SentenceView(s["text"], tuple(s["citations"]), s["support"]) for s in body["sentences"]),
        citations=citations,
        withheld=tuple((w["text"], w["reason"]) for w in body["withheld"]),
        missing=_missing(body),
        note=(STOPPED_LATER if body["sentences"] else None) if stopped else body.get("note"),
        window_words=window.get("from"),
        since=window.get("since"),
        until=window.get("until"),
        strict=window.get("strict", True),
        sources=tuple(body.get("sources") or ()),
        evidence=tuple(_evidence(e) for e in body.get("evidence", ())),
        quotes=tuple(_quote(q, places) for q in body["quotes"]),
        conflicts=tuple(_conflict(c, citations) for c in body["conflicts"]),
        reports=body["copies"]["reports"],
        independent=body["copies"]["independent"],
        llm=trace.get("llm", ""),
        newest=spell(max(dates)) if dates else None,
    )


def _reason(body: Json) -> str:
    """Return why there is no answer, in words; of some days or outlets that were asked alone nothing follows for the library."""
    reason, found = body.get("reason") or "", body["passages"]
    outlets, window = body.get("sources") or (), body.get("window") or {}
    dated = window.get("strict", True) and (window.get("since") or window.get("until"))
    if reason != "no_evidence" or not (outlets or dated):
        return REASONS.get(reason, "")
    where = f" {'in' if found else 'of'} {'this outlet' if len(outlets) == 1 else 'these outlets'}" if outlets else ""
    limits = where + (" from that time" if dated else "")
    return f"Nothing{limits} bears on this question." if found else f"No article{limits} is in the library."


def days_of(view: AnswerView, zone: tzinfo) -> tuple[date | None, date | None]:
    """Return the first and the last day of the window, both included, as days of a zone."""
    since = datetime.fromisoformat(view.since).astimezone(zone).date() if view.since else None
    last = datetime.fromisoformat(view.until) - timedelta(microseconds=1) if view.until else None
    return since, last.astimezone(zone).date() if last else None


def span_told(words: str | None, since: date | None, until: date | None, *, strict: bool = True) -> str:
    """Return a span of days in words, with the words of the question that it came from, as they are given: escaped for a page.

    One that is not ``strict`` says that reports of other days may be shown too.
    """
    first, last = (spell(d.isoformat()) if d else "" for d in (since, until))
    if first and last:
        days = first if first == last else f"{first} to {last}"
    else:
        days = f"from {first}" if first else f"until {last}" if last else "any"
    if (first or last) and not strict:
        days += ", other days too"
    return f"Time understood: {words} ({days})" if words else f"Time: {days}"


def citation_view(c: Json) -> CitationView:
    """Return the view of a citation of an answer or a brief."""
    return CitationView(
        c["n"], c["article_id"], c["start"], c["end"], c["text"], c["title"] or "Untitled", c["source"] or "unknown outlet",
        spell(c["published"]), c["url"],
    )  # fmt: skip


def _evidence(e: Json) -> EvidenceView:
    return EvidenceView(
        e["article_id"],
        e["start"],
        e["end"],
        e["text"],
        e["source"] or "unknown outlet",
        spell(e["published"]),
        e["score"],
    )


def _quote(q: Json, places: Mapping[str, Json]) -> QuoteView:
    place = places.get(q["article_id"], {})
    source, published = place.get("source") or "unknown outlet", spell(place.get("published"))
    return QuoteView(q["speaker"], q["kind"], q["text"], q["article_id"], q["start"], q["end"], source, published)


def _missing(body: Json) -> str | None:
    """Return what was asked and is not in the sources; None where it says no more than that nothing is."""
    missing = body.get("missing")
    return None if missing in _AS_THE_HEADLINE else missing


def _conflict(c: Json, citations: Sequence[CitationView]) -> ConflictView:
    claims = []
    for claim in c["claims"]:
        number = claim["citations"][0] if claim["citations"] else 0
        cited = next((x for x in citations if x.n == number), None)
        claims.append(ClaimView(claim["text"], number, cited.source if cited else "", cited.published if cited else ""))
    return ConflictView(c["about"], tuple(claims))


_MONTHS = "January February March April May June July August September October November December".split()


def spell(published: str | None) -> str:
    """Return ``20 February 2024, 18:00 UTC`` of an ISO date or time, or ``undated``."""
    if not published:
        return "undated"
    year, month, day = published[:10].split("-")
    text = f"{int(day)} {_MONTHS[int(month) - 1]} {year}"
    return f"{text}, {published[11:16]} UTC" if len(published) > len("2024-02-20") else text


def told(view: AnswerView) -> str:
    """Return how many reports were found and how many of them are copies, in words; empty where none is a copy.

    It is said of all that was found: what the answer rests on is what its sentences cite.
    """
    copies = view.reports - view.independent
    if view.reports < 1 or copies < 1:
        return ""
    copied = f"{copies} {'copy' if copies == 1 else 'copies'}"
    return f"Found: {view.reports} reports, {view.independent} of them independent, {copied}"


def search_told(page: Page) -> tuple[str, ...]:
    """Return in words what a search of the library did that its reader may not expect."""
    whole = ", ".join(f"“{word}”" for word in page.whole)
    said = [f"So short a word is looked for as a whole word only: {whole}."] if whole else []
    said += ["Very many match: these were taken in last. One more word finds the others."] if page.more else []
    return tuple(said)


@dataclass(frozen=True, slots=True)
class OutletBar:
    """The bar of an outlet: a name that fits beside it and is nobody else's, the whole name, how many articles."""

    name: str
    outlet: str
    articles: int


def outlet_bars(counted: Sequence[DayCount]) -> tuple[tuple[OutletBar, ...], int, int]:
    """Return the bars of the outlets with the most dated articles, and how many outlets and articles have none."""
    totals: dict[str, int] = {}
    for count in counted:
        if count.day is not None:
            outlet = count.source or "unknown outlet"
            totals[outlet] = totals.get(outlet, 0) + count.articles
    ordered = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    bars: list[OutletBar] = []
    taken: dict[str, int] = {}
    for outlet, articles in ordered[:MOST_OUTLETS]:
        name = _cut(outlet)
        taken[name] = taken.get(name, 0) + 1
        bars.append(OutletBar(name if taken[name] == 1 else f"{name} ({taken[name]})", outlet, articles))
    rest = ordered[MOST_OUTLETS:]
    return tuple(bars), len(rest), sum(articles for _, articles in rest)


def _cut(name: str) -> str:
    """Return a name without its middle if it is too wide: the beginnings of provincial papers are all the same."""
    if sum(_cells(c) for c in name) <= _NAME_CELLS:
        return name
    return f"{_fitting(name, _NAME_CELLS // 2).rstrip()}…{_fitting(name[::-1], _NAME_CELLS // 2 - 1)[::-1].lstrip()}"


def _fitting(text: str, cells: int) -> str:
    kept = 0
    for at, char in enumerate(text):
        kept += _cells(char)
        if kept > cells:
            return text[:at]
    return text


def _cells(char: str) -> int:
    return 2 if char in "WMm@" or east_asian_width(char) in "WF" else 1


def evaluation_case(body: Json, answer_id: str | None = None) -> dict[str, Any]:
    """Return a line for a suite of one's own: the question and the passages that its answer rested on."""
    named = {"id": f"answer-{answer_id}"} if answer_id else {}
    return {
        **named,
        "question": body["question"],
        "as_of": body["as_of"],
        **limits(body),
        "expect": "abstain" if body["status"] == "abstained" else "answer",
        "passages": [{"article_id": c["article_id"], "start": c["start"], "end": c["end"]} for c in body["citations"]],
        "answers": [],
    }


def limits(body: Json) -> dict[str, Any]:
    """Return the days and outlets that an answer was limited to beside its words, as a case names them; empty where it was to none."""
    window, outlets = body.get("window") or {}, body.get("sources")
    days = {} if window.get("from") else {name: window[name] for name in ("since", "until") if window.get(name)}
    named = {"sources": list(outlets)} if outlets else {}
    return days | named | ({"any_time": True} if body.get("any_time") else {})


def rated_case(body: Json, answer_id: str, thumb: int, reason: str) -> dict[str, Any]:
    """Return the line that a thumb makes: up expects the same passages again, down anything but these words.

    An abstention that was wrong expects an answer. What was wrong is kept as a note; ``answers`` is for its reader to fill.
    """
    case = evaluation_case(body, answer_id) | {"from": "thumb"}
    if thumb:
        return case
    said = " ".join(s["text"] for s in body["sentences"])
    wanted: dict[str, Any] = {"expect": "any", "not": [said]} if said else {"expect": "answer"}
    return case | wanted | {"passages": []} | ({"note": reason} if reason else {})
