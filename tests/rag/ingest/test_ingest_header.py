"""What first lines say about an article."""

from __future__ import annotations

import pytest

from rag.ingest.header import read_header
from rag.ingest.titles import shortened, split_outlet, without_outlet


def test_a_dateline_gives_date_place_and_outlet_and_stays_in_the_text() -> None:
    line = "Port Alba, 20 February 2024 (TNW): On Monday, the bridge was opened by the mayor."
    header = read_header(["Bridge opens", "", line], None)
    assert header.title == "Bridge opens"
    assert header.published is not None
    assert (header.published.iso(), header.place, header.outlet) == ("2024-02-20", "Port Alba", "TNW")
    assert header.body == (line,)


@pytest.mark.parametrize(
    ("line", "place", "outlet"),
    [
        ("LONDON (Reuters) - The bank raised its rate on Tuesday.", "London", "Reuters"),
        ("PORT ALBA, March 12 (Reuters) - The bank raised its rate.", "Port Alba", "Reuters"),
        ("NEW ALBA, Maine (AP) — The bank raised its rate on Tuesday.", "NEW ALBA, Maine", "AP"),
        ("(AP) — The bank raised its rate on Tuesday, it said.", None, "AP"),
        ("WASHINGTON — The bank raised its rate on Tuesday.", "Washington", None),
        ("PORT ALBA -- The bank raised its rate on Tuesday.", "Port Alba", None),
    ],
)
def test_agency_datelines_give_place_and_outlet(line: str, place: str | None, outlet: str | None) -> None:
    header = read_header([line], "Title")
    assert (header.place, header.outlet, header.published) == (place, outlet, None)
    assert header.body == (line,)


def test_lines_above_the_text_give_title_authors_and_time_and_go() -> None:
    lines = [
        "Bridge opens",
        "By Ann Bell and Jan van der Berg",
        "Published: 12 March 2025 14:05 GMT",
        "",
        "It did, on Monday.",
    ]
    header = read_header(lines, None)
    assert header.published is not None
    assert header.published.iso() == "2025-03-12T14:05:00Z"
    assert header.authors == ("Ann Bell", "Jan van der Berg")
    assert [line for line in header.body if line] == ["It did, on Monday."]
    assert [r.kind for r in header.removed] == ["title", "byline", "date"]


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("17 de noviembre de 2025 a las 19:22", "2025-11-17"),
        ("Mis à jour le 20 novembre 2025 à 8h00, publié le 17 novembre 2025 à 19h22", "2025-11-17"),
        ("Publicado em 17 de novembro de 2025, às 18h22", "2025-11-17"),
        ("Pubblicato il 17 Novembre 2025 alle 18:22", "2025-11-17"),
        ("Aktualisiert am 20. November 2025, 8:00 Uhr", "2025-11-20"),
        ("Опубликовано: 17 ноября 2025 в 18:22", "2025-11-17"),
        ("2025년 11월 17일 오후 6:22", "2025-11-17"),
        ("입력 2025.11.17 18:22 수정 2025.11.20 09:00", "2025-11-17T18:22:00Z"),
        ("2025年11月17日 18時22分", "2025-11-17"),
        ("2025年11月17日 18:22 来源：海峡新闻网", "2025-11-17"),
        ("Thứ ba, 17/11/2025, 18:22 (GMT+7)", "2025-11-17T11:22:00Z"),
        ("17 نوفمبر 2025 - 18:22 بتوقيت غرينتش", "2025-11-17"),
    ],
)
def test_a_line_that_is_a_date_is_one_in_any_language(line: str, published: str) -> None:
    header = read_header([line, "", "It did, on Monday."], "Bridge opens")
    assert header.published is not None
    assert header.published.iso() == published
    assert [line for line in header.body if line] == ["It did, on Monday."]


@pytest.mark.parametrize(
    "line", ["Los atentados del 17 de noviembre de 2025", "L’attaque du 17 novembre 2025", "港口2025年11月17日关闭"]
)
def test_a_headline_with_a_day_in_it_is_no_line_of_a_date(line: str) -> None:
    assert read_header([line, "", "It did, on Monday."], "Bridge opens").published is None


def test_a_date_above_the_title_is_no_title() -> None:
    header = read_header(["March 12, 2025", "Bridge opens", "", "It did, on Monday."], None)
    assert header.title == "Bridge opens"
    assert header.published is not None


def test_published_wins_over_updated() -> None:
    header = read_header(["Updated 13 March 2025", "Published 12 March 2025", "It did, on Monday."], "Bridge opens")
    assert header.published is not None
    assert header.published.iso() == "2025-03-12"


def test_updated_is_better_than_nothing() -> None:
    header = read_header(["Last updated: 13 March 2025", "It did, on Monday."], "Bridge opens")
    assert header.published is not None


@pytest.mark.parametrize(
    ("line", "outlet", "place"),
    [("Alba Post | 12 March 2025", "Alba Post", None), ("Port Alba, 12 March 2025", None, "Port Alba")],
)
def test_what_stands_beside_a_date_is_the_outlet_or_the_place(line: str, outlet: str | None, place: str | None) -> None:
    header = read_header([line, "It did, on Monday."], "Bridge opens")
    assert (header.outlet, header.place) == (outlet, place)


def test_a_desk_line_goes_and_gives_place_and_outlet() -> None:
    header = read_header(["Kyiv, Ukraine CNN —", "", "The bridge was opened on Monday."], "Bridge opens")
    assert (header.place, header.outlet) == ("Kyiv, Ukraine", "CNN")
    assert [line for line in header.body if line] == ["The bridge was opened on Monday."]


@pytest.mark.parametrize(
    "line",
    ["On 12 March 2025 it rained in Alba.", "By Friday night the river had risen.", "By Monday the town was dry again",
     "The fair of 12 March 2025 was cancelled", "In Alba, 12 March 2025 is remembered with flowers"],
)  # fmt: skip
def test_a_sentence_with_a_date_or_by_stays_in_the_text(line: str) -> None:
    assert read_header([line, "", "The river rose by two metres."], "Flood").body[0] == line


def test_a_first_line_that_runs_on_is_no_title() -> None:
    header = read_header(["By Friday night the river had risen", "and the town was cut off."], None)
    assert header.body[0] == "By Friday night the river had risen"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Mayor Ida Holm said on Tuesday: “We will open the bridge in July.”",
         "Mayor Ida Holm said on Tuesday: “We will open the bridge in July.”"),
        ('"We won," said mayor Jo Lund on Tuesday. "At last."', '"We won," said mayor Jo Lund on Tuesday'),
        ("The bridge was opened on Monday (the ferry had stopped in May.)",
         "The bridge was opened on Monday (the ferry had stopped in May.)"),
        ("“The bridge is open!”", "“The bridge is open!”"),
        ("When you think of bridges, a few may come to mind. The Alba, the Berg and the Cale, maybe, or the old one "
         "at the mill. But what about the ferry?", "When you think of bridges, a few may come to mind"),
        ("“We won” was all that Jo Lund told reporters", "“We won” was all that Jo Lund told reporters"),
    ],
)  # fmt: skip
def test_a_first_sentence_makes_the_title_and_stays_in_the_text(line: str, title: str) -> None:
    header = read_header([line, "", "Thousands of people crossed it on the first day."], None)
    assert (header.title, header.body[0], header.removed) == (title, line, ())


@pytest.mark.parametrize(
    "line",
    ["Who pays for the bridge?", "The bridge opens!", "Mayor says bridge is “safe”",
     "Is the bridge safe? What we know", "The bridge is open. What did the mayor say?", "Bridge (finally) opens"],
)  # fmt: skip
def test_a_headline_goes_from_the_text(line: str) -> None:
    header = read_header([line, "", "Thousands of people crossed it on the first day."], None)
    assert (header.title, header.body) == (line, ("Thousands of people crossed it on the first day.",))


TEXT = [
    "The opposition called the plan irresponsible on Wednesday and asked for a vote in parliament next week.",
    "Unions welcomed it and said that they would end the strike on Friday, after nine days of talks.",
]
TITLE = "Port strike ends after nine days"


@pytest.mark.parametrize(
    ("lines", "published", "outlet", "authors"),
    [
        ([TITLE, "Ann Lee, Lisbon correspondent", "Tue 20 Feb 2024 18.00 GMT", "Last modified on Wed 21 Feb 2024 09.10 GMT"],
         "2024-02-20T18:00:00Z", None, ("Ann Lee",)),
        (["BBC News", TITLE, "20 February 2024", "Ann Lee", "BBC News, Lisbon"], "2024-02-20", "BBC News", ("Ann Lee",)),
        (["Lisbon Post > World > Europe", TITLE, "By ANN LEE | Associated Press",
          "UPDATED: February 20, 2024 at 6:15 p.m. | PUBLISHED: February 19, 2024 at 1:00 p.m."],
         "2024-02-19T13:00:00Z", "Lisbon Post", ("Ann Lee",)),
        ([TITLE, "Reuters", "February 20, 2024 6:15 PM UTC Updated 3 hours ago"], "2024-02-20T18:15:00Z", "Reuters", ()),
        (["Lisbon Post", "20 February 2024", TITLE], "2024-02-20", "Lisbon Post", ()),
        ([TITLE, "By Ann Lee and Bo Ek", "Feb. 20, 2024Updated 6:15 p.m. ET"], "2024-02-20", None, ("Ann Lee", "Bo Ek")),
        ([TITLE, "Ann Lee", "Lisbon correspondent", "Europe", "20 February 2024"], "2024-02-20", None, ("Ann Lee",)),
        ([TITLE, "Ann Lee", "For The Alba Post", "20 February 2024"], "2024-02-20", "The Alba Post", ("Ann Lee",)),
        ([TITLE, "Ann Lee", "Alba Post Columnist", "20 February 2024"], "2024-02-20", None, ("Ann Lee",)),
        ([TITLE, "di Anna Rossi", "20 febbraio 2024"], "2024-02-20", None, ("Anna Rossi",)),
        ([TITLE, "3 shares", "Listen", "20 février 2024"], "2024-02-20", None, ()),
        ([TITLE, "Feb. 23, 2024 Updated Feb. 24, 2024, 7:38 a.m. ET"], "2024-02-23", None, ()),
    ],
)  # fmt: skip
def test_the_header_of_a_pasted_page_is_read_past_lines_that_say_nothing(
    lines: list[str], published: str, outlet: str | None, authors: tuple[str, ...]
) -> None:
    spread = [part for line in lines for part in (line, "")]
    for pasted in ([*lines, "", *TEXT], [*spread, TEXT[0], "", TEXT[1]]):
        header = read_header(pasted, None)
        assert header.published is not None
        assert (header.title, header.published.iso(), header.outlet, header.authors) == (
            TITLE,
            published,
            outlet,
            authors,
        )
        assert [line for line in header.body if line] == TEXT
        assert [removed.text for removed in header.removed] == lines


def test_a_headline_that_was_cut_is_the_title_and_the_name_below_is_the_writer() -> None:
    header = read_header(["Port strike ends after nine ...", "Ann Lee", "Alba Post", "", *TEXT], None)
    assert (header.title, header.authors, header.outlet) == ("Port strike ends after nine", ("Ann Lee",), "Alba Post")
    assert [line for line in header.body if line] == TEXT


@pytest.mark.parametrize(
    "standfirst", ["The union accepted the offer of the port.", "Union accepts the offer of the port in Lisbon"]
)
def test_a_summary_between_title_and_byline_stays_in_the_text(standfirst: str) -> None:
    header = read_header([TITLE, "", standfirst, "", "By Ann Lee", "20 February 2024", "", *TEXT], None)
    assert header.published is not None
    assert (header.title, header.authors, header.published.iso()) == (TITLE, ("Ann Lee",), "2024-02-20")
    assert [line for line in header.body if line] == [standfirst, *TEXT]


@pytest.mark.parametrize(
    "lines",
    [
        ["How the strike unfolded", "It was long.", "12 January 2024", "Dockers walk out.", "20 February 2024", "It ends."],
        ["How the strike unfolded", *TEXT, "20 February 2024", "Another sentence stands here."],
        ["How the strike unfolded", "It began.", "It went on.", "By Ann Lee"],
    ],
)  # fmt: skip
def test_a_date_in_the_middle_of_a_text_is_not_its_own(lines: list[str]) -> None:
    header = read_header(lines, None)
    assert (header.published, header.title, list(header.body)) == (None, lines[0], lines[1:])


def test_a_short_headline_with_the_word_of_an_outlet_is_a_title_when_no_other_follows() -> None:
    header = read_header(["Budget Review", "20 February 2024", "", *TEXT], None)
    assert (header.title, header.outlet) == ("Budget Review", None)


def test_a_dateline_without_a_year_is_in_the_year_of_the_change() -> None:
    text = "LISBON, Dec 30 (Reuters) - " + TEXT[0]
    header = read_header(["Updated 2 January 2024", "", text], TITLE)
    assert header.published is not None
    assert (header.published.iso(), header.body) == ("2023-12-30", (text,))


def test_an_impossible_date_is_reported() -> None:
    header = read_header(["Port Alba, 31 February 2024 (TNW): On Monday, the bridge was opened."], "Bridge")
    assert header.published is None
    assert header.bad_date
    assert read_header(["Published 03/04/2025", "", "The bridge was opened."], "Bridge").bad_date


def test_a_repeated_title_is_kept_out_of_the_text() -> None:
    header = read_header(["BRIDGE OPENS!", "", "Bridge opens | Alba Post", "It did, on Monday."], "Bridge opens")
    assert header.body == ("It did, on Monday.",)


def test_without_a_title_the_first_sentence_is_one() -> None:
    header = read_header(["LONDON (Reuters) - The bank raised its rate. It was expected."], None)
    assert header.title == "The bank raised its rate"


def test_a_title_is_cut_at_a_word() -> None:
    title = shortened("word " * 60)
    assert len(title) <= 120
    assert title.endswith("word…")
    assert len(shortened("x" * 500)) <= 120
    assert shortened("...") == "..."
    assert (
        shortened("A grenade was thrown at the U.S. Embassy. Nobody was hurt.")
        == "A grenade was thrown at the U.S. Embassy"
    )
    assert shortened("Gov. Anna Holm resigned! She gave no reason.") == "Gov. Anna Holm resigned!"


@pytest.mark.parametrize(
    ("line", "title", "outlet"),
    [
        ("Bridge opens to traffic | The Harbour", "Bridge opens to traffic", "The Harbour"),
        ("Bridge opens to traffic - Alba News", "Bridge opens to traffic", "Alba News"),
        ("Bridge opens - again", "Bridge opens - again", None),
        ("Opinion | Why the bridge must open", "Opinion | Why the bridge must open", None),
        ("Alba–Berg talks resume", "Alba–Berg talks resume", None),
    ],
)
def test_the_outlet_behind_a_title_is_split_off(line: str, title: str, outlet: str | None) -> None:
    assert split_outlet(line) == (title, outlet)


def test_the_name_of_the_site_is_taken_off_its_titles() -> None:
    assert without_outlet("Bridge opens - Harbourline", "Harbourline") == "Bridge opens"
    assert without_outlet("Harbourline: x | Bridge opens", "Harbourline: x") == "Bridge opens"
    assert without_outlet("Bridge opens - a report on Harbourline in 2018", "Harbourline").startswith(
        "Bridge opens - a"
    )
