"""A brief that holds something hostile in every place where text from articles or readers goes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from rag.types import (
    ArticleId,
    Brief,
    BriefCounts,
    BriefStatus,
    BriefWindow,
    Change,
    Citation,
    CitedChange,
    Claim,
    Conflict,
    Published,
    Quiet,
    Quote,
    Said,
    Sentence,
    SetAside,
    Span,
    Step,
    Story,
    StoryKind,
    Watched,
)

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\" onload='x' &amp; ]]> {{ 7*7 }} {% raw %}"
    "\x1b[31m\u202e\x00\r\nBcc: evil@evil.example\n\n![p](http://evil.example/?q) https://evil.example/x"
)


def hostile_brief(text: str = HOSTILE, url: str | None = "javascript:alert(1)") -> Brief:
    published = Published(datetime(2024, 2, 20, 18, tzinfo=UTC), has_time=True)
    article = ArticleId("a1")
    sentence = Sentence(text, (1,), 1.0)
    story = Story(
        id="st-1", headline=text, kind=StoryKind.UPDATE, sentences=(sentence,), what_changed=(Change(text, sentence, sentence),),
        articles=(article,), outlets=1, independent=1, importance=0.5, why={text: 0.5}, watch=(text,),
        quotes=(Said(Quote(article, text, "direct", Span(0, 4), text, "said"), 1),),
        conflicts=(Conflict(text, (Claim(text, (1,)), Claim(text, (1,)))),), unknown=(sentence,),
        timeline=(Step(published, date(2024, 2, 19), sentence),), topic=text, latest=published, happened=date(2024, 2, 19),
    )  # fmt: skip
    return Brief(
        id="2024-02-20", window=BriefWindow(date(2024, 2, 20), datetime(2024, 2, 20, tzinfo=UTC), datetime(2024, 2, 21, tzinfo=UTC)),
        status=BriefStatus.DEGRADED, why=text, stories=(story,), summary=(sentence,),
        citations=(Citation(1, article, Span(0, 4), text, text, text, url, published),), counts=BriefCounts(1, 0, 1), minutes=1,
        quiet=(Quiet("st-2", text, date(2024, 2, 19)),), watched=(Watched(text, ("st-1",), published, (sentence,)), Watched(text, ())),
        set_aside=(SetAside(article, text, text, text),), changed=(CitedChange(1, article, text),),
    )  # fmt: skip


@pytest.fixture
def hostile():
    return hostile_brief()
