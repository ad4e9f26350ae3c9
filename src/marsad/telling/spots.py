"""Where something was, in English: places by their names, by what they are and by what lies around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from ..arabic.normalise import fold_word
from ..lexicon.tables import table
from .latin import latin, plain_letters
from .lexemes import adjective, found
from .names import actor_called, openers, place_called
from .phrase import phrase
from .places import alike, fewest, own_name
from .said import stops
from .things import people_by, unique
from .told import Where
from .words import (
    BEHIND,
    english_of,
    english_words,
    grammar,
    nation_of,
    sides,
    with_article,
    without_from,
    wording,
)

_IN_IT = re.compile(r" in the (?:city|town|village|area|district|governorate|province|sector)$")
_MOST = 4  # names in one list
_KEPT = 1 << 12  # names and places whose words are remembered: those of one article come in many claims
_WHOLE = ("governorate", "region", "country")
_OF_IT = re.compile(r" of the (?:[a-z]+ )?(?:city|town|village|area|district|governorate|province|country|sector)(?=$| with )")
_DIVISIONS = {"directorate": "district"}  # of a country, as a place is called by them
_WITHIN = re.compile(r" (?:of|in) ([A-Z][\w' -]*)$")
_AREA = re.compile(r" (?:near|in) [^,]+$")  # the area behind a place
_ONE = re.compile(r"^(a|an|one) ")
OUTSIDE = re.compile(r"(?:near|(?:north|south|east|west)\w* of) ")  # how what lies beside a place begins
_BEFORE_SIDE = 3  # words, of which one tells on which side of a place another lies


def spots(places: Sequence[Where], held: bool = False) -> list[str]:
    """Places as objects of a verb, the same one once, a whole left out where a part of it is told. Who holds (`held`) what no gazetteer has
    does not hold the governorate that it lies in."""
    if not places:
        return []
    told = unique(f"an area {n}" if OUTSIDE.match(n) else n for n in (_part(w) if held else _spot(w) for w in fewest(places)))
    return _shared(sorted(told, key=lambda n: " near " in n)[:_MOST])


def area_said(w: Where) -> str:
    """The area that a place that no gazetteer has lies near or in, as its English name tells it."""
    return _named(w).removeprefix("near ")


def _shared(names: list[str]) -> list[str]:
    """Places of one area, which is told behind the last of them: towns and wide areas near Afrin."""
    out: list[str] = []
    for name, behind in zip(names, [*names[1:], ""][: len(names)], strict=True):
        area = _AREA.search(name)
        out.append(name[: area.start()] if area and area.start() and behind.endswith(area[0]) and behind != area[0].strip() else name)
    return out


def _part(w: Where) -> str:
    """A place that is held: an area of a governorate where its own words have no English."""
    said = _spot(w)
    return f"an area in {said}" if not w.listed and w.precision in ("district", *_WHOLE) and said == _named(w) else said


@lru_cache(_KEPT)
def _spot(w: Where) -> str:
    if w.more:
        return _parts_of_land(w) or _between(w) or _within(w)
    if not w.listed and (beside := _between(w) or _beside(w)):
        return beside
    head = fold_word(w.said).split()[:1]
    name, link = _named(w), "" if w.en.startswith("near ") else "on " if w.en.split()[-1] in english_words("lines") else "in "
    words = tuple(fold_word(w.said).split())
    if not w.listed and words and (country := actor_called(words)) is not None and country[1] == len(words):
        return with_article(country[0])
    own = own_name(w.said or w.ar) if not w.listed else ""
    if own and alike(latin(own), w.en) and " " not in own and w.en.startswith("near "):
        typing = found(tuple(head))
        division = typing.lexeme.en if typing is not None and typing.lexeme.number == "one" else ""
        return f"the {name.removeprefix('near ')} {division if division in english_words('divisions') else 'area'}"
    if own and not alike(latin(own), w.en):
        return _called(w, own, head, name, link)
    kind = _kind(w)
    if kind is None:
        return name
    if kind.endswith(" of the country") and (nation := english_of(w.country)) and w.precision != "country":
        return f"{kind.removesuffix(' of the country')} of {with_article(nation)}"
    if _OF_IT.search(kind):  # مطار المدينة
        return _OF_IT.sub(f" of {name.removeprefix('near ')}", kind)
    if _IN_IT.search(kind):  # خمس مناطق في القطاع
        return _IN_IT.sub(f" in {name.removeprefix('near ')}", kind)
    heads = BEHIND.split(kind)[0].lower().split()
    if not english_words("in_towns").isdisjoint((heads[-1], " ".join(heads[-2:]))) and name.startswith("near "):
        name = f"in {name.removeprefix('near ')}"
    if not english_words("apart").isdisjoint(kind.split()):
        return kind  # neighbouring countries are not near Deir ez-Zor
    if heads[-1].startswith("border") and (border := _border(kind, w)):
        return border
    if (area := _WITHIN.search(kind)) and alike(area[1], w.en):
        if area[0].startswith(" of ") and kind[: area.start()].split()[-1] in english_words("divided"):
            return kind  # a camp in the town of Bara
        return f"{kind[: area.start()]} in {name.removeprefix('near ').removeprefix('in ')}"  # أحد فنادق دبي
    told = name.removeprefix("near ").removeprefix("the ").lower() in kind.lower() or (w.en.startswith("near ") and " in " in kind)
    return kind if told else f"{kind} {link}{name}"


def _typed(text: str) -> bool:
    """Whether the words name a site by what it is and its own name: دوار العنقود."""
    first, _, rest = text.partition(" ")
    return bool(rest and own_name(text)) and found((fold_word(first),)) is not None


def _within(w: Where) -> str:
    """A site in a place or a part of it: the port of Al-Hudaydah, neighbourhoods in Daraa."""
    kind, name = phrase(w.said), _named(w)
    if kind is None:
        return name
    if _OF_IT.search(kind):
        return _OF_IT.sub(f" of {with_article(name)}", kind)
    town = w.en if w.precision == "governorate" and w.en.split()[-1] not in english_words("divided") else name
    own = own_name(w.said)
    if alike(own and latin(own), w.en) or plain_letters(w.en).split()[-1].lower() in kind.lower():
        return kind
    if (other := _WITHIN.search(kind)) and fold_word(w.ar) in fold_word(w.said):
        return f"{kind[: other.start()]} of {town}"  # a place that is called so elsewhere
    link = "of" if kind.startswith("the ") and " of " not in kind and not own else "in"
    return f"{kind} {link} {town}"


def _beside(w: Where) -> str:
    """A place by what lies in, beside or around another: داخل قاعدة العند, قرب دوار العنقود, مشارف القرية. Empty for others."""
    word, _, rest = w.said.partition(" ")
    if not rest:
        return ""
    first = fold_word(word)
    if first in grammar("within"):
        return _spot(msgspec.structs.replace(w, said=rest))
    if beside := _parts_of_land(w) or _to_a_side(w):
        return beside
    if first in grammar("beside") and _typed(without_from(rest)):
        return f"near {_spot(msgspec.structs.replace(w, said=without_from(rest))).removeprefix('near ').split(' near ')[0]}"
    if first in grammar("edging"):
        inner = _spot(msgspec.structs.replace(w, said=rest))
        return f"the outskirts of {inner}" if not inner.startswith(("near ", "areas ")) else inner
    return ""


def _between(w: Where) -> str:
    """A border by the two that it divides: الحدود بين سوريا والعراق, الحدود بين القطاع وإسرائيل."""
    said, _, rest = w.said.partition(f" {wording('parted')} ")
    one, _, other = rest.partition(" و")
    noun = found(tuple(fold_word(said).split())) if other else None
    kind = "the border" if noun is not None and noun.words == len(said.split()) and noun.lexeme.en == "border" else phrase(said) if other else None
    if kind is None or "border" not in kind or " " in other.strip():
        return ""
    parted = [w.en if fold_word(name) in grammar("bare_places") else _land(name) for name in (one, other)]
    return f"{kind} between {' and '.join(map(with_article, parted))}" if all(parted) else ""


def _land(name: str) -> str:
    """A country or a place by its whole name; empty for other words."""
    words = tuple(fold_word(name).split())
    called = place_called(words) if words else None
    return called[0] if called is not None and called[1] == len(words) else ""


def _parts_of_land(w: Where) -> str:
    """Several parts of one land by their directions: مناطق جنوب وغرب كردفان."""
    words = w.said.split()
    at = next((n for n, word in enumerate(words[:_BEFORE_SIDE]) if fold_word(word) in sides()), len(words))
    behind = next((n for n in range(at + 1, len(words)) if not words[n].startswith("و") or fold_word(words[n][1:]) not in sides()), len(words))
    named, kind = _land(" ".join(words[behind:])), phrase(" ".join(words[:at])) if at else ""
    if behind - at < 2 or not named or kind is None:
        return ""
    parts = [adjective(f"{fold_word(word.removeprefix('و')).removesuffix('ي')}ي") or "" for word in words[at:behind]]
    return f"{kind} {'of ' if kind else ''}{', '.join(parts[:-1])} and {parts[-1]} {named}".strip()


def _to_a_side(w: Where) -> str:
    """A place by the side of another on which it lies: غرب بارا, المناطق الواقعة شمال شرقي بارا."""
    words = w.said.split()
    at = next((n for n, word in enumerate(words[:_BEFORE_SIDE]) if fold_word(word) in sides()), len(words))
    behind = next((n for n in range(at, len(words)) if fold_word(words[n]) not in sides()), len(words))
    rest = " ".join(words[behind:])
    if not own_name(rest) or w.precision == "country" or behind - at > 2:
        return ""
    inner = _spot(msgspec.structs.replace(w, said=rest))
    kind = phrase(" ".join(words[:at])) if at else ""
    if inner.startswith("near ") or kind is None:
        return inner if inner.startswith("near ") else ""
    named = inner.split(" near ")[0]
    named = named.removeprefix("the ").removesuffix(" area") if named.endswith(" area") else named
    return f"{kind} {''.join(sides()[fold_word(word)] for word in words[at:behind])} of {named}".strip()


def _border(kind: str, w: Where) -> str:
    """A border without another one behind it, by its country: on the Lebanese border, the Tunisian land border."""
    if w.en.split()[-1].startswith("border"):
        return kind
    nation = nation_of(w.en) if w.precision == "country" and not w.en.startswith("near ") else None
    return f"the {nation} {_ONE.sub('', kind.removeprefix('the '))}" if nation and nation not in kind else ""


def _called(w: Where, own: str, head: list[str], name: str, link: str) -> str:
    """A place that no gazetteer has, by its own name and what it is; `name` is the area's. Where Arabic spells names otherwise than those
    who live there, by what it is alone."""
    typing = found(tuple(head)) if head else None
    what = typing.lexeme.en if typing and not typing.owned and typing.lexeme.number == "one" else ""
    what = table("sentences")["grammar"]["kinds_by_adjective"].get(what, {}).get(next(iter(fold_word(w.said).split()[2:][-1:]), ""), what)
    if typing and head == fold_word(own).split()[:1] and (" " not in own or (head[0] in openers() and what not in english_words("named_before"))):
        typing, what = None, ""  # دار سعد, البساتين
    if typing and head == fold_word(own).split()[:1]:
        own = own.split(" ", 1)[1]  # بنك الرافدين
    if what in english_words("in_towns") and name.startswith("near "):
        name = ("of " if what in english_words("kinds_behind") else "in ") + name.removeprefix("near ")
    if w.country is not None and w.country not in english_words("spelled"):
        return f"a {what} {link}{name}" if what in english_words("in_towns") else name
    if what in english_words("named_before"):
        return f"{latin(own)} {what.capitalize()} {link}{name}"
    if what in english_words("kinds_behind"):
        return f"the {latin(own)} {what} {link}{name}"
    if what == "mountain":
        return f"Mount {latin(own)} {link}{name}"
    if typing and typing.lexeme.en in english_words("divisions") and typing.lexeme.number == "one" and not typing.owned:
        return f"{'the ' if typing.lexeme.en in ('area', 'region') else ''}{latin(own)} {typing.lexeme.en} {link}{name}"
    typed = (
        f"the {_DIVISIONS.get(typing.lexeme.en, typing.lexeme.en) if typing else ''} of "
        if typing and not typing.owned and not typing.lexeme.people
        else ""
    )
    return f"{typed}{latin(own)} {link}{name}"


def _kind(w: Where) -> str | None:
    """What an unknown place is: "a village" near Bara, "areas" in Nineveh province. None where that tells no more than the name."""
    words = fold_word(w.said).split()
    if words and words[0] in sides() and w.precision == "country" and not w.listed:
        return phrase(w.said)  # شرق السودان
    if not words or " ".join(words) in grammar("pronouns") | grammar("districts") or words[0] in grammar("adverbs"):
        return None
    if not w.en.startswith("near ") and (fold_word(w.ar) != fold_word(w.said) or w.precision not in _WHOLE):
        return None
    if stops(w.said):
        return None  # القريب من المطار: what
    noun_ = found(tuple(words))
    kind = phrase(w.said) if noun_ is None or not noun_.owned or len(words) > 1 else None
    parts = BEHIND.split(kind.removeprefix("the "))[0] if kind is not None else ""
    around = "around" if w.en.startswith("near ") else "edges"  # areas in a governorate tell that it is not the whole
    if (
        kind is None
        or parts in english_words(around)
        or (w.precision == "country" and _OF_IT.sub("", kind) in english_words("around"))
        or people_by(words[0]) is not None
    ):
        return None
    return kind


def _named(w: Where) -> str:
    of = table("sentences")["grammar"]
    w = msgspec.structs.replace(w, en=plain_letters(of["exonyms"].get(w.en, w.en)))
    if w.country in english_words("named_alone") and w.precision in ("governorate", "region"):
        return w.en
    if w.precision == "country" and w.en.split()[-1] in english_words("the_countries"):
        return f"the {w.en}"
    if w.en.split()[-1] in english_words("areas") or BEHIND.split(w.en)[0].split()[-1] in english_words("areas"):
        return f"the {w.en}" if not w.en.startswith("near ") else w.en
    if (
        w.precision == "governorate"
        and not w.en.startswith("near ")
        and not any(word in w.en.lower() for word in ("governorate", "province", "region", "oblast", "state"))
    ):
        kind = next((kind for kind in ("state", "province", "region") if w.country in of[f"{kind}s"]), "governorate")
        return f"{w.en} {kind}"
    by_itself = w.en.startswith("near ") or w.en.split()[-1] in english_words("by_name")
    return f"the {w.en} area" if w.precision == "area" and not by_itself else w.en
