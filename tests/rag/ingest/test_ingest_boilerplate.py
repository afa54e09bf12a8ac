"""What is taken out of a page, and above all what is not."""

from __future__ import annotations

import time

import pytest

from rag.ingest.boilerplate import kind_of, strip

FURNITURE = {
    "also_read": ["Also Read: Bridge to open in May", "Read more: Mayor says bridge is safe", "READ:What we know", "See also",
                  "Related stories", "Most Popular", "LATEST POSTS", "You may also like", "More:Ten things to know today?",
                  "Read the full story here.", "Don't miss", "RELATED: How the bridge was built", "Watch: Bridge opens",
                  "More:Bridge Day forecast: How likely is it that Ida Holm crosses it in 2020?"],
    "share": ["Share", "Share this article", "4,846FansLike", "2,669FollowersFollow", "1.2K shares", "Follow us",
              "Follow us on Instagram", "Facebook Twitter WhatsApp", "Follow Ann Bell on Twitter: @annbell",
              "Follow Ann Bell on Twitter at @annbell.", "Join The Alba Post on WhatsApp for more stories like this.",
              "Find her on X @annbell and on Facebook.",
              "Follow Ann Bell, the Alba Post's reporter, on Instagram, TikTok and X as @annbell.",
              "Follow Ann Bell on Bluesky at @annbell.bsky.social and on Facebook at facebook.com/annbell", "Follow The Alba Post on Facebook and Instagram."],
    "comments": ["12 Comments", "Leave a comment", "Comments (3)", "Be the first to comment"],
    "newsletter": ["Sign up for our newsletter", "Subscribe", "Get the latest news in your inbox",
                   "Sign up for The Alba Letter newsletter. Explore the coast with us every week.",
                   "Sign up for The Alba Letter newsletter.", "Subscribe to the Alba 202 newsletter.",
                   "Sign up for the Coast Letter, delivered at 6 a.m. to 20,000 inboxes, a free newsletter.",
                   "Want more? Subscribe to our daily newsletter today", "Unsubscribe", "View this email in your browser",
                   "You are receiving this email because you signed up at the fair.",
                   "The Alba Letter newsletter has all the news of the coast that you need. Sign up here.",
                   "Subscribe on Apple Podcasts, Spotify or wherever you get your podcasts."],
    "cookies": ["We use cookies to give you the best experience on this site.", "Accept all cookies", "Cookie policy",
                "By continuing you agree to our use of cookies."],
    "subscription": ["Already a subscriber? Log in", "This article is for subscribers only", "Subscribe to continue reading",
                     "You have reached your limit of free articles this month", "Support our independent journalism",
                     "To continue reading, please log in.", "To continue reading this article you need an account"],
    "advertisement": ["Advertisement", "ADVERTISEMENT", "Story continues below", "Continue reading",
                      "Advertisement · Scroll to continue"],
    "header": ["FOR IMMEDIATE RELEASE", "Press release", "Press release no. 14/2026", "Pressemitteilung Nr. 7", "COMUNICADO DE PRENSA"],
    "copyright": ["© 2025 The Alba Post", "Copyright Alba Post 2025", "Copyright 2025 Alba Post. All rights reserved.", "All rights reserved"],
    "credit": ["Photo: Ann Bell", "Image credit: Alba Post", "(Photo by Ann Bell/Getty Images)", "Ann Bell/Reuters",
               "Jan van der Berg/AP", "Photo by Ann Bell/AFP", "Reuters/Ann Bell",
               "Reporting by Ann Bell; editing by Bo Carr", "Bo Carr contributed to this report."],
    "navigation": ["Home", "Home > News > Coast", "https://post.example/bridge 2/3", "Sent from my iPhone", "Skip to main content", "Back to top", "Tags: bridge, coast"],
    "dashes": ["-", "———", "* * *", "|---|---|"],
}  # fmt: skip

NEWS = [
    "The Alba Letter newsletter lost 4,000 readers. Subscribe numbers fell by half.",
    "In a press release, the port said it would close.",
    "The release of the prisoners was immediate.",
    "Sites will need consent for cookies under a law that parliament passed on Monday.",
    "We use cookies as bait for the mice, the keeper of the lighthouse said.",
    "“We use cookies to learn the preferences of readers,” the firm told the court.",
    "This site of the old mill, where cookies were once baked, is for sale.",
    "Newsletters such as The Morning Letter lost half of their readers last year.",
    "Subscribe to the newsletter or not, the minister told parents on Monday.",
    "Register offices sent newsletters to all parents on Friday.",
    "Sign up for the census began on Monday, officials said.",
    "Share prices fell by four per cent.",
    "Follow us, the leader told the crowd.",
    "Copyright law was changed in 2023, and authors gained rights.",
    "Watch: the minister said that he had bought it in 1990.",
    "Watch-makers in the valley cut two hundred jobs.",
    "Photo: police said that the man in the picture was armed.",
    "Further reading of the bill was delayed until Monday.",
    "Related stories in the Herald said that the mayor had resigned.",
    "Reporting by the watchdog found that prices had doubled.",
    "The author is due to appear in court on Friday.",
    "Comment is free, but facts are sacred.",
    "Advertisement spending fell.",
    "Home sales rose in March.",
    "No comment was available.",
    "Most popular among voters is the tax cut.",
    "Twitter and Facebook were fined on Monday.",
    "Read the bill, then vote, she said.",
    "More: the play opens in London.",
    "Tags were found on two of the birds.",
    "Support our troops, the banner read.",
    "Like millions of Britons, Sarah Moyes watched the coronation live on YouTube.",
    "Like many teenagers, the suspect had posted videos of weapons on TikTok in the weeks before the attack.",
    "Follow the money: on Facebook alone the party spent 3 million euros.",
    "Find the full list of closed roads on X.",
    "Latest updates: Three people have died after the blast in Kyiv.",
    "Recommended: a dose of 3 mg for children under 5.",
    "Related: in Porto, 300 dockers walked out.",
    "Trending: Argentina's inflation hits 254 percent.",
    "Read: The court's decision leaves 40,000 families without heating.",
    "Watch – a Swiss maker of chronographs – will cut 400 jobs in Biel.",
    "Credit: banks lent 12% less to small firms in January.",
    "Image: how Germany sees itself has changed since 1990.",
    "Photo: the two leaders shake hands in Geneva, where 12 nations agreed to cut tariffs.",
    "The figures come from a survey by Ipsos/Reuters",
    "Reuters/Ipsos poll",
    "Copyright claims rose 12% in 2023 as artists sued AI firms",
    "Receive a newsletter from the bank? It may be a scam: 300 people lost their savings this way.",
    "Sign up for the army has doubled: 12,000 e-mails reached the recruiting office.",
    "To continue reading the budget bill, lawmakers need 60 votes in the chamber",
    "By clicking cookies in a game, a teenager earned 4 million dollars by agreeing to advertising deals.",
    "Get out of the valley now, the fire chief said on Sunday.",
]


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in FURNITURE.items() for line in lines])
def test_furniture_of_a_page_is_known_by_its_kind(kind: str, line: str) -> None:
    assert kind_of(line) == kind


@pytest.mark.parametrize("line", NEWS)
def test_a_sentence_of_news_is_never_taken(line: str) -> None:
    assert kind_of(line) is None
    story = ["The town met on Monday.", "", line, "", "The meeting ended late."]
    assert strip(story, "A title") == (story, [], [])


def test_a_long_line_is_prose_whatever_it_begins_with() -> None:
    assert kind_of("Read more: " + "words and more of them " * 30) is None


def test_breadcrumbs_in_front_of_the_title_go() -> None:
    lines, removed, _ = strip(["HomeNewsCoastBridge opens to traffic", "", "It did."], "Bridge opens to traffic")
    assert lines == ["", "It did."]
    assert [(r.kind, r.text) for r in removed] == [("navigation", "HomeNewsCoastBridge opens to traffic")]


def test_a_sentence_that_ends_with_the_title_stays() -> None:
    story = ["On Monday, the band played Bridge opens to traffic", "It did."]
    assert strip(story, "Bridge opens to traffic")[0] == story


def test_the_tail_of_a_page_goes_with_everything_in_it() -> None:
    story = ["The bridge opened on Monday.", "", "Thousands crossed it, the mayor said, and more will come."]
    tail = ["Most Popular", "Ferry stops", "Mayor resigns", "Latest posts", "Storm ahead"]
    lines, removed, _ = strip([*story, *tail], "Bridge opens")
    assert lines == story
    assert [r.text for r in removed] == tail


def test_a_heading_like_a_tail_with_prose_after_it_cuts_nothing_but_itself() -> None:
    story = ["One.", "Two.", "Recommended", "The panel recommended a second bridge, and the council agreed to it."]
    assert strip(story, "Bridge")[0] == ["One.", "Two.", story[3]]


STORY = ["The bridge opened on Monday.", "", "Thousands crossed it.", ""]


@pytest.mark.parametrize(
    ("box", "known", "authors"),
    [
        (["Ann Bell", "Ann Bell", "The writer is pursuing a degree in history at Port Alba University."], (), ["Ann Bell"]),
        (["Ann Bell is a reporter for the Alba Post. Reach her at ann@post.example."], (), ["Ann Bell"]),
        (["Ann Bell covers the coast for the Alba Post. Follow her on X @annbell."], (), ["Ann Bell"]),
        (["Ann Bell may be reached at ann@post.example"], (), ["Ann Bell"]),
        (["Ann Bell is a senior reporter at the Alba Post."], ("Ann Bell",), ["Ann Bell"]),
        (["The author is a journalist based in Port Alba."], (), []),
    ],
)  # fmt: skip
def test_the_box_about_the_writer_goes_and_gives_the_name(
    box: list[str], known: tuple[str, ...], authors: list[str]
) -> None:
    lines, removed, found = strip([*STORY, *box], "Bridge opens", known)
    assert "".join(lines) == "".join(STORY)
    assert found == authors
    assert {r.kind for r in removed} == {"author_box"}


@pytest.mark.parametrize(
    "last",
    [
        "Ann Bell was the editor of the Alba Post until 2019.",
        "Ann Bell is a journalist who has been in prison since March.",
        "The writer is expected to be freed on Friday.",
        "Marram Dunes National Park covers parts of three counties.",
        "Ann Bell has been missing since Monday, her university said.",
    ],
)
def test_news_about_a_writer_is_no_author_box(last: str) -> None:
    assert strip([*STORY, last], "Bridge opens")[0] == [*STORY, last]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Follow us on X @harbourpost: tides, ferries and the weather", "share"),
        ("Follow Ana Reth on X at @anareth and on Facebook at www.facebook.com/anareth", "share"),
        ("Reporting By Ana Reth In Orvik; Editing by Tom Varn", "credit"),
        ("Photo by Ana Reth for The Harbour Post/AFP", "credit"),
        ("Copyright The Harbour Post of Orvik 2024", "copyright"),
    ],
)
def test_credits_accounts_and_rights_are_known_however_their_words_are_written(line: str, kind: str) -> None:
    assert kind_of(line) == kind


@pytest.mark.parametrize("end", [" zz", "\x00a", "z" * 110])
@pytest.mark.parametrize(
    ("opening", "again"),
    [
        ("Reporting by ", "By Aa "),
        ("Photo by ", "Of The "),
        ("Copyright ", "The "),
        ("Follow me on facebook", " http://a."),
        ("Follow me on facebook", " @www.a.com"),
        ("Follow me on facebook", " @a.com:"),
        ("Follow me on facebook", " for"),
        ("Follow me on facebook", ": "),
    ],
)
def test_a_crafted_line_is_read_at_once(opening: str, again: str, end: str) -> None:
    line = (opening + again * 100)[: 400 - len(end)] + end
    began = time.process_time()
    kind_of(line)
    assert time.process_time() - began < 5
