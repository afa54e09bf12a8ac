"""Text to quotes: one for each sentence that somebody said, in order of the text. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rag.quotes.cue import Cue
from rag.quotes.cues import cues, leading
from rag.quotes.direct import ENDS, FEWEST_IN_PASSING, Voice, is_speech, voice
from rag.quotes.disowned import disowned
from rag.quotes.focus import Focus
from rag.quotes.foreign import Tongue, foreign_cues, plain_name, tongue_of
from rag.quotes.interview import Turn, turns
from rag.quotes.lexicon import CONJUNCTIONS, GIVEN_NAMES, LINKS, REPORTING, SAYING
from rag.quotes.pages import Line, Page, Paragraph, read
from rag.quotes.people import Mention, Names, mentions
from rag.quotes.phrases import Subject
from rag.quotes.reported import reports
from rag.text.sentences import split
from rag.types import UNKNOWN_SPEAKER, ArticleId, Quote, QuoteKind, Span

_ANSWERS = re.compile(r"(?:yes|no|well|yeah|nope|sure|absolutely|i don['’]t know)\b", re.IGNORECASE)
_OBJECTS = frozenset(("him", "her", "them"))
_RELAYS = REPORTING | {"according to", "per"}
"""With these a sentence names where its words come from, and is about somebody else."""
_MARK = re.compile(r"[^\W_]")


def extract(article_id: ArticleId, text: str, *, title: str = "") -> tuple[Quote, ...]:
    """Return what is quoted and reported in a text, a quote a sentence, each with an exact span.

    ``speaker`` is as full a name as the text or its title gives, or ``unknown``: never a guess. ``cue``
    is empty where a quotation stands alone and the paragraph before says whose it is.
    """
    page = read(text)
    named = [
        m for p in page.paragraphs for line in p.lines if not line.heading for m in mentions(line.tokens, line.number)
    ]
    if title:
        named += _title_mentions(title)
    tongue = tongue_of(text)
    named = [replace(m, name=plain_name(m.name, tongue)) for m in named] if tongue else named
    names = Names(named)
    spoken = turns(text, [p.span for p in page.paragraphs], lambda name: names.full(name, (), 0, 0))
    reader = _Reader(article_id, page, Focus(names), _by_line(named), _sure(named), tongue, spoken)
    for paragraph in page.paragraphs:
        reader.paragraph(paragraph)
    return reader.quotes()


def canonical(name: str, text: str) -> str:
    """Return the fullest name that a text gives to the one called ``name``; ``name`` itself where two share it."""
    page = read(text)
    named = [
        m for p in page.paragraphs for line in p.lines if not line.heading for m in mentions(line.tokens, line.number)
    ]
    names = Names(named)
    return names.office(name, len(text) + 1) or names.full(name, (), 0, 0)


def _title_mentions(title: str) -> list[Mention]:
    found = [m for p in read(title).paragraphs for line in p.lines for m in mentions(line.tokens, -1)]
    # A title has capitals that are no names. Its place is before the text: it is never the nearest name.
    return [Mention(m.name, -1, -1, m.titles) for m in found if m.name.split()[0].lower() in GIVEN_NAMES]


def _sure(named: Sequence[Mention]) -> frozenset[str]:
    """Return the words that are names inside a sentence or in a full name: no first word like "Postponed" alone."""
    return frozenset(w.lower() for m in named for w in m.name.split() if not m.opening or " " in m.name)


def _by_line(named: Sequence[Mention]) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = {}
    for mention in named:
        found.setdefault(mention.sentence, []).append(mention)
    return found


@dataclass(slots=True)
class _Said:
    """A quotation found to be speech; its speaker may be known only later."""

    number: int
    speaker: str
    verb: str


@dataclass(slots=True)
class _Reader:
    """Reads an article from top to bottom."""

    article_id: ArticleId
    page: Page
    focus: Focus
    named: dict[int, list[Mention]]
    sure: frozenset[str]
    tongue: Tongue | None
    turns: Mapping[Span, Turn]
    said: list[_Said] = field(default_factory=list)
    chains: dict[int, tuple[str, str]] = field(default_factory=dict)
    reported: list[Quote] = field(default_factory=list)
    introduced: Voice | None = None
    last: str = ""
    """Whose words a quotation that stands alone goes on with; empty when nobody's."""
    heard: int = -1
    """Where the last one stands who was heard to say something."""

    def paragraph(self, paragraph: Paragraph) -> None:
        """Read one paragraph."""
        if (turn := self.turns.get(paragraph.span)) is not None:
            self._turn(turn)
            return
        waiting: list[_Said] = []
        speakers: list[str] = []
        for line in paragraph.lines:
            start = paragraph.span.start
            self.focus.see(self.named.get(line.number, ()), start)
            found = cues(line.tokens) if self.tongue is None else foreign_cues(line.tokens, self.tongue)
            owners: list[Cue] = []
            spoken = self._direct(line, found, start, waiting, speakers, owners, lone=len(paragraph.lines) == 1)
            self._signed(line, waiting, speakers)
            self._reported(line, found, spoken, start, speakers, owners)
            self._attend(line, found, start)
        only = set(speakers) - {UNKNOWN_SPEAKER}
        for said in waiting:
            if said.speaker == UNKNOWN_SPEAKER and len(only) == 1 and UNKNOWN_SPEAKER not in speakers:
                said.speaker = next(iter(only))
        self._go_on(paragraph, speakers)

    def _turn(self, turn: Turn) -> None:
        """Take what is said in an interview, a sentence a quote: what others said is told in the speaker's words."""
        self.last = ""
        self.introduced = None
        for local in split(turn.span.of(self.page.text)) if turn.speaker else ():
            exact = _trimmed(self.page.text, local.shifted(turn.span.start))
            if exact is not None:
                self.reported.append(self._quote(turn.speaker, "direct", exact, ""))

    def _direct(
        self,
        line: Line,
        found: Sequence[Cue],
        start: int,
        waiting: list[_Said],
        speakers: list[str],
        owners: list[Cue],
        *,
        lone: bool,
    ) -> list[int]:
        """Return the positions of the quotations that are speech; ``owners`` takes the cues that they belong to."""
        spoken = []
        bare = line.words_outside() == 0
        for at in line.quotes:
            number = line.tokens[at].quote
            quotation = self.page.quotations[number]
            if disowned(line.tokens, at):
                continue
            heard = voice(line, at, found, self.page.text[quotation.span.end - 1])
            if heard is not None and heard.verb == ":" and not self._names(heard.subject, line):
                heard = None
            signed = heard is not None and heard.verb in "—–-" and bool(speakers)
            if signed:
                heard = None  # whoever wrote the paragraph, in which somebody else speaks, signs it
            if heard is None and self.introduced is not None and bare:
                heard = self.introduced
            runs_on = heard is None and self._runs_on(line, found, speakers)
            spoken_here = (
                runs_on and quotation.span.of(self.page.text).count(" ") >= FEWEST_IN_PASSING - 1
            ) or is_speech(self.page.text, line, at, quotation, heard, goes_on=bool(speakers))
            if not spoken_here and quotation.chain not in self.chains:
                continue
            spoken.append(at)
            said = _Said(number, UNKNOWN_SPEAKER, "")
            if heard is not None:
                speaker = self._whose(heard.subject, line, found, start)
                said = _Said(number, speaker, heard.verb if heard.verb != ":" else "")
                self.chains.setdefault(quotation.chain, (speaker, said.verb))
                owners += [heard.cue] if heard.cue else []
                if heard.cue is None or not heard.cue.hearsay:
                    speakers.append(speaker)
                    self._hear(heard.subject, speaker, line)
                    self.last = speaker
            elif quotation.chain in self.chains:
                said = _Said(number, *self.chains[quotation.chain])
            elif runs_on:
                said.speaker = speakers[-1]
            elif bare or signed:
                said.speaker = self._stands_alone(quotation.span, speakers, lone=lone)
                waiting.append(said)
            elif not at and self.page.text[quotation.span.end - 1] in ENDS | {","}:
                speakers.append(
                    UNKNOWN_SPEAKER
                )  # whoever says this whole sentence, what follows is not said by those before
            self.said.append(said)
        return spoken

    def _runs_on(self, line: Line, found: Sequence[Cue], speakers: Sequence[str]) -> bool:
        """Return whether a sentence in pieces goes on with the only speaker of its paragraph: ``"A drop" for us and "..."``."""
        alone = (
            len(set(speakers)) == 1
            and speakers[-1] != UNKNOWN_SPEAKER
            and not found
            and not self.named.get(line.number)
        )
        return alone and line.tokens[0].quote >= 0 and line.tokens[-1].quote >= 0

    def _signed(self, line: Line, waiting: Sequence[_Said], speakers: list[str]) -> None:
        """Read ``"..." — Tom Varn``: a quotation with its speaker's name behind a dash."""
        if (
            speakers
            or not waiting
            or waiting[-1] is not self.said[-1]
            or not line.tokens
            or line.tokens[0].text not in "—–-"
        ):
            return
        subject = leading(line.tokens[1:]) if line.words_outside() else None
        if subject is not None and subject.kind == "person":
            waiting[-1].speaker = self.focus.resolve(subject, line.number, line.span.start)
            waiting[-1].verb = line.tokens[0].text
            speakers.append(waiting[-1].speaker)

    def _stands_alone(self, span: Span, speakers: Sequence[str], *, lone: bool) -> str:
        """Return who goes on speaking in a quotation with no words around it."""
        if speakers:
            return speakers[-1]
        if not lone or not self.last or _ANSWERS.match(span.of(self.page.text)):
            return UNKNOWN_SPEAKER
        return self.last

    def _reported(
        self,
        line: Line,
        found: Sequence[Cue],
        spoken: Sequence[int],
        start: int,
        speakers: list[str],
        owners: Sequence[Cue],
    ) -> None:
        shared: list[tuple[str, str, Span]] = []
        for cue, span in reports(line, found, spoken, owners):
            if cue.verb in SAYING and not self._names(cue.subject, line):
                continue
            speaker = self._whose(cue.subject, line, found, start)
            self._hear(cue.subject, speaker, line)
            speakers.append(speaker)
            if shared and shared[-1][0] == speaker:
                shared[-1] = (speaker, shared[-1][1], Span(shared[-1][2].start, span.end))
            else:
                shared.append((speaker, cue.verb, span))
        for speaker, verb, span in shared:
            exact = _trimmed(self.page.text, span)
            if exact is not None:
                self.reported.append(self._quote(speaker, "reported", exact, verb))

    def _hear(self, subject: Subject, speaker: str, line: Line) -> None:
        self.focus.attend(subject, speaker, line.number, spoke=True)
        self.heard = max(self.heard, subject.start)

    def _attend(self, line: Line, found: Sequence[Cue], start: int) -> None:
        """Note whom a sentence without saying is about, and who is about to speak behind a colon."""
        closing = line.tokens[-1].text if line.tokens else ""
        subject = None
        self._attend_unheard(line, found, start)
        if not line.heading and not any(c for c in found if not c.nested):
            subject = leading(line.tokens)
            if subject is not None and not self._names(subject, line):
                subject = None
            if subject is not None:
                speaker = self.focus.resolve(subject, line.number, start)
                self.focus.attend(subject, speaker, line.number, spoke=False)
        if line.words_outside():
            self.introduced = None
            if closing == ":":
                subject = found[-1].subject if found else subject
                self.introduced = Voice(subject, found[-1].verb if found else ":", False) if subject else None

    def _attend_unheard(self, line: Line, found: Sequence[Cue], start: int) -> None:
        """Note who speaks in a sentence that brings none of his words: ``Roe criticised the plan. "It is late," he said``.

        Only somebody by name: "the coach praised him" leaves two of whom "he" may be, and so does any "him" behind the verb.
        """
        for cue in found if not line.heading else ():
            told = cue.nested or cue.hearsay or cue.subject.start <= self.heard
            before = [t.lower for t in line.tokens if t.start < cue.subject.start][-1:]
            told = told or (cue.inverted and before != ["by"])
            told = told or not _is_named(cue.subject) or any(t.lower in _OBJECTS for t in line.tokens[cue.right :])
            if not told and cue.verb not in _RELAYS and self._names(cue.subject, line):
                speaker = self.focus.resolve(cue.subject, line.number, start)
                self.focus.attend(cue.subject, speaker, line.number, spoke=False)

    def _whose(self, subject: Subject, line: Line, found: Sequence[Cue], start: int) -> str:
        """Return who a subject is; for a pronoun behind "and" its own sentence counts before those in front of it."""
        at = next((i for i, t in enumerate(line.tokens) if t.start == subject.start), 0)
        before = line.tokens[at - 1].lower if at else ""
        trails = before == "," and subject.text.lower() == "it"  # "The agency will cut jobs, it announced"
        clause = before in LINKS or trails
        own = leading(line.tokens[:at]) if subject.kind == "pronoun" and clause else None
        if own is None or own.kind == "pronoun" or (trails and own.kind != "group"):
            return self.focus.resolve(subject, line.number, start)
        spoke = any(c.subject.start == own.start for c in found)
        joined = before in CONJUNCTIONS and self._names(own, line)
        return self.focus.within(subject, own, line.number, start, joined=joined, spoke=spoke)

    def _names(self, subject: Subject, line: Line) -> bool:
        """Return whether a subject without a verb of saying is somebody, not the first word of a sentence."""
        opens = bool(line.tokens) and subject.start == line.tokens[0].start
        return subject.kind != "name" or " " in subject.text or not opens or subject.text.lower() in self.sure

    def _go_on(self, paragraph: Paragraph, speakers: Sequence[str]) -> None:
        """Decide whether a next paragraph that is nothing but a quotation is by the same speaker."""
        lines = paragraph.lines
        if not speakers:
            if any(line.words_outside() for line in lines):
                self.last = ""
            return
        questions = any(line.tokens and line.tokens[-1].text == "?" for line in lines)
        asked = any(
            self.page.text[self.page.quotations[t.quote].span.end - 1] == "?"
            for line in lines for t in line.tokens if t.quote >= 0
        )  # fmt: skip
        introduced = lines[-1].tokens and lines[-1].tokens[-1].text == ":"  # whoever it is, another speaks next
        one = len(set(speakers)) == 1 and speakers[-1] != UNKNOWN_SPEAKER and not introduced
        self.last = speakers[-1] if one and not questions and not asked else ""

    def _quote(self, speaker: str, kind: QuoteKind, span: Span, verb: str) -> Quote:
        return Quote(self.article_id, speaker, kind, span, span.of(self.page.text), verb)

    def quotes(self) -> tuple[Quote, ...]:
        """Return everything found, in order of the text."""
        found = list(self.reported)
        for said in self.said:
            quotation = self.page.quotations[said.number]
            speaker, verb = said.speaker, said.verb
            if not verb:
                speaker, verb = self.chains.get(quotation.chain, (speaker, verb))
            for local in split(quotation.span.of(self.page.text)):
                exact = _trimmed(self.page.text, local.shifted(quotation.span.start))
                if exact is not None:
                    found.append(self._quote(speaker, "direct", exact, verb))
        return tuple(sorted(found, key=lambda q: (q.span, q.kind)))


def _is_named(subject: Subject) -> bool:
    """Return whether a subject is somebody by name, not by what he is ("the coach", "another member")."""
    return subject.kind in ("person", "name") and subject.text.split()[-1].rpartition("-")[2][:1].isupper()


def _trimmed(text: str, span: Span) -> Span | None:
    """Return the span without a comma or space at its end; None when no letter is left."""
    end = span.end
    while end > span.start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    exact = Span(span.start, end)
    return exact if end > span.start and _MARK.search(text, span.start, end) else None
