"""What the places of a text were resolved to."""

from __future__ import annotations

from typing import Any

import msgspec

from marsad.coder import scenes
from marsad.gazetteer import Place
from marsad.lexicon import load
from marsad.read import article_from_text


def places_of(text: str, **particulars: Any) -> dict[str, Place | None]:
    """Arabic words → what they resolved to, of all place and site mentions of a text; `particulars` of its article (site, outlet …)."""
    found = scenes(msgspec.structs.replace(article_from_text(text), **particulars), load())
    return {" ".join(t.text for t in m.s.tokens[m.i : m.j]): m.place for scene in found for m in scene.mentions if m.kind in ("place", "site")}
