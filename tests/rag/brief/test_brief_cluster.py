"""Average linkage: equal to a reference, deterministic, never joining what is unlike."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from rag.brief import likeness as alike
from rag.brief.cluster import SAME_EVENT, groups, margin
from tests.rag.brief.test_brief_told import report


@given(st.integers(2, 14), st.integers(0, 10_000), st.floats(0.2, 0.8))
def test_the_groups_are_those_of_the_reference_implementation(size, seed, threshold):
    likeness = np.random.default_rng(seed).random((size, size))
    likeness = (likeness + likeness.T) / 2
    np.fill_diagonal(likeness, 1.0)
    labels = fcluster(linkage(squareform(1 - likeness, checks=False), "average"), 1 - threshold, "distance")
    expected = sorted(tuple(np.flatnonzero(labels == n).tolist()) for n in set(labels))
    assert list(groups(likeness, threshold)) == expected


def test_nothing_and_one_are_groups_too():
    assert groups(np.zeros((0, 0))) == ()
    assert groups(np.ones((1, 1))) == ((0,),)


def test_a_report_that_shares_little_with_the_others_is_of_the_margin():
    likeness = np.array([[1.0, 0.8, 0.2], [0.8, 1.0, 0.2], [0.2, 0.2, 1.0]], dtype=np.float32)
    assert margin((0, 1, 2), likeness) == (2,)
    assert margin((0, 1), likeness) == ()
    assert margin((0, 2), likeness) == (2,), "of two that are not clearly on one thing the later is not told from"


SCRIPTS = [
    (
        "В Саратове в понедельник сгорел склад бытовой химии, пострадали три человека, сообщили в МЧС.",
        "На складе бытовой химии в Саратове произошёл крупный пожар. По данным МЧС, пострадали три человека.",
        "Парламент Сербии принял бюджет на следующий год, за документ проголосовали 140 депутатов.",
    ),
    (
        "四川省凉山州周一发生山体滑坡，造成七人遇难，三人失踪。救援人员仍在现场搜救。",
        "周一，四川凉山州发生一起山体滑坡，目前已有七人遇难，另有三人失踪。救援工作仍在进行。",
        "北京地铁一条新线路周一开通，全长32公里，设有21个车站。市长说，新线路每天可运送40万名乘客。",
    ),
    (
        "שריפה גדולה פרצה ביום שני במפעל כימיקלים בחיפה ושני עובדים נפצעו קל.",
        "שני עובדים נפצעו קל בשריפה שפרצה במפעל כימיקלים במפרץ חיפה, והכבאים השתלטו על האש.",
        "ראש הממשלה הודיע ביום שני כי הבחירות לכנסת יתקיימו באוקטובר. לדבריו, הקואליציה הסכימה על המועד.",
    ),
    (
        "दिल्ली में सोमवार को भारी बारिश के बाद आई बाढ़ से तीन लोगों की मौत हो गई।",
        "भारी बारिश से दिल्ली में आई बाढ़ में तीन लोगों की मौत हो गई है।",
        "संसद ने मंगलवार को नया बजट पारित कर दिया जिसमें शिक्षा पर खर्च चार प्रतिशत बढ़ाया गया है।",
    ),
    (
        "وصل وزير الخارجية التركي إلى القاهرة يوم الاثنين لإجراء محادثات مع نظيره المصري حول غزة.",
        "بدأ وزير الخارجية التركي زيارة إلى القاهرة يوم الاثنين حيث أجرى محادثات مع نظيره المصري.",
        "زلزله‌ای به بزرگی ۵٫۴ ریشتر صبح روز دوشنبه شمال ایران را لرزاند و پنج نفر کشته شدند.",
    ),
]


@pytest.mark.parametrize(("one", "again", "other"), SCRIPTS)
def test_reports_in_a_script_that_no_embedding_sees_are_one_event_by_their_words_alone(one, again, other):
    vector = np.array([1, 0, 0, 0], dtype=np.float32)
    reports = [replace(report(t, title=t.split("，")[0][:40], name=t[:9]), vector=vector) for t in (one, again, other)]
    assert groups(alike.likeness(reports)) == ((0, 1), (2,))


def test_reports_in_latin_letters_are_as_alike_as_their_words_and_vectors_also_beside_others():
    texts = [
        "The ferry at Ostrel ran aground on Tuesday with forty people on board, the coast guard said.",
        "Le ferry d’Ostrel s’est échoué mardi avec quarante passagers à bord, selon les garde-côtes.",
        "The council of Brask voted for a new bridge over the Sarn after a long night.",
    ]
    vectors = np.random.default_rng(7).random((3, 4)).astype(np.float32)
    reports = [replace(report(t, name=t[:3]), vector=v) for t, v in zip(texts, vectors, strict=True)]
    own = alike._own(vectors)
    mixed = 0.5 * (own @ own.T) + 0.5 * alike._words([alike.terms(r) for r in reports])
    expected = np.clip((mixed + mixed.T) / 2, 0.0, 1.0)
    assert np.array_equal(alike.likeness(reports), expected)
    beside = alike.likeness([*reports, report("В Саратове в понедельник сгорел склад бытовой химии.", name="ru")])
    assert np.allclose(beside[:3, :3], expected, atol=0.03), "only how rare a word is has changed"
    assert beside[3, :3].max() < SAME_EVENT
