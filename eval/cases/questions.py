"""Cases: a question and what a right answer must have. Read from JSON Lines, with the line in every error."""

from __future__ import annotations

import gzip
import json
import random
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from eval.cases.lines import all_different, bad, fields_of, text_lines
from rag.cli.lines import text_only
from rag.cli.options import end_of
from rag.config import parse_as_of
from rag.errors import NothingToWorkOn, UsageError
from rag.ingest import known_as

Expect = Literal["answer", "abstain", "partial", "any"]
_EXPECTS = ("answer", "abstain", "partial", "any")
FIELDS = (
    "id", "question", "kind", "expect", "as_of", "asked", "since", "until", "sources", "any_time", "after", "answers", "not", "articles",
    "passages", "speaker", "quote", "conflict", "choices", "answer_index", "note", "from",
)  # fmt: skip
"""What a line may say. Others are left alone, unless one is so near to one of these that it must be a slip."""
_NO_SLIPS = frozenset(("source",))
"""Fields of readers' own that are near to one of ours: where a case comes from."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question.

    ``answers``: strings of which a right answer holds at least one; ``forbidden``: strings that it must not hold;
    ``articles``: ids of the articles that may be cited; ``passages``: exact spans, where those are known;
    ``speaker`` and ``quote``: who must be given as the speaker of exactly which words; ``choices`` and
    ``answer_index``: multiple choice; ``after``: the question that this one follows; ``labels``: groups to report by;
    ``sources`` and ``any_time``: the only outlets that are asked of, and whether the time that the words name is set aside.
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
    sources: tuple[str, ...] = ()
    any_time: bool = False


def read_cases(path: Path) -> list[Case]:
    """Return the cases of a file of one's own, or of the sample suite.

    Raises:
        UsageError: a line lacks its question or holds what is not understood, or two have one id; it names the line.
        NothingToWorkOn: the file holds no case.
    """
    cases = all_different(
        path, fields_of(path, lambda row: _case(row, path.stem.removesuffix(".jsonl"))), lambda c: c.id
    )
    if not cases:
        raise NothingToWorkOn("no cases", why=f"{path} holds none", fix='Write lines such as {"question": "Who won?"}.')
    return cases


def _case(row: Mapping[str, Any], prefix: str) -> Case:
    """Return the case of a line.

    Raises:
        ValueError: it cannot be one; the message says why.
    """
    _known_fields(row)
    question = row.get("question")
    if question is not None and not isinstance(question, str):
        raise TypeError(f"`question` is {question!r}, not a string")
    if not question or not question.strip():
        raise ValueError("`question` is missing")
    expect = row.get("expect", "answer")
    if expect not in _EXPECTS:
        raise ValueError(f"`expect` is {expect!r}; use one of {', '.join(_EXPECTS)}")
    passages, choices = _passages(row), _strings(row, "choices")
    case = Case(
        id=str(row.get("id") or ""), question=question, kind=str(row.get("kind", "question")),
        expect=expect, as_of=_text(row, "as_of") or _text(row, "asked"), since=_text(row, "since"), until=_text(row, "until"),
        after=_text(row, "after"), answers=_strings(row, "answers"), forbidden=_strings(row, "not"),
        # A span that is expected may be cited: its article is one of those that bear on the question.
        articles=tuple(map(known_as, _strings(row, "articles"))) or tuple(dict.fromkeys(a for a, _, _ in passages)), passages=passages,
        speaker=_text(row, "speaker"), quote=_text(row, "quote"), conflict=bool(row.get("conflict")), choices=choices,
        answer_index=_indices(row, len(choices)), sources=_outlets(row), any_time=_flag(row, "any_time"),
    )  # fmt: skip
    _read_times(case)
    return case if case.id else replace(case, id=f"{prefix}-{_asked_hash(case)}")


def _asked_hash(case: Case) -> str:
    """Return what names a case without an id: what is asked, so that another line of the file keeps its name."""
    limits = (case.since, case.until, case.after, list(case.sources), case.any_time)
    asked = [case.question, case.as_of, *(x for x in limits if x)]
    return sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()[:8]


def _known_fields(row: Mapping[str, Any]) -> None:
    for name in row:
        near = get_close_matches(name, FIELDS, n=1, cutoff=0.75) if name not in (*FIELDS, *_NO_SLIPS) else []
        if near:
            raise ValueError(f"there is no field `{name}`; did you mean `{near[0]}`?")


def _read_times(case: Case) -> None:
    # Read as by `dateline ask`. In which zone, and when it is asked, changes what they mean, not whether they can be read.
    now = datetime.now(UTC)
    for name, words in (
        ("as_of", ""),
        ("since", ", nor words such as yesterday"),
        ("until", ", nor words such as yesterday"),
    ):
        value = getattr(case, name)
        try:
            if value:
                # `since` and `until` take what either takes.
                parse_as_of(value) if name == "as_of" else end_of(value, UTC, now)
        except (ValueError, UsageError) as exc:
            raise ValueError(f"`{name}` is {value!r}, no ISO date or time such as 2024-02-20{words}") from exc


def _text(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise TypeError(f"`{name}` is {value!r}, not a string")
    return value or None


def _flag(row: Mapping[str, Any], name: str) -> bool:
    value = row.get(name)
    if value is not None and not isinstance(value, bool):
        raise TypeError(f"`{name}` is {value!r}, neither true nor false")
    return bool(value)


def _outlets(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the outlets of a line, which names one or a list of them."""
    given = row.get("sources") or ()
    return _strings({"sources": [given] if isinstance(given, str) else given}, "sources")


def _strings(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = row.get(name, ())
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError(f"`{name}` must be a list of strings")
    for each in value:
        if isinstance(each, bool) or not isinstance(each, str | int | float):
            raise TypeError(f"`{name}` holds {each!r}, not a string")
        if not str(each).strip():
            raise ValueError(f"`{name}` holds an empty string, which no answer can be compared with")
    return tuple(str(v) for v in value)


def _passages(row: Mapping[str, Any]) -> tuple[tuple[str, int, int], ...]:
    found = tuple((known_as(str(p["article_id"])), int(p["start"]), int(p["end"])) for p in row.get("passages", ()))
    for article, first, last in found:
        if not 0 <= first < last:
            raise ValueError(f"the passage of {article} from {first} to {last} holds nothing")
    return found


def _indices(row: Mapping[str, Any], choices: int) -> tuple[int, ...]:
    found = tuple(int(i) for i in row.get("answer_index", ()))
    if outside := [i for i in found if not 0 <= i < choices]:
        raise ValueError(f"`answer_index` has {outside[0]}, but there are {choices} choices (the first is 0)")
    return found


def sample_cases() -> list[Case]:
    """Return the cases over the sample news that come with Dateline."""
    return read_cases(Path(str(files("eval.suites").joinpath("sample.jsonl"))))


def newsquiz_cases(folder: Path) -> list[Case]:
    """Return the questions of a newsquiz folder: the original ones and their twins without a right choice."""
    path = folder / "questions.jsonl.gz"
    return all_different(path, fields_of(path, _newsquiz), lambda c: c.id)


def _newsquiz(row: Mapping[str, Any]) -> Case:
    labels = {
        "fresh_article": bool(row["fresh_article"]), "answer_in_articles": bool(row["answer_in_articles"]),
        "nota": bool(row["nota"]), "original": row["variant"] == "orig",
        "fresh": bool(row["fresh_article"]) and row["variant"] == "orig",
    }  # fmt: skip
    return Case(
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
        lines = list(text_lines(path))
    except UsageError as exc:
        raise UsageError("ids not read", why=exc.why, fix="Give a file with one id a line.") from exc
    known = {c.id: c for c in cases}
    for number, name in lines:
        if name not in known:
            raise bad(path, number, f"there is no case {name}")
    return all_different(path, ((number, known[name]) for number, name in lines), lambda c: c.id)


def squad_cases(path: Path) -> tuple[list[Case], list[dict[str, str]]]:
    """Return the cases and articles of a SQuAD-style file (versions 1.1 and 2.0), compressed or not.

    Paragraphs of the very same words are one article, as they are in a library.

    Raises:
        UsageError: it is no such file.
    """
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        cases, articles = list[Case](), dict[str, dict[str, str]]()
        for number, document in enumerate(json.loads(raw.decode("utf-8-sig"))["data"]):
            for place, paragraph in enumerate(document["paragraphs"]):
                name, text = f"squad-{number}-{place}", text_only(paragraph["context"])
                title = text_only(str(document.get("title", name)))
                article = articles.setdefault(text.strip(), {"id": name, "title": title, "text": text})
                cases += [_squad(asked, article["id"]) for asked in paragraph["qas"]]
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError) as exc:
        raise UsageError("suite not read", why=f"{path}: {exc}", fix="Give a SQuAD-style JSON file.") from exc
    return cases, list(articles.values())


def _squad(asked: Mapping[str, Any], article: str) -> Case:
    given = () if asked.get("is_impossible") else asked["answers"]
    answers = tuple(dict.fromkeys(text_only(a["text"]) for a in given))
    expect: Expect = "answer" if answers else "abstain"
    return Case(str(asked["id"]), text_only(asked["question"]), "squad", expect, answers=answers, articles=(article,))
