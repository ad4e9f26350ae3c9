"""Generate the written forms of a verb from its third-person past and present, and of a noun from its singular.

Arabic news is unvowelled, so one written form stands for several vowelled ones: `كتب` is "wrote" and "was written".
Forms here are written forms after `normalise.fold`; voice is decided later, from the arguments.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .normalise import fold


class VerbForm(NamedTuple):
    """What the written form of a verb says. `number`: s, d or p; `gender`: m, f; `tense`: past or present."""

    tense: str
    number: str
    gender: str
    person: int
    passive: bool  # the form can only be passive
    jussive: bool = False  # a shortened form that needs لم or ل before it


def verb_forms(past: str, present: str, passive_past: str = "", passive_present: str = "") -> dict[str, VerbForm]:
    """All written forms of a verb, from e.g. `استعاد`, `يستعيد` (and `استعيد`, `يستعاد` where the passive differs)."""
    forms: dict[str, VerbForm] = {}
    for stem, passive in ((past, False), (passive_past, True)):
        if stem:
            for form, what in _past(fold(stem), stem, passive):
                forms.setdefault(form, what)
    for stem, passive in ((present, False), (passive_present, True)):
        if stem:
            for form, what in _present(fold(stem), stem, passive):
                forms.setdefault(form, what)
    return forms


def _past(stem: str, raw: str, passive: bool) -> Iterator[tuple[str, VerbForm]]:
    base = stem
    if raw.endswith(("ى", "ا")) or (raw.endswith("ي") and not passive):  # weak last letter: سعى → سعت, سعوا
        base = stem[:-1]
        fem, plural, dual = base + "ت", base + "وا", stem[:-1] + "يا"
    elif raw.endswith("ي"):
        fem, plural, dual = stem + "ت", base[:-1] + "وا", stem + "ا"
    else:
        fem, plural, dual = stem + "ت", stem + "وا", stem + "ا"
    yield stem, VerbForm("past", "s", "m", 3, passive)
    yield fem, VerbForm("past", "s", "f", 3, passive)
    yield plural, VerbForm("past", "p", "m", 3, passive)
    yield dual, VerbForm("past", "d", "m", 3, passive)
    yield fem + "ا", VerbForm("past", "d", "f", 3, passive)
    # Consonant endings: a hollow verb loses its long vowel (استعاد → استعدنا), a weak one shows its ي.
    if raw.endswith(("ى", "ا")):
        consonant = stem[:-1] + "ي"
    elif len(stem) > 2 and stem[-2] in "اي" and not raw.endswith("ي"):
        consonant = stem[:-2] + stem[-1]
    else:
        consonant = stem
    yield consonant + "نا", VerbForm("past", "p", "m", 1, passive)
    yield consonant + "ن", VerbForm("past", "p", "f", 3, passive)


def _present(stem: str, raw: str, passive: bool) -> Iterator[tuple[str, VerbForm]]:
    body = stem[1:]
    weak = raw.endswith(("ى", "ي", "و"))
    plural = body[:-1] if weak else body
    for prefix, gender in (("ي", "m"), ("ت", "f")):
        yield prefix + body, VerbForm("present", "s", gender, 3, passive)
        yield prefix + plural + "ون", VerbForm("present", "p", gender, 3, passive)
        yield prefix + plural + "وا", VerbForm("present", "p", gender, 3, passive)
        yield prefix + body + "ان", VerbForm("present", "d", gender, 3, passive)
        if weak and len(plural) > 2:  # لم يرد is of "to answer", not of أردى
            yield prefix + plural, VerbForm("present", "s", gender, 3, passive, True)  # jussive: لم يرم
        elif len(body) > 2 and body[-2] in "اوي":  # jussive of a hollow verb: لم يستعد
            yield prefix + body[:-2] + body[-1], VerbForm("present", "s", gender, 3, passive, True)
    yield "ن" + body, VerbForm("present", "p", "m", 1, passive)
    yield "ي" + (body[:-1] + "ي" if weak else body) + "ن", VerbForm("present", "p", "f", 3, passive)


def noun_forms(singular: str) -> set[str]:
    """The singular of a noun and its regular dual, folded; broken plurals and pronoun forms are not made here.

    >>> sorted(noun_forms("غارة"))
    ['غارتا', 'غارتان', 'غارتين', 'غاره']
    """
    folded = fold(singular)
    stem = folded[:-1] + "ت" if singular.endswith("ة") else folded
    dual = {stem + "ان", stem + "ين"}
    if singular.endswith("ة"):
        dual |= {stem + "ا"}
    return {folded} | dual


def adjective_forms(masculine: str) -> set[str]:
    """The written forms of a relational adjective such as عراقي: gender, dual, plural; folded, without the article."""
    stem = fold(masculine)
    return {stem, stem + "ه", stem + "ين", stem + "ون", stem + "ان", stem + "تان", stem + "تين", stem + "ات"}
