"""What the endpoints share: the archive, the tiles, who may come in."""

from __future__ import annotations

import getpass
import secrets
from dataclasses import dataclass, field

from ..archive.store import Archive
from .accounts import Attempts, Person, people, who
from .commands.trial import Trials
from .commands.work import Works
from .tiles import Tiles


def _myself() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "local"


@dataclass(frozen=True)
class State:
    """`loopback` tells that only this machine can ask; then, while nobody has been added, no login is asked for.

    `secure` tells that the site is https; `proxies` are the addresses whose word of who asks is taken.
    """

    archive: Archive
    tiles: Tiles
    loopback: bool
    secure: bool
    proxies: tuple[str, ...] = ()
    attempts: Attempts = field(default_factory=Attempts)
    trials: Trials = field(default_factory=Trials)
    works: Works = field(default_factory=Works)
    me: Person = field(default_factory=lambda: Person(_myself(), "admin", secrets.token_urlsafe(32)))

    def needs_login(self) -> bool:
        """Whether one has to log in."""
        return not self.loopback or bool(people(self.archive))

    def person(self, cookie: str | None) -> Person | None:
        """Who is asking, by their cookie."""
        return who(self.archive, cookie) if self.needs_login() else self.me
