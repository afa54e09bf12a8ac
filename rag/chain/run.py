"""One question, from retrieval to its answer, as a stream of events."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property

import prompts
from rag.answer.admit import OLD_AFTER, Abstention, admit, is_of_a_time, old_news
from rag.answer.asked import Wanted, lacked, wanted
from rag.answer.asked import parts as parts_of
from rag.answer.assemble import Numbering
from rag.answer.context import evidence_text, spell_now
from rag.answer.draft import cut_off, only_asks, says_nothing, whole_sentences, without_today
from rag.answer.extract import extract, worded
from rag.answer.said import own_words
from rag.chain.beside import with_beside, with_its_lead
from rag.chain.check import check_named
from rag.chain.fits import of_other_days, unfit
from rag.chain.gather import gather, told_in
from rag.chain.instead import own_sentences
from rag.chain.judge import not_judged
from rag.chain.parts import Asked, Parts
from rag.chain.reading import on_what_was_read
from rag.chain.trace import with_costs
from rag.chain.unanswerable import missing_in, unknown_matter, without_kinds
from rag.cite import OPPOSITE, conflicts
from rag.cite.keys import keys_of, resolve
from rag.errors import ProviderError
from rag.ports import Completion, Message
from rag.retrieve.ask_kind import read_speaker
from rag.text.abroad import in_english_frame
from rag.text.names import missing_names, names
from rag.types import (
    UNFINISHED,
    Answer,
    ArticleId,
    AskEvent,
    Done,
    Draft,
    Evidence,
    EvidenceSentence,
    Falsity,
    Filter,
    Published,
    Reason,
    Retrieved,
    Sentence,
    SentenceVerified,
    SentenceWithheld,
    Status,
    Trace,
    Window,
    Withheld,
)

REPLY_TOKENS = 160
AGAIN = "answer_again"
"""The prompt for a second question on the same evidence; it begins as the first one, so that a server need not read it anew."""


class Run:
    """The state of answering one question. ``events()`` is to be drained once."""

    def __init__(self, parts: Parts, asked: Asked) -> None:
        self._parts = parts
        self._asked = asked
        self._question = in_english_frame(asked.question.text)
        """The question as code reads it; a model, the search and the reader have it as it was asked."""
        self._started = parts.timer()
        self._timings: dict[str, int] = {}
        self._numbering = Numbering()
        self._sentences: list[Sentence] = []
        self._withheld: list[Withheld] = []
        self._completions: list[Completion] = []
        self._declined = False
        self._missed = False
        """Whether a draft gave the question back, or named no number, no time where that is asked for."""
        self._prompts: list[str] = []
        self._keys: tuple[str, ...] = ()
        self._invented_keys = 0
        self._old_news: date | None = None
        self._denied_by: dict[int, None] = {}
        """Positions of the sentences that say the opposite of a draft."""

    def events(self) -> Generator[AskEvent]:
        """Yield Retrieved, then drafts and checked sentences, then Done."""
        evidence = self._evidence()
        self._mark("first_evidence")
        yield Retrieved(evidence)
        stop = admit(evidence, self._parts.reader.counts().articles) or unknown_matter(self._question, evidence)
        if stop is not None:
            yield self._done(evidence, stop)
            return
        yield from self._own_words(evidence)
        if self._sentences:
            yield self._done(evidence, None)
            return
        fault = self._asked.model_fault
        try:
            if self._asked.chat is None and fault is None:
                yield from self._extract(evidence)
            elif fault is None:
                evidence = self._with_what_was_read(evidence)
                yield from self._write(evidence, evidence.question.text)
                yield from self._part_by_part(evidence)
                yield from self._again(evidence)
                yield from self._in_their_words(evidence)
        except ProviderError as exc:
            fault = str(exc)
        fault = fault or (None if self._sentences or self._withheld or self._declined else cut_off(self._completions))
        yield self._done(evidence, self._abstention(evidence, fault), fault)

    def _evidence(self) -> Evidence:
        question = self._asked.question
        found = self._parts.retriever.retrieve(question, question.top_k or self._parts.top_k)
        self._mark("retrieve")
        evidence = Evidence(
            question, found.window, found.filter, found.passages, (),
            reports=found.reports, independent=found.independent,
        )  # fmt: skip
        evidence = gather(self._parts, self._question, found, evidence)
        if self._asked.chat is not None or self._asked.model_fault is not None:
            return evidence
        newer_from = self._newer_from(evidence.window)
        return with_beside(self._parts, self._question, evidence, lambda e: self._old_among(e.sentences, e), newer_from)

    def _with_what_was_read(self, evidence: Evidence) -> Evidence:
        """Return the evidence of a follow-up behind what a small model has read for the question before; a large one reads fast."""
        if self._parts.cites_keys or self._asked.rewords_speech:
            return evidence
        readings = self._parts.readings
        whole = on_what_was_read(self._question, evidence, readings.before(evidence), self._parts.reader)
        readings.keep(whole)
        return whole

    def _newer_from(self, window: Window) -> datetime | None:
        """Return the time from which an article is no old news; None where old news may answer."""
        question, limit = self._asked.question, OLD_AFTER[self._parts.sure]
        if limit is None or self._newest is None or is_of_a_time(question, window):
            return None
        return self._newest.at - limit

    def _own_words(self, evidence: Evidence) -> Iterator[AskEvent]:
        """Yield what somebody said in their own words where that is all that is asked: no model rewords a quotation."""
        question = self._question
        if self._asked.chat is not None and self._asked.rewords_speech:
            return
        if len(parts_of(question)) > 1 or wanted(question) is not Wanted.ANYTHING:
            return
        ask, said = read_speaker(question, evidence.window.words), evidence.sentences[: len(evidence.quotes)]
        topic = ask.about if ask else ""
        elsewhere = frozenset(i for i, s in enumerate(said) if not self._knows(s.article_id, topic))
        for position in own_words(said, len(said), topic, old=self._old_among(said, evidence), elsewhere=elsewhere):
            yield self._checked(worded(evidence.sentences[position]), evidence, of_any_age=True)

    def _extract(self, evidence: Evidence) -> Iterator[AskEvent]:
        sentences = evidence.sentences
        for position in extract(self._question, sentences, evidence.window, self._old_among(sentences, evidence)):
            yield self._checked(*self._with_its_lead(position, evidence))

    def _with_its_lead(self, position: int, evidence: Evidence) -> tuple[str, Evidence]:
        """Return the words of an evidence sentence, and of the one before it where it leans on that, with the evidence that has them."""
        told = evidence.sentences[position]
        led = with_its_lead(self._question, told, self._parts.reader)
        if led != told and not any(led.text.startswith(s.text) for s in self._sentences):
            sentences = (*evidence.sentences[:position], led, *evidence.sentences[position + 1 :])
            if check_named(self._parts, self._asked, worded(led), sentences, ()).supported:
                return worded(led), replace(evidence, sentences=sentences)
        return worded(told), evidence

    def _old_among(self, sentences: Sequence[EvidenceSentence], evidence: Evidence) -> frozenset[int]:
        """Return the positions of the sentences that are old news or of another day, each by itself: those stand back."""
        other = of_other_days(self._question, sentences, evidence.window, self._text_of)
        return other | frozenset(i for i, s in enumerate(sentences) if self._day_of_old_news(worded(s), evidence, [s]))

    def _knows(self, article_id: ArticleId, topic: str) -> bool:
        """Return whether an article has one of the names of a topic; True where the topic has none."""
        stored, topic = self._parts.reader.article(article_id), without_kinds(topic)
        if stored is None or not names(topic):
            return True
        return len(missing_names(topic, [stored.article.title, stored.article.text])) < len(names(topic))

    def _text_of(self, article_id: ArticleId) -> str:
        stored = self._parts.reader.article(article_id)
        return f"{stored.article.title}. {stored.article.text}" if stored else ""

    def _day_of_old_news(self, text: str, evidence: Evidence, used: Sequence[EvidenceSentence]) -> date | None:
        return old_news(text, evidence.question, evidence.window, used, self._newest, self._parts.sure)

    def _write(self, evidence: Evidence, question: str, *, again: bool = False) -> Iterator[AskEvent]:
        chat = self._asked.chat
        assert chat is not None
        today = self._asked.question.as_of.astimezone(self._parts.zone).date()
        messages = self._messages(evidence, question, AGAIN if again else self._prompt)
        stream = chat.stream(messages, max_tokens=REPLY_TOKENS, deadline=self._asked.deadline)
        for item in whole_sentences(stream):
            if isinstance(item, Completion):
                self._completions.append(item)
                self._mark("written")
                continue
            if "first_token" not in self._timings:
                self._mark("first_token")
            drafted = resolve(item, self._keys)
            self._invented_keys += drafted.invented
            text = without_today(drafted.text, today, evidence.sentences)
            if not text:
                continue
            yield Draft(text)
            if says_nothing(text):
                self._declined = True
            elif only_asks(text, question):
                self._missed = True
                yield self._withhold(text, "it gives the question back")
            else:
                yield self._checked(text, evidence, drafted.positions, on_the_matter=again)

    def _part_by_part(self, evidence: Evidence) -> Iterator[AskEvent]:
        """Yield answers to the parts of a question, each asked alone, where nothing said of the whole could be verified.

        A small model invents the part that the sources lack, and with it spoils the sentence that has the other.
        """
        parts = parts_of(evidence.question.text)
        if self._sentences or self._asked.rewords_speech or len(parts) < 2:
            return
        for part in parts:
            yield from self._write(evidence, f"{part.rstrip(' ?')}?")

    def _again(self, evidence: Evidence) -> Iterator[AskEvent]:
        """Yield what the model writes when asked for the sentence itself, where it declined or missed what is asked.

        A small model does so with the answer before it, and finds it when it has only to copy it. It may copy what is only near
        by, so the sentence must speak of what is asked. That it fails now takes nothing from what it said before.
        """
        if self._sentences or not (self._declined or self._missed):
            return
        if self._parts.cites_keys or self._asked.rewords_speech or len(parts_of(evidence.question.text)) > 1:
            return
        declined, self._declined = self._declined, False
        with suppress(ProviderError):
            yield from self._write(evidence, evidence.question.text, again=True)
        self._declined = not self._sentences and (declined or self._declined)

    def _in_their_words(self, evidence: Evidence) -> Iterator[AskEvent]:
        """Yield the sources' own sentences where all that the model wrote was withheld, or it found nothing that is there.

        One that says the opposite of a draft is about what is asked, and right.
        """
        if self._sentences:
            return
        found = tuple(self._denied_by)
        if not self._asked.rewords_speech:
            old = self._old_among(evidence.sentences, evidence) if self._withheld else frozenset[int]()
            found = own_sentences(self._parts.embedder, self._question, evidence, self._withheld, old, found)
        for position in found:
            yield self._checked(*self._with_its_lead(position, evidence))

    def _messages(self, evidence: Evidence, question: str, prompt: str) -> tuple[Message, ...]:
        self._keys = keys_of(evidence.sentences) if self._parts.cites_keys else ()
        self._prompts.append(prompt)
        system, user = prompts.load(prompt).render(
            {
                "evidence": evidence_text(evidence.sentences, self._parts.zone, self._keys),
                "today": spell_now(evidence.question.as_of, self._parts.zone),
                "question": question,
            }
        )
        return (Message("system", system), Message("user", user))

    @property
    def _prompt(self) -> str:
        return "answer_keys" if self._parts.cites_keys else "answer"

    def _checked(
        self,
        text: str,
        evidence: Evidence,
        named: Sequence[int] = (),
        *,
        of_any_age: bool = False,
        on_the_matter: bool = False,
    ) -> AskEvent:
        verdict = check_named(self._parts, self._asked, text, evidence.sentences, named)
        if OPPOSITE in verdict.vetoes:
            self._denied_by.update(dict.fromkeys(verdict.used[:1]))
        if not verdict.supported or not verdict.used:
            return self._withhold(text, "; ".join(verdict.reasons) or "nothing supports it", verdict.falsity)
        used = [evidence.sentences[i] for i in verdict.used]
        said = (text, *(s.text for s in self._sentences))
        kind = lacked(self._question, said, told_in({u.article_id for u in used}, evidence))
        if kind:
            self._missed = True
            return self._withhold(text, f"the question asks for {kind}; this holds none")
        if any(text in s.text for s in self._sentences):
            return self._withhold(text, "said already")
        unfitting = unfit(
            self._question, text, used, self._knows, support=verdict.score, on_the_matter=on_the_matter,
            window=evidence.window, text_of=self._text_of,
        )  # fmt: skip
        if unfitting:
            return self._withhold(text, unfitting)
        day = self._day_of_old_news(text, evidence, used)
        if day is not None and not of_any_age:
            self._old_news = max(day, self._old_news or day)
            return self._withhold(text, f"it rests on an article of {day.isoformat()}: old news")
        sentence, citations = self._numbering.sentence(text, evidence.sentences, verdict)
        self._sentences.append(sentence)
        return SentenceVerified(sentence, citations)

    @cached_property
    def _newest(self) -> Published | None:
        """When the newest article of the library, as of the question's now, was published."""
        found = self._parts.reader.articles(Filter(self._asked.question.as_of, zone=self._parts.zone), limit=1)
        return found[0].article.published if found else None

    def _withhold(self, text: str, reason: str, falsity: Falsity = Falsity.UNSHOWN) -> SentenceWithheld:
        withheld = Withheld(text, reason, falsity)
        self._withheld.append(withheld)
        return SentenceWithheld(withheld)

    def _abstention(self, evidence: Evidence, fault: str | None) -> Abstention | None:
        if self._sentences:
            return None
        if fault is not None:
            return Abstention(Reason.MODEL_UNAVAILABLE)
        if self._old_news is not None:
            newer_from = self._newer_from(evidence.window)
            told = [p.published for p in evidence.passages if p.published]
            newer = newer_from is not None and any(each.at >= newer_from for each in told)
            # What was found, not what the library holds: that no newer article speaks of it is not known.
            found = "the newer articles that were found do not say; what" if newer else "what"
            was = f"{found} was found to answer with is old news, of {self._old_news.isoformat()}"
            return Abstention(Reason.NOT_STATED, f"{was}: name a time, or ask of any time")
        if self._withheld and not self._declined:
            return Abstention(Reason.UNSUPPORTED, "what was written could not be verified")
        return Abstention(Reason.NOT_STATED, "the articles do not say this")

    def _missing(self, fault: str | None, evidence: Evidence) -> str | None:
        """Return what a partial answer lacks, or None when it is whole."""
        if fault is not None:
            return f"{UNFINISHED[0]}{fault}"
        if cut := cut_off(self._completions):
            return f"{UNFINISHED[1]}{cut}"
        said = [s.text for s in self._sentences]
        told = told_in({c.article_id for c in self._numbering.citations}, evidence)
        unanswered = [
            part for part in parts_of(self._question) if missing_in(part, evidence) or lacked(part, said, told)
        ]
        if unanswered:
            return "; ".join(unanswered) if self._question == self._asked.question.text else self._asked.question.text
        return "part of the question: the model found no more in the sources" if self._declined else None

    def _done(self, evidence: Evidence, stop: Abstention | None, fault: str | None = None) -> Done:
        missing = stop.missing if stop else self._missing(fault, evidence)
        status = Status.ABSTAINED if stop else Status.PARTIAL if missing else Status.ANSWERED
        conflicting = () if stop else self._numbering.conflicts(conflicts(evidence.sentences), evidence.sentences)
        self._mark("total")
        answer = Answer(
            question=evidence.question,
            window=evidence.window,
            status=status,
            reason=stop.reason if stop else None,
            sentences=tuple(self._sentences),
            citations=self._numbering.citations,
            withheld=tuple(self._withheld),
            missing=missing,
            evidence=evidence,
            conflicts=conflicting,
            trace=self._trace(),
            note=fault or not_judged(self._asked.unjudged),
        )
        return Done(answer)

    def _trace(self) -> Trace:
        chat = self._asked.chat
        used = dict.fromkeys((self._prompt, *self._prompts, "support")) if chat else {}
        trace = Trace(
            llm=chat.name if chat else "none",
            embeddings=self._parts.embedder.name,
            prompts={name: prompts.load(name).sha256 for name in used},
            timings_ms=dict(self._timings),
            invented_keys=self._invented_keys,
        )
        return with_costs(trace, self._completions)

    def _mark(self, name: str) -> None:
        self._timings[name] = round((self._parts.timer() - self._started) * 1000)
