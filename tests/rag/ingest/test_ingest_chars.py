"""Bytes to text, and text without what cannot be seen."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.ingest.chars import decode, one_line, visible

RUSSIAN = "В понедельник министр открыл мост. Строили его два года, сказал он журналистам."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1251", "koi8-r"])
def test_cyrillic_is_read_in_the_encodings_it_comes_in(encoding: str) -> None:
    decoded = decode(RUSSIAN.encode(encoding))
    assert decoded is not None
    assert decoded[0] == RUSSIAN


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read(encoding: str) -> None:
    assert decode("The bridge was opened on Monday.".encode(encoding)) == ("The bridge was opened on Monday.", encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("L’été, le maire a dit « non » à Zürich — voilà.", "cp1252"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy, řekl ministr.", "cp1250"),
        ("日本の外務大臣は月曜日に港で会談した。", "shift_jis"),
    ],
)
def test_other_encodings_are_recognised_by_their_letters(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)


def test_a_declared_encoding_is_believed_before_guessing() -> None:
    assert decode(RUSSIAN.encode("iso8859-5"), "ISO-8859-5") == (RUSSIAN, "iso8859-5")
    assert decode("“Café”".encode("cp1252"), "iso-8859-1") == ("“Café”", "cp1252")


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        ("①髙橋外務大臣は月曜日に港で会談した。", "cp932", "Shift_JIS"),
        ("朱镕基与陶喆周一在港口会谈·双方同意。", "gb18030", "gb2312"),
        ("똠방각하가 월요일 항구에서 회담했다.", "cp949", "euc-kr"),
    ],
)
def test_the_small_name_of_an_encoding_means_the_large_one(text: str, encoding: str, declared: str) -> None:
    assert decode(text.encode(encoding), declared) == (text, encoding)


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "us-ascii", "utf-16"])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "cp1251"), ("日本の外務大臣は月曜日に港で会談した。二人は合意した。", "shift_jis"),
     ("外交部长周一在港口会谈，双方同意扩大两国之间的贸易和投资。", "gb18030")],
)  # fmt: skip
def test_words_of_another_script_are_not_read_as_latin_whatever_the_server_says(
    text: str, encoding: str, declared: str
) -> None:
    assert decode(text.encode(encoding), declared) == (text, encoding)


@pytest.mark.parametrize(
    "text", ["Ærø på føre, gå, så må være nær Åsgård. " * 9, "«À l’été», dit-elle — où ? Là… " * 9]
)
def test_accented_letters_between_plain_ones_are_latin(text: str) -> None:
    assert decode(text.encode("cp1252"), "iso-8859-1") == (text, "cp1252")


@pytest.mark.parametrize("declared", ["utf-7", "unicode_escape", "base64", "rot13", "no-such", ""])
def test_a_declared_encoding_that_is_none_is_ignored(declared: str) -> None:
    assert decode(RUSSIAN.encode("cp1251"), declared) == (RUSSIAN, "cp1251")


def test_mostly_valid_utf_8_stays_utf_8() -> None:
    decoded = decode("Ein schöner Tag für Köln, hören wir täglich.".encode() + b"\xff")
    assert decoded is not None
    assert decoded[1] == "utf-8"
    assert decoded[0].startswith("Ein schöner Tag für Köln")


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + random.Random(1).randbytes(500),
        b"PK\x03\x04" + random.Random(2).randbytes(2000),
        random.Random(3).randbytes(5000),
        b"\x7fELF" + bytes(500),
        bytes(100),
    ],
)  # fmt: skip
def test_binary_data_is_no_text(raw: bytes) -> None:
    assert decode(raw) is None


def test_hidden_characters_are_taken_out_and_counted() -> None:
    assert visible("a\u200bb\u202ec\U000e0041\x00d\ud800e\u2060\ufefff\ue000\u3164") == ("abcdef", 9)


def test_hyphenation_hints_and_emoji_variants_are_not_counted() -> None:
    assert visible("co\u00adoperate \u2764\ufe0f") == ("cooperate \u2764", 0)


@pytest.mark.parametrize("text", ["می\u200cخواهم کتاب\u200cها", "क्\u200dष", "ශ්\u200dරී"])
def test_joiners_stay_where_a_script_is_spelled_with_them(text: str) -> None:
    assert visible(text) == (unicodedata.normalize("NFC", text), 0)


@pytest.mark.parametrize("text", ["a\u200cb", "م\u200c", "م\u200c b", "a\u200dم"])
def test_joiners_elsewhere_hide_something(text: str) -> None:
    assert visible(text) == (text.replace("\u200c", "").replace("\u200d", ""), 1)


def test_white_space_is_folded_and_paragraphs_stay() -> None:
    assert visible(" a\t\u00a0b \r\n\r\n\r\n\r\nc\x85d\u2028e ") == ("a b\n\nc\nd\ne", 0)


def test_text_is_composed() -> None:
    assert visible("Cafe\u0301")[0] == "Café"


def test_one_line_has_no_breaks() -> None:
    assert one_line("a\n\nb\u200b\tc ") == "a b c"


@given(st.text(st.characters(exclude_categories=())))
def test_visible_text_can_be_stored_and_is_stable(text: str) -> None:
    seen, hidden = visible(text)
    assert visible(f"{text}\u200b")[1] == hidden + 1, "what could hide something is counted, each once"
    assert seen == unicodedata.normalize("NFC", seen) == seen.strip()
    assert "\n\n\n" not in seen
    assert "  " not in seen
    seen.encode("utf-8")
    shown_format = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
    for before, c, after in zip(" " + seen, seen, seen[1:] + " ", strict=False):
        if c in "\u200c\u200d":
            assert before.isascii() is after.isascii() is False
        elif c != "\n" and c not in shown_format and not 0x13430 <= ord(c) <= 0x13440:
            assert unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co")
    assert visible(seen) == (seen, 0)


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    decoded = decode(raw)
    assert decoded is None or isinstance(decoded[0], str)
