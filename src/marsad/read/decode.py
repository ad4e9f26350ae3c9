"""Bytes → text: UTF-8, UTF-16, windows-1256, by mark and by what the bytes can be."""

from __future__ import annotations

import codecs

from ..errors import InputError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes) -> tuple[str, str | None]:
    """The text of `data` and a warning, or None. Raises `InputError` for binary data.

    UTF-8 that holds a few broken bytes keeps the rest (each broken byte becomes U+FFFD) and says so.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), None
            except UnicodeDecodeError:
                break
    if b"\x00" in data[:4096]:
        raise InputError("the file is binary, not text; give a text, HTML or JSONL file.")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    loose = data.decode("utf-8", "replace")
    broken = loose.count("\ufffd")
    arabic = sum("\u0600" <= c <= "\u06ff" for c in loose)
    if arabic > 10 * broken:
        return loose, f"{broken} broken UTF-8 byte(s) replaced"
    text = data.decode("cp1256", "replace")
    arabic = sum("\u0620" <= c <= "\u064a" for c in text)
    printable = sum(c.isprintable() or c in "\n\r\t" for c in text)
    if printable < 0.9 * len(text):
        raise InputError("the file is binary, not text; give a text, HTML or JSONL file.")
    if arabic < 0.2 * len(text):
        raise InputError("the file is neither UTF-8 nor windows-1256 Arabic; save it as UTF-8 and try again.")
    return text, "read as windows-1256"
