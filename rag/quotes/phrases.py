"""Who a phrase names: a person with or without title, an office, a group, a pronoun. Pure.

Phrases are read from their right end, because that is where the verb of saying stands; what is on
the left of the name must be understood too, or the phrase names nobody ("a lawyer suing Tom Varn").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from rag.quotes.lexicon import (
    DETERMINERS,
    DOCUMENTS,
    GIVEN_NAMES,
    GROUP_ROLES,
    LINKS,
    NOT_NAMES,
    NOT_SAID,
    OF_PERSONS,
    OFFICES,
    ORG_WORDS,
    PARTICLES,
    PARTIES,
    PERSON_ROLES,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
    ROYAL,
    SAYING,
    SAYS,
    SEVERAL,
    SKIPPED,
    SOME,
    TITLES,
    is_opener,
    is_role,
)  # fmt: skip
from rag.quotes.tokens import Token, in_name, is_adverb
from rag.text.speakers import nation_of
from rag.text.spelled import UNITS

Kind = Literal["person", "group", "name", "role", "pronoun"]
LONGEST = 10
"""More words than this are no name of a speaker."""

_STOPS = LINKS | PREPOSITIONS | PRONOUNS | SAYS | SKIPPED | NOT_SAID
_OPENING = SAYS | SAYING | PREPOSITIONS | LINKS
_SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())
_SPOKEN_FOR = frozenset("office campaign administration team cabinet estate family".split())
_NO_NAMES = frozenset("the a an this that my our its his her their your no every each any".split())
_BODIES_OF = frozenset("executive justice general defense defence attorney private major".split())
"""Titles that are part of a body's name too: ``Justice Department``, ``General Staff``."""
_SURNAMES = frozenset("letter post".split())
"""Roles that are surnames as well, and stand without an article only so: ``Letter said``."""
_HEADED = frozenset("chief county".split())
_ORIGINS = ("-owned", "-based", "-backed", "-led", "-born", "-run")
_OF_ROLES = ("er", "or", "ist", "man", "woman", "ian", "ing", "ed")
"""Endings of what somebody is or does in front of his name, where a given name follows."""
_AFFIXES = frozenset("elect then ex vice co general designate in chief under".split())


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is said to speak. ``left`` is the position of the phrase's first token in its tokens.

    ``titles`` are the lower-cased words that stood in front of the name.
    """

    text: str
    kind: Kind
    left: int
    start: int
    titles: tuple[str, ...] = ()
    plural: bool = False


def phrase(tokens: Sequence[Token], depth: int = 0) -> Subject | None:
    """Return whom the phrase names that ends with the last token, or None."""
    if not tokens or depth > 3:
        return None
    last = tokens[-1]
    if last.lower in PRONOUNS:
        return Subject(last.text, "pronoun", len(tokens) - 1, last.start, plural=last.lower == "they")
    if not last.word or last.possessive or last.lower in _NO_NAMES - {"this", "that", "any"}:
        return None
    low = _base(tokens)
    if low >= len(tokens):
        return None
    before = tokens[low - 1].lower if low else ""
    if before in PREPOSITIONS and low >= 2:
        return _of(tokens, low, before, depth)
    if last.capital and not _opens_as_role(tokens, low):
        found = _name(tokens, low)
        if found is None or before in PREPOSITIONS:
            return None
        return _joint(tokens, found, depth) if before == "and" else found
    return _role(tokens, low, before, depth)


def _base(tokens: Sequence[Token]) -> int:
    """Return where the noun phrase at the end of the tokens begins."""
    at = len(tokens) - 1
    lowest = max(-1, at - LONGEST)
    while at > lowest:
        token = tokens[at]
        if not token.word:
            break
        if token.lower in DETERMINERS:
            return at
        if in_name(tokens, at):
            at -= 1
            continue
        if (
            token.lower in (NOT_NAMES if token.capital else _STOPS)
            and not token.possessive
            and not _titled(token.lower)
        ):
            break
        if is_adverb(token):
            break
        at -= 1
    return at + 1


def _titled(lower: str) -> bool:
    """Return whether a word is a title: ``senator``, ``president-elect``, ``ex-mayor``."""
    bare = lower.rstrip(".")
    if bare in TITLES:
        return True
    parts = [p.rstrip(".") for p in bare.split("-")]
    return len(parts) > 1 and any(p in TITLES for p in parts) and all(p in TITLES or p in _AFFIXES for p in parts)


def _opens_as_role(tokens: Sequence[Token], low: int) -> bool:
    """Return whether a capital is only that of a sentence's first word: ``Police said``."""
    last = tokens[-1]
    return low == len(tokens) - 1 and last.first and last.lower not in _SURNAMES and is_opener(last.lower)


def _run(tokens: Sequence[Token], low: int) -> int:
    """Return where the run of capitals at the end of the tokens begins."""
    at = len(tokens) - 1
    while at > low:
        token = tokens[at - 1]
        if token.possessive or not (in_name(tokens, at - 1) or (token.capital and token.lower not in DETERMINERS)):
            break
        at -= 1
    return at


def _name(tokens: Sequence[Token], low: int) -> Subject | None:
    at = _run(tokens, low)
    lead = tokens[at - 1] if at > low else None
    dated = [t.lower for t in tokens[max(0, at - 3) : at - 1] if t.word][-1:]
    ordinal = lead is not None and lead.text[:1].isdigit() and lead.text[-2:] in ("st", "nd", "rd", "th")
    if lead is not None and (ordinal or (lead.text.isdigit() and set(dated) & NOT_NAMES)):
        low, lead = at, None  # "On Sept. 26 Varn said", "In 2017 Varn said", "36th District Judge Tom Varn said"
    article = lead is not None and lead.lower in DETERMINERS
    if lead is not None and not article and not lead.possessive and not _introduces(tokens, low, at):
        return _head_of_participle(tokens, low, at)
    words = tokens[at:]
    if lead is not None and lead.possessive and lead.capital and tokens[-1].lower in ORG_WORDS and at > low:
        return _owned(tokens, low, at)
    titles = [t.lower.rstrip(".") for t in tokens[low:at] if t.word]
    cut = name_start(words)
    titles += [w.lower.rstrip(".") for w in words[:cut]]
    words = words[cut:]
    if not words or (len(words) == 1 and words[0].lower in _NO_NAMES):
        return None  # "That said, ...", "The confirmed case"
    text = " ".join(w.text for w in words)
    start = tokens[low].start
    if article and len(words) == 1 and not cut and lead and lead.lower == "the" and words[0].lower in PERSON_ROLES:
        return Subject(_sentence_case(tokens[low:]), "role", low, start, (words[0].lower,))  # "the Pope said"
    if _titled(words[-1].lower) and len(words) == len(tokens) - at and not (len(words) > 1 and _given(words[0])):
        return Subject(_sentence_case(tokens[low:]), "role", low, start, tuple(titles))
    kind = _kind(words, titles, article=article and not cut, titled=cut > 0)
    return Subject(text, kind, low, start, tuple(titles), plural=kind == "group")


def _owned(tokens: Sequence[Token], low: int, at: int) -> Subject:
    """Read ``the Leeds County Sheriff’s Department``."""
    while at > low and tokens[at - 1].capital and tokens[at - 1].lower not in DETERMINERS:
        at -= 1
    return Subject(_sentence_case(tokens[at:]), "group", low, tokens[low].start, plural=True)


def _introduces(tokens: Sequence[Token], low: int, at: int) -> bool:
    """Return whether the lower-case words in front of a name describe it: ``spokesman Tom Varn``."""
    word = tokens[at - 1]
    if word.lower in ROLES or word.lower in TITLES or word.lower in ("named", "retired", "elect", "host", "star"):
        return True
    if word.lower.endswith(("ist", "ian", "woman")) or word.lower.endswith("man"):
        return True
    if word.lower.endswith(("ing", "ed")) or word.lower in SAYING:
        return False
    if len(word.text) > 4 and word.lower.endswith(("er", "or")) and word.lower not in NOT_NAMES and _given(tokens[at]):
        return True  # "Salt Lake City writer Dan Varn"
    return not any(t.capital and not t.possessive and not t.first for t in tokens[low : at - 1]) and (
        tokens[low].lower in DETERMINERS
        or tokens[low].possessive
        or word.lower.endswith(("er", "or", "ist", "man", "ian"))
    )


def _head_of_participle(tokens: Sequence[Token], low: int, at: int) -> Subject | None:
    """Return ``The lawyer`` of ``The lawyer representing Tom Varn``."""
    if not tokens[at - 1].lower.endswith("ing") or at - 1 <= low:
        return None
    head = tokens[at - 2]
    if head.capital or head.lower not in ROLES or tokens[low].lower not in DETERMINERS:
        return None
    return Subject(_sentence_case(tokens[low:]), "role", low, tokens[low].start, (head.lower,))


def name_start(words: Sequence[Token]) -> int:
    """Return how many words at the start of a run of capitals are titles and no part of the name."""
    start = int(_opens_beside_name(words))
    names = len(words) - (1 if words and words[-1].lower in _SUFFIXES and len(words) > 1 else 0)
    while start < names - 1 and (words[start].lower in NOT_NAMES or words[start].lower.endswith(_ORIGINS)):
        start += 1
    bodies = ORG_WORDS | {"staff"}
    for at in range(names - 2, start - 1, -1):
        if words[at].lower in _BODIES_OF and all(w.lower in bodies for w in words[at + 1 :]):
            return start
        if words[at].lower in PARTIES and words[-1].lower in ORG_WORDS and not _given(words[at + 1]):
            return start  # "National Republican Congressional Committee"
        if words[at].lower == "executive" and not _given(words[at + 1]) and words[at - 1].lower not in _HEADED:
            continue  # "Police Executive Research Forum"
        several = words[at].lower.removesuffix("s") in TITLES and _given(words[at + 1])  # "Democrats Joe Varn and"
        if (_titled(words[at].lower) or several) and not (at == start and words[at].lower in GIVEN_NAMES):
            return at + 1
    return start


def _opens_beside_name(words: Sequence[Token]) -> bool:
    """Return whether a capital is only that of a sentence's first word: ``Quoting Tom Varn``, ``Engineer Tom Varn``."""
    if len(words) < 2 or not words[0].first or words[0].possessive:
        return False
    word = words[0].lower
    if word in _OPENING:
        return True
    if len(words) < 3 or _given(words[0]) or not _given(words[1]):
        return False
    return word in ROLES or word.endswith(_OF_ROLES)


def _kind(words: Sequence[Token], titles: Sequence[str], *, article: bool, titled: bool) -> Kind:
    lowers = [w.lower.rstrip(".") for w in words]
    if lowers[-1] in ORG_WORDS and not titled and not (len(words) > 1 and _given(words[0])):
        return "group"
    if any(t in TITLES for t in titles) or (lowers[0] in ROYAL and len(words) <= 3):
        return "person"
    if len(words) > 1 and (_given(words[0]) or lowers[-1] in _SUFFIXES):
        return "person"
    if titles and titles[-1] in GROUP_ROLES:
        return "group"  # "the nonprofit Bright Harbour"
    if article or any(w in ORG_WORDS for w in lowers) or all(nation_of(w) for w in lowers):
        return "group"
    if any(len(w.text) > 1 and w.text.isupper() and w.text.isalpha() for w in words):
        return "group"
    return "person" if 2 <= len(words) <= 5 else "name"


def _given(word: Token) -> bool:
    return word.lower in GIVEN_NAMES or (len(word.text.rstrip(".")) == 1 and word.capital)


def _role(tokens: Sequence[Token], low: int, before: str, depth: int) -> Subject | None:
    head = tokens[-1].lower
    if not is_role(head):
        return None
    words = tokens[low:]
    # Without "the" a verb may hide among the words: "Police arrested members".
    verbal = len(words) > 4 or any(w.lower.endswith(("ed", "ing")) and "-" not in w.lower for w in words[:-1])
    if verbal and words[0].lower not in DETERMINERS and not words[0].possessive:
        return None
    if any(w.lower.endswith("ed") and is_role(b.lower) and not b.possessive for b, w in pairwise(words)):
        return None  # "The group encouraged attendees"
    plural = head in GROUP_ROLES or (head not in ROLES and head.endswith("s"))
    if words[0].lower in ("a", "an") and head.endswith("s") and head[:-1] in ROLES and words[1].lower not in SEVERAL:
        return None  # "a strategy analysts had predicted would fail": the article is another word's
    found = Subject(_sentence_case(words), "role", low, words[0].start, (head,), plural)
    return _joint(tokens, found, depth) if before == "and" and plural else found


def _of(tokens: Sequence[Token], low: int, preposition: str, depth: int) -> Subject | None:
    """Read ``X of Y``: an organisation's name, an office with its place, or a person from somewhere."""
    outer = tokens[low - 2]
    if (
        preposition in ("of", "for", "to", "in")
        and tokens[-1].capital
        and (outer.lower in TITLES or outer.lower in PERSON_ROLES)
    ):
        office = _after_office(tokens, low)
        if office is not None:
            return office
    if preposition == "of" and outer.lower in SOME and not tokens[-1].capital and tokens[-1].lower.endswith("s"):
        words = tokens[low - 2 :]
        return Subject(_sentence_case(words), "role", low - 2, outer.start, (), plural=outer.lower != "one")
    head = phrase(tokens[: low - 1], depth + 1)
    if head is None or len(tokens) - head.left > LONGEST + 4:
        return None
    if outer.lower in DOCUMENTS and preposition in ("from", "by"):
        author = phrase(tokens[low:], depth + 1)
        if author is not None and author.left == 0 and author.kind != "pronoun":
            return replace(author, left=head.left, start=head.start)
    inner = _official(tokens, low, head)
    if inner is not None:
        return inner
    if head.kind in ("group", "name", "person") and preposition in ("of", "for", "on") and outer.lower in ORG_WORDS:
        return replace(head, text=_sentence_case(tokens[head.left :], article=False), kind="group", plural=True)
    long_name = head.kind == "group" and preposition == "of" and tokens[-1].capital and outer.capital
    if long_name and any(t.lower in ("of", "for") for t in tokens[head.left : low - 1]):
        return replace(head, text=_sentence_case(tokens[head.left :], article=False))
    if head.kind == "role":
        return replace(head, text=_sentence_case(tokens[head.left :]))
    return head if head.kind in ("person", "group", "name") else None


def _official(tokens: Sequence[Token], low: int, head: Subject) -> Subject | None:
    """Read ``Department of Homeland Security Assistant Secretary Tom Varn``: a body's name, an office and a name."""
    body = head.kind == "group" or (head.plural and tokens[low - 2].capital)
    if not body or tokens[low - 2].lower in _SPOKEN_FOR or tokens[low].lower in DETERMINERS:
        return None
    found = _name(tokens, low)
    named = tokens[low].capital and not _titled(tokens[low].lower)
    if found is None or found.kind != "person" or not named or not {*found.titles} & OF_PERSONS:
        return None
    return replace(found, left=head.left, start=head.start)


def _after_office(tokens: Sequence[Token], low: int) -> Subject | None:
    """Read ``Secretary of State Tom Varn`` and ``the president of Cuba Tom Varn``."""
    at = low + placed(tokens[low:])
    while at < len(tokens) - 1 and (
        tokens[at].lower in OFFICES
        or tokens[at].lower in DETERMINERS
        or nation_of(tokens[at].lower)
        or _titled(tokens[at].lower)
    ):
        at += 1
    words = tokens[at:]
    counted = tokens[low].lower in UNITS  # "mother of two Ilsa Roe"
    if not (counted or any(t.lower not in DETERMINERS for t in tokens[low:at])) or words[-1].lower in ORG_WORDS:
        return None
    if not all(w.capital or w.lower in PARTICLES for w in words) or words[0].lower in OFFICES:
        return None
    if len(words) == 1 and (nation_of(words[0].lower) or words[0].lower in ORG_WORDS or words[0].lower in OFFICES):
        return None
    left = _base(tokens[: low - 1])
    titles = tuple(t.lower.rstrip(".") for t in tokens[left : low - 1])
    return Subject(" ".join(w.text for w in words), "person", left, tokens[left].start, titles)


def _joint(tokens: Sequence[Token], right: Subject, depth: int) -> Subject:
    """Read ``Tom Varn and Ilsa Roe`` where both open the clause; otherwise only the right one speaks."""
    left = phrase(tokens[: right.left - 1], depth + 1)
    if left is None or left.kind == "pronoun":
        return right
    if _same_one(tokens, left, right):
        return replace(right, left=left.left, start=left.start)
    if left.left > 0 and tokens[left.left - 1].lower not in LINKS:
        return right
    second = right.text if tokens[right.left].capital else right.text[:1].lower() + right.text[1:]
    if right.kind != "role":
        second = right.text
    return Subject(f"{left.text} and {second}", "group", left.left, left.start, (), plural=True)


def _same_one(tokens: Sequence[Token], left: Subject, right: Subject) -> bool:
    """Return whether what stands on both sides of an "and" describes one person.

    ``former CIA director and defence secretary Tom Varn``, ``Office of Management and Budget Director Tom Varn``.
    """
    if right.kind != "person" or not right.titles or tokens[right.left].lower in DETERMINERS:
        return False
    if left.kind == "role":
        return not left.plural and tokens[left.left].lower not in DETERMINERS and not tokens[left.left].possessive
    # A name goes on behind the "and", and a title closes it.
    goes_on = not _titled(tokens[right.left].lower) and tokens[right.left].capital
    return left.kind == "group" and " of " in left.text and goes_on


def placed(words: Sequence[Token]) -> int:
    """Return how many words at the start are the place of an office: ``Yemen`` of ``envoy to Yemen Hans Roe``."""
    if len(words) < 3 or not _given(words[1]):
        return 0
    return int(words[0].capital and not words[0].possessive and words[0].lower not in DETERMINERS)


def _sentence_case(words: Sequence[Token], *, article: bool = True) -> str:
    kept = [w for w in words if w.word]
    if not article and kept and kept[0].lower in ("the", "a", "an"):
        kept = kept[1:]
    text = " ".join(w.owner for w in kept)
    return text[:1].upper() + text[1:]
