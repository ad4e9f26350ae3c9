"""Pages as browsers save them in one file (MHTML): the HTML part and the address that it came from."""

from __future__ import annotations

import email
import email.policy

from ..errors import InputError
from .decode import decode


def html_of_mhtml(data: bytes) -> tuple[str, str | None]:
    """(HTML, address or None) of a saved page. Raises `InputError` where it holds no HTML."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    address = message.get("Snapshot-Content-Location")
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                text, _ = decode(payload, part.get_content_charset())
                location = str(address or part.get("Content-Location") or "").strip()
                return text, location if location.startswith("http") else None
    raise InputError("the saved page holds no HTML; save it again as a complete page.")
