"""The sample news keeps its form and holds what its README promises to tests, docs and evaluation."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import rag.sample
from rag.errors import PrerequisiteError
from rag.sample import articles, path

REQUIRED = ("id", "url", "title", "text", "published", "source", "language", "invented", "licence")
KNOWN = {*REQUIRED, "authors", "facts"}
DAYS = {date(2024, 2, 17) + timedelta(days=n) for n in range(8)}
COPIES = tuple(f"s01-bridge-copy-{outlet}" for outlet in ("courier", "today", "harbour", "lantern"))
LAVROV = ("s08-lavrov-havana", "s08-lavrov-commission")
MARKS = re.compile(r'["“”„«»]')


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, object]]:
    return {str(row["id"]): row for row in articles()}


def text(rows: dict[str, dict[str, object]], article_id: str) -> str:
    return str(rows[article_id]["text"])


def moment(row: dict[str, object]) -> datetime:
    stamp = str(row["published"])
    if re.fullmatch(r"\d{4}-\d\d-\d\d", stamp):
        return datetime.combine(date.fromisoformat(stamp), datetime.min.time(), UTC)
    assert stamp.endswith("Z"), stamp
    return datetime.fromisoformat(stamp)


def readme() -> str:
    return (path().parent / "README.md").read_text(encoding="utf-8")


def test_every_line_is_an_article_line_of_known_fields() -> None:
    for number, line in enumerate(path().read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        assert set(REQUIRED) <= set(row) <= KNOWN, f"line {number}"
        assert all(isinstance(row[name], str) and row[name].strip() == row[name] != "" for name in REQUIRED)
        assert all(isinstance(name, str) and name for name in row.get("authors", []))
        assert row["language"] == "en"


def test_path_is_a_file_beside_the_module() -> None:
    assert path().is_file()
    assert path().parent == Path(rag.sample.__file__).parent


def test_path_says_what_to_do_when_the_file_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rag.sample, "files", lambda package: tmp_path)
    with pytest.raises(PrerequisiteError, match="dateline ingest PATH"):
        path()


def test_importing_the_package_reads_nothing() -> None:
    watch = "import sys; opened = []; sys.addaudithook(lambda e, a: e == 'open' and opened.append(str(a[0]))); "
    code = f"{watch}import rag.sample; print([p for p in opened if p.endswith('news.jsonl')])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"


def test_articles_come_in_order_of_publication_by_day(rows: dict[str, dict[str, object]]) -> None:
    days = [moment(row).date() for row in rows.values()]
    assert days == sorted(days)


def test_ids_and_urls_are_unique_and_hosts_are_reserved_ones() -> None:
    every = articles()
    assert len(every) >= 55
    for name in ("id", "url"):
        assert len({str(row[name]) for row in every}) == len(every)
    for row in every:
        address = urlsplit(str(row["url"]))
        assert address.scheme == "https"
        assert (address.hostname or "").endswith(".example")
        assert re.fullmatch(r"s\d\d-[a-z0-9]+(-[a-z0-9]+)*", str(row["id"]))


def test_one_outlet_has_one_host(rows: dict[str, dict[str, object]]) -> None:
    pairs = {(str(row["source"]), urlsplit(str(row["url"])).hostname) for row in rows.values()}
    assert len(pairs) == len({source for source, _ in pairs}) == len({host for _, host in pairs}) == 9


def test_dates_parse_and_cover_the_eight_days(rows: dict[str, dict[str, object]]) -> None:
    assert {moment(row).date() for row in rows.values()} == DAYS
    without_time = [row for row in rows.values() if len(str(row["published"])) == 10]
    assert 1 <= len(without_time) < len(rows) / 4


def test_every_article_is_marked_invented_and_free(rows: dict[str, dict[str, object]]) -> None:
    assert {row["invented"] for row in rows.values()} == {"yes"}
    assert {row["licence"] for row in rows.values()} == {"CC0-1.0"}
    assert {i for i, row in rows.items() if "facts" in row} == set(LAVROV)


def test_articles_are_short_and_in_paragraphs(rows: dict[str, dict[str, object]]) -> None:
    for article_id, row in rows.items():
        body = str(row["text"])
        assert 80 <= len(body.split()) <= 220, article_id
        assert body.count("\n\n") >= 2, article_id
        assert "\n\n\n" not in body, article_id
        assert not re.search(r"[^\n]\n[^\n]", body), article_id


def test_most_articles_name_their_authors(rows: dict[str, dict[str, object]]) -> None:
    assert len(rows) * 0.9 < sum("authors" in row for row in rows.values()) < len(rows)


def test_four_outlets_copy_the_agency_word_for_word_and_later(rows: dict[str, dict[str, object]]) -> None:
    wire = rows["s01-bridge-wire"]
    copies = [rows[i] for i in COPIES]
    assert {row["text"] for row in copies} == {wire["text"]}
    assert len({row["source"] for row in [wire, *copies]}) == 5
    assert all(timedelta() < moment(row) - moment(wire) < timedelta(hours=3) for row in copies)


def test_nothing_but_the_agency_report_is_copied(rows: dict[str, dict[str, object]]) -> None:
    counts = Counter(str(row["text"]) for row in rows.values())
    assert sorted(counts.values())[-2:] == [1, 5]
    sentences = Counter(s for body in counts for s in set(re.split(r"(?<=[.!?])\s+", body)) if len(s.split()) > 6)
    assert [s for s, n in sentences.items() if n > 1] == []


def test_two_outlets_contradict_each_other_at_the_same_time(rows: dict[str, dict[str, object]]) -> None:
    lantern, radio = rows["s07-tram-lantern"], rows["s07-tram-radio"]
    assert lantern["published"] == radio["published"]
    assert "Fourteen people were injured" in str(lantern["text"])
    assert "injured 19 people" in str(radio["text"])
    others = " ".join(str(r["text"]) for i, r in rows.items() if not i.startswith("s07-"))
    assert "Copper Square" not in others


def test_a_correction_names_the_wrong_year_that_an_earlier_article_gives(
    rows: dict[str, dict[str, object]],
) -> None:
    correction = text(rows, "s01-bridge-correction")
    assert correction.startswith("Correction: an earlier version")
    assert "2016" in correction
    assert "The last full inspection was in 2019." in correction
    wrong = text(rows, "s01-bridge-inspection")
    assert "2016" in wrong
    assert "2019" not in wrong
    assert moment(rows["s01-bridge-inspection"]) < moment(rows["s01-bridge-correction"])


def test_two_speakers_share_a_surname_on_one_topic(rows: dict[str, dict[str, object]]) -> None:
    body = text(rows, "s03-strike-varn-varn")
    assert re.search(r"nine million marks .*\" Ilsa Varn told reporters", body)
    assert re.search(r"Tomas Varn, .* put the loss at four million marks", body)


def test_one_article_holds_a_planted_instruction(rows: dict[str, dict[str, object]]) -> None:
    planted = [i for i, r in rows.items() if "ignore all previous instructions" in str(r["text"]).lower()]
    assert planted == ["s11-library-planted"]
    assert "goldencastle.example" in text(rows, planted[0])
    assert "will reopen on Monday 4 March" in text(rows, planted[0])


def test_a_retrospective_recalls_1987_while_the_present_flood_has_other_numbers(
    rows: dict[str, dict[str, object]],
) -> None:
    assert "22 February 1987" in text(rows, "s10-flood-1987-retrospective")
    assert "6.2 metres" in text(rows, "s10-flood-1987-retrospective")
    assert "4.6 metres" in text(rows, "s05-flood-peak")


def test_lavrov_is_named_in_what_he_says_and_nothing_is_quoted(rows: dict[str, dict[str, object]]) -> None:
    for article_id, day in zip(LAVROV, ("2024-02-20", "2024-02-21"), strict=True):
        body = text(rows, article_id)
        assert str(rows[article_id]["published"]).startswith(day)
        assert not MARKS.search(body)
        sentences = re.split(r"(?<=[.])\s+", body)
        assert [s for s in sentences if "Lavrov" in s and "intergovernmental commission" in s]
        assert [s for s in sentences if "Lavrov" in s and re.search(r"two (to|or) three months", s)]
        assert "Bruno Rodriguez Parrilla" in body
        assert "Miguel Diaz-Canel Bermudez" in body
        assert "sanctions" in body


def test_straight_and_typographic_quotation_marks_are_both_used_but_never_in_one_article(
    rows: dict[str, dict[str, object]],
) -> None:
    straight = {i for i, r in rows.items() if '"' in str(r["text"])}
    curly = {i for i, r in rows.items() if re.search("[“”‘’]", str(r["text"]))}
    assert min(len(straight), len(curly)) >= 15
    assert straight & curly == set()


def test_quotations_are_split_and_run_over_paragraphs(rows: dict[str, dict[str, object]]) -> None:
    split = re.compile(r"[,.?][\"”] [^\"“”.]*\b(?:said|told)\b[^\"“”.]*, (?:and |when )?[\"“]")
    assert sum(bool(split.search(str(r["text"]))) for r in rows.values()) >= 5
    hearing = text(rows, "s01-bridge-hearing").split("\n\n")
    spoken = [p for p in hearing if p.startswith('"')]
    assert len(spoken) == 3
    assert [p.endswith('"') for p in spoken] == [False, False, True]


@pytest.mark.parametrize(
    ("figure", "values"),
    [
        ("dead", {"s01-bridge-wire": "killing at least three people", "s01-bridge-evening": "risen to five",
                  "s01-bridge-sunday": "Seven people", "s01-bridge-inquiry-announced": "rose to eight",
                  "s01-bridge-last-victim": "victims to nine"}),
        ("spending", {"s02-budget-preview": "41.2 billion", "s02-budget-vote-courier": "41.8 billion"}),
        ("offer", {"s03-strike-notice": "offered three", "s03-strike-talks": "4.5 per cent",
                   "s03-strike-offer": "5.2 per cent", "s03-strike-deal": "5.4 per cent"}),
        ("rate", {"s04-rate-preview": "rate at 4.75 per cent", "s04-rate-decision": "to 4.5 per cent"}),
        ("level", {"s05-flood-warning": "2.9 metres", "s05-flood-evacuation": "4.1 metres",
                   "s05-flood-peak": "4.6 metres", "s05-flood-cleanup": "2.4 metres"}),
        ("majority", {"s06-election-result": "by 412 votes", "s06-election-final": "lead of 388 votes"}),
    ],
)  # fmt: skip
def test_figures_change_from_day_to_day(
    rows: dict[str, dict[str, object]], figure: str, values: dict[str, str]
) -> None:
    for article_id, words in values.items():
        assert words in text(rows, article_id), figure
    times = [moment(rows[i]) for i in values]
    assert times == sorted(set(times))


def test_near_miss_names_head_different_articles(rows: dict[str, dict[str, object]]) -> None:
    for one, other in (("Estermouth", "Estermoor"), ("Velka Marine ", "Velka Maritime")):
        with_one = {i for i, r in rows.items() if one in str(r["title"])}
        with_other = {i for i, r in rows.items() if other in str(r["title"])}
        assert with_one
        assert with_other
        assert with_one.isdisjoint(with_other)


def test_readme_table_lists_every_article_once_with_its_days(rows: dict[str, dict[str, object]]) -> None:
    listed: Counter[str] = Counter()
    lines = [line for line in readme().split("\n## Figures")[0].splitlines() if line.startswith("| ")][1:]
    for line in lines:
        _, _, days, ids, _, _ = (cell.strip() for cell in line.split("|"))
        found = re.findall(r"`([^`]+)`", ids)
        listed.update(found)
        span = sorted(moment(rows[i]).day for i in found)
        assert (int(days[:2]), int(days[-2:])) == (span[0], span[-1]), line
    assert listed == Counter(dict.fromkeys(rows, 1))


def test_readme_says_how_many_and_under_which_licence(rows: dict[str, dict[str, object]]) -> None:
    assert f"holds {len(rows)} short articles" in readme()
    assert f"{len(rows)} short articles" in str(rag.sample.__doc__)
    assert "CC0 1.0" in readme()
    for row in rows.values():
        assert str(row["source"]) in re.sub(r"\s+", " ", readme())
