"""Which quoted words a sentence brings as not its subject's own: denied, rejected, taken back, supposed, put in another's mouth. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rag.quotes.lexicon import CLAIMS, CONJUNCTIONS, DENYING, REJECTING, SAYING, SAYS, SKIPPED
from rag.quotes.tokens import Token

REACH = 24
"""How many tokens a denial and the quotation may be apart."""
_TAKING_BACK = DENYING | frozenset("of for without against from regretted regrets".split())
"""In front of "saying": accused of saying, apologised for saying, denied saying."""


def disowned(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the quotation at that position is what somebody denies, rejects or is accused of having said.

    A quotation behind a colon or a comma is introduced as speech, whatever the verb.
    """
    if not at or tokens[at - 1].text in (",", ":"):
        return False
    claimed = False
    for place in range(at - 1, max(-1, at - REACH), -1):
        word = tokens[place].lower
        before = tokens[place - 1].lower if place else ""
        if word in DENYING:
            return True
        if word == "as" or tokens[place].text in (":", ";"):
            return False  # "rejected it as ...": the words are the subject's own
        if word in REJECTING:
            return claimed
        if word == "that" and before in CLAIMS:
            return True
        if word == "that" or word in CLAIMS or (word in SAYS and before in ("that", "which")):
            claimed = True
        elif word in SAYING:
            return _governor(tokens, place) in _TAKING_BACK
        elif word in SAYS:
            return (
                _of_claim(tokens, place)
                or _hangs_on_denial(tokens, place)
                or _supposed(tokens, place)
                or _made_up(tokens, place)
            )
    return False


def _governor(tokens: Sequence[Token], participle: int) -> str:
    """Return the word on which ``saying`` hangs, past "ever" and the like."""
    at = participle - 1
    while at >= 0 and (tokens[at].lower in SKIPPED or tokens[at].lower in ("ever", "having")):
        at -= 1
    return tokens[at].lower if at >= 0 else ""


def _of_claim(tokens: Sequence[Token], verb: int) -> bool:
    """Return whether a claim has it that somebody said it: ``rejected claims that he had called Roe``."""
    that = next((i for i in range(verb - 1, max(0, verb - 6), -1) if tokens[i].lower == "that"), 0)
    return that > 0 and tokens[that - 1].lower in CLAIMS - {"reports"}


def _hangs_on_denial(tokens: Sequence[Token], verb: int) -> bool:
    """Return whether it is denied that somebody said it: ``denied he had said``."""
    return _hangs_on(DENYING, tokens, verb, reach=5)


def _supposed(tokens: Sequence[Token], verb: int) -> bool:
    """Return whether nobody tells that it was said: ``if Varn says``, ``unclear whether Varn said``."""
    return _hangs_on(_SUPPOSING, tokens, verb, reach=7)


def _hangs_on(words: Collection[str], tokens: Sequence[Token], verb: int, *, reach: int) -> bool:
    """Return whether one of the words stands in the verb's own clause, so many tokens before it at most."""
    for place in range(verb - 1, max(-1, verb - 1 - reach), -1):
        if tokens[place].lower in words:
            return True
        if not tokens[place].word or tokens[place].lower in CONJUNCTIONS:
            return False
    return False


_SUPPOSING = frozenset("if whether unless".split())


def _made_up(tokens: Sequence[Token], verb: int) -> bool:
    """Return whether a false report has it that somebody said it: ``A fake post claimed Varn said``."""
    told = False
    for place in range(verb - 1, max(-1, verb - 14), -1):
        word = tokens[place].lower
        if tokens[place].text in (",", ":", ";") or tokens[place].quote >= 0:
            return False
        if told and word in _FALSE:
            return True
        told = told or word in SAYS or word in CLAIMS
    return False


_FALSE = frozenset("fake false falsely fabricated doctored bogus wrongly hoax satirical satire".split())
