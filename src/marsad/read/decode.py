"""Bytes → text: by mark, by what the bytes can be, by what reads as Arabic; declarations are asked last, for they lie.

Mojibake (UTF-8 or windows-1256 read as something else on the way) is mended where the way back is certain.
"""

from __future__ import annotations

import codecs
import html as entities
import re
from collections.abc import Sequence
from functools import cache

from ..errors import InputError
from .language import any_of, languages

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {"cp1256": "windows-1256", "iso8859-6": "ISO-8859-6"}
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_ARABIC = re.compile("[\u0620-\u064a]")


def decode(data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """The text of `data` and a warning, or None. Raises `InputError` for binary data.

    `declared` is what a header says of the encoding. UTF-8 that holds a few broken bytes keeps the rest (each broken byte
    becomes U+FFFD) and says so; so does text that was mended or is not in UTF-8.
    """
    text, note = _decoded(data, declared)
    mended, lines = mend_mojibake(text)
    if lines:
        note = "; ".join(filter(None, (mended_note(lines), note)))
    return mended, note


def encoding_of(head: bytes) -> str:
    """Python's name of the encoding of a text that begins with `head` and is read piece by piece; UTF-8 where nothing shows."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in head[:4096] and (wide := _wide(head[: len(head) & ~1])) is not None:
        return wide[1]
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # the last letter may be cut
        return "utf-8-sig"
    except UnicodeDecodeError:
        pass
    try:
        _, note = decode(head)
    except InputError:
        note = None
    return "cp1256" if note and "1256" in note else "iso8859-6" if note and "8859" in note else "utf-8-sig"


def _decoded(data: bytes, declared: str | None) -> tuple[str, str | None]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), None
            except UnicodeDecodeError:
                break
    if b"\x00" in data[:4096]:
        wide = _wide(data)
        if wide is None:
            raise InputError("the file is binary, not text; give a text, HTML or JSONL file.")
        return wide[0], "read as UTF-16"
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    loose = data.decode("utf-8", "replace")
    broken = loose.count("\ufffd")
    if len(_ARABIC.findall(loose)) > 10 * broken:
        return loose, f"{broken} broken UTF-8 byte(s) replaced"
    want = _codec(declared, data)
    tried = [(data.decode(e, "replace"), e) for e in _NAMES]
    score, _, text, encoding = max(((_arabic_words(t), e == want, t, e) for t, e in tried), key=lambda s: s[:2])
    printable = sum(c.isprintable() or c in "\n\r\t" for c in text)
    if printable < 0.9 * len(text):
        raise InputError("the file is binary, not text; give a text, HTML or JSONL file.")
    letters = len(re.findall(r"[^\W\d_]", text))
    if len(_ARABIC.findall(text)) < 0.2 * letters and not score:
        raise InputError("the file is neither UTF-8 nor windows-1256 Arabic; save it as UTF-8 and try again.")
    return text, f"read as {_NAMES[encoding]}"


def _codec(declared: str | None, data: bytes) -> str | None:
    """Python's name of the declared encoding, from the header or from the page's own head."""
    if declared is None:
        match = _DECLARED.search(data[:4096])
        declared = match[1].decode("ascii") if match else None
    try:
        return codecs.lookup(declared).name if declared else None
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return None


def _wide(data: bytes) -> tuple[str, str] | None:
    """(text, encoding) of UTF-16 without a mark: Arabic letters have 06 for their high byte, spaces 00."""
    head = data[:4096]
    even, odd = head[::2], head[1::2]
    for high, encoding in ((odd, "utf-16-le"), (even, "utf-16-be")):
        if high and sum(b in (0, 6) for b in high) > 0.9 * len(high):
            text = data.decode(encoding, "replace")
            if len(_ARABIC.findall(text[:2000])) >= 5:
                return text, encoding
    return None


def _arabic_words(text: str) -> int:
    return len(_small_words().findall(text[:50_000]))


@cache
def _small_words() -> re.Pattern[str]:
    return re.compile(rf"{any_of(languages().in_lines)}|(?<!\w)و?ال\w{{2,}}(?!\w)")


# -- mojibake -----------------------------------------------------------------------------------------------------------


def _bytes_of(codec: str) -> dict[str, int]:
    """Each character that a byte can come to by the codec, and the control characters that careless decoders leave."""
    table = {chr(b): b for b in range(256)}
    for byte in range(256):
        try:
            table[bytes([byte]).decode(codec)] = byte
        except UnicodeDecodeError:
            continue
    return table


_WAYS = (
    ("ط§ظ„", _bytes_of("cp1256"), "utf-8"),  # UTF-8 read as windows-1256
    ("Ø§Ù", _bytes_of("cp1252"), "utf-8"),  # UTF-8 read as Latin
    ("Ù\x8a", _bytes_of("cp1252"), "utf-8"),
    ("Çá", _bytes_of("cp1252"), "cp1256"),  # windows-1256 read as Latin
    ("Зб", _bytes_of("cp1251"), "cp1256"),  # windows-1256 read as Cyrillic
    ("Ш§Щ", _bytes_of("cp1251"), "utf-8"),  # UTF-8 read as Cyrillic
    ("╪º┘", _bytes_of("cp437"), "utf-8"),  # UTF-8 read as DOS had it
    ("Ïº┘", _bytes_of("cp850"), "utf-8"),
    ("ÿßŸ", _bytes_of("mac_roman"), "utf-8"),  # UTF-8 read as old Macs had it
    ("Ã˜", _bytes_of("cp1252"), "utf-8"),  # the first of these, twice
    ("Ã\x98", _bytes_of("cp1252"), "utf-8"),
)


def mend_mojibake(text: str) -> tuple[str, int]:
    """(text, lines mended): a line is mended where every letter of it goes back and what comes out reads as Arabic."""
    ways = [way for way in _WAYS if way[0] in text]
    if not ways:
        return text, 0
    out: list[str] = []
    mended = 0
    for line in text.split("\n"):
        better = _better(line, ways)
        mended += better is not None
        out.append(line if better is None else better)
    return "\n".join(out), mended


def _better(line: str, ways: Sequence[tuple[str, dict[str, int], str]], again: bool = True) -> str | None:
    """The line by the first way on which it comes to Arabic; None where none does. `again`: what was read wrongly may have been so twice."""
    for _, table, codec in (way for way in ways if way[0] in line):
        try:
            text = bytes(table[c] for c in line).decode(codec)
        except (KeyError, UnicodeDecodeError):
            continue
        if _arabic_words(text) > _arabic_words(line) and len(_ARABIC.findall(text)) >= 4:
            return text
        if again and (better := _better(text, _WAYS, again=False)) is not None:
            return better
    return None


def unescaped(text: str) -> tuple[str, int]:
    """(text, lines changed) of a text whose letters were written as references (`&#1602;`, `&#x642;`) or escapes (`\\u0642`) and not read."""
    if len(_REFERENCES.findall(text)) >= _FEWEST:
        better = entities.unescape(text)
    elif len(_ESCAPES.findall(text)) >= _FEWEST:
        better = _ESCAPES.sub(lambda m: chr(int(m[1], 16)), text).replace("\\n", "\n").replace('\\"', '"')
    else:
        return text, 0
    return better, better.count("\n") + 1


_REFERENCES = re.compile(r"&#(?:1[56]\d\d|x0?6[0-9a-f]{2});", re.IGNORECASE)
_ESCAPES = re.compile(r"\\u(06[0-9a-f]{2})", re.IGNORECASE)
_FEWEST = 10  # letters so written: fewer may be meant


def mended_note(lines: int) -> str | None:
    """What to say of an article of which so many lines were mended."""
    return f"{lines} line(s) of garbled Arabic mended" if lines else None


def garbled(text: str) -> str | None:
    """What became of a text whose Arabic was lost on the way, as a sentence for its user; None where nothing shows."""
    letters = max(1, len(re.findall(r"[^\W\d_]", text)))
    western = len(re.findall("[\u00c0-\u00ff]", text))  # more than any language of Europe has
    cyrillic = sum(map(text.count, "ШЩшщ"))  # the lead bytes of Arabic in UTF-8, read as windows-1251; one letter in fifty of Russian
    if sum(text.count(mark) for mark in _GARBLED) * 20 > letters or western > max(20, letters // 2) or cyrillic > max(10, letters // 5):
        return "the text is garbled Arabic (mojibake: its bytes were read in the wrong encoding, and some are lost); get it anew as UTF-8."
    questions = sum(len(run) for run in re.findall(r"\?{2,}", text))
    if questions > 20 and questions > 0.5 * len(text.replace(" ", "")):
        return "the text is question marks where its Arabic stood (saved in an encoding without Arabic letters); get it anew as UTF-8."
    return None


_GARBLED = ("Ø", "Ù", "ط§", "ظ„", "ï»", "\ufffd\ufffd", "Çá", "Ã˜", "Ã™", "ÃÂ")
