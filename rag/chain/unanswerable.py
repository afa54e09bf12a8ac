"""Is somebody or something that the question names nowhere in what was found? Then nothing can answer it."""

from __future__ import annotations

from rag.answer.admit import Abstention
from rag.answer.asked import parts
from rag.text.names import missing_names, mixed_up, names
from rag.types import Evidence, Reason


def unknown_names(question: str, evidence: Evidence) -> Abstention | None:
    """Return an abstention when no passage mentions a name of the question, else None.

    A model asked about somebody whom its sources do not know tells of somebody else. Looked for in the
    whole passages, their titles and outlets, in any spelling.
    """
    unknown = {part: missing_in(part, evidence) for part in parts(question)}
    if not all(unknown.values()):
        return None
    missing = dict.fromkeys(name for names_ in unknown.values() for name in names_)
    return Abstention(Reason.NOT_STATED, f"no article that was found mentions {', '.join(missing)}")


def missing_in(part: str, evidence: Evidence) -> tuple[str, ...]:
    """Return the names of a part of the question that no passage mentions."""
    if not names(part):
        return ()
    texts = [f"{p.title} {p.source or ''} {p.text}" for p in evidence.passages]
    texts += [f"{s.before} {s.text}" for s in evidence.sentences]
    return missing_names(part, texts) or mixed_up(part, texts)
