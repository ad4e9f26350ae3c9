"""Second coders' claims for a user's gold, for `marsad eval --second`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..coder import code_article
from ..errors import InputError
from ..read import article_from_text

if TYPE_CHECKING:
    from ..cli.second import Beside
    from ..model import Claim


def claims_of(gold: list[dict[str, Any]], beside: Beside) -> dict[str, Any]:
    """The second coder's claims by article id. Raises `InputError` where it cannot go on: half a gold scores nothing."""
    out: dict[str, Any] = {}
    try:
        for a in gold:
            article = article_from_text(a["text"], id=a["id"], title=a.get("title"), published=a.get("published"))
            doc = beside.doc(article, code_article(article))
            if beside.stopped:
                raise InputError(f"the gold was not coded whole: {beside.stopped}")
            out[a["id"]] = [c for s in doc.second for c in _plain(s.claims)]
    finally:
        beside.close()
    return out


def _plain(claims: tuple[Claim, ...]) -> list[dict[str, Any]]:
    import msgspec

    told: list[dict[str, Any]] = msgspec.to_builtins(claims)
    return told
