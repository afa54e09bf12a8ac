"""Filters to Chroma's ``where``: numbers for dates, never an empty or one-sided clause. Pure."""

from __future__ import annotations

from typing import Any

from rag.text.words import fold
from rag.types import Filter, Range

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
    passing = [_between(1, where.times), _between(0, where.days)]
    if where.undated:
        passing.append({"published": {"$eq": UNDATED}})
    clauses: list[dict[str, Any]] = [{"$or": passing}]
    if where.sources:
        clauses.append({"source": {"$in": [fold(s) for s in where.sources]}})
    if 0 < len(where.article_ids) <= MOST_IDS:
        clauses.append({"article_id": {"$in": list(where.article_ids)}})
    return clauses[0] if len(clauses) == 1 else {"$and": clauses}


def _between(has_time: int, allowed: Range) -> dict[str, Any]:
    return {
        "$and": [
            {"has_time": {"$eq": has_time}},
            {"published": {"$gte": allowed.first}},
            {"published": {"$lte": allowed.last}},
        ]
    }
