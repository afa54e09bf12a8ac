"""Is there news, is there none, or do we not know? Three different results, the last two in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.export.words import FAILED, READ_IN_PART, stamp
from rag.service.brief.material import Material
from rag.types import BriefStatus, Story


def status_of(
    material: Material, stories: Sequence[Story], known_stories: int, repeated: int = 0
) -> tuple[BriefStatus, str | None]:
    """Return the status of a brief and why it is not ok.

    ``known_stories`` were told to this reader before; ``repeated`` only say again what was reported before this time.

    Sources that failed, and articles that were too many to be read, are said even where there are stories.
    """
    failing = "; ".join(w for w in (_failing(material), _unread(material)) if w)
    if stories:
        return (BriefStatus.DEGRADED, failing) if failing else (BriefStatus.OK, None)
    if failing:
        return BriefStatus.DEGRADED, failing
    if material.stored and (known_stories or repeated):
        return BriefStatus.NOTHING_NEW, "; ".join(_known(known_stories, repeated))
    if material.stored:
        count = len(material.stored)
        came = f"{count} articles came in, and none holds" if count > 1 else "one article came in, and it holds no"
        return BriefStatus.NOTHING_NEW, f"{came} news"
    return without_articles(material)


def _known(told: int, repeated: int) -> Iterator[str]:
    if told:
        every = "all " if told > 1 and not repeated else ""
        yield f"you were told of {every}{told} stories before" if told > 1 else "you were told of the one story before"
    if repeated:
        again = f"{repeated} stories say" if repeated > 1 else "one story says"
        yield f"{again} again what was reported before this time"


def without_articles(material: Material) -> tuple[BriefStatus, str]:
    """Return the status of a brief whose window no article is of, and why: it depends on what came elsewhere."""
    published, since = material.newest, material.window.since
    newest = f"the newest article is of {stamp(published)}" if published else "no article has a date"
    if published is not None and published.at >= since:
        return BriefStatus.NOTHING_NEW, f"nothing was published in this window; {newest}"
    taken = f", the last was taken in on {material.last_taken:%Y-%m-%d}" if material.last_taken else ""
    return BriefStatus.DEGRADED, f"no article reaches this window: {newest}{taken}. The sources may have failed"


def _unread(material: Material) -> str | None:
    if not material.unread:
        return None
    count = len(material.stored)
    return f"{READ_IN_PART} {count:,} of {count + material.unread:,} articles of this time were read"


def _failing(material: Material) -> str | None:
    if not material.failing:
        return None
    named = "; ".join(f"{source} ({fault})" for source, fault in material.failing[:3])
    more = f" and {len(material.failing) - 3} more" if len(material.failing) > 3 else ""
    return f"{len(material.failing)} {FAILED}: {named}{more}"
