"""Files, folders, standard input and addresses; a bad item never ends the run."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import FetchError, UsageError
from rag.ingest import read
from rag.ingest.lines import from_record
from rag.types import EXPORTED, Fetched, Ingested, RawArticle
from tests.rag.ingest.raw_items import GOOD, articles, line, refusals


def test_a_line_becomes_an_article_with_all_its_fields(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(
        line(id=7, published="2024-02-20", source={"name": "Alba Post"}, authors=["Ann Bell", {"name": "Bo Carr"}],
             language="en", section="coast", rank=3, tags=["a", "b"], flags=["old"], nothing=None)
    )  # fmt: skip
    [article] = articles(read(str(path)))
    assert article == RawArticle(
        "news.jsonl:1", GOOD["text"], id="7", url=GOOD["url"], title=GOOD["title"], published="2024-02-20",
        source="Alba Post", authors=("Ann Bell", "Bo Carr"), language="en",
        metadata={"section": "coast", "rank": "3", "tags": '["a", "b"]', "flags": '["old"]'},
    )  # fmt: skip


def test_only_a_line_that_an_export_wrote_leaves_out_what_is_derived_from_it(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    own = {"version": "2", "schema": "s", "flags": "f"}
    ours = {"schema": EXPORTED, "version": 2, "versions": [{"number": 1}], "flags": ["undated"], "metadata": own}
    path.write_bytes(line(**own) + line(**ours))
    assert [a.metadata for a in articles(read(str(path)))] == [own, own]


def test_bad_lines_are_refused_by_number_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    bad = [b"{broken\n", b"[1, 2]\n", b'"text"\n', b"null\n", b"{}\n", line(text=""), line(text=["a"]), line(text=7),
           line(title=None, url=None), line(title=["x"], url=True), b"[" * 5000 + b"\n", b'{"text": NaN}\n',
           b'{"id": ' + b"9" * 5000 + b"}\n"]  # fmt: skip
    path.write_bytes(line() + b"\n" + b"".join(bad) + line())
    items = list(read(str(path)))
    assert [item.ref for item in items] == [f"news.jsonl:{n}" for n in (1, *range(3, 3 + len(bad) + 1))]
    assert [isinstance(item, RawArticle) for item in items] == [True, *([False] * len(bad)), True]
    assert refusals(iter(items))[6].reason == "its text is of type list"


def test_characters_that_cannot_be_stored_do_not_stop_a_line(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(rb'{"title": "T\ud800", "text": "a\u0000b {x} <|endoftext|>"}')
    [article] = articles(read(str(path)))
    assert article.text == "a\0b {x} <|endoftext|>"


@pytest.mark.parametrize(
    ("encoding", "noted"),
    [("utf-8", None), ("utf-8-sig", None), ("utf-16", "utf-8"), ("cp1251", "cp1251")],
)
def test_lines_in_other_encodings_are_read(tmp_path: Path, encoding: str, noted: str | None) -> None:
    path = tmp_path / "news.jsonl"
    record = {"title": "Мост", "text": "В понедельник министр открыл мост, сказал он журналистам у реки."}
    path.write_bytes(
        (json.dumps(record, ensure_ascii=False) + "\n").encode(encoding) * (1 if encoding == "utf-16" else 2)
    )
    for article in articles(read(str(path))):
        assert (article.title, article.text) == (record["title"], record["text"])
        assert article.metadata.get("encoding", "utf-8") == (noted or "utf-8")


def test_a_huge_line_is_refused_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    with path.open("wb") as out:
        out.write(line())
        for _ in range(50):
            out.write(b"x" * 1_000_000)
        out.write(b"\n" + line())
    tracemalloc.start()
    items = list(read(str(path)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [item.ref for item in items] == ["news.jsonl:1", "news.jsonl:2", "news.jsonl:3"]
    assert "20,000,000 bytes" in (refusals(iter(items))[0].reason or "")
    assert peak < 45_000_000


def test_lines_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(line() * 20_000)
    tracemalloc.start()
    items = read(str(path))
    next(items)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()
    assert sum(1 for _ in items) == 19_999


def test_a_compressed_file_is_read_and_a_damaged_one_says_so(tmp_path: Path) -> None:
    whole = tmp_path / "news.jsonl.gz"
    whole.write_bytes(gzip.compress(line() * 300))
    assert len(articles(read(str(whole)))) == 300
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(gzip.compress(b"".join(line(text=str(n)) for n in range(300)))[:-30])
    assert "cannot be read" in (refusals(read(str(cut)))[-1].reason or "")
    fake = tmp_path / "fake.jsonl.gz"
    fake.write_bytes(b"no gzip")
    assert len(refusals(read(str(fake)))) == 1


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.csv", "a.jsonl"])
@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(900), bytes(3000)])
def test_binary_files_are_refused_once(tmp_path: Path, name: str, body: bytes) -> None:
    (tmp_path / name).write_bytes(body)
    items = list(read(str(tmp_path / name)))
    assert len(refusals(iter(items))) == len(items) == 1


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b" \n")
    assert [r.reason for r in refusals(read(str(tmp_path / name)))] == ["it is empty"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.jsonl.gz"])
def test_an_empty_list_holds_nothing_to_store(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    assert articles(iter([i for i in read(str(tmp_path / name)) if isinstance(i, RawArticle)])) == []


@pytest.mark.parametrize(
    ("name", "markup"),
    [("a.txt", "text"), ("A.TXT", "text"), ("a.md", "markdown"), ("a.html", "html"), ("a.HTM", "html")],
)
def test_a_file_is_one_article_of_its_kind(tmp_path: Path, name: str, markup: str) -> None:
    (tmp_path / name).write_bytes("\ufeffThe café opens.".encode())
    [article] = articles(read(str(tmp_path / name)))
    assert (article.text, article.markup, article.ref) == ("The café opens.", markup, str(tmp_path / name))


def test_an_encoding_that_is_not_utf_8_is_noted(tmp_path: Path) -> None:
    text = "В понедельник министр открыл мост. Строили его два года."
    (tmp_path / "a.txt").write_bytes(text.encode("cp1251"))
    [article] = articles(read(str(tmp_path / "a.txt")))
    assert (article.text, article.metadata) == (text, {"encoding": "cp1251"})


def test_a_page_says_its_own_encoding(tmp_path: Path) -> None:
    page = "<html><head><meta charset='iso-8859-5'></head><body>Мост открыт.</body></html>"
    (tmp_path / "a.html").write_bytes(page.encode("iso8859-5"))
    [article] = articles(read(str(tmp_path / "a.html")))
    assert article.text == page


def test_a_file_that_is_too_large_for_an_article_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as out:
        out.truncate(10_000_000_000)
    assert "10,000,000,000 bytes" in (refusals(read(str(tmp_path / "a.txt")))[0].reason or "")


def test_a_table_is_read_by_its_header_row(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text(
        'Title;Text;Published;Section\n"Bridge; opens";"It did,\non ""Monday"".";2024-02-20;coast\n;none;;\nT;;;\n',
        "utf-8",
    )
    first, second, third = read(str(path))
    assert first == RawArticle(
        "news.csv:3",
        'It did,\non "Monday".',
        title="Bridge; opens",
        published="2024-02-20",
        metadata={"section": "coast"},
    )
    assert [item.ref for item in refusals(iter([second, third]))] == ["news.csv:4", "news.csv:5"]


def test_a_table_without_a_text_column_is_refused_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,price\n" + "x,1\n" * 100, "utf-8")
    assert len(list(read(str(tmp_path / "a.csv")))) == 1


def test_a_long_cell_is_read_and_an_endless_one_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("title,text\nT," + "x" * 300_000 + "\nU," + "x" * 21_000_000 + "\nV,last\n", "utf-8")
    items = list(read(str(path)))
    assert isinstance(items[0], RawArticle)
    assert len(items[0].text) == 300_000
    assert "characters" in (refusals(iter(items[1:]))[0].reason or "")


def test_a_folder_is_read_in_order_without_hidden_files_and_links_out(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret", "utf-8")
    folder = tmp_path / "news"
    for name in ("b/2.txt", "a/1.txt", "c.md", ".hidden.txt", ".git/x.txt", "image.png", "UPPER.TXT"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, "utf-8")
    (folder / "out.txt").symlink_to(outside / "secret.txt")
    (folder / "outdir").symlink_to(outside, target_is_directory=True)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "in.txt").symlink_to(folder / "c.md")
    (folder / "broken.txt").symlink_to(folder / "nowhere.txt")
    items = list(read(str(folder)))
    assert [item.text for item in items if isinstance(item, RawArticle)] == [
        "UPPER.TXT",
        "c.md",
        "c.md",
        "a/1.txt",
        "b/2.txt",
    ]
    assert [Path(item.ref).name for item in refusals(iter(items))] == ["outdir", "broken.txt", "out.txt"]


def test_a_document_in_a_folder_that_is_not_read_is_told_and_a_picture_is_not(tmp_path: Path) -> None:
    for name in ("a.txt", "report.PDF", "news.docx", "box.mbox", "page_files/logo.png", "page_files/site.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("The ferry sails.", "utf-8")
    refused = refusals(iter([item for item in read(str(tmp_path)) if not isinstance(item, RawArticle)]))
    assert [Path(item.ref).name for item in refused] == ["box.mbox", "news.docx", "report.PDF"]
    assert all("kind" in (item.reason or "") for item in refused)


def test_a_saved_mail_is_read_with_its_subject_as_title(tmp_path: Path) -> None:
    lines = ("From: desk@example.org", "Subject: Ferry sails again", "Date: Tue, 20 Feb 2024 08:00:00 +0000", "")
    (tmp_path / "letter.eml").write_text("\r\n".join((*lines, "The ferry to Lanport sails again.")), "utf-8")
    (item,) = read(str(tmp_path))
    assert isinstance(item, RawArticle)
    assert (item.title, item.text.strip()) == ("Ferry sails again", "The ferry to Lanport sails again.")


def test_a_link_to_itself_is_refused_and_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text("b", "utf-8")
    first, second = read(str(tmp_path))
    assert Path(refusals(iter([first]))[0].ref).name == "a.txt"
    assert isinstance(second, RawArticle)


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "a.txt")
    assert [r.reason for r in refusals(read(str(tmp_path)))] == ["it is no regular file"]


@pytest.mark.parametrize("name", ["missing.jsonl", "missing", "bad\0name.txt", "ftp://news.example/a", "", "x" * 5000])
def test_what_does_not_exist_is_a_usage_error_at_once(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        read(str(tmp_path / name) if name else str(tmp_path / "none"))


def test_a_kind_that_is_not_read_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    with pytest.raises(UsageError, match=r"\.jsonl\.gz"):
        read(str(tmp_path / "a.docx"))


def page(kind: str, body: bytes, encoding: str | None = None) -> Fetched:
    return Fetched("https://post.example/final", kind, body, encoding)


def test_a_fetched_page_keeps_its_final_address_and_encoding() -> None:
    got = page("text/html", "<p>Мост открыт.</p>".encode("iso8859-5"), "iso-8859-5")
    [article] = articles(read("https://post.example/first", fetch=lambda url: got))
    assert (article.url, article.text, article.markup) == (got.url, "<p>Мост открыт.</p>", "html")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/xml", b"<?xml version='1.0'?><rss version='2.0'></rss>"),
        ("application/atom+xml", b"<feed xmlns='x'></feed>"),
        ("text/html", b""),
        ("text/html", bytes(500)),
    ],
)
def test_a_fetched_page_without_an_article_is_refused(kind: str, body: bytes) -> None:
    assert len(refusals(read("https://post.example/a", fetch=lambda url: page(kind, body)))) == 1


RSS = "<rss version='2.0'><channel><title>News</title><item><title>A</title></item></channel></rss>"


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf<?xml version='1.0'?>" + RSS.encode(),
        b"<?xml version='1.0'?><?xml-stylesheet type='text/xsl' href='a.xsl'?>\n" + RSS.encode(),
        b"<?xml version='1.0'?><!DOCTYPE rss PUBLIC '-//N//DTD RSS 0.91//EN' 'http://x.example/a.dtd'>" + RSS.encode(),
        f"<?xml version='1.0' encoding='utf-16'?>{RSS}".encode("utf-16"),
        b"<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'></atom:feed>",
        b"<?xml version='1.0'?><urlset><url><loc>https://post.example/a</loc></url></urlset>",
    ],
)
def test_a_feed_or_a_list_of_addresses_is_refused_as_what_it_is(tmp_path: Path, body: bytes) -> None:
    for name in ("feed.html", "feed.txt"):
        Path(tmp_path, name).write_bytes(body)
        [refusal] = refusals(read(str(tmp_path / name)))
        assert refusal.reason == "it is a feed, not an article"


def test_a_json_feed_is_refused_as_what_it_is() -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"content_text": "It did."}]}
    got = page("application/feed+json", json.dumps(feed, indent=1).encode())
    [refusal] = refusals(read("https://post.example/feed.json", fetch=lambda url: got))
    assert refusal.reason == "it is a feed, not an article"


def test_a_page_that_begins_with_many_comments_is_read_at_once(tmp_path: Path) -> None:
    Path(tmp_path, "a.html").write_text("<!---->" * 400 + "<html><body><p>It did.</p></body></html>")
    start = time.process_time()
    assert len(articles(read(str(tmp_path / "a.html")))) == 1
    assert len(articles(read("-", stdin=io.BytesIO(Path(tmp_path, "a.html").read_bytes())))) == 1
    assert time.process_time() - start < 1


def test_fetched_json_is_read_as_records() -> None:
    assert len(articles(read("https://post.example/a", fetch=lambda url: page("application/json", line())))) == 1


def test_a_page_that_cannot_be_fetched_is_refused_with_its_reason() -> None:
    def fail(url: str) -> Fetched:
        raise FetchError("page not fetched", why="it answered 404", fix="Check it.")

    [refusal] = refusals(read("https://post.example/a", fetch=fail))
    assert (refusal.reason, refusal.fix) == ("page not fetched: it answered 404", "Check it.")


def test_an_address_without_a_fetcher_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        read("https://post.example/a")


def test_markup_in_a_text_field_is_recognised() -> None:
    found = from_record({"title": "T", "text": "<p>One.</p><p>Two.</p>"}, "ref")
    assert isinstance(found, RawArticle)
    assert found.markup == "html"
    prose = from_record({"title": "T", "text": "The tag </p> ends what <p> begins."}, "ref")
    assert isinstance(prose, RawArticle)
    assert prose.markup == "text"


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20), lambda c: st.lists(c, max_size=3) | st.dictionaries(st.sampled_from(["text", "title", "url", "id", "source", "authors", "body", "date", "x"]), c, max_size=5), max_leaves=12))  # fmt: skip
def test_any_json_becomes_an_article_or_a_refusal(value: object) -> None:
    [item] = read("-", stdin=io.BytesIO(b'{"x": 1, "text": "t", "title": ' + json.dumps(value).encode() + b"}"))
    assert isinstance(item, (RawArticle, Ingested))
    if isinstance(value, dict):
        assert isinstance(from_record(value, "ref"), (RawArticle, Ingested))


def test_lines_need_no_page_reader_and_no_network_library(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_bytes(line(published="2024-02-20T10:00:00Z") * 3)
    code = (
        "import sys; from datetime import datetime, UTC; from rag.ingest import clean, read\n"
        f"made = [clean(raw, now=datetime(2025, 1, 1, tzinfo=UTC)) for raw in read({str(tmp_path / 'news.jsonl')!r})]\n"
        "heavy = {'trafilatura', 'httpx', 'dateparser', 'lxml', 'charset_normalizer', 'datasketch'} & set(sys.modules)\n"
        "assert len(made) == 3 and not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
