"""Characters: bytes to text, and text without what cannot be seen or stored. Pure."""

from __future__ import annotations

import codecs
import re
import unicodedata

_LINE_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r" *\n *")
_MANY_BREAKS = re.compile(r"\n{3,}")
# Control, format, surrogate and private-use characters, what is no character at all, fillers that are
# drawn as nothing, variation selectors and tags. Arabic number signs are format characters that show.
# Between letters of these scripts a joiner or a non-joiner is spelling: Persian, Hindi, Khmer.
_JOINING = "\u0600-\u07ff\u0840-\u0dff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff\u1810-\u18af\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
_HIDDEN = re.compile(
    f"(?<![{_JOINING}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINING}])|"
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
# Hyphenation hints, and the choice between a coloured and a black sign: taken out, nothing is hidden by them.
_HARMLESS = re.compile("[\xad\ufe0e\ufe0f]")
_REPLACEMENT = "\ufffd"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODECS = re.compile(r"(?:utf-?(?:8|16|32)|iso-?8859|latin|cp|windows|koi8|mac|big5|gb|euc|shift|sjis|tis).*", re.I)
_LIKELY = (
    "cp1252", "cp1251", "koi8_r", "cp1250", "iso8859_2", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "cp932", "euc_jp", "gb18030", "big5", "euc_kr", "cp949", "mac_roman",
)  # fmt: skip
# Pages name the small encoding and mean the larger one that holds it, as every browser knows (encoding.spec.whatwg.org).
_MEANT = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
_USUAL = {"cp932": "shift_jis", "cp949": "euc_kr"}
_LATIN = frozenset(("cp1252", "cp1250", "cp1254", "cp1257", "iso8859-2", "iso8859-15", "mac-roman"))
_WORD_OF_MARKS = re.compile(rb"[\x80-\xff]{3,}")
_LEAST_MARKS = 40
"""Fewer letters outside ASCII tell nothing of an encoding."""
_SAMPLE = 200_000


def decode(raw: bytes, declared: str | None = None) -> tuple[str, str] | None:
    """Return the text of bytes and the name of their encoding, or None when they are no text.

    A byte order mark is believed first, then valid UTF-8, then ``declared`` (what a page or its server
    says), then the likeliest encoding by the letters that come out.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _text(raw.decode(name, "replace").removeprefix("\ufeff"), name)
    wide = _wide(raw)
    if wide:
        return _text(raw.decode(wide, "replace"), wide)
    try:
        return _text(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        if b"\0" in raw[:4096]:
            return None
    damaged = raw.decode("utf-8", "replace")
    if sum(c > "\x7f" for c in damaged[:_SAMPLE]) > 5 * damaged[:_SAMPLE].count(_REPLACEMENT):
        return damaged, "utf-8"
    return _declared(raw, declared) or _guessed(raw)


def _text(text: str, name: str) -> tuple[str, str] | None:
    sample = text[:_SAMPLE]
    binary = sum(map(sample.count, "\0\x01\x02\x03\x04\x05\x06\x0e\x0f")) > len(sample) // 100 + 1
    return None if binary else (text, name)


def _wide(raw: bytes) -> str | None:
    """Return the form of UTF-16 that unmarked bytes are in, when every other byte of them is zero."""
    sample = raw[:2000]
    if sample.count(0) * 10 < len(sample) * 4 or len(sample) < 4:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    return "utf-16-le" if odd > 10 * even else "utf-16-be" if even > 10 * odd else None


def is_default(encoding: str) -> bool:
    """Return whether an encoding is one that servers name for every page (Latin-1, UTF-8), or none at all."""
    try:
        return codecs.lookup(encoding.strip()).name in ("iso8859-1", "ascii", "cp1252", "utf-8")
    except (LookupError, ValueError):
        return True


def _declared(raw: bytes, declared: str | None) -> tuple[str, str] | None:
    if not declared or not _CODECS.fullmatch(declared.strip()):
        return None
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return None
    name = _MEANT.get(name, name)
    if name.startswith(("utf-16", "utf-32")) or (name in _LATIN and _is_not_latin(raw)):
        return None
    text = raw.decode(name, "replace")
    return None if text[:_SAMPLE].count(_REPLACEMENT) * 50 > len(text[:_SAMPLE]) else (text, name)


def _is_not_latin(raw: bytes) -> bool:
    """Return whether bytes are of another script than Latin: there no words are made of accented letters alone.

    Servers say Latin-1 of every page unless they are told otherwise.
    """
    sample = raw[:_SAMPLE]
    marks = sum(byte > 0x7F for byte in sample)
    return marks >= _LEAST_MARKS and 2 * sum(map(len, _WORD_OF_MARKS.findall(sample))) > marks


def _guessed(raw: bytes) -> tuple[str, str] | None:
    from charset_normalizer import from_bytes

    found = list(from_bytes(raw[:_SAMPLE], cp_isolation=list(_LIKELY)))
    if not found:
        return None
    # Western Europe before Central Europe where both read well: a few accents do not tell them apart.
    best = next((f for f in found if f.encoding == "cp1252" and f.chaos <= found[0].chaos + 0.02), found[0])
    text = raw.decode(best.encoding, "replace")
    sample = text[:10_000]
    strange = sum(unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in "\t\r\n" for c in sample)
    return None if strange > len(sample) // 50 else (text, _smallest(raw, best.encoding, text))


def _smallest(raw: bytes, name: str, text: str) -> str:
    """Return the usual name of an encoding where the smaller one that goes by it gives the same text."""
    small = _USUAL.get(name, name)
    return small if raw.decode(small, "replace") == text else name


def visible(text: str) -> tuple[str, int]:
    """Return NFC text without characters that do not show, and how many that could hide something went.

    Line breaks become new lines; other white space becomes single spaces; at most one blank line stays.
    """
    text = _LINE_BREAKS.sub("\n", text)
    kept, went = _HIDDEN.subn("", text)
    hidden = went - len(_HARMLESS.findall(text)) if went else 0
    folded = _BLANK_LINES.sub("\n", _SPACES.sub(" ", unicodedata.normalize("NFC", kept)))
    return _MANY_BREAKS.sub("\n\n", folded).strip(), hidden


def one_line(text: str) -> str:
    """Return a text as one line of visible characters."""
    return " ".join(visible(text)[0].split())
