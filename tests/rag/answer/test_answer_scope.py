"""A part is not given for the whole, a plan not for what was done, an opinion not for news, one sentence not twice."""

from __future__ import annotations

from datetime import date

import pytest

from rag.answer.asked import Wanted, answers_in_kind, deed_asked, tells_a_day, wanted
from rag.answer.doubts import doubts, is_foretold, tells_why
from rag.answer.extract import extract
from rag.answer.latest import without_overtaken
from rag.answer.scope import counts_the_noun, of_another_scope
from rag.text.genre import is_opinion
from rag.text.kindred import deeds
from rag.types import ArticleId, EvidenceSentence, Published, Span


def told(text: str, *, title: str = "", before: str = "", score: float = 0.8, day: int = 11, url: str | None = None):
    published = Published.on(date(2026, 3, day))
    return EvidenceSentence(
        ArticleId(f"a{day}"), Span(0, len(text)), text, score, title, "Post", url, published, before
    )


ALL = told("The death toll from Hurricane Odile has risen to 31 across three countries, the agency Cedra said.", day=11)
ONE_LAND = told("Belvira's government said 23 people had died in the country in Hurricane Odile.", day=12)
NATION = told("Nationally the unemployment rate rose to 4.6%, the bureau reported.", score=0.85)
STATE = told("The unemployment rate in the state of Northmark fell to 3.1% in February.", score=0.8)


def test_the_dead_of_one_land_neither_replace_nor_answer_for_those_of_the_whole_storm():
    question = "How many people were killed by Hurricane Odile?"
    kept = without_overtaken(question, (ALL, ONE_LAND))
    assert kept == (ALL, ONE_LAND)
    assert extract(question, kept) == (0,)


def test_a_toll_that_was_revised_down_still_replaces_the_higher_one():
    lower = told(
        "The toll of Hurricane Odile was revised down: 28 people died across three countries, Cedra said.", day=13
    )
    assert ALL not in without_overtaken("How many people were killed by Hurricane Odile?", (ALL, lower))


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("What is the unemployment rate in Northmark?", STATE),
        ("What is the national unemployment rate?", NATION),
        ("What is the unemployment rate?", NATION),
    ],
)
def test_a_state_and_its_nation_keep_their_own_figures(question, right):
    found = (NATION, STATE)
    assert found[extract(question, found)[0]] is right


def test_where_a_question_names_no_place_of_a_count_any_count_of_things_may_answer_it():
    assert not of_another_scope(
        "How many jobs will Lorne cut?", told("Lorne will close its plant in Ashby with 2,300 jobs lost.")
    )


def test_a_forecast_is_no_answer_to_by_how_much_something_was_done():
    question = "How much did the Federal Bank cut its key rate?"
    forecast = told("Economists expect the Federal Bank to cut its key rate by a quarter point.", score=0.9)
    done = told("The Federal Bank cut its key rate by half a point.", score=0.7)
    assert extract(question, [forecast, done]) == (1,)
    assert extract(question, [forecast]) == ()


def test_a_plan_does_not_say_when_somebody_returned_but_when_somebody_will():
    plan = told("Caro Venn is due to return to the stage on 4 April in Dunmore.")
    assert extract("When did Caro Venn return to the stage?", [plan]) == ()
    assert extract("When will Caro Venn return to the stage?", [plan]) == (0,)


def test_what_was_decided_in_the_past_may_be_still_to_come():
    question = "How many stores did Velkamart announce it would close?"
    assert not is_foretold(question, "Velkamart said it would close 60 stores.")


@pytest.mark.parametrize(
    ("question", "deed"),
    [
        ("Who led the malaria trial?", "led"),
        ("Who was dismissed by Rovers?", "dismissed"),
        ("Which team won the cup?", "won"),
        ("Who made the seat belts?", ""),
        ("Which city will see the arrival of troops?", ""),
        ("When did it end?", ""),
    ],
)
def test_what_somebody_did_who_is_asked_for_is_read_from_the_question(question, deed):
    assert deed_asked(question) == deed


def test_who_did_it_stands_before_who_only_tells_of_it():
    trial = "Malaria vaccine works in trial"
    other = told("A malaria vaccine worked in a trial with children, Marling University said.", title=trial, score=0.85)
    right = told("The trial was led by Esi Boateng and paid for by a trust.", title=trial, score=0.75)
    assert extract("Who led the malaria vaccine trial?", [other, right]) == (1,)


def test_who_won_is_not_answered_by_who_will_stand():
    stand = told(
        "Four will stand in the election for mayor, among them Noor Haddad and Ivo Marsh.", title="Mayor's election"
    )
    assert extract("Who won the election for mayor?", [stand]) == ()


def test_a_sentence_under_the_heading_that_asks_the_question_has_its_words():
    answer = told(
        "Monty the Schnauzer was named Best in Show.", before="Which dog won the Velka show?", title="Velka show"
    )
    other = told("Other breeds have won the Velka show, among them Poodle and Beagle.", title="Velka show", score=0.82)
    assert extract("Which dog won the Velka show?", [other, answer])[0] == 1


def test_the_reason_stands_before_what_was_only_done():
    done = told(
        "Lorne will close its plant in Ashby by the end of 2027, it said on Wednesday.",
        title="Lorne to close plant",
        score=0.9,
    )
    reason = told(
        "Lorne blamed weak demand for vans and the cost of energy.", title="Lorne to close plant in Ashby", score=0.75
    )
    assert extract("Why is Lorne closing its plant in Ashby?", [done, reason])[0] == 1


def test_a_day_of_something_else_is_none_of_what_is_asked():
    died = deeds("died")
    assert tells_a_day("Carter died on Dec. 29 at his home.", died)
    assert not tells_a_day("Two years ago the pair decided that, when Carter died, they would go.", died)
    assert tells_a_day("It ended on Monday.", died)


@pytest.mark.parametrize(
    "question", ["By when must they decide?", "Until when is it open?", "What is the filing deadline?"]
)
def test_a_deadline_is_a_time(question):
    assert wanted(question) is Wanted.TIME


def test_an_opinion_is_known_by_its_label_or_its_folder_and_is_doubted():
    assert is_opinion("Opinion: Tariffs are a tax")
    assert is_opinion("Tariffs are a tax", "https://post.example/opinion/2026/tax")
    assert not is_opinion("Poll of opinion on tariffs", "https://post.example/news/opinion-poll")
    news = told("The government raised tariffs on steel to 30%.", title="Tariffs")
    piece = told(
        "The government raised tariffs on steel to 30%.", title="Tariffs", url="https://post.example/opinion/tax"
    )
    assert doubts("What happened with tariffs?", piece) > doubts("What happened with tariffs?", news)


def test_what_two_reports_say_in_the_same_words_is_told_once_but_another_name_is_told():
    one = told("Waffle Hut serves around 272 million eggs a year, far more than its legendary waffles.", title="Eggs")
    same = told(
        "Waffle Hut serves around 272 million eggs a year, far more than its titular waffles.", title="Eggs", day=10
    )
    assert len(extract("How many eggs does Waffle Hut serve a year?", [one, same])) == 1
    cups = [told(f"Ida Brask won the Velka Cup with {club}.", title="Velka Cup") for club in ("Rovers", "Athletic")]
    assert len(extract("Who won the Velka Cup?", cups)) == 2


def test_who_somebody_was_wants_the_word_for_it():
    score = told("The Eagles beat the Chiefs in Super Bowl 59 by 40-22.")
    most = told("Jalen Hurts was named MVP of Super Bowl 59.", score=0.75)
    assert extract("Who was the MVP of Super Bowl 59?", [score, most])[0] == 1
    crash = told("The Halden Air plane flipped in Toronto, Ed Bast said.", title="Halden Air plane flips in Toronto")
    assert extract("Who was the pilot of the Halden Air plane?", [crash]) == ()


def test_a_number_of_something_else_is_doubted_where_how_many_of_a_thing_is_asked():
    months = "Federal workers who accept would get eight months of pay."
    workers = "The offer went to 2 million civilian federal workers."
    question = "How many federal workers were offered buyouts?"
    assert not counts_the_noun(question, months)
    assert counts_the_noun(question, workers)
    assert not is_foretold("How many workers accepted?", workers)


def test_by_how_much_something_rose_is_not_answered_by_an_outlook():
    assert is_foretold("By how much did egg prices rise?", "Egg prices are expected to rise by about 20%.")


def test_who_was_arrested_is_not_answered_by_who_only_was_there():
    ferry = told("A ferry with 94 people on board sank off Marrow on Tuesday.", title="Ferry sinks off Marrow")
    assert extract("Who was arrested after the ferry sank?", [ferry]) == ()


def test_children_are_not_counted_by_all_the_dead():
    dead = told("Divers raised the number of dead of the Sea Lark to 14.")
    assert extract("How many people died on the Sea Lark?", [dead]) == (0,)
    assert extract("How many children died on the Sea Lark?", [dead]) == ()


def test_without_any_reason_there_is_no_answer_to_why():
    built = told("The ferry, the Sea Lark, was built in 1987 and sank on Tuesday.")
    assert extract("Why did the Sea Lark sink?", [built]) == ()
    assert not tells_why("Why is the stadium delayed?", "The club gave no new date for the opening.")
    assert not tells_why("Why did it send boats?", "A judge over the weekend stopped the town from sending boats.")
    assert not tells_why("Why did it shut?", "It shut the following week.")
    assert tells_why("Why was Hale fined?", "Hale was fined over the leak, following a vote.")
    assert tells_why("Why is the stadium delayed?", "Work has been held up by a strike.")
    assert tells_why("Why did the government raise tariffs?", "It raised tariffs in answer to subsidies in Orvania.")


def test_what_was_lost_in_a_year_is_not_what_will_be_lost():
    jobs = told(
        "Lorne will close its plant with the loss of 2,300 jobs.", title="Lorne to close plant with loss of jobs"
    )
    assert extract("How much did Lorne lose last year?", [jobs]) == ()


@pytest.mark.parametrize(
    ("question", "text", "counts"),
    [
        ("How many children get the money?", "It goes to households with $150,000 or less.", False),
        ("How many children get the money?", "Roe gave six million dollars to accounts for children.", False),
        ("How many children get the money?", "The gift of 2025 grew by 5%.", False),
        ("How many people get the money?", "It goes to homes with $150,000 or less.", False),
        ("How many children get the money?", "Roe gave $6 billion to 25 million children.", True),
        ("How many voters back Roe?", "Roe is backed by 43% of voters.", True),
        ("How many dollars did Roe give?", "Roe gave $6 billion.", True),
        ("How many percent of it did Roe give?", "Roe gave 5%.", True),
        ("How much did Roe give?", "Roe gave $6 billion.", True),
    ],
)
def test_a_sum_of_money_a_share_or_a_year_counts_no_children(question, text, counts):
    assert counts_the_noun(question, text) is counts


def test_how_many_is_not_answered_with_a_sum_of_money():
    gift = told("Roe’s money will go only to households with children and an income of $150,000 or less.")
    children = told("Roe’s money will go to 25 million children.", score=0.7)
    question = "How many children will get Roe’s money?"
    assert extract(question, [gift, children]) == (1,)
    assert extract(question, [gift]) == ()


FERRY, OAK = "What colour is the ferry?", "How old is the Tarn oak?"


@pytest.mark.parametrize(
    ("question", "text", "yes"),
    [
        (FERRY, "The ferry is burgundy with a platinum stripe.", True),
        (FERRY, "The ferry, ochre and mustard, has reached Velka.", True),
        (FERRY, "The ferry was rose.", True),
        (FERRY, "The ferry was painted chartreuse.", True),
        (FERRY, "Fares on the ferry rose again.", False),
        (FERRY, "The ferry was painted by volunteers.", False),
        (FERRY, "The ferry was painted yesterday.", False),
        (FERRY, "The ferry is closed.", False),
        ("What colour is her hair?", "Her hair is blonde.", True),
        ("What colour are his eyes?", "His eyes are hazel.", True),
        (OAK, "The Tarn oak was planted in 1850.", True),
        (OAK, "The Tarn oak was discovered by hikers in May 1850.", True),
        (OAK, "The Tarn oak created 4,000 visits in a week.", False),
        (OAK, "The Tarn oak has drawn 2,000 people.", False),
        ("How old is the ferry?", "The ferry entered service in 1988.", True),
        ("How old is the band?", "The band was formed in Velka in 1988.", True),
    ],
)
def test_many_words_tell_a_colour_or_an_age(question: str, text: str, yes: bool):
    assert answers_in_kind(question, text) is yes
