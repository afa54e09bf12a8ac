"""Pages without an article: lists of headlines, and what a server or a script shows in its place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rag.errors import ArticleError
from rag.ingest import clean
from rag.types import Article, RawArticle

STORY = [
    f"Paragraph {n} says that the port lost {n} million euros on day {n} of the strike, Ana Melo said."
    for n in range(6)
]
HEADLINES = [f"Ferry line {n} sinks into debt" for n in range(6)]


def cleaned(body: str, head: str = "<title>Harbour Gazette</title>", url: str = "https://hg.example/world") -> Article:
    page = f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>"
    return clean(RawArticle("ref", page, "html", url=url), now=datetime(2026, 11, 24, tzinfo=UTC))


def cards(tag: str) -> str:
    pairs = zip(HEADLINES, STORY, strict=True)
    return "".join(f"<div><{tag}><a href='/s/{n}'>{h}</a></{tag}><p>{p}</p></div>" for n, (h, p) in enumerate(pairs))


@pytest.mark.parametrize(
    "body",
    [
        f"<header><h1>Harbour Gazette</h1></header><main>{cards('h2')}</main>",
        f"<main><h1>World</h1>{cards('h3')}</main>",
        f"<main>{cards('h2')}</main>",
        "<main><h1>World</h1>"
        + "".join(f"<a href='/s/{h}'><h3>{h}</h3><p>{p}</p></a>" for h, p in zip(HEADLINES, STORY, strict=True))
        + "</main>",
    ],
)
def test_a_page_that_lists_articles_is_refused_and_says_what_to_give(body: str) -> None:
    with pytest.raises(ArticleError) as caught:
        cleaned(body)
    assert "6 headlines" in caught.value.why
    assert "addresses of the articles" in caught.value.fix


@pytest.mark.parametrize(
    ("before", "after", "head"),
    [
        ("", f"<section><h2>More</h2>{cards('h3')}</section>", ""),
        (f"<section>{cards('h3')}</section>", "", ""),
        (f"<aside>{cards('h3')}</aside>", "", ""),
    ],
)
@pytest.mark.parametrize("length", [1, 2, 6])
def test_an_article_among_headlines_of_others_is_one(before: str, after: str, head: str, length: int) -> None:
    text = "".join(f"<p>{line}</p>" for line in STORY[:length])
    assert STORY[0] in cleaned(f"{before}<main><article><h1>Port strike</h1>{text}</article></main>{after}").text


@pytest.mark.parametrize(
    "head", ["<meta property='og:type' content='article'>", '<script type="application/ld+json">{"@type":"NewsArticle"}</script>']
)  # fmt: skip
def test_a_page_that_says_it_is_an_article_is_one(head: str) -> None:
    assert cleaned(f"<main><article><h1>The week in the port</h1>{cards('h2')}</article></main>", head).text


def test_a_live_blog_whose_headlines_lead_to_itself_is_an_article() -> None:
    updates = "".join(
        f"<h3><a href='#u{n}'>{h}</a></h3><p>{p}</p>" for n, (h, p) in enumerate(zip(HEADLINES, STORY, strict=True))
    )
    assert STORY[5] in cleaned(f"<main><article><h1>Strike: live</h1>{updates}</article></main>").text


@pytest.mark.parametrize(
    "line",
    [
        "You need to enable JavaScript to run this app.",
        "JavaScript is disabled in your browser. Please enable it to use this site.",
        "Please enable JS and disable any ad blocker",
        "We're sorry but this site doesn't work properly without JavaScript enabled. Please enable it to continue.",
    ],
)
def test_a_page_that_only_scripts_can_show_is_refused_as_such_and_its_line_is_no_news(line: str) -> None:
    with pytest.raises(ArticleError) as caught:
        cleaned(f"<div id='root'></div><p>{line}</p>")
    assert "scripts" in caught.value.why
    told = cleaned("<article><h1>Port strike</h1>" + "".join(f"<p>{x}</p>" for x in (*STORY, line)) + "</article>")
    assert told.text == "\n\n".join(STORY)


@pytest.mark.parametrize(
    "line",
    [
        "The agency said the portal requires JavaScript and will be replaced in May.",
        "The new browser blocks JavaScript of strangers from Monday on.",
        "Nine in ten portals use JavaScript, and most of them need it to show anything.",
    ],
)
def test_news_about_javascript_stays(line: str) -> None:
    body = "<article><h1>Port strike</h1>" + "".join(f"<p>{x}</p>" for x in (*STORY, line)) + "</article>"
    assert line in cleaned(body).text


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Oops!", "The page you are looking for has moved or no longer exists. Try our search."),
        ("Nothing here", "Sorry, we couldn’t find that page. Perhaps searching can help you to find it."),
        ("Access Denied", 'You don’t have permission to access "http://hg.example/x" on this server. Reference 18.2d'),
        ("Pardon us", "As you were browsing, something about your browser made us think you were a bot."),
        ("Privacy", "You can change your choices at any time. Your choices will apply to this site only."),
        ("Unavailable", "You come from a country with the GDPR and therefore access cannot be granted at this time."),
        ("Log in", "Enter the email address associated with your account and we will send you a link."),
    ],
)
def test_what_a_server_shows_in_place_of_an_article_is_refused(title: str, text: str) -> None:
    with pytest.raises(ArticleError):
        cleaned(f"<h1>{title}</h1><p>{text}</p>", f"<title>{title}</title>")


CONSENT = [
    ["Avec votre accord, nos partenaires et nous utilisons des cookies pour stocker et accéder à des informations personnelles.",
     "Vous pouvez retirer votre consentement ou vous opposer aux traitements à tout moment."],
    ["We and our 842 partners store and access information on a device, such as cookies and unique identifiers.",
     "With your permission we and our partners may use precise geolocation data. You may click to consent to our processing."],
    ["Wir und unsere Partner verarbeiten personenbezogene Daten wie Ihre IP-Adresse mit Hilfe von Cookies auf Ihrem Gerät.",
     "Mit Ihrer Zustimmung können wir und unsere Partner genaue Standortdaten verwenden, wie es unten steht."],
]  # fmt: skip


@pytest.mark.parametrize("lines", CONSENT)
def test_a_page_that_asks_for_consent_in_the_place_of_an_article_is_refused(lines: list[str]) -> None:
    with pytest.raises(ArticleError):
        cleaned(f"<div><h1>Welcome</h1>{''.join(f'<p>{line}</p>' for line in lines)}<button>Agree</button></div>")


def test_a_story_about_consent_is_an_article_and_so_is_one_beside_the_question_for_it() -> None:
    about = [
        "The court in Velka ruled on Monday that a newspaper has to ask its readers before it stores cookies.",
        "“You cannot call silence consent,” the judge said, and fined the paper 40,000 crowns.",
        "The paper said that it would appeal, and that its competitors did the same every day.",
    ]
    told = "".join(f"<p>{line}</p>" for line in about)
    asked = "".join(f"<p>{line}</p>" for line in CONSENT[1])
    assert cleaned(f"<article><h1>Court rules on cookies</h1>{told}</article>").text.split("\n\n") == about
    beside = cleaned(
        f"<div class=consent>{asked}</div><main><h1>Port strike</h1>{''.join(f'<p>{p}</p>' for p in STORY)}</main>"
    )
    assert STORY[0] in beside.text
