"""Filters to Chroma's ``where``: numbers for dates, never an empty or one-sided clause. Pure."""

from __future__ import annotations

from typing import Any

from rag.cite.words import fold
from rag.types import Filter

DAY_S = 86_400
UNDATED = -(2**40)
"""Stands for "no date": Chroma compares numbers only and keeps no None."""
MOST_IDS = 2_000
"""Longer lists are left to the caller's own check: Chroma refuses lists of tens of thousands."""


def where_clause(where: Filter | None) -> dict[str, Any] | None:
    """Return the clause, or None when nothing is excluded. It may admit too much, never too little.

    Whether an undated article was fetched by ``as_of`` is checked against the store.
    """
    if where is None:
        return None
    clauses: list[dict[str, Any]] = [{"published": {"$lte": int(where.as_of.timestamp())}}]
    if where.since is not None:
        # A date without a time reaches to the end of its day.
        since = int(where.since.timestamp())
        timed = {"published": {"$gte": since}}
        days = {"$and": [{"has_time": {"$eq": 0}}, {"published": {"$gt": since - DAY_S}}]}
        clauses.append({"$or": [timed, days]})
    if where.until is not None:
        clauses.append({"published": {"$lt": int(where.until.timestamp())}})
        if where.since is None:
            clauses.append({"published": {"$gt": UNDATED}})
    if where.sources:
        clauses.append({"source": {"$in": [fold(s) for s in where.sources]}})
    if 0 < len(where.article_ids) <= MOST_IDS:
        clauses.append({"article_id": {"$in": list(where.article_ids)}})
    return clauses[0] if len(clauses) == 1 else {"$and": clauses}
