"""What a desk officer would strike out of a brief: none of it may stand there."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest

from rag.brief.background import event_day
from rag.brief.changes import moved
from rag.brief.differ import differences
from rag.brief.event import Event, corrects
from rag.brief.pick import pick
from rag.brief.report import Report, sentences_of
from rag.brief.screen import is_boilerplate, tells
from rag.text.figures import moved_figure
from rag.types import Article, ArticleId, EvidenceSentence, Published, Span

DAY = date(2024, 5, 14)


def report(text: str, *, title: str = "The ferry at Ostrel", name: str = "a", day: int = 14, hour: int = 9) -> Report:
    published = Published(datetime(2024, 5, day, hour, tzinfo=UTC), has_time=True)
    article = Article(ArticleId(name), text, title, None, f"Outlet {name}", published, (), None, {}, name)
    return Report(article, (), sentences_of(article), np.zeros(4, dtype=np.float32))


def sentence(text: str, *, name: str = "a", day: date = DAY, title: str = "Ostrel ferry") -> EvidenceSentence:
    published = Published.on(day)
    return EvidenceSentence(ArticleId(name), Span(0, len(text)), text, 0.0, title, name, None, published)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Ferry runs aground", "Editor's note: This page reflects the news of Tuesday. A ferry ran aground at Ostrel."),
        ("Corrections officer shot in Quillmoor", "A corrections officer was shot at a prison in Quillmoor."),
        ("Apology demanded from the mayor", "Clarification was sought on Monday by three members of the council."),
        ("Study of sleep", "A study that was read by millions has been retracted by the journal that printed it."),
        ("Correction in house prices goes on", "Corrected for inflation, houses cost as much as in 2009."),
        ("New vaccine", "An earlier version of the vaccine had failed in 2021, and the firm began again."),
    ],
)
def test_words_of_correcting_that_take_nothing_back_make_no_correction(title, text):
    assert not corrects(report(text, title=title))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Correction: the ferry at Ostrel", "The ferry has two decks."),
        ("CORRECTIONS AND CLARIFICATIONS", "The ferry has two decks."),
        ("The ferry at Ostrel", "[Corrected] The ferry has two decks and not three."),
        ("The ferry at Ostrel", "Clarification to our report of Monday: the ferry has two decks."),
        ("The ferry at Ostrel", "An earlier version of this article gave the ferry three decks."),
        ("The ferry at Ostrel", "The ferry has two decks. We regret the error."),
    ],
)
def test_an_outlet_that_takes_its_own_words_back_makes_a_correction(title, text):
    assert corrects(report(text, title=title))


def test_a_correction_never_sets_a_sentence_against_itself():
    own = report("An earlier version of this article was wrong about the mayor of Ostrel and her plans.")
    found = moved(Event("st-1", (own,), (), "topic-1"), ())
    assert [m.old for m in found if m.old == m.new] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Flight 812 carrying 60 passengers fell into the Mirl near Ostrel airport on Tuesday.",
            "The plane carried 60 passengers when it fell into the Mirl near Ostrel airport on Tuesday.",
        ),
        (
            "The crash near Ostrel happened when Flight 812 attempted to land on Tuesday.",
            "The helicopter near Ostrel had a crew of three who attempted to land on Tuesday.",
        ),
        (
            "The army named Sergeant Ryl Odran, 28, of Ostrel and Chief Warrant Officer 2 Ebb Tarn, 39, of Brask.",
            "The army named 28-year-old Sergeant Ryl Odran of Ostrel and 39-year-old Chief Warrant Officer Ebb Tarn of Brask.",
        ),
        (
            "The plane was on approach to Ostrel at about 8:55 p.m. on Tuesday when it collided with a crane.",
            "On Tuesday, just before 9 p.m., the plane on approach to Ostrel collided with a crane.",
        ),
    ],
)  # fmt: skip
def test_names_ages_and_clock_times_are_no_counts_that_differ(one, other):
    assert differences([sentence(one), sentence(other, name="b")]) == ()


def test_two_counts_of_one_thing_still_differ():
    one = sentence("Fourteen people were injured when a tram of line 6 hit a lorry in Ostrel on Tuesday.")
    other = sentence("A tram of line 6 that hit a lorry in Ostrel on Tuesday injured 19 people.", name="b")
    assert [about for about, _, _ in differences([one, other])] == ["people: Fourteen or 19"]


def test_a_number_that_the_old_sentence_has_did_not_move():
    old = "Five members of the board voted for it and two against."
    new = "Two members of the board of the bank voted against the cut, and both have now said why."
    assert moved_figure(old, new) is None


def test_a_rise_is_told_from_where_it_had_come_to():
    step = moved_figure(
        "The Ostrel Ferry Company raised its offer from three to 4.5 per cent when the talks opened.",
        "The Ostrel Ferry Company raised its offer to 5.2 per cent after a night of talks.",
    )
    assert step is not None
    assert (step[1].value, step[2].value) == (4.5, 5.2)


def test_what_was_wanted_is_not_set_against_what_was_agreed():
    wanted = "The union at the Ostrel ferry wants a pay rise of seven per cent for its members."
    agreed = "The union at the Ostrel ferry agreed on a pay rise of 5.4 per cent for its members."
    assert moved_figure(wanted, agreed) is None


def test_a_figure_of_the_last_report_is_no_change_though_an_older_report_had_another():
    first = report("The Sarn stood at 4.1 metres at Ostrel, and 340 people had left their homes by nightfall.", day=12)
    last = report("At Ostrel the number of people who had to leave their homes rose to 1,150.", name="b", day=13)
    now = report("The Sarn fell, and the 1,150 people who had been evacuated from Ostrel came home.", name="c")
    event = Event("st-1", (now,), (first, last), "topic-1")
    assert [m.about for m in moved(event, pick(event))] == [""]


@pytest.mark.parametrize(
    ("text", "day", "told"),
    [
        ("Read on about the wreck at Ostrel on Wednesday, May 15, when divers go down.", DAY, None),
        ("The wreck at Ostrel was found on 12 May by a fisherman from Brask.", DAY, date(2024, 5, 12)),
        ("The wreck at Ostrel was found on 30 December by a fisherman.", date(2024, 1, 2), date(2023, 12, 30)),
        ("The museum of the wreck at Ostrel opens on 1 June with a concert.", DAY, None),
        ("The wreck at Ostrel is raised on 3 June 2025 by a crane from Brask.", DAY, None),
    ],
)
def test_what_happened_is_never_of_a_day_after_it_was_reported(text, day, told):
    assert event_day(sentence(text, day=day)) == told


@pytest.mark.parametrize(
    "text",
    [
        "Here's what to know about the ferry and its captain.",
        "For the latest on the search, please read our live coverage of the wreck on Thursday.",
        "(This article was updated to include new information.)",
        "− declined to show their hand throughout the questions.",
    ],
)
def test_what_points_at_the_page_or_lost_its_head_is_not_told(text):
    assert not tells(sentence(text))


@pytest.mark.parametrize("dash", ["-", "–", "—", "―", "‒", "--"])
def test_the_place_in_front_of_a_report_is_not_told_whatever_the_dash(dash):
    assert sentences_of(report(f"OSTREL {dash} A ferry ran aground on Tuesday.").article)[0].text.startswith("A ferry")


@pytest.mark.parametrize(
    "text",
    [
        "周二晚间，一艘载有四十人的渡轮在奥斯特雷尔搁浅，海岸警卫队表示。无人受伤，所有乘客在午夜前被船只送上岸。"
        "船长说港口的灯坏了，他已经在这条航线上航行了九年。",
        "火曜日の夜、四十人を乗せたフェリーがオストレルで座礁したと沿岸警備隊が発表した。けが人はなく、乗客は全員が真夜中までに陸に運ばれた。"
        "船長は港の明かりが消えていたと話した。",
    ],
)
def test_news_in_a_script_without_spaces_is_news(text):
    own = report(text)
    assert not is_boilerplate(own)
    assert pick(Event("st-1", (own,), (), "topic-1"))
