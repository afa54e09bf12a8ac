"""Answers in every state, to be put into a history and looked at: real words of the sample, and unkind ones."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rag.store.history import History, Kept

LONG = "Donaudampfschifffahrtsgesellschaftskapitaenswitwenrentenauszahlungsstelle" * 3
ARTICLE = {
    "article_id": "s01-bridge-hearing", "title": "Engineer tells inquiry he warned of crack twice",
    "source": "Radio Sondreya", "published": "2024-02-23T15:30:00Z", "url": "https://example.org/a",
}  # fmt: skip
FIRST = "The engineer who found a crack in the Dunmar Bridge eight months before it fell told the inquiry on Friday"
CITED = {"n": 1, **ARTICLE, "start": 0, "end": len(FIRST), "text": FIRST}
SAID = {"text": FIRST + ".", "citations": [1], "support": 0.97}
NEAR = {**ARTICLE, "start": 0, "end": len(FIRST), "text": FIRST, "score": 0.7}


def body(**changes: Any) -> dict[str, Any]:
    """Return an answer with these things changed."""
    whole = {
        "schema": "dateline.answer/1", "question": "Who found the crack in the Dunmar Bridge?",
        "as_of": "2024-02-25T09:00:00Z", "window": {"since": None, "until": "2024-02-25T09:00:00Z", "from": None},
        "status": "answered", "reason": None, "note": None, "answer": "", "sentences": [SAID], "citations": [CITED],
        "withheld": [], "missing": None, "passages": [], "evidence": [NEAR], "quotes": [], "conflicts": [],
        "copies": {"reports": 4, "independent": 1}, "trace": {"llm": "none", "timings_ms": {"total": 900}},
    }  # fmt: skip
    return whole | changes


ARABIC = 'قال الوزير: "لن تمر الشاحنات فوق الجسر بعد اليوم".'
FROM_THE_RIGHT = {**NEAR, "text": ARABIC, "source": "صحيفة المرفأ", "published": "2024-02-20T10:00:00Z"}
"""Its writing runs from right to left, and the day behind the name of its outlet from left to right."""

ANSWERS: dict[str, dict[str, Any]] = {
    "answered": body(),
    "partial": body(status="partial", missing="who is the mayor of Osk"),
    "withheld": body(withheld=[{"text": "Forty people died.", "reason": "number not in the sources: 40"}] * 2),
    "abstained": body(status="abstained", reason="not_stated", sentences=[], citations=[], missing="the articles do not say this"),
    "unsupported": body(status="abstained", reason="unsupported", sentences=[], citations=[], withheld=[{"text": "X.", "reason": "Y"}]),
    "no-model": body(status="abstained", reason="model_unavailable", sentences=[], citations=[], note="the model file is missing"),
    "quoted": body(quotes=[{"speaker": "Anselm Korda", "kind": "direct", "text": "I am not a brave man", "article_id": "s01-bridge-hearing", "start": 300, "end": 320}]),
    "differing": body(
        citations=[CITED, {**CITED, "n": 2, "source": "The Evening Lantern"}],
        conflicts=[{"about": "people: 14 or 19", "claims": [{"text": "14 were hurt.", "citations": [1]}, {"text": "19 were hurt.", "citations": [2]}]}],
    ),
    "gone": body(citations=[{**CITED, "article_id": "no-longer-here"}]),
    "changed": body(citations=[{**CITED, "text": "Words that are not there any more"}]),
    "arabic": body(
        question="ماذا قال الوزير؟", sentences=[{**SAID, "text": ARABIC}], evidence=[FROM_THE_RIGHT],
        citations=[{**CITED, "source": FROM_THE_RIGHT["source"], "published": FROM_THE_RIGHT["published"]}],
        quotes=[{"speaker": "The minister", "kind": "direct", "text": "لن تمر الشاحنات!", "article_id": "s01-bridge-hearing", "start": 300, "end": 320}],
    ),
    "long": body(
        question=LONG, sentences=[{**SAID, "text": LONG, "citations": [1, 2]}],
        citations=[{**CITED, "title": LONG, "source": LONG}, {**CITED, "n": 2}], evidence=[{**NEAR, "text": LONG, "source": LONG}],
    ),
}  # fmt: skip


def keep(home: Path, owner: str = "local") -> None:
    """Put every answer into the history of a data folder, under its name."""
    history = History(home / "history.sqlite3")
    for name, answer in ANSWERS.items():
        asked = datetime(2024, 2, 25, 8, tzinfo=UTC)
        history.keep(Kept(name, owner, asked, answer["question"], None, json.dumps(answer)))
    history.close()
