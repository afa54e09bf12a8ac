"""Search queries with judged documents, in the formats of ``ir``, BEIR and TREC folders."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.cases.lines import all_different, bad, fields_of, text_lines
from rag.errors import UsageError
from rag.ingest.titles import bare

JUDGED = ("test", "qrels", "dev")
"""Which file of judgements counts where there are several: the one that figures are published on first."""
_BEIR, _TREC = 3, 4
_GRADE = re.compile(r"[-+]?[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Topic:
    """A search query and how relevant each judged document is (0 is not)."""

    id: str
    query: str
    relevant: Mapping[str, int]


Documents = list[dict[str, str]]


def ir_topics(folder: Path) -> tuple[list[Topic], Documents]:
    """Return the queries and documents of an ``ir`` folder, or of a BEIR or TREC one.

    Raises:
        UsageError: the folder is neither, or a line of it cannot be used; it names the file and the line.
    """
    if (queries := _named(folder, "queries")) and (documents := _named(folder, "documents")):
        topics = all_different(queries, fields_of(queries, _topic), lambda t: t.id)
        return topics, all_different(documents, fields_of(documents, _document), lambda d: d["id"])
    if (corpus := _named(folder, "corpus")) and queries:
        return _judged(folder, queries), all_different(corpus, fields_of(corpus, _beir), lambda d: d["id"])
    raise UsageError(
        "suite not read",
        why=f"{folder} has no queries.jsonl with a documents.jsonl or corpus.jsonl (each may end in .gz)",
        fix="Give an ir, BEIR or TREC folder; docs/evaluation.md tells what is in one.",
    )


def _named(folder: Path, name: str) -> Path | None:
    return next((p for end in (".jsonl.gz", ".jsonl") if (p := folder / f"{name}{end}").is_file()), None)


def _topic(row: Mapping[str, Any]) -> Topic:
    relevant = row["relevant"]
    if not isinstance(relevant, list):
        raise TypeError(f"`relevant` is {relevant!r}, not a list of ids")
    return Topic(_words(row, "id"), _words(row, "query"), dict.fromkeys(map(str, relevant), 1))


def _document(row: Mapping[str, Any]) -> dict[str, str]:
    return _line(_words(row, "id"), "", row)


def _beir(row: Mapping[str, Any]) -> dict[str, str]:
    return _line(_words(row, "_id"), str(row.get("title") or ""), row)


def _line(number: str, title: str, row: Mapping[str, Any]) -> dict[str, str]:
    text = "" if row["text"] is None else _words(row, "text")
    if not text.strip() or bare(text) == bare(title):
        # A document may be no more than its title: it is searched like any other. Taken in, a line that repeats the
        # title goes, and nothing would be left; without one, the text is its own title.
        text, title = text if text.strip() else title, ""
    line = {"id": number, "title": title, "text": text, "url": f"https://documents.example/{number}"}
    published = row.get("published")
    return line | ({"published": published} if published else {})


def _words(row: Mapping[str, Any], name: str) -> str:
    """Return a field that is text, or the number that names something.

    Raises:
        TypeError: it is neither.
    """
    value = row[name]
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise TypeError(f"`{name}` is {value!r}, not a string")
    return value if isinstance(value, str) and name == "text" else str(value).strip()


def _judged(folder: Path, queries: Path) -> list[Topic]:
    judged = judgements(_qrels(folder))
    asked = all_different(queries, fields_of(queries, lambda r: (_words(r, "_id"), _words(r, "text"))), lambda q: q[0])
    return [Topic(name, text, judged[name]) for name, text in asked if name in judged]


def _qrels(folder: Path) -> Path:
    found = [*folder.glob("qrels/*.tsv"), *folder.glob("qrels/*.txt"), *folder.glob("qrels.t*")]
    if not found:
        raise UsageError(
            "suite not read",
            why=f"{folder} has no qrels/*.tsv and no qrels.txt",
            fix="Give a whole BEIR or TREC folder.",
        )
    return min(found, key=lambda p: (JUDGED.index(p.stem) if p.stem in JUDGED else len(JUDGED), p.name))


def judgements(path: Path) -> dict[str, dict[str, int]]:
    """Return how relevant each judged document is, query by query: ``query document grade``, or TREC's four columns.

    Raises:
        UsageError: a line is neither; it names the line.
    """
    judged: dict[str, dict[str, int]] = {}
    for number, line in text_lines(path):
        parts = line.split()
        judged_so = _GRADE.fullmatch(parts[-1])
        if number == 1 and not judged_so:
            continue
        if len(parts) not in (_BEIR, _TREC) or not judged_so:
            raise bad(path, number, f"{line!r} is neither `query document grade` nor `query 0 document grade`")
        # TREC has a column of zeros in the middle, BEIR has not.
        judged.setdefault(parts[0], {})[parts[-2]] = int(parts[-1])
    return judged
