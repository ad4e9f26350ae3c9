"""A view that is watched: an Atom feed of its newest events, and word of new matches, once each, to a webhook or by mail."""

from __future__ import annotations

import json
import os
import smtplib
import sqlite3
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as xml

from .archive import Archive, Filters
from .archive.filters import told
from .errors import InputError
from .events.event import Event
from .lexicon.tables import table

SHOWN = 50  # events of a feed, and of one message
_SECONDS = 20
_ATOM = "http://www.w3.org/2005/Atom"


def feed(events: Iterable[Event], title: str, address: str, page: str, lang: str) -> bytes:
    """An Atom feed (RFC 4287) of events; `address` is the feed's own, `page` what an event's page stands under."""
    xml.register_namespace("", _ATOM)
    root = xml.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": lang})
    newest = "1970-01-01"
    entries: list[xml.Element] = []
    for e in events:
        day = e.last_report or e.start or "1970-01-01"
        newest = max(newest, day[:10])
        entry = xml.Element(f"{{{_ATOM}}}entry")
        _child(entry, "id", f"urn:marsad:event:{e.id}")
        _child(entry, "title", sentence(e, lang))
        _child(entry, "updated", f"{day[:10]}T00:00:00Z")
        xml.SubElement(entry, f"{{{_ATOM}}}link", {"href": f"{page}/events/{e.id}?lang={lang}"})
        _child(entry, "summary", "; ".join(p for p in (e.start, e.place_ar if lang == "ar" else e.place_en, ", ".join(e.outlets)) if p))
        entries.append(entry)
    _child(root, "id", f"urn:marsad:view:{sha256(address.encode()).hexdigest()[:16]}")
    _child(root, "title", title)
    _child(root, "updated", f"{newest}T00:00:00Z")
    _child(root, "generator", "marsad")
    xml.SubElement(root, f"{{{_ATOM}}}link", {"rel": "self", "href": address})
    root.extend(entries)
    written: bytes = xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def sentence(e: Event, lang: str) -> str:
    """An event's own sentence; of one that an older program kept, its type and place."""
    return (e.sentence_ar if lang == "ar" else e.sentence_en) or f"{e.type} {e.place_ar if lang == 'ar' else e.place_en}"


def _child(parent: xml.Element, name: str, text: str) -> None:
    plain = "".join(c for c in text if c in "\t\n" or c >= " ")  # XML has no other control characters
    xml.SubElement(parent, f"{{{_ATOM}}}{name}").text = plain


class Told:
    """Which events of which view were told already, in a file of the user's."""

    def __init__(self, path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path)
        self._db.execute("CREATE TABLE IF NOT EXISTS told (view TEXT, event TEXT, PRIMARY KEY (view, event))")
        self._db.execute("CREATE TABLE IF NOT EXISTS begun (view TEXT PRIMARY KEY)")

    def close(self) -> None:
        self._db.close()

    def fresh(self, view: str, events: Sequence[Event]) -> list[Event]:
        """The events that were not told yet; of a view that is asked for the first time none: what is there already is no news."""
        known = {row[0] for row in self._db.execute("SELECT event FROM told WHERE view = ?", (view,))}
        begun = self._db.execute("SELECT 1 FROM begun WHERE view = ?", (view,)).fetchone() is not None
        if not begun:
            self.keep(view, events)
            return []
        return [e for e in events if e.id not in known]

    def keep(self, view: str, events: Iterable[Event]) -> None:
        """These were told."""
        with self._db:
            self._db.execute("INSERT OR IGNORE INTO begun VALUES (?)", (view,))
            self._db.executemany("INSERT OR IGNORE INTO told VALUES (?, ?)", [(view, e.id) for e in events])


def alert(archive: Archive, filters: Filters, state: Path, sends: Sequence[Callable[[list[Event]], None]]) -> int:
    """Tell the new events of a view, each once: where a send fails they are told again the next time. Returns how many."""
    view = sha256(json.dumps([told(filters), [getattr(s, "to", "") for s in sends]], sort_keys=True).encode()).hexdigest()
    with closing(Told(state)) as known:
        fresh = known.fresh(view, list(archive.events(filters)))
        for start in range(0, len(fresh), SHOWN):
            part = fresh[start : start + SHOWN]
            for send in sends:
                send(part)
            known.keep(view, part)
        return len(fresh)


class Webhook:
    """Posts events as JSON: {"events": [{"id", "sentence_en", "sentence_ar", "start", "end", "place", "url"}]}."""

    def __init__(self, to: str, page: str):
        if urlsplit(to).scheme not in ("http", "https") or not urlsplit(to).netloc:
            raise InputError(f"{to} is no address of a webhook; it must be http(s).")
        self.to, self._page = to, page

    def __call__(self, events: list[Event]) -> None:
        rows = [
            {
                "id": e.id,
                "sentence_en": sentence(e, "en"),
                "sentence_ar": sentence(e, "ar"),
                "start": e.start,
                "end": e.end,
                "place": e.place_en,
                "url": f"{self._page}/events/{e.id}",
            }
            for e in events
        ]
        asked = urllib.request.Request(
            self.to, json.dumps({"events": rows}, ensure_ascii=False).encode(), {"Content-Type": "application/json", "User-Agent": "marsad"}
        )
        try:
            urllib.request.urlopen(asked, timeout=_SECONDS).close()
        except (urllib.error.URLError, OSError) as error:
            raise InputError(f"the webhook {self.to} did not take it ({error}); what is new is told the next time.") from None


class Mail:
    """Sends events by the mail server of $MARSAD_SMTP (smtp://user:password@host:port, or smtps://), from $MARSAD_MAIL_FROM."""

    def __init__(self, to: str, page: str, lang: str):
        server, sender = os.environ.get("MARSAD_SMTP", ""), os.environ.get("MARSAD_MAIL_FROM", "")
        self._server = urlsplit(server)
        if self._server.scheme not in ("smtp", "smtps") or not self._server.hostname or not sender:
            raise InputError("mail needs a server and a sender: set MARSAD_SMTP (smtp://host:port) and MARSAD_MAIL_FROM.")
        self.to, self._from, self._page, self._lang = to, sender, page, lang

    def __call__(self, events: list[Event]) -> None:
        message = EmailMessage()
        message["From"], message["To"] = self._from, self.to
        message["Subject"] = table("brief")["say"]["mail"][self._lang].format(len(events))
        message.set_content("\n\n".join(f"{sentence(e, self._lang)}\n{e.start or ''} {self._page}/events/{e.id}" for e in events))
        s = self._server
        kind = smtplib.SMTP_SSL if s.scheme == "smtps" else smtplib.SMTP
        try:
            with kind(s.hostname or "", s.port or 0, timeout=_SECONDS) as server:
                if s.username:
                    if s.scheme == "smtp":
                        server.starttls()
                    server.login(s.username, s.password or "")
                server.send_message(message)
        except (smtplib.SMTPException, OSError) as error:
            raise InputError(f"the mail server {s.hostname} did not take it ({error}); what is new is told the next time.") from None
