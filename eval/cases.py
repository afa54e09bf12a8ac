"""Cases: a question and what a right answer must have. Read from JSON Lines, with the line in every error."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from rag.errors import UsageError

Expect = Literal["answer", "abstain", "partial", "any"]
_EXPECTS = ("answer", "abstain", "partial", "any")


@dataclass(frozen=True, slots=True)
class Case:
    """One question.

    ``answers``: strings of which a right answer holds at least one; ``forbidden``: strings that it must not hold;
    ``articles``: ids of the articles that may be cited; ``passages``: exact spans, where those are known;
    ``speaker`` and ``quote``: who must be given as the speaker of exactly which words; ``choices`` and
    ``answer_index``: multiple choice; ``after``: the question that this one follows; ``labels``: groups to report by.
    """

    id: str
    question: str
    kind: str = "question"
    expect: Expect = "answer"
    as_of: str | None = None
    since: str | None = None
    until: str | None = None
    after: str | None = None
    answers: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    passages: tuple[tuple[str, int, int], ...] = ()
    speaker: str | None = None
    quote: str | None = None
    conflict: bool = False
    choices: tuple[str, ...] = ()
    answer_index: tuple[int, ...] = ()
    labels: Mapping[str, bool] = field(default_factory=dict)


def lines_of(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (line number, object) of a JSON Lines file, compressed or not.

    Raises:
        UsageError: the file is not there, or a line is no JSON object; it names the line.
    """
    if not path.is_file():
        raise UsageError("suite not read", why=f"{path} does not exist", fix="Check the path.")
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as exc:
                raise _bad(path, number, str(exc)) from exc
            if not isinstance(row, dict):
                raise _bad(path, number, "a line must be one JSON object")
            yield number, row


def _bad(path: Path, number: int, why: str) -> UsageError:
    return UsageError("suite not read", why=f"{path.name}, line {number}: {why}", fix="Mend the line.")


def read_cases(path: Path) -> list[Case]:
    """Return the cases of a file of one's own, or of the sample suite.

    Raises:
        UsageError: a line lacks its question or holds what is not understood; it names the line.
    """
    return [_case(row, path, number) for number, row in lines_of(path)]


def _case(row: Mapping[str, Any], path: Path, number: int) -> Case:
    question = row.get("question")
    if not isinstance(question, str) or not question.strip():
        raise _bad(path, number, "`question` is missing")
    expect = row.get("expect", "answer")
    if expect not in _EXPECTS:
        raise _bad(path, number, f"`expect` is {expect!r}; use one of {', '.join(_EXPECTS)}")
    try:
        return Case(
            id=str(row.get("id") or f"{path.stem}-{number}"), question=question, kind=str(row.get("kind", "question")),
            expect=expect, as_of=row.get("as_of") or row.get("asked"), since=row.get("since"), until=row.get("until"),
            after=row.get("after"), answers=_strings(row, "answers"), forbidden=_strings(row, "not"),
            articles=_strings(row, "articles"), passages=_passages(row), speaker=row.get("speaker"),
            quote=row.get("quote"), conflict=bool(row.get("conflict")), choices=_strings(row, "choices"),
            answer_index=tuple(int(i) for i in row.get("answer_index", ())),
        )  # fmt: skip
    except (TypeError, ValueError, KeyError) as exc:
        raise _bad(path, number, str(exc)) from exc


def _strings(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = row.get(name, ())
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError(f"`{name}` must be a list of strings")
    return tuple(str(v) for v in value)


def _passages(row: Mapping[str, Any]) -> tuple[tuple[str, int, int], ...]:
    return tuple((str(p["article_id"]), int(p["start"]), int(p["end"])) for p in row.get("passages", ()))


def sample_cases() -> list[Case]:
    """Return the cases over the sample news that come with Dateline."""
    return read_cases(Path(str(files("eval.suites").joinpath("sample.jsonl"))))


def newsquiz_cases(folder: Path) -> list[Case]:
    """Return the questions of a newsquiz folder: the original ones and their twins without a right choice."""
    cases = []
    for number, row in lines_of(folder / "questions.jsonl.gz"):
        try:
            labels = {
                "fresh_article": bool(row["fresh_article"]), "answer_in_articles": bool(row["answer_in_articles"]),
                "nota": bool(row["nota"]), "original": row["variant"] == "orig",
                "fresh": bool(row["fresh_article"]) and row["variant"] == "orig",
            }  # fmt: skip
            cases.append(
                Case(
                    id=f"{row['id']}-{row['variant']}",
                    question=row["question"],
                    kind=row["variant"],
                    as_of=row["asked"],
                    expect="any" if row["nota"] else "answer",
                    answers=tuple(row["answers"]),
                    choices=tuple(row["choices"]),
                    answer_index=tuple(row["answer_index"]),
                    labels=labels,
                )
            )
        except KeyError as exc:
            raise _bad(folder / "questions.jsonl.gz", number, f"{exc} is missing") from exc
    return cases


def stratified(cases: Sequence[Case], sizes: Mapping[str, int], seed: int = 7) -> list[Case]:
    """Return a fixed sample of newsquiz questions: so many of each stratum, mixed, so that every beginning of it is fair.

    Strata: ``fresh`` (originals with an article of the last 14 days), ``other`` (the other originals), ``nota`` (twins
    without a right choice). Originals of questions that are drawn already come first: a twin asks the same, so that one
    answer serves both, and the two are a pair.
    """
    order = random.Random(seed)
    drawn: list[Case] = []
    for stratum, size in sizes.items():
        pool = sorted((c for c in cases if _stratum(c) == stratum), key=lambda c: c.id)
        asked = {c.question for c in drawn}
        order.shuffle(pool)
        drawn += sorted(pool, key=lambda c: c.question not in asked)[:size]
    order.shuffle(drawn)
    return drawn


def _stratum(case: Case) -> str:
    if case.labels.get("original"):
        return "fresh" if case.labels.get("fresh_article") else "other"
    return "nota" if case.labels.get("nota") else "twin"


def with_ids(cases: Sequence[Case], path: Path) -> list[Case]:
    """Return the cases whose ids a file names, one a line, in its order.

    Raises:
        UsageError: the file cannot be read, or names a case that is not there.
    """
    try:
        ids = path.read_text("utf-8").split()
    except OSError as exc:
        raise UsageError("ids not read", why=str(exc), fix="Give a file with one id a line.") from exc
    known = {c.id: c for c in cases}
    for number, name in enumerate(ids, start=1):
        if name not in known:
            raise _bad(path, number, f"there is no case {name}")
    return [known[name] for name in ids]


def squad_cases(path: Path) -> tuple[list[Case], list[dict[str, str]]]:
    """Return the cases and articles of a SQuAD-style file (versions 1.1 and 2.0).

    Raises:
        UsageError: it is no such file.
    """
    try:
        data = json.loads(path.read_text("utf-8"))["data"]
        cases, articles = [], []
        for number, document in enumerate(data):
            for place, paragraph in enumerate(document["paragraphs"]):
                article = f"squad-{number}-{place}"
                articles.append(
                    {"id": article, "title": str(document.get("title", article)), "text": paragraph["context"]}
                )
                for asked in paragraph["qas"]:
                    answers = tuple(dict.fromkeys(a["text"] for a in asked["answers"]))
                    expect: Expect = "answer" if answers else "abstain"
                    cases.append(
                        Case(str(asked["id"]), asked["question"], "squad", expect, answers=answers, articles=(article,))
                    )
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise UsageError("suite not read", why=f"{path}: {exc}", fix="Give a SQuAD-style JSON file.") from exc
    return cases, articles


@dataclass(frozen=True, slots=True)
class Topic:
    """A search query and how relevant each judged document is (0 is not)."""

    id: str
    query: str
    relevant: Mapping[str, int]


def ir_topics(folder: Path) -> tuple[list[Topic], list[dict[str, str]]]:
    """Return the queries and documents of an ``ir`` folder, a BEIR folder, or a TREC-style one (with ``qrels``).

    Raises:
        UsageError: the folder is neither.
    """
    if (folder / "queries.jsonl.gz").is_file() and (folder / "documents.jsonl.gz").is_file():
        topics = [
            Topic(str(r["id"]), r["query"], dict.fromkeys(map(str, r["relevant"]), 1))
            for _, r in lines_of(folder / "queries.jsonl.gz")
        ]
        documents = [
            _document(str(r["id"]), "", r["text"], r.get("published"))
            for _, r in lines_of(folder / "documents.jsonl.gz")
        ]
        return topics, documents
    if (folder / "corpus.jsonl").is_file() and (folder / "queries.jsonl").is_file():
        return _beir(folder)
    raise UsageError(
        "suite not read",
        why=f"{folder} has neither documents.jsonl.gz nor corpus.jsonl",
        fix="Give an ir or BEIR folder.",
    )


def _document(number: str, title: str, text: str, published: str | None) -> dict[str, str]:
    line = {"id": number, "title": title, "text": text, "url": f"https://documents.example/{number}"}
    return line | ({"published": published} if published else {})


def _beir(folder: Path) -> tuple[list[Topic], list[dict[str, str]]]:
    judged: dict[str, dict[str, int]] = {}
    found = next(iter(sorted((folder / "qrels").glob("*.tsv"))), None)
    if found is None:
        raise UsageError("suite not read", why=f"{folder / 'qrels'} has no .tsv file", fix="Give a whole BEIR folder.")
    for number, line in enumerate(found.read_text("utf-8").splitlines(), start=1):
        parts = line.split()
        if number == 1 and not parts[-1].lstrip("-").isdigit():
            continue
        # TREC has a column of zeros in the middle, BEIR has not.
        judged.setdefault(parts[0], {})[parts[-2]] = int(parts[-1])
    topics = [
        Topic(str(r["_id"]), r["text"], judged[str(r["_id"])])
        for _, r in lines_of(folder / "queries.jsonl")
        if str(r["_id"]) in judged
    ]
    documents = [
        _document(str(r["_id"]), r.get("title", ""), r["text"], None) for _, r in lines_of(folder / "corpus.jsonl")
    ]
    return topics, documents
