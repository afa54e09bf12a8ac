"""Is somebody or something that the question names nowhere in what was found? Then nothing can answer it."""

from __future__ import annotations

from rag.answer.admit import Abstention
from rag.cite.names import missing_names, names
from rag.types import Evidence, Reason


def unknown_names(evidence: Evidence) -> Abstention | None:
    """Return an abstention when no passage mentions a name of the question, else None.

    A model asked about somebody whom its sources do not know tells of somebody else. Looked for in the
    whole passages, their titles and outlets, in any spelling.
    """
    question = evidence.question.text
    if not names(question):
        return None
    texts = [f"{p.title} {p.source or ''} {p.text}" for p in evidence.passages]
    texts += [f"{s.before} {s.text}" for s in evidence.sentences]
    missing = missing_names(question, texts)
    if not missing:
        return None
    return Abstention(Reason.NOT_STATED, f"no article that was found mentions {', '.join(missing)}")
