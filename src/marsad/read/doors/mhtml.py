"""Pages as browsers save them in one file (MHTML): the HTML part and the address that it came from."""

from __future__ import annotations

import datetime as dt
import email
import email.message
import email.policy
import email.utils

from ...errors import InputError
from ..address import on_the_web
from ..decode import decode


def html_of_mhtml(data: bytes) -> tuple[str, str | None, str | None]:
    """(HTML, address or None, ISO moment in world time at which it was saved or None) of a saved page. Raises `InputError` where it has no HTML."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    address = message.get("Snapshot-Content-Location")
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload, charset = _payload(part)
            if payload.strip():
                text, _ = decode(payload, charset)
                location = str(address or part.get("Content-Location") or "").strip()
                return text, location if on_the_web(location) else None, _saved(message)
    raise InputError("the saved page holds no HTML; save it again as a complete page.")


def _saved(message: email.message.Message) -> str | None:
    try:
        at = email.utils.parsedate_to_datetime(str(message.get("Date") or ""))
    except (ValueError, TypeError, OverflowError):
        return None
    return (at.astimezone(dt.UTC) if at.tzinfo else at).strftime("%Y-%m-%dT%H:%M")


def _payload(part: email.message.Message) -> tuple[bytes, str | None]:
    """(bytes, declared encoding) of a part; no bytes where its transfer encoding is broken, no encoding where that is."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError):
        payload = None
    try:
        charset = part.get_content_charset()
    except (ValueError, LookupError):
        charset = None
    return payload if isinstance(payload, bytes) else b"", charset
