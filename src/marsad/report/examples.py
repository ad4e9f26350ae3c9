"""What the coder makes of an example of the lexicon, held against what the example says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..coder import code_article
from ..model import ActorSpan, Claim, PlaceSpan
from ..read import article_from_text

PUBLISHED = "2020-06-15"  # examples have no date of their own


def faults_of(example: Mapping[str, Any]) -> Iterator[str]:
    """One sentence for each thing that an example says and the coder does not: types that fail or stand in excess, roles that no
    claim of the first type gives, or gives to another."""
    claims = code_article(article_from_text(example["text"], published=PUBLISHED)).claims
    types = {claim.type for claim in claims}
    wanted = tuple(example.get("yields", ()))
    if missing := set(wanted) - types:
        yield f"«{example['text']}» gives no {', '.join(sorted(missing))}"
    if banned := set(example.get("never", ())) & types:
        yield f"«{example['text']}» gives {', '.join(sorted(banned))}, which it must not"
    if not wanted and types:
        yield f"«{example['text']}» gives {', '.join(sorted(types))}, where it is to give nothing"
    if wanted and not missing:
        told = [claim for claim in claims if claim.type == wanted[0]]
        for role in ("agent", "target", "place"):
            words = example.get(role)
            if words and not any(says(claim, role, example["text"], words) for claim in told):
                yield f"«{example['text']}» does not give '{words}' as the {role} of {wanted[0]}"


def says(claim: Claim, role: str, text: str, words: str) -> bool:
    """Whether a claim's spans of a role meet these words of the text and those of the opposite role do not."""
    spans: dict[str, tuple[ActorSpan, ...] | tuple[PlaceSpan, ...]] = {"agent": claim.agents, "target": claim.targets, "place": claim.places}
    start = text.index(words)  # an example is an article of its own: offsets are those of its text
    end = start + len(words)
    opposite = {"agent": claim.targets, "target": claim.agents, "place": ()}[role]
    return any(s.start < end and start < s.end for s in spans[role]) and not any(s.start < end and start < s.end for s in opposite)
