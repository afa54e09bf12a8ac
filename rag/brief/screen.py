"""Articles and sentences that are no news: recollections, boilerplate, instructions to a machine. Pure."""

from __future__ import annotations

import re
import unicodedata

from rag.brief.report import Report
from rag.text.dates import year_recalled
from rag.text.instructions import tells_a_machine
from rag.text.sentences import ASKS, STATES, UNMARKED
from rag.text.words import word_count
from rag.types import EvidenceSentence

FEWEST_WORDS = 25

_RECALLS = re.compile(
    r"\bon this day\b|\bthis (?:day|week|month) in (?:history|\d{4})\b|\b\w+ years ago (?:today|this week)\b"
    r"|\bfrom (?:our|the) archives?\b|\banniversary of\b|\b(?:look(?:ing)? back|throwback|flashback)\b"
    r"|\b(?:\d+|ten|twenty|thirty|forty|fifty|a hundred) years on\b|\byear in review\b|\bobituary archive\b",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"\bweb crawl|\bcrawls? of\b|\bcrawl(?:ed|s)? (?:data|outlinks)|\bwayback machine|\barchive-?it\b|\binternet archive\b"
    r"|\bcookies?\b.{0,40}\b(?:policy|accept|consent|settings|use)|\b(?:accept|use)\w*\b.{0,20}\bcookies\b"
    r"|\b(?:enable|turn on|switch on|activate) javascript|\bjavascript (?:is|to be) (?:disabled|enabled)"
    r"|\badd location information to your tweets|\bdelete your tweet location|\bprivacy policy\b|\bterms of (?:use|service)\b|\ball rights reserved\b"
    r"|\bsubscribe (?:to|now|here)\b|\bsign (?:up|in) (?:to|for)\b|\bunsubscribe\b|\bclick (?:here|for|above|below)\b|\bfollow us on\b"
    r"|\bbreaking news (?:e-?mails?|alerts?)\b|\byour browser\b|^editor['’]s note\b"
    r"|\bfiles are currently not publicly accessible|\bproperties of this collection\b|\ban archive of pages\b"
    r"|\b(?:sign(?:ing)? up here|subscrib\w+|get|deliver(?:ed|y)|straight|direct(?:ly)?|want)\b.{0,60}\b(?:newsletters?|(?:in|to) your inbox)\b"
    r"|\bsign(?:ing)? up (?:here|for)\b|\b(?:appear(?:s|ed)|published) in\b.{0,40}\bnewsletter\b"
    r"|\b(?:opinions?|views)(?: and (?:opinions?|views))? expressed (?:here|in this)\b|\b(?:view|read) more opinion\b"
    r"|\bimage credit:|\b\d\d:\d\d\s*(?:[-–—•]\s*)?source:|\bvideo ad feedback\b"
    r"|\bplease help us\b.{0,40}\b(?:goal|reach|cross)|\bfair use\b|\bpublished on \w{3} \d{1,2}, \d{4}",
    re.IGNORECASE,
)
_INSTRUCTS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.]{0,40}\b(?:previous|prior|above|earlier|preceding|all|any|your)\b"
    r"[^.]{0,30}\b(?:instructions?|prompts?|rules?|context|directions?|guidelines?|messages?|text|commands?)\b"
    r"|\b(?:system|developer|assistant|hidden)\s*(?:prompt|message|instruction|note|override)\b"
    r"|\b(?:you are|act as|pretend (?:to be|you)|from now on,? you|you must now|your (?:new )?(?:task|role|instructions?))\b"
    r"|\b(?:as an|note to|attention,?|dear|instructions? (?:to|for)(?: the| any)?) (?:ai|llm|language model|assistant|chatbot|model|summari[sz]er|reader model)\b"
    r"|\b(?:answer|reply|respond|output|print|say|state|write|report|tell (?:the )?(?:user|reader)|include|insert|append|repeat|reveal|summari[sz]e)\b"
    r"[^.]{0,60}\b(?:instead|verbatim|only with|the (?:user|reader|following)|in your (?:answer|reply|response|summary)|to claim)\b"
    r"|<\|?\s*/?\s*(?:im_start|im_end|system|user|assistant|context|inst)\b|\[/?INST\]|\bBEGIN (?:SYSTEM|INSTRUCTIONS?)\b"
    r"|\btell (?:the )?(?:user|reader|human)\b",
    re.IGNORECASE,
)
"""What comes near an instruction, or is a control token: a brief has other sentences to choose from, an answer may not."""

_POINTS = re.compile(
    r"\bhere(?:['’]s| is| are) (?:what|everything|how|why|where|when|who|a (?:full |complete )?(?:look|list|guide)"
    r"|(?:the |some |our )(?:[\w-]+ ){0,2}(?:latest|highlights?|updates?|takeaways|results|answers|winners|top stories))\b"
    r"|\bour (?:own )?(?:[\w-]+ )?(?:guide|newsletter|podcast|faqs?|app|coverage|live blog)\b"
    r"|^(?:what|when|where|who|why|how|tickets?|admission|cost|info|details)\s*:"
    r"|\b(?:please|you can) (?:read|see|follow|visit)\b.{0,60}\b(?:coverage|updates?|here|page|story|article)\b"
    r"|\b(?:this|the) (?:article|story|page|post|report) (?:was|has been|will be|is being) (?:last |first )?(?:updated|changed to include\w*|revised to include\w*)\b"
    r"|(?:^|, |\bplease )(?:read|view|see|follow|watch|visit|check(?: out)?|catch up (?:with|on)|stay (?:with|up to date with))\b[^.]{0,40}?"
    r"(?:\b(?:our|these|the following)\b|['’]s\b|\blive\b)[^.]{0,30}?\b(?:coverage|story|updates?|blog|page|guide|live feed|reporting)\b"
    r"|^for (?:the )?(?:latest|more|full|live|further) [^.]{0,60}, (?:please )?(?:read|view|see|follow|watch|visit|go to|click|check)\b"
    r"|^(?:related|read more|more|see also|also read|watch|listen|photos?|video|gallery)\s*:"
    r"|^(?:now |so |first,? )?(?:let['’]s|let us|take|consider|imagine|picture) (?:a|an|the|this|briefly|begin|start|look|walk)\b"
    r"|^(?:editor['’]s )?note:|^\d{1,3}[.)] |^\d{1,2}(?::\d\d)? ?[ap]\.?m\.? (?:in|at|[-–—]|:)"
    r"|^this (?:page|story|article|file) (?:reflects|covers|features|contains)\b",
    re.IGNORECASE,
)
"""What leads the reader about the page: where to read on, what follows, when it was updated."""
_CUT_HEAD = re.compile(r"[-‐‒–—―−•·,;:)\]…|/*]")
"""What no whole sentence begins with: its head was cut off, or it is an entry of a list."""
_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]")
_FIRST_PERSON = re.compile(r"\b(?:I|I’m|I'm|my|me|myself)\b")


def recalls(report: Report) -> bool:
    """Return whether an article tells an old event: it says so at its head, or its opening is dated years back."""
    if _RECALLS.search(report.article.title) or _RECALLS.search(report.lead):
        return True
    published = report.article.published
    first = report.sentences[0].text if report.sentences else ""
    return published is not None and year_recalled(first, published.day) is not None


def is_boilerplate(report: Report) -> bool:
    """Return whether an article is no text about the world: too short, or mostly what web pages say of themselves."""
    words = sum(word_count(s.text) for s in report.sentences)
    if words < FEWEST_WORDS:
        return True
    boiled = sum(word_count(s.text) for s in report.sentences if _BOILERPLATE.search(s.text))
    return boiled >= 0.4 * words


def instructs(text: str) -> bool:
    """Return whether a sentence speaks to whoever processes the article, not to its readers."""
    return tells_a_machine(text) or _INSTRUCTS.search(text) is not None


def tells(sentence: EvidenceSentence) -> bool:
    """Return whether a sentence can stand in a brief: whole, a statement, and of the news."""
    text = sentence.text.strip()
    if not 6 <= word_count(text) <= 60 or text.endswith((*ASKS, ":", "…", "...")):
        return False
    if not text.endswith((*STATES, "”", '"', "’", "'", ")", "»", "」", "』")) and not UNMARKED.search(text):
        return False
    own = unquoted(text)
    if _FIRST_PERSON.search(own) or _POINTS.search(own) or _CUT_HEAD.match(text):
        return False
    return balanced(text) and not instructs(text) and not _BOILERPLATE.search(text) and not _shouts(text)


def unquoted(text: str) -> str:
    """Return the words of a text that are its writer's own."""
    return _QUOTED.sub(" ", text)


def balanced(text: str) -> bool:
    """Return whether every quotation mark of a text has its partner."""
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0 and text.count("«") == text.count("»")


def _shouts(text: str) -> bool:
    letters = [c for c in text if unicodedata.category(c)[0] == "L"]
    return len(letters) > 20 and sum(c.isupper() for c in letters) > 0.6 * len(letters)
