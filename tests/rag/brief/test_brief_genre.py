"""What argues, what rounds up other stories, and what looks into a claim: none of it is an event of the day."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from rag.brief.genre import argues, rounds_up
from rag.brief.report import Report, sentences_of
from rag.service.brief.events import events
from rag.service.brief.reports import leading_up, screened
from rag.types import Article, ArticleId, Published

BODY = (
    "The council of Ostrel voted on Monday to close the north bridge for two years. The mayor said that the piers had been "
    "worn by the river, and that lorries would have to go round by Quillmoor until the work is done."
)


def report(title: str, text: str = BODY, url: str | None = None) -> Report:
    published = Published(datetime(2024, 2, 14, 9, tzinfo=UTC), has_time=True)
    article = Article(ArticleId("a"), text, title, url, "The Quillmoor Post", published, (), None, {}, "h")
    return Report(article, (), sentences_of(article), np.ones(4, dtype=np.float32))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Opinion: Close the north bridge for good", BODY),
        ("Close the north bridge for good | Opinion", BODY),
        ("Letters: The bridge has had its day", BODY),
        ("Kommentar: Die Brücke hat ausgedient", BODY),
        ("Why the bridge must go", f"Editor's Note: Ada Ryl builds bridges. The views expressed in this commentary are her own. {BODY}"),
        ("Why the bridge must go", f"Ada Ryl\n\nOpinion contributor\n\n{BODY}"),
        ("Why the bridge must go", f"{BODY}\n\nAda Ryl is an opinion columnist with this paper."),
    ],
)  # fmt: skip
def test_an_opinion_is_known_by_its_label_or_by_what_is_said_of_its_writer(title, text):
    assert argues(report(title, text))
    assert screened([report(title, text)])[1][0].reason == "an opinion"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Court gives its opinion on the bridge", BODY),
        ("Opinion divided over the north bridge", BODY),
        ("Letters of the drowned captain found in the bridge's pier", BODY),
        ("Paper dismisses its opinion columnist over the bridge", f"{BODY} The opinion columnist Ada Ryl was dismissed."),
        ("Bridge closed", f"{BODY} The views expressed at the hearing were divided."),
    ],
)  # fmt: skip
def test_news_of_opinions_is_news(title, text):
    assert not argues(report(title, text))
    assert screened([report(title, text)])[0]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("5 things to know for Feb. 14: Bridge, ferry, strike ...", BODY),
        ("Five stories you need to know this Friday", BODY),
        ("Daily Briefing: The bridge closes", BODY),
        ("The morning round-up", BODY),
        ("Start your week smart: Bridge, ferry, strike", BODY),
        ("The bridge closes, the ferry is late", f"Happy Thursday, Quillmoor readers!\n\n{BODY}"),
        ("The bridge closes, the ferry is late", f"{BODY}\n\nThis is a compilation of stories from across the valley."),
    ],
)
def test_a_digest_of_other_stories_is_set_aside(title, text):
    assert rounds_up(report(title, text))
    assert screened([report(title, text)])[1][0].reason == "a digest of other stories"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("5 things to know about the north bridge", BODY),
        ("White House ends its daily briefing", BODY),
        ("Bridge closed after the morning briefing of the engineers", BODY),
        ("Bridge closed", f"{BODY} Good news for readers of the old library: it stays open."),
    ],
)
def test_news_about_one_thing_is_no_digest(title, text):
    assert not rounds_up(report(title, text))


def test_no_story_goes_on_from_a_look_into_a_claim_but_it_is_told_on_its_own_day():
    check = report("Fact check: Did a ship ram the north bridge?")
    assert [r.article.title for r in leading_up([check, report("North bridge closed")])] == ["North bridge closed"]
    assert screened([check])[0] == (check,)


@pytest.mark.parametrize("section", ["opinion", "opinions", "story/sports/columnist/ryl", "commentisfree", "Op-Ed"])
def test_an_opinion_is_known_by_the_section_of_its_address(section):
    assert argues(report("Why the bridge must go", url=f"https://post.example/{section}/2024/02/14/bridge.html"))


def test_an_address_that_only_speaks_of_an_opinion_is_of_news():
    for url in (
        "https://post.example/news/opinion-poll/",
        "https://opinion.example/news/a",
        "https://post.example/x?s=/opinion/",
    ):
        assert not argues(report("The bridge is closed", url=url))


def test_a_check_of_claims_is_known_by_the_section_of_its_address():
    url = "https://post.example/story/news/factcheck/2024/02/14/no-bridge-fell/"
    assert leading_up([report("No, the bridge did not fall", url=url)]) == ()
    assert leading_up([report("The bridge did not fall", url="https://post.example/news/bridge")])


def of(name: str, text: str, title: str, hour: int = 9, source: str = "The Quillmoor Post") -> Report:
    published = Published(datetime(2024, 2, 14, hour, tzinfo=UTC), has_time=True)
    article = Article(ArticleId(name), text, title, None, source, published, (), None, {}, name)
    return Report(article, (), sentences_of(article), np.eye(4, dtype=np.float32)[int("Brask" in text)])


def test_a_story_is_told_from_its_news_and_not_from_a_check_of_what_was_claimed():
    check = of(
        "check", f"Ten claims of the mayor of Ostrel are wrong. {BODY}", "Fact check: 10 claims on the north bridge"
    )
    (event,) = events([check, of("news", BODY, "North bridge closes", 10)], (), {})
    assert [r.article.id for r in event.core] == ["news"]
    (alone,) = events([check], (), {})
    assert alone.core


def test_what_an_outlet_prints_below_every_article_is_told_of_none():
    everywhere = "Get the facts behind the news of Ostrel, plus views from all sides."
    storm = (
        "A storm tore the roof off the fish market of Brask on Monday night. Nobody was hurt, the fire brigade said."
    )
    found = events(
        [of("a", f"{BODY} {everywhere}", "North bridge closes"), of("b", f"{storm} {everywhere}", "A storm")], (), {}
    )
    told = [s.text for e in found for r in e.reports for s in r.sentences]
    assert len(found) == 2
    assert everywhere not in told
    assert "Nobody was hurt, the fire brigade said." in told
    again = events([of("a", BODY, "North bridge closes"), of("b", BODY, "North bridge closed", 11)], (), {})
    assert all(r.sentences for e in again for r in e.reports)
    elsewhere = events(
        [
            of("a", f"{BODY} {everywhere}", "North bridge closes"),
            of("b", f"{storm} {everywhere}", "A storm", source="Radio Brask"),
        ],
        (),
        {},
    )
    assert everywhere in [s.text for e in elsewhere for r in e.reports for s in r.sentences]
