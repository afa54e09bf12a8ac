"""Every string of an article or a model is escaped for where it is shown."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.store.listing import DayCount
from ui.ask.after import link_to
from ui.parts.render import (
    as_markdown,
    as_text,
    counts_table,
    highlighted,
    homely,
    limited_to,
    md,
    parts_of,
    safe_url,
    source_page,
)
from ui.parts.views import answer_view, days_of, evaluation_case, outlet_bars, rated_case, span_told, spell, told

HOSTILE = [
    "<script>alert(1)</script>",
    "![x](http://evil.example/p.png?d=secret)",
    "[click](javascript:alert(1))",
    "see http://evil.example/x and www.evil.example",
    ":red[urgent] :material/home: $x^2$ `code` **bold** # head",
    "abc\u202egnp.exe \u2066hidden\u2069",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_hostile_text_as_it_stands(text):
    out = md(text)
    assert not re.search(r"(?<!\\)[<>\[\]()`*_$!#:]", out)
    assert not re.search(r"https?(?!\u2060):", out.replace("\\", ""))
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", out)


@pytest.mark.parametrize(
    "text",
    [
        "write to a.b@mail.example", "xmpp:a@b.example", "_https://evil.example/x", "_www.evil.example", "xhttp://evil.example",
        "a :material/warning: sign", "the :streamlit: logo", "http\u200b://evil.example",
        "he left -- she stayed", "a -> b", "a <- b", "a <-> b", "x >= 4", "x <= 4", "x ~= 4", "--",
    ],
)  # fmt: skip
def test_what_a_page_makes_of_plain_text_by_itself_stays_text(text):
    made = re.compile(
        r"(?i)(?:https?://|www\.)[-.\w]|[-.\w+]@[-\w]|:material[/_]|:streamlit:|(?:^|\s)(?:<->|->|<-|--|[<>~]=)(?:\s|$)"
    )
    for shown in (md(text), highlighted(text, "Did she leave the evil mail?")):
        plain = shown.replace("**", "").replace("\\", "")
        assert not made.search(plain)
        assert plain.replace("\u2060", "") == text.replace("\u200b", "")


@given(st.text(max_size=200))
def test_markdown_never_has_an_unescaped_special_character(text):
    assert not re.search(r"(?<!\\)(?:\\\\)*[<>\[\]()`*_$!#:|~]", md(text).replace("\\\\", ""))
    assert "\n" not in md(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_the_source_page_holds_the_text_only_as_text(text):
    page = source_page(f"Before. {text} After.", 8, 8 + len(text))
    body = page.split('<main tabindex="0">')[1].split("</main>")[0]
    assert re.sub(r"</?(?:p|mark)(?: id=\"cited\")?>", "", body).count("<") == 0
    assert "default-src 'none'" in page


def test_each_paragraph_of_a_source_runs_in_the_direction_of_its_own_script():
    assert re.search(r"p \{[^}]*unicode-bidi: plaintext", source_page("\u0623\u0639\u0644\u0646.\n\nAnd so.", 0, 0))


def test_exactly_the_cited_characters_are_marked():
    text = "One. Two & <three>. Four."
    page = source_page(text, 5, 19)
    assert '<mark id="cited">Two &amp; &lt;three&gt;.</mark>' in page


LONG = "".join(f"Line {n} of a report that goes on and on.\n" for n in range(20_000))


def test_a_source_says_what_of_a_very_long_article_is_left_out():
    at = LONG.index("Line 10000 ")
    page = source_page(LONG, at, at + 10)
    assert '<mark id="cited">Line 10000</mark>' in page
    assert f"[{at - 100_000:,} characters before this are not shown here]" in page
    assert f"[{len(LONG) - at - 10 - 100_000:,} characters after this are not shown here]" in page
    assert "not shown here" not in source_page("A short one.", 2, 7)


def test_the_parts_of_a_very_long_article_are_all_of_it_in_whole_lines():
    parts = parts_of(LONG)
    assert "".join(LONG[a:b] for a, b in parts) == LONG
    assert len(parts) > 1
    assert all(LONG[a:b].endswith("\n") and b - a <= 200_000 for a, b in parts)
    assert parts_of("x" * 500_000) == ((0, 200_000), (200_000, 400_000), (400_000, 500_000))
    assert parts_of("") == ((0, 0),)


def test_a_part_marks_only_what_it_has_of_the_cited_words():
    assert '<mark id="cited">ef</mark>gh' in source_page("abcdefgh", 2, 6, shown=(4, 8))
    assert "<mark" not in source_page("abcdefgh", 2, 4, shown=(4, 8))


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/x", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://user@a.example/", False),
        ("file:///etc/passwd", False),
        ("https://a.example/\u202egnp", False),
        (None, False),
        ("http://[", False),
    ],
)
def test_only_plain_web_addresses_become_links(url, kept):
    assert (safe_url(url) is not None) is kept


def test_the_words_of_the_question_stand_out():
    assert (
        highlighted("The strike at the port ended.", "When did the strike end?")
        == "The **strike** at the port **ended**\\."
    )


def test_words_that_every_question_has_are_not_highlighted():
    assert highlighted("They talked about this.", "What is said about this strike?") == "They talked about this\\."


def body(**changes):
    whole = {
        "question": "Who won?", "as_of": "2024-02-25T09:00:00Z", "window": {"since": None, "until": None, "from": None},
        "status": "answered", "reason": None, "note": None,
        "sentences": [{"text": "Brask won | on penalties.", "citations": [1], "support": 0.99}],
        "citations": [{"n": 1, "article_id": "a", "title": "Cup <b>", "source": "Radio", "url": "https://a.example/(x)",
                       "published": "2024-02-24", "start": 0, "end": 9, "text": "Brask won"}],
        "withheld": [{"text": "X", "reason": "number not in the sources: 4"}], "missing": None,
        "passages": [], "evidence": [], "quotes": [],
        "conflicts": [{"about": "people", "claims": [{"text": "14", "citations": [1]}, {"text": "19", "citations": [9]}]}],
        "copies": {"reports": 5, "independent": 1}, "trace": {"llm": "none", "timings_ms": {"total": 5}},
    }  # fmt: skip
    return whole | changes


def test_a_download_has_a_row_for_every_claim_and_its_exact_words():
    text = as_markdown(answer_view(body()), "?answer=1")
    row = next(line for line in text.splitlines() if line.startswith("| Brask"))
    assert row.count(" | ") == 2
    assert "“Brask won”" in row
    assert "<b>" not in text
    assert "1 sentence(s) were withheld" in text


def test_the_permanent_link_of_a_download_can_be_followed():
    link = "http://127.0.0.1:8501/?answer=a_-b"
    assert as_markdown(answer_view(body()), link).endswith(f"Permanent link: <{link}>\n")


def test_an_abstention_is_exported_as_what_it_is():
    view = answer_view(body(status="abstained", reason="not_stated", sentences=[], citations=[]))
    assert "The sources do not say" in as_text(view)
    assert "The sources do not say" in as_markdown(view).replace("\\", "")


def test_an_answer_of_some_outlets_alone_says_so_and_nothing_of_the_library():
    none = {"status": "abstained", "reason": "no_evidence", "sentences": [], "citations": []}
    missing = "nothing in the articles bears on the question"
    found = [{"article_id": "a", "published": "2024-02-24"}]
    view = answer_view(body(**none, passages=found, missing=missing, sources=["Radio <b>", "The Gull"]))
    assert (view.headline, view.missing) == ("Nothing in these outlets bears on this question.", None)
    assert limited_to(view) == "Only articles of: Radio \\<b\\>, The Gull"
    assert "\nOnly articles of: Radio <b>, The Gull\n" in as_text(view)
    assert limited_to(view) in as_markdown(view)
    before = answer_view(body(**none))  # kept when that was not yet written down
    assert (before.headline, limited_to(before)) == ("Nothing in the library bears on this question.", "")


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ([], "No article {}is in the library."),
        ([{"article_id": "a", "published": None}], "Nothing {}bears on this question."),
    ],
)
def test_an_abstention_names_the_limits_of_the_search_and_nothing_of_the_library(found, told):
    missing = (
        "nothing in the articles bears on the question" if found else "no article matches the question and its filters"
    )
    none = {"status": "abstained", "reason": "no_evidence", "sentences": [], "citations": [], "missing": missing}
    days = {"since": "2024-02-18T23:00:00Z", "until": None, "from": None, "strict": True}
    of = "in" if found else "of"
    for limits, words in (
        ({"window": days}, "from that time "),
        ({"window": days | {"from": "since Monday"}}, "from that time "),
        ({"window": days, "sources": ["Radio"]}, f"{of} this outlet from that time "),
        ({"sources": ["Radio", "The Gull"]}, f"{of} these outlets "),
    ):
        view = answer_view(body(**none, **limits, passages=found))
        assert (view.headline, view.missing) == (told.format(words), None)
    ranked = answer_view(body(**none, window=days | {"from": "latest", "strict": False}, passages=found))
    assert ranked.headline == "Nothing in the library bears on this question."


def test_what_is_copied_says_what_is_missing_disputed_and_withheld():
    text = as_text(answer_view(body(status="partial", missing="when they leave")))
    assert "Brask won | on penalties. [1]" in text
    assert "Not in the sources: when they leave" in text
    assert "The sources differ on people:" in text
    assert "1 sentence(s) were withheld" in text
    assert "[1] Radio, 24 February 2024: Cup <b>. “Brask won”" in text


def test_an_answer_that_was_cut_off_is_not_said_to_lack_something_in_the_sources():
    view = answer_view(body(status="partial", missing="the end of the answer: the model's reply was cut off"))
    for copied in (as_text(view), as_markdown(view)):
        assert "Not finished" in copied
        assert "Not in the sources" not in copied


def test_the_reason_of_no_answer_is_not_said_to_be_what_the_sources_lack():
    why = "what was written could not be verified"
    view = answer_view(body(status="abstained", reason="unsupported", missing=why, sentences=[], citations=[]))
    for copied in (as_text(view), as_markdown(view)):
        assert "What was written could not be verified" in copied
        assert "Not in the sources" not in copied


def test_copies_are_told_in_words():
    assert told(answer_view(body())) == "Found: 5 reports, 1 of them independent, 4 copies"
    assert told(answer_view(body(copies={"reports": 3, "independent": 2}))).endswith(", 1 copy")
    assert told(answer_view(body(copies={"reports": 2, "independent": 2}))) == ""


def test_dates_are_spelled():
    assert spell("2024-02-05") == "5 February 2024"
    assert spell("2024-02-05T18:00:00Z") == "5 February 2024, 18:00 UTC"
    assert spell(None) == "undated"


def test_an_answer_becomes_an_evaluation_case():
    case = evaluation_case(body())
    assert case["expect"] == "answer"
    assert case["passages"] == [{"article_id": "a", "start": 0, "end": 9}]


def test_an_answer_of_some_days_and_outlets_becomes_a_case_of_those():
    window = {"since": "2024-02-18T23:00:00Z", "until": "2024-02-20T23:00:00Z", "from": None, "strict": True}
    limits = {"since": window["since"], "until": window["until"], "sources": ["Radio"]}
    saved = evaluation_case(body(window=window, sources=["Radio"]))
    assert saved | limits == saved
    rated = rated_case(body(window=window, sources=["Radio"]), "7", 0, "")
    assert rated | limits == rated
    named = evaluation_case(body(window=window | {"from": "this week"}))
    assert not {"since", "until", "sources", "any_time"} & set(named)  # the question says it itself
    assert evaluation_case(body(any_time=True))["any_time"] is True


def test_a_thumb_up_expects_the_same_passages_and_a_thumb_down_another_answer():
    up = rated_case(body(), "7", 1, "")
    assert up == evaluation_case(body()) | {"id": "answer-7", "from": "thumb"}
    down = rated_case(body(), "7", 0, "wrong bridge")
    assert (down["expect"], down["passages"], down["note"]) == ("any", [], "wrong bridge")
    assert down["not"] == [" ".join(s["text"] for s in body()["sentences"])]
    withheld = rated_case(body(status="abstained", sentences=[], citations=[]), "7", 0, "")
    assert withheld["expect"] == "answer"
    assert "not" not in withheld


def test_a_span_of_time_is_told_in_days_of_the_zone_with_both_ends_in_it():
    window = {"since": "2024-02-18T23:00:00Z", "until": "2024-02-20T23:00:00Z", "from": "this week"}
    berlin = ZoneInfo("Europe/Berlin")
    days = days_of(answer_view(body(window=window)), berlin)
    assert days == (date(2024, 2, 19), date(2024, 2, 20))
    assert span_told("this week", *days) == "Time understood: this week (19 February 2024 to 20 February 2024)"
    assert span_told("on Monday", days[0], days[0], strict=False).endswith("(19 February 2024, other days too)")
    assert span_told("latest", None, None, strict=False) == "Time understood: latest (any)"
    assert span_told(None, None, None) == "Time: any"
    assert span_told(None, days[0], None) == "Time: from 19 February 2024"


def test_a_question_that_its_reader_stopped_is_not_called_a_fault_of_the_model():
    note = "embedded stopped: the question was cancelled. Ask again."
    early = answer_view(body(status="abstained", reason="model_unavailable", sentences=[], citations=[], note=note))
    assert early.headline.startswith("You stopped this question before")
    assert early.note is None
    assert answer_view(body(note=note)).note.startswith("You stopped this question: what was verified")
    assert answer_view(body(note="no key is set")).note == "no key is set"


def test_a_permanent_link_is_whole_wherever_the_app_stands():
    for address in ("https://news.example.org", "https://news.example.org/", "https://news.example.org/?answer=old#x"):
        assert link_to(address, "new") == "https://news.example.org/?answer=new"


def test_the_folder_of_the_reader_is_not_spelled_out():
    assert homely(Path("/home/ada/data"), Path("/home/ada")) == "~/data"
    assert homely(Path("/srv/data"), Path("/home/ada")) == "/srv/data"


def counted(outlets):
    return [DayCount(date(2024, 2, 1 + n % 20), outlet, 1 + n % 3) for n, outlet in enumerate(outlets)]


def test_a_chart_of_many_outlets_has_bars_for_the_first_and_says_what_the_rest_is():
    rows = counted(f"Outlet {n:03}" for n in range(383))
    bars, outlets, articles = outlet_bars([*rows, DayCount(None, "Undated Post", 99)])
    assert len(bars) + outlets == 383
    assert len(bars) <= 30
    assert sum(b.articles for b in bars) + articles == sum(r.articles for r in rows)
    assert [b.articles for b in bars] == sorted((b.articles for b in bars), reverse=True)


def test_names_beside_bars_fit_and_tell_outlets_apart():
    names = [f"The Provincial Newspaper of the Northern District, edition {n}" for n in range(12)]
    names += ["Herald " + "of the Mirl Valley and its Rivers " * n + "Today" for n in range(2, 5)] + [
        "\u65e5\u672c" * 20,
        "",
    ]
    bars, *_ = outlet_bars(counted(names))
    assert len({b.name for b in bars}) == len(names)
    assert all(len(b.name) <= 40 for b in bars)
    assert {b.outlet for b in bars} == {n or "unknown outlet" for n in names}


def test_a_table_of_coverage_that_is_cut_says_what_it_leaves_out():
    table = counts_table(counted(f"Outlet {n:03}" for n in range(600)))
    left = sum(1 + n % 3 for n in range(100))
    assert f"| earlier, or undated | 100 more rows | {left} |" in table
    assert "more rows" not in counts_table(counted(["A", "B"]))
