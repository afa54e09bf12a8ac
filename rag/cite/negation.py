"""Does the claim say the opposite of its evidence? Pure."""

from __future__ import annotations

import re
from functools import reduce

from rag.cite.swaps import against, from_the_other_side
from rag.text.clauses import Words, governed, lemma, shared_verbs, words
from rag.text.names import names
from rag.text.words import STOP_WORDS, bare, content_words, fold

_NEGATIONS = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|can[’']t|won[’']t|\w+n[’']t|den(?:y|ies|ied|ying)|"
    r"refus(?:e|es|ed|ing)|reject(?:s|ed|ing)?|fail(?:s|ed|ing)? to|ruled? out|unlikely|barred|halt(?:s|ed)?|unable)\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"not|no|never|none|nobody|nothing|neither|nor|without|cannot|\w+n[’']t|hardly|barely|scarcely")
"""Negations that reach the next verb whatever stands between."""
_REFUSAL = re.compile(
    r"den(?:y|ies|ied|ying)|(?:refus|decline?|dismiss|overturn|exclud|cancel|postpon|scrapp?|abandon|barr|bann|prevent)"
    r"(?:e|es|s|d|ed|led|ing|ling)?|reject(?:s|ed|ing)?|fail(?:s|ed|ing)?|acquit(?:s|ted)?|unlikely|unable"
)
"""Verbs that negate the verb that is tied to them: "declined to hear", "denied that it had hit"."""
_OBJECTS = frozenset("no none nobody nothing".split())
_NO_NEGATION = frozenset("only just merely simply least fewer less more later sooner doubt but matter".split())
UNTIL = frozenset("until till unless".split())
"""What did not open until June opened in June, and what stays closed until then opens then."""
_PHRASES = tuple(
    (re.compile(rf"\b{phrase}\b", re.IGNORECASE), word)
    for phrase, word in (
        (r"call(?:s|ed|ing)? off", "cancelled"),
        (r"rul(?:es?|ed|ing) out", "excluded"),
        (r"(?:turn(?:s|ed|ing)?|vot(?:es?|ed|ing)) down|vot(?:es?|ed|ing) against", "rejected"),
        (r"vot(?:es?|ed|ing) (?:for|in favou?r of)", "backed"),
        (r"str(?:ikes?|uck|iking) down", "overturned"),
        (r"thr(?:ows?|ew|own) out", "dismissed"),
        (r"(?:goes|went|gone|go) ahead", "began"),
        (
            r"(?:at|in|from|to) least|at first|at last|last (?:\w+day|night|week|month|year|season|summer|winter)|back to",
            "then",
        ),
    )
)
_SIDE = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}"
_SIDE_ALONE = re.compile(rf"\b{_SIDE}")
_COMPASS = frozenset("north south east west".split())
_CONTEST = re.compile(
    rf"\b(?P<first>{_SIDE})(?:\s+[a-z][\w’'-]*){{0,4}}?\s+"
    r"(?:(?P<beat>beat|beats|(?<!was )(?<!were )defeat(?:ed|s)|overcame|thrashed|edged)|"
    r"(?P<lost>(?:was|were|been) (?:beaten|defeated)\b[^,;.]*? by|(?:lose|loses|lost)\b[^,;.]*? to))"
    rf"\s+(?:the\s+)?(?P<second>{_SIDE})"
)
_COMPARED = re.compile(
    r"(?P<first>[^.;]*?)\b(?:(?P<more>more|higher|faster|bigger|larger|longer|better)|less|fewer|lower|slower|smaller|shorter|worse)"
    r"\b(?P<between>(?: [\w’'-]+){0,4}?) than (?P<second>[^.;,]*)"
)
MOST_OF_IT = 0.8
"""Share of a claim's words, beside the opposed ones, that a sentence and what it leans on have where it denies the claim."""
_SIDES = (
    ("rise rose risen increase increased grew grow gain gained up climb climbed soar higher",
     "fall fell fallen decrease decreased shrank drop dropped lose lost decline declined down plunge lower"),
    ("win won beat victory", "lose lost defeat defeated"),
    ("accept accepted approve approved backed back support supported endorse", "reject rejected oppose opposed refuse refused block blocked veto"),
    ("open opened reopen", "close closed shut"),
    ("more", "fewer less"),
    ("first", "last"),
    ("guilty convicted", "innocent acquitted cleared"),
    ("allow allowed permit permitted", "ban banned prohibit prohibited forbid"),
    ("begin began start started launch", "end ended stop stopped finish cancelled postponed"),
    ("arrive arrived enter", "leave left depart"),
    ("hire hired", "fire fired sacked dismissed"),
    ("raise raised", "cut lower lowered"),
    ("admit confess acknowledge", "deny"),
    ("uphold upheld", "overturn quash"),
)  # fmt: skip
_PAIRS = tuple((frozenset(content_words(a)), frozenset(content_words(b))) for a, b in _SIDES)
_LEMMA_PAIRS = tuple(
    (frozenset(lemma(w) for w in a.split()), frozenset(lemma(w) for w in b.split())) for a, b in _SIDES
)


def negations(text: str) -> int:
    """Return how many negating words a text has."""
    return len(_NEGATIONS.findall(text))


def opposed_there(claim: str, sentence: str, around: str = "") -> bool:
    """Return whether a claim and the clause of a sentence that carries it differ in polarity.

    A negation elsewhere in the sentence ("… on penalties after two hours without a goal") says nothing about the claim.
    ``around`` is what the sentence leans on for its subject: the title and the sentence before.
    """
    more, less = _compared(claim), _compared(sentence)
    if more and less:
        straight = _one_name(more[0], less[0]) and _one_name(more[1], less[1])
        across = _one_name(more[0], less[1]) and _one_name(more[1], less[0])
        if straight != across:
            return straight != (more[2] == less[2])
    if _measured_otherwise(claim, sentence):
        return True
    won, told = _contest(claim), _contest(sentence)
    if won and told:
        if won[0] & told[1] and won[1] & told[0] and not won[0] & told[0]:
            return True
        if won[0] & told[0] and won[1] & told[1]:
            return False
    ours, theirs = words(in_one_word(claim)), words(in_one_word(sentence))
    until = bool(UNTIL & {w.lemma for w in theirs}) and not UNTIL & {w.lemma for w in ours}
    opposite = set() if until else _turned(ours, theirs) | _swapped(ours, theirs)
    if not opposite:
        return False
    rest = set(content_words(claim)) - {stem for w in ours if w.lemma in opposite for stem in content_words(w.text)}
    return len(rest & set(content_words(f"{around} {sentence}"))) >= MOST_OF_IT * len(rest)


def _turned(ours: Words, theirs: Words) -> set[str]:
    """Return the verbs of both texts that only one of them negates, when the negations do not make up for each other."""
    out = set()
    for verb in shared_verbs(ours, theirs):
        told = [i for i, w in enumerate(theirs) if w.lemma == verb]
        mine = {parity(ours, i) for i, w in enumerate(ours) if w.lemma == verb}
        odd = (_markers_near(ours, verb) + _markers_near(theirs, verb)) % 2
        if odd and not mine & {parity(theirs, i) for i in told}:
            out.add(verb)
    return out


def _swapped(ours: Words, theirs: Words) -> set[str]:
    """Return the words of an opposed pair of which each text has one side, equally negated and of the same matter."""
    mine, told = {w.lemma for w in ours}, {w.lemma for w in theirs}
    for left, right in (sides for a, b in _LEMMA_PAIRS for sides in ((a, b), (b, a))):
        if mine & left and told & right and not mine & right and not told & left:
            at = next(i for i, w in enumerate(ours) if w.lemma in left)
            there = next(i for i, w in enumerate(theirs) if w.lemma in right)
            if against(ours, at) and against(theirs, there) and from_the_other_side(ours, at, theirs, there):
                continue
            if parity(ours, at) == parity(theirs, there) and _one_matter(ours, at, theirs, there):
                return {ours[at].lemma, theirs[there].lemma}
    return set()


def _one_matter(ours: Words, at: int, theirs: Words, there: int) -> bool:
    """Return whether the clauses of two words share another word that is no name, where the first one has such words."""
    plain = {w.lemma for w in ours if w.clause == ours[at].clause and w.text.islower() and content_words(w.text)}
    plain -= {ours[at].lemma}
    return not plain or bool(plain & {w.lemma for w in theirs if w.clause == theirs[there].clause})


def parity(sentence: Words, at: int) -> int:
    """Return 1 where an odd number of negations governs a word, else 0."""
    return sum(_negates(sentence, i, at) for i in _markers(sentence)) % 2


def _markers_near(sentence: Words, verb: str) -> int:
    """Return how many negations the clauses of a verb have."""
    clauses = {w.clause for w in sentence if w.lemma == verb}
    return sum(sentence[m].clause in clauses for m in _markers(sentence))


def _markers(sentence: Words) -> list[int]:
    return [i for i in range(len(sentence)) if _is_negation(sentence, i)]


def _is_negation(sentence: Words, at: int) -> bool:
    word = fold(sentence[at].text)
    after = fold(sentence[at + 1].text) if at + 1 < len(sentence) else ""
    if word in ("no", "not", "nothing") and (after in _NO_NEGATION or after.isdigit()):
        return False
    if (word, after) == ("yet", "to"):
        return True
    return bool(_PLAIN.fullmatch(word) or _REFUSAL.fullmatch(word))


def _negates(sentence: Words, marker: int, at: int) -> bool:
    word = fold(sentence[marker].text)
    if marker == at:
        return False
    if word in _OBJECTS and at < marker <= at + 2 and sentence[at].clause == sentence[marker].clause:
        return True
    return governed(sentence, marker, at, plain=not _REFUSAL.fullmatch(word))


def in_one_word(text: str) -> str:
    """Return a text with what takes two words said in one: "called off" is "cancelled"."""
    return reduce(lambda t, pair: pair[0].sub(pair[1], t), _PHRASES, text)


def _compared(text: str) -> tuple[frozenset[str], frozenset[str], bool] | None:
    """Return which two names a text compares, each with all its words, and whether the first one has more, or None."""
    match = _COMPARED.search(text)
    if match is None:
        return None
    first, second = _whole_names(f"{match['first']} {match['between']}")[-1:], _whole_names(match["second"])[:1]
    more = (match["more"] is not None) != ("slowly" in match["between"])
    return (first[0], second[0], more) if first and second else None


def _measured_otherwise(claim: str, sentence: str) -> bool:
    """Return whether a claim has less of the same than the same that a sentence has more of, in plain words on either side."""
    ours, theirs = _COMPARED.search(claim), _COMPARED.search(sentence)
    if not ours or not theirs or bool(ours["more"]) == bool(theirs["more"]):
        return False
    first, second = ({lemma(w) for w in re.findall(r"[^\W_]+", ours[side])} for side in ("first", "second"))
    left, right = ({lemma(w) for w in re.findall(r"[^\W_]+", theirs[side])} for side in ("first", "second"))
    plain = first - second - {lemma(w) for w in STOP_WORDS}
    return second <= right and len(plain & left) >= MOST_OF_IT * len(plain) > 0


def _whole_names(text: str) -> list[frozenset[str]]:
    """Return the words of each name of a text, folded: "Ivory Coast" is one, "North Korea" is not "South Korea"."""
    found = []
    for match in _SIDE_ALONE.finditer(text):
        parts = [bare(part) for part in match.group().split()]
        opens = [bool(names(f"the {part}")) or fold(part) in _COMPASS for part in parts]
        if any(names(f"the {part}") for part in parts):
            found.append(frozenset(fold(p) for p in parts[opens.index(True) :]))
    return found


def _one_name(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one


def _contest(text: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the names of the winner and of the loser that a text tells of, folded, without those of both, or None."""
    for match in _CONTEST.finditer(text):
        if negations(match.group()) == 0:
            sides = [frozenset(fold(match[side]).split()) for side in ("first", "second")]
            first, second = sides[0] - sides[1], sides[1] - sides[0]
            return (first, second) if match["beat"] else (second, first)
    return None


def opposed(claim: str, sentence: str) -> bool:
    """Return whether the claim and a sentence on the same matter differ in polarity."""
    if (negations(claim) % 2) != (negations(sentence) % 2):
        return True
    ours, theirs = set(content_words(claim)), set(content_words(sentence))
    return any(
        (ours & a and theirs & b and not theirs & a and not ours & b)
        or (ours & b and theirs & a and not theirs & b and not ours & a)
        for a, b in _PAIRS
    )
