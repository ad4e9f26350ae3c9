"""What the user says of a second coder."""

from __future__ import annotations

from typing import NamedTuple


class Options(NamedTuple):
    """What the user says of a second coder. Seconds, tokens, requests a minute; prices in any currency for a million tokens."""

    address: str
    model: str | None = None
    timeout: float = 120.0
    retries: int = 3
    tokens: int | None = None
    rate: float | None = None
    prices: tuple[float, float] | None = None
    key: str | None = None
    cache: str | None = None
