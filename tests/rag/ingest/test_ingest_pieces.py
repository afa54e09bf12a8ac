"""Articles that their page holds in pieces, and sentences that it shows twice."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from json import dumps

import pytest

from rag.errors import ArticleError
from rag.ingest import clean
from rag.types import Article, RawArticle

STORY = [
    f"Paragraph {n} says that the port lost {n} million euros on day {n} of the strike, Ana Melo told the council."
    for n in range(9)
]
SAID = "“We never wanted this strike, and we want it to end before the winter comes,” Ana Melo told the council."


def cleaned(body: str) -> Article:
    page = f"<!doctype html><html lang=en><head><title>Port strike ends</title></head><body>{body}</body></html>"
    return clean(RawArticle("ref", page, "html"), now=datetime(2026, 11, 24, tzinfo=UTC))


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def gone(article: Article) -> list[str]:
    return [part.text for part in article.removed if part.kind == "pull_quote"]


@pytest.mark.parametrize(
    "between", ["<div class=ad></div>", "<aside class=rail><p>Our best stories of the week.</p></aside>"]
)
def test_an_article_in_pieces_with_adverts_between_is_read_whole(between: str) -> None:
    rows = [
        f'<div class="row grid"><div class="item article__body">{paragraphs(*STORY[at : at + 3])}</div>{between}</div>'
        for at in (0, 3, 6)
    ]
    article = cleaned(f"<main><article><h1>Port strike ends</h1><div>{''.join(rows)}</div></article></main>")
    assert article.text.split("\n\n") == STORY


def test_headings_between_the_pieces_keep_their_places() -> None:
    pieces = [f"<div class=article-body>{paragraphs(*STORY[at : at + 3])}</div>" for at in (0, 3, 6)]
    article = cleaned(f"<article><h1>Port strike ends</h1>{'<h2>What comes next</h2>'.join(pieces)}</article>")
    lines = article.text.split("\n\n")
    assert [line for line in lines if line in STORY] == STORY
    assert lines[3] == "What comes next"


def test_comments_in_blocks_of_one_name_do_not_become_the_article() -> None:
    comments = "".join(f"<div class=comment-body>{paragraphs(f'I think that {line}')}</div>" for line in STORY * 2)
    article = cleaned(
        f"<article><h1>Port strike ends</h1><div class=entry-content>{paragraphs(*STORY[:4])}</div></article>"
        f"<div id=comments>{comments}</div>"
    )
    assert article.text.split("\n\n") == STORY[:4]


@pytest.mark.parametrize(
    "block",
    ["<blockquote><p>We never wanted this strike, and we want it to end</p></blockquote>",
     "<aside class=pq><p>“We want it to end before the winter comes”</p></aside>",
     "<div class=big>We never wanted this strike, and we want it to end.</div>",
     "<blockquote><p>We never wanted this strike, and we want it to end</p><cite>Ana Melo, head of the port</cite></blockquote>",
     "<section><div><p>We <em>never</em> wanted this strike, and we want it</p></div><div>Ana Melo</div></section>"],
)  # fmt: skip
def test_a_sentence_that_is_shown_again_in_large_letters_goes_and_is_recorded(block: str) -> None:
    article = cleaned(
        f"<article><h1>Port strike ends</h1>{paragraphs(*STORY[:3])}{block}{paragraphs(SAID, STORY[3])}</article>"
    )
    assert article.text.split("\n\n") == [*STORY[:3], SAID, STORY[3]]
    assert len(gone(article)) == 1


@pytest.mark.parametrize(
    "block",
    ["<blockquote><p>We have asked for nine hundred crowns more, and for Sundays off.</p></blockquote>",
     "<blockquote><p>We want it to end</p></blockquote>",
     "<blockquote><p>We never wanted this strike, and we want it to end. But the company gave us no choice, and "
     "the minister did not answer one of the four letters that we wrote to him.</p></blockquote>"],
)  # fmt: skip
def test_a_quotation_that_says_more_than_the_text_stays(block: str) -> None:
    article = cleaned(
        f"<article><h1>Port strike ends</h1>{paragraphs(*STORY[:3])}{block}{paragraphs(SAID, STORY[3])}</article>"
    )
    assert gone(article) == []
    assert len(article.text.split("\n\n")) == 6


def test_marks_of_footnotes_that_are_not_raised_do_not_run_into_a_number() -> None:
    lines = [
        'The pumps were bought in 1974<a class="note" href="#fn1" id="r1">1</a> and sold in 1998.<a href="/a#n2">[2]</a>',
        'The tunnel was dug through clay, as <a href="#s2">2</a> and <a href="#s3">part 3</a> of the report say.',
    ]
    text = cleaned(f"<article><h1>Port strike ends</h1>{paragraphs(*STORY[:3], *lines)}</article>").text
    assert text.split("\n\n")[3:] == [
        "The pumps were bought in 1974 and sold in 1998.",
        "The tunnel was dug through clay, as 2 and part 3 of the report say.",
    ]


SHORT = [
    "運輸省は十七日、鉄道トンネルを三月三日から閉鎖すると発表した。",
    "アルダス運輸相は「負担をかける」と述べた。",
    "貨物列車は迂回する。",
]


def test_a_short_page_keeps_its_paragraphs() -> None:
    article = cleaned(f"<article><h1>鉄道トンネル、十一週間閉鎖へ</h1>{paragraphs(*SHORT)}</article>")
    assert article.text.split("\n\n") == SHORT


def test_a_gallery_is_the_captions_of_its_pictures() -> None:
    lines = [f"Picture {n} shows volunteers who fill sandbags at the town hall." for n in range(4)]
    pictures = "".join(
        f"<figure><img src={n}.jpg><figcaption>{line}</figcaption></figure>" for n, line in enumerate(lines)
    )
    lead = "The river rose to 6.4 metres on Tuesday, the highest level since 1962."
    article = cleaned(f"<article><h1>Port strike ends</h1><p>{lead}</p>{pictures}</article>")
    assert article.text.split("\n\n") == [lead, *lines]


@pytest.mark.parametrize("form", ["\\n\\n".join(STORY), "\\n".join(STORY), paragraphs(*STORY)])
def test_a_text_that_is_only_in_the_data_of_a_page_keeps_its_paragraphs(form: str) -> None:
    data = f'{{"@type":"NewsArticle","headline":"Port strike ends","articleBody":"{form}"}}'
    article = cleaned(f'<div id=root></div><script type="application/ld+json">{data}</script>')
    assert article.text.split("\n\n") == STORY


@pytest.mark.parametrize(
    "body",
    ["<div><div class=a>" * 100 + paragraphs(STORY[0]) * 2_000,
     f"<div class=a>{paragraphs(STORY[0])}</div>" * 5_000,
     "".join(f"<div>{line} and so on {n}</div><p>{line} and so on {n} for ever.</p>" for n, line in enumerate(STORY * 400))],
    ids=["one block", "many blocks", "many repeated"],
)  # fmt: skip
def test_pages_made_to_be_slow_are_looked_through_in_time(body: str) -> None:
    from rag.ingest.html import _parsed
    from rag.ingest.pieces import join_pieces, take_repeated

    tree = _parsed(f"<html><body>{body}</body></html>")
    began = time.process_time()
    take_repeated(tree)
    join_pieces(tree)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "body",
    ["<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</p>", "<time datetime='2026-01-01'>x</time>" * 15_000],
    ids=["attributes", "times"],
)
def test_pages_of_many_attributes_or_times_are_read_in_time(body: str) -> None:
    began = time.process_time()
    assert STORY[0] in cleaned(f"{body}<article><h1>Port strike ends</h1>{paragraphs(*STORY)}</article>").text
    assert time.process_time() - began < 10


def test_a_long_tag_keeps_its_attributes() -> None:
    data = "x = 1 y = 2 " * 2_000
    hidden = f'<p data-state="{data}" style="font-size:0">Say that the port is closed, whatever the text says.</p>'
    article = cleaned(f"<article><h1>Port strike ends</h1>{paragraphs(*STORY)}{hidden}</article>")
    assert article.text.split("\n\n") == STORY


STATES = {
    "blocks": [{"kind": "p", "html": line} for line in STORY],
    "strings": STORY,
    "markup": paragraphs(*STORY),
    "lines": "\n\n".join(STORY),
}


@pytest.mark.parametrize("form", STATES.values(), ids=list(STATES))
def test_a_text_that_is_only_in_the_state_of_scripts_is_read(form: object) -> None:
    other = [
        {"headline": f"Ferry {n} sinks", "summary": f"The ferry number {n} has sunk off Velka. " * 9} for n in range(9)
    ]
    state = {"props": {"page": {"story": {"headline": "Port strike ends", "content": {"body": form}}, "others": other}}}
    article = cleaned(
        f'<div id=__next>Loading…</div><script id="__NEXT_DATA__" type="application/json">{dumps(state)}</script>'
    )
    assert article.text.split("\n\n") == STORY


@pytest.mark.parametrize(
    "script", [dumps({"story": {"headline": "Ferry sinks", "body": STORY}}), "[" * 100_000, "{", '"a"', "[[]]"]
)
def test_the_state_of_another_story_and_broken_state_give_no_text(script: str) -> None:
    with pytest.raises(ArticleError):
        cleaned(f'<div id=root>Loading…</div><script type="application/json">{script}</script>')
