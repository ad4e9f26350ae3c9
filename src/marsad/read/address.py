"""Addresses as articles, feeds and redirects write them, which are often none: nothing here raises for what is written."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|yclid|mc_[ce]id|igshid|cmpid|ref|ref_src|source|share|amp|outputType|at_\w+|xtor)(?:=|$)")


def parts_of(url: str) -> SplitResult | None:
    """An address in its parts; None where it is none (`http://[`, a port of letters)."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # a part that is only read when it is asked for
    except ValueError:
        return None
    return parts


def on_the_web(url: str) -> bool:
    """Whether it is an address of http or https with a host."""
    parts = parts_of(url)
    return parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname)


def joined(base: str, link: str) -> str | None:
    """The address that a link on a page means; None where the two make none."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return None


def host_of(url: str) -> str | None:
    """The host of an address, without www; None where it has none."""
    parts = parts_of(url)
    return parts.hostname.removeprefix("www.") if parts is not None and parts.hostname else None


def address_key(url: str) -> str:
    """An address without what differs between visits and doors: scheme, www, tracking, fragment, AMP, a slash at the end.

    What is no address is its own key.

    >>> address_key("https://www.news.example/a/1/?utm_source=x#top") == address_key("http://news.example/a/1")
    True
    """
    parts = parts_of(unquote(url.strip()))
    if parts is None:
        return url.strip()
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    path = re.sub(r"/(?:amp/?|index\.(?:html?|php))$", "", parts.path).rstrip("/").removeprefix("/amp")
    query = "&".join(sorted(q for q in parts.query.split("&") if q and not _TRACKING.match(q)))
    return f"{host}{path}?{query}" if query else f"{host}{path}"
