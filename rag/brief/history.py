"""Which earlier articles a story goes on from. Pure.

A story changes as it runs: the hearing a week later shares little with the first alarm. So the way back goes
from article to article, each a step that is clearly the same event.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256

from rag.brief.report import Report
from rag.ports import Vectors
from rag.text.names import names
from rag.text.words import fold
from rag.types import ArticleId

SAME_STORY = 0.34
"""Likeness from which an earlier article is of the same story, where the titles or leads of both have a name in common."""
CLEARLY_SAME = 0.45
"""Likeness that is enough where they name other things: another firm's shop closings share most of their words."""
SAME_STORY_NAMED = 0.28
"""Likeness that is enough for the nearest earlier article when both open with the same full name of a thing."""
STILL_ALIKE = 0.25
"""Likeness to today's reports that an article must keep, however many steps back, where no full name is in both."""
MOST_EARLIER = 12

_FULL_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: (?:of |the |de |al-)?[A-ZÀ-Þ][\w’'-]+)+")


def thread(
    members: Sequence[int], pool: Sequence[int], reports: Sequence[Report], likeness: Vectors
) -> tuple[int, ...]:
    """Return the positions in ``pool`` that a story goes on from, oldest first, the latest twelve at most."""
    found: set[int] = set()
    waiting = list(members)
    while waiting:
        for earlier in _before(waiting.pop(), pool, reports, likeness):
            if earlier not in found and _still(earlier, members, reports, likeness):
                found.add(earlier)
                waiting.append(earlier)
    return tuple(sorted(found, key=lambda i: reports[i].key))[-MOST_EARLIER:]


def _still(at: int, members: Sequence[int], reports: Sequence[Report], likeness: Vectors) -> bool:
    """Return whether an article that a way back leads to has still to do with today's reports."""
    if max(float(likeness[m, at]) for m in members) >= STILL_ALIKE:
        return True
    names = full_names(reports[at])
    return any(names & full_names(reports[m]) for m in members)


def _before(at: int, pool: Sequence[int], reports: Sequence[Report], likeness: Vectors) -> list[int]:
    earlier = [i for i in pool if reports[i].key < reports[at].key and not namesakes(reports[i], reports[at])]
    alike = [i for i in earlier if likeness[at, i] >= SAME_STORY]
    alike = [i for i in alike if likeness[at, i] >= CLEARLY_SAME or not _name_others(reports[i], reports[at])]
    if alike or not earlier:
        return alike
    nearest = max(earlier, key=lambda i: (float(likeness[at, i]), reports[i].key))
    named = full_names(reports[at]) & full_names(reports[nearest])
    return [nearest] if named and likeness[at, nearest] >= SAME_STORY_NAMED else []


def _name_others(a: Report, b: Report) -> bool:
    """Return whether two reports name things in their titles and leads, and none in common."""
    ours, theirs = _named(a), _named(b)
    return bool(ours and theirs) and not ours & theirs


def _named(report: Report) -> frozenset[str]:
    return frozenset(fold(n) for n in names(f"{report.article.title}. {report.lead}"))


def namesakes(a: Report, b: Report) -> bool:
    """Return whether two reports open with names that are easily confused and are not the same: two firms, two towns."""
    one, two = _subject(a), _subject(b)
    if not one or not two or one == two or len(one) != len(two) or one[0] != two[0]:
        return False
    return all(x == y or x[:3] == y[:3] for x, y in zip(one, two, strict=True))


def _subject(report: Report) -> tuple[str, ...]:
    match = _FULL_NAME.search(report.sentences[0].text) if report.sentences else None
    return tuple(match.group().casefold().split()) if match else ()


def full_names(report: Report) -> frozenset[str]:
    """Return the names of several words in a report's title and lead."""
    found = _FULL_NAME.findall(f"{report.article.title}. {report.lead}")
    return frozenset(n.casefold() for n in found)


def story_id(articles: Sequence[ArticleId], known: Mapping[ArticleId, str], first: ArticleId) -> str:
    """Return the id that most of the articles had in earlier briefs, or one made from the first of them."""
    votes: dict[str, int] = {}
    for article in articles:
        if article in known:
            votes[known[article]] = votes.get(known[article], 0) + 1
    if votes:
        return max(sorted(votes), key=lambda i: votes[i])
    return "st-" + sha256(first.encode("utf-8", "replace")).hexdigest()[:12]
