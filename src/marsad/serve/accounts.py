"""Who may do what: people with roles, logins, and the tokens that keep other sites from acting in their name."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import ipaddress
import secrets
import threading
import time
from collections import deque
from typing import Literal, NamedTuple

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ..archive.engine import writing
from ..archive.schema import login, person
from ..archive.store import Archive
from ..errors import InputError

Role = Literal["viewer", "reviewer", "admin"]
RANK = {"viewer": 0, "reviewer": 1, "admin": 2}
HOURS = 12  # that a login lasts
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash(secrets.token_hex(16))  # checked for names that are not there, so that time tells nothing
_HASHING = threading.Semaphore(2)  # each takes 64 MB and its share of the cores


class Person(NamedTuple):
    """Who is asking. `token` must come back with whatever changes something."""

    name: str
    role: Role
    token: str


def add_person(archive: Archive, name: str, role: Role, password: str) -> bool:
    """Add a person, or give a known one this role and password and end their logins; True where they are new. Raises `InputError`."""
    name = name.strip()
    if not name or len(name) > 80 or not name.isprintable():
        raise InputError("a name has 1 to 80 characters, none of them a control character.")
    if len(password) < 10:
        raise InputError("a password has at least 10 characters.")
    hashed, now = _HASHER.hash(password), dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with writing(archive.engine) as connection:
        known = connection.execute(person.update().where(person.c.name == name).values(role=role, password=hashed)).rowcount
        connection.execute(login.delete().where(login.c.name == name))
        if not known:
            connection.execute(person.insert().values(name=name, role=role, password=hashed, added_at=now))
    return not known


def remove_person(archive: Archive, name: str) -> bool:
    """Take a person's access away; what they decided stays in the log under their name."""
    with writing(archive.engine) as connection:
        connection.execute(login.delete().where(login.c.name == name))
        return bool(connection.execute(person.delete().where(person.c.name == name)).rowcount)


def people(archive: Archive) -> list[tuple[str, Role]]:
    """Everybody who may log in, with their roles."""
    with archive.engine.connect() as connection:
        return [(r.name, r.role) for r in connection.execute(sa.select(person.c.name, person.c.role).order_by(person.c.name))]


def log_in(archive: Archive, name: str, password: str) -> tuple[str, Person] | None:
    """(value of the cookie, who) for the right password; None for a wrong one."""
    row = None
    if name.isprintable():  # no other is ever added, and not every database can be asked for it
        with archive.engine.connect() as connection:
            row = connection.execute(sa.select(person).where(person.c.name == name)).first()
    try:
        with _HASHING:
            _HASHER.verify(row.password if row else _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return None
    if row is None:
        return None
    cookie, token = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    with writing(archive.engine) as connection:
        connection.execute(login.delete().where(login.c.until < time.time()))
        connection.execute(login.insert().values(digest=_digest(cookie), name=name, token=token, until=time.time() + HOURS * 3600))
    return cookie, Person(name, row.role, token)


def who(archive: Archive, cookie: str | None) -> Person | None:
    """Who a cookie stands for, while the login lasts."""
    if not cookie:
        return None
    asked = sa.select(person.c.name, person.c.role, login.c.token).join(login, login.c.name == person.c.name)
    with archive.engine.connect() as connection:
        row = connection.execute(asked.where(login.c.digest == _digest(cookie), login.c.until > time.time())).first()
    return Person(row.name, row.role, row.token) if row else None


def log_out(archive: Archive, cookie: str) -> None:
    """End a login."""
    with writing(archive.engine) as connection:
        connection.execute(login.delete().where(login.c.digest == _digest(cookie)))


def same(one: str, other: str) -> bool:
    """Whether two tokens are the same, in a time that tells nothing."""
    return hmac.compare_digest(one.encode(), other.encode())


def _digest(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()


class Attempts:
    """Logins that were tried: after `most` within `seconds` for one name from one address, no more are looked at for a while.

    An attempt counts before its password is looked at, so that many at once are no way round. A name is never held from everywhere,
    nor an address for every name: else whoever guesses could lock out whom they please, or all who share a proxy.
    """

    def __init__(self, most: int = 5, seconds: float = 300.0, keys: int = 50_000):
        self.most, self.seconds, self.keys = most, seconds, keys
        self._tried: dict[tuple[str, str], deque[float]] = {}

    def take(self, name: str, address: str) -> int:
        """Count an attempt; or, where one more may not be made, the seconds to wait for it."""
        now, key = time.monotonic(), (name, _network(address))
        times = self._tried.pop(key, deque())
        while times and times[0] <= now - self.seconds:
            times.popleft()
        wait = int(times[0] + self.seconds - now) + 1 if len(times) >= self.most else 0
        if not wait:
            times.append(now)
        self._tried[key] = times  # at the end: those that were longest not tried stand first
        if len(self._tried) > self.keys:  # a flood of made-up names must not fill the memory
            del self._tried[next(iter(self._tried))]
        return wait

    def right(self, name: str, address: str) -> None:
        """The password was right: what was tried before is forgotten."""
        self._tried.pop((name, _network(address)), None)


def _network(address: str) -> str:
    """What one household or server has of addresses: of IPv6 the first half, for the other half is its own to choose."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:100]
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped is None:
        return str(ipaddress.ip_network((int(known) >> 64 << 64, 64)))
    return str(known)
