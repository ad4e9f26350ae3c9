"""Whether what is only possible may have happened, or may yet happen; and whether what is denied simply was not done."""

from __future__ import annotations

import re

from ..arabic.normalise import fold_word
from ..model import Claim
from .lexemes import found
from .words import grammar

_WORD = re.compile(r"[\u0621-\u0652\u0670-\u06d3]+")
_STOP = re.compile(r"[.؟!\n]")
_BEFORE_NEVER = 4  # words before an event's own of which one may tell that it will not be
_BEFORE = 9  # words before an event's own in its sentence that may tell that it is reported rather than expected


def claim_ahead(claim: Claim) -> bool:
    """Whether a claim of what is possible tells what may yet happen, or a danger of it, as nobody reports or suspects that it did; and whether
    one of what is denied tells what will not happen."""
    start, end = claim.trigger.start - claim.evidence.start, claim.trigger.end - claim.evidence.start
    if claim.modality == "denied":
        return will_not(claim.evidence.text, start)
    return claim.modality == "possible" and not is_reported(claim.evidence.text, start, end)


def will_not(text: str, start: int) -> bool:
    """Whether a sentence says before the event's word, which stands at `start`, that it will not be: لن تقوم بأي عملية."""
    before = [fold_word(m[0]) for m in _WORD.finditer(_STOP.split(text[:start])[-1])][-_BEFORE_NEVER:]
    return any(word.removeprefix("و") in grammar("never") for word in before)


def claim_undone(claim: Claim) -> bool:
    """Whether a claim tells that something was not done (دون أن تعتقل أحدا), which nobody denies."""
    return claim.modality == "denied" and claim.source is None and not denies(claim.evidence.text)


def denies(text: str) -> bool:
    """Whether somebody denies something in a sentence: نفى, مزاعم."""
    words = {fold_word(m[0]) for m in _WORD.finditer(text)}
    return any(not {word, word[1:], word.removeprefix("ال")}.isdisjoint(grammar("denying")) for word in words)


def is_reported(text: str, start: int, end: int) -> bool:
    """Whether a sentence reports or suspects an event that is over: يعتقد أنه قتل. `start` and `end` are the offsets of the event's word."""
    before = [fold_word(m[0]) for m in _WORD.finditer(_STOP.split(text[:start])[-1])][-_BEFORE:]
    own = [fold_word(m[0]) for m in _WORD.finditer(text[start:end])][:1]
    if any(not {word, word[1:], word.removeprefix("ال"), word[1:].removeprefix("ال")}.isdisjoint(grammar("reported")) for word in before):
        return True
    return bool(own) and _is_past(own[0], before[-1:])


def _is_past(word: str, before: list[str]) -> bool:
    """Whether a folded word is a verb in the past: شنت, قتلوا, or any that no letter of the present begins behind قد or أنه."""
    if word.startswith("ال"):
        return False
    if before and before[0] in grammar("before_the_past") and not word.startswith(("ي", "ت", "ن", "س")):
        return True
    ended = (word.endswith("ت") and not word.endswith("ات")) or word.endswith("وا")
    return ended and not word.startswith(("ي", "س", "ن")) and found((word,)) is None
