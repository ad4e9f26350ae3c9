"""The English sentence. Arabic words in it stand in bidi isolates, so that a line keeps its order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from ..arabic.normalise import fold_word
from ..lexicon.tables import table
from .latin import latin
from .pattern import chosen, filled, first_slot, formed
from .places import alike, fewest, own_name
from .told import Folk, Name, Told, Where
from .words import (
    adjective,
    bare,
    counted_of,
    countries,
    demonym,
    english_words,
    forms,
    glosses,
    grammar,
    member,
    nation_called,
    nation_of,
    noun_of,
    nouns,
    number_alone,
    numerals,
    of_whom,
    patterns,
    share_slots,
    type_of,
    vague,
    written,
)

_MOST = 4  # names in one list
_LONG = 7  # words beyond which a description is told by its noun alone
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_WHOLE = ("governorate", "region", "country")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)$")
_BEHIND = re.compile(r" (?:of|against|for|in|to|between|with) ")
_COUNTED = re.compile(r"(\d|two|three|four|five|six|seven|eight|nine|at least|up to|both) ?")
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ONE = re.compile(r"(a|an|one|the) ")


def english(told: Told) -> str:
    """One sentence, without a full stop."""
    line = _denied(told) if told.modality == "denied" else _told(told)
    line += "".join(f"; {_listed(_actors(told.accusers))} blamed {_listed(_actors(told.accused))}" for _ in told.accusers[:1] if told.accused)
    line += "".join(f"; {_listed(_actors(told.deniers))} denied it" for _ in told.deniers[:1])
    return line[0].upper() + line[1:]


def _told(told: Told) -> str:
    of, slots = patterns(type_of(told))["en"], _Slots(told)
    fact = told.modality in ("asserted", "possible")
    if told.doers:
        line = slots.fill(chosen(of["active"], slots) or "{doer}", lambda forms: _verb(forms, told.modality))
        line += ", on a condition" if told.modality == "conditional" else ""
    elif told.modality == "asserted" and (pattern := chosen(of["passive"], slots)):
        line = slots.fill(pattern)
    else:
        line = _noun(told, slots)
        verb = "were" if several(line) else "was"
        line += f" {verb} " + {"planned": "planned", "possible": "possible", "conditional": "conditional"}.get(told.modality, "reported")
    return line + (_harm(told) if fact else "") + _according(told)


def _noun(told: Told, slots: _Slots) -> str:
    return slots.fill(chosen(patterns(type_of(told))["en"]["noun"], slots) or "an event")


def _denied(told: Told) -> str:
    slots = _Slots(told)
    source = speaker(told.source) if told.source else ""
    if told.doers and not told.own:
        active = chosen(patterns(type_of(told))["en"]["active"], slots) or "{doer}"
        line = slots.fill(active, lambda forms: forms[0]) + _harm(told)
        return f"{source or 'somebody'} denied that {line}"
    line = _noun(told, slots)
    if not source:
        return f"{line} {'were' if several(line) else 'was'} denied"
    return f"{source} denied {'responsibility for ' if told.own else ''}{line}"


def _verb(forms: list[str], modality: str) -> str:
    past, base = forms[0], forms[1] if len(forms) > 1 else forms[0]
    participle = forms[2] if len(forms) > 2 else past
    return {"planned": f"planned to {base}", "possible": f"may have {participle}", "conditional": f"would {base}"}.get(modality, past)


class _Slots(dict[str, str]):
    """The slots of a sentence; `many` those whose values are several."""

    def __init__(self, told: Told):
        targets = [t for t in unique(thing(n) for n in of_whom(told)) if t not in _actors(told.doers)]
        at = spots(told.at)
        fine = [w for w in told.at if w.precision not in _WHOLE]
        lists = {
            "doer": unique(_actors(told.doers)), "target": targets, "spot": at, "on": targets or spots(fine),
            "people": [*(folk(f) for f in counted_of(told)), *(targets if not told.killed or told.type != "killing" else [])], "to": spots(told.to), "from": spots(told.start),
        }  # fmt: skip
        sides = unique([*lists["doer"], *targets])
        lists["sides"] = sides if len(sides) > 1 and told.doers else []
        super().__init__({name: _listed(values) for name, values in lists.items() if values})
        devices = table("sentences")["device"]
        self |= share_slots(told)
        self["device"] = devices[told.weapon if told.weapon in devices else "default"]["en"]
        self["was"] = self["is"] = " "
        self.many = {name for name, values in lists.items() if values and (len(values) > 1 or several(values[0]))}
        self._hit = not targets
        self._behind = _behind(at)

    def fill(self, pattern: str, form: Callable[[list[str]], str] = lambda forms: forms[0]) -> str:
        """The pattern filled, the places that it does not take at its end."""
        many = first_slot(pattern) in self.many
        done = filled(pattern, self | {"was": "were" if many else "was", "is": "are" if many else "is"})
        taken = done.used | ({"spot"} if "on" in done.used and self._hit else set())
        line = formed(done.line, form)
        if "spot" in self and "spot" not in taken:
            line += f" {self._behind}"
        line += f" from {self['from']}" if "from" in self and "from" not in taken else ""
        return line + (f" towards {self['to']}" if "to" in self and "to" not in taken else "")


def _behind(at: Sequence[str]) -> str:
    """Where, at the end of a line: "in Bara and near El Obeid"."""
    inside = [p for p in at if not p.startswith("an area near ")]
    beside = [p.removeprefix("an area ") for p in at if p.startswith("an area near ")]
    last = inside[0].split()[-1] if inside else ""
    lead = "on " if last in english_words("lines") else "at " if last in english_words("sites") else "in "
    return " and ".join([*([lead + _listed(inside)] if inside else []), *([_listed(beside)] if beside else [])])


def _harm(told: Told) -> str:
    type_ = type_of(told)
    if not patterns(type_).get("harm", True) or type_ == "injuring":
        return ""
    killed, injured = _listed([folk(f) for f in told.killed]), _listed([folk(f) for f in told.injured])
    if type_ in english_words("happenings"):  # those who fought or marched did not kill those who fell
        fell = [f"{who} {'were' if several(who) else 'was'} {what}" for who, what in ((killed, "killed"), (injured, "injured")) if who]
        return f"; {' and '.join(fell)}" if fell else ""
    if type_ == "killing":
        if not injured or (not told.killed and not told.targets):
            return ""
        return f" and injured {injured}" if told.doers else f" and {injured} injured"
    parts = [f"killing {killed}" if killed else "", f"injuring {injured}" if injured else ""]
    return "".join(f"{', ' if n == 0 else ' and '}{part}" for n, part in enumerate(p for p in parts if p))


def _according(told: Told) -> str:
    if told.source is None or told.accusers:
        return ""
    source = speaker(told.source)
    if told.own and told.source in told.doers and len(told.doers) == 1:
        return f", by {'their' if several(source) else 'his' if told.source.person else 'its'} own account"
    return f", according to {source}"


def folk(f: Folk) -> str:
    """People by number: "at least 20 civilians (among them five children)"."""
    one, many = forms(f.noun)[1]
    if f.max is None:
        text = f"at least {_number(f.min)} {one if f.min == 1 else many}"
    elif f.min == f.max:
        text = f"{_number(f.min)} {one if f.min == 1 else many}"
    else:
        text = f"{f.min:,} to {f.max:,} {many}" if f.min else f"up to {_number(f.max)} {many}"
    if f.of is not None:
        text += f" of {actor(f.of)}"
    return text + (f" (among them {_listed([folk(a) for a in f.among])})" if f.among else "")


def _number(n: int) -> str:
    return _SMALL[n] if n < len(_SMALL) else f"{n:,}"


def actor(name: Name) -> str:
    """Who is named, with its article: "the Rapid Support Forces"."""
    if not name.known:
        return thing(name)
    text = _PARENTHESIS.sub("", name.en) or name.en
    if text.startswith("Government of ") and (nation := nation_of(text.removeprefix("Government of "))):
        text = f"{nation} government"
    return _with_article(text)


def _with_article(text: str) -> str:
    if text.startswith(("the ", "The ")):
        return text
    head = _BEHIND.split(text)[0].split()[-1]
    if head in english_words("one_of_many"):
        return f"{'an' if text[0] in 'AEIO' else 'a'} {text}"
    return f"the {text}" if head in english_words("the") or text.split()[-1] in english_words("the") else text


def thing(name: Name) -> str:
    """What is named: by its English name, by the English of its noun, else by its Arabic words in an isolate."""
    if name.known:
        return actor(name)
    if name.force:
        return f"{member()[1]} {actor(Name('', name.of, known=True))}"
    text = written(name.ar)
    words = fold_word(text).split()
    if name.of:
        whose, owner = noun(words[:1]), actor(Name("", name.of, known=True))
        return f"{whose} of {owner}" if whose else owner
    if " ".join(words) in countries():
        return _with_article(countries()[" ".join(words)])
    if words and words[0] in vague() and len(words) == 1:
        return f"{vague()[words[0]]} of people"
    if (alone := number_alone(words)) is not None:
        return f"{'at least ' if alone[1] is None else ''}{_number(alone[0])} people"
    if len(words) > 1 and words[0] in vague():
        return f"{vague()[words[0]]} of {forms(noun_of(' '.join(words[1:])))[1][1]}"
    if len(words) == 1 and (nation := nation_called(words[0])):
        return _with_article(nation[1])
    if (several_ := _several_of(words)) is not None:
        return several_
    if len(words) == 1 and demonym(words[0]):
        one, many = forms(demonym(words[0]) or "")[1]
        return many if words[0].endswith(("ين", "ون")) else f"{'an' if one[0] in 'AEIO' else 'a'} {one}"
    for size in (3, 2, 1):
        found = noun(words[:size]) if len(words) >= size else None
        if found:
            described, told = _described(found, words[size:], words[0])
            return described if size + told == len(words) or len(words) > _LONG else f"{described} (\u2068{text}\u2069)"
    return f"\u2068{text}\u2069" if _ARABIC.search(text) else text


def _several_of(words: list[str]) -> str | None:
    """A number with what it counts: ثلاث طائرات, ستة مواطنين فلسطينيين. None where the words are none, or what is counted has no English."""
    found = numerals().read(words, 0)
    parts = next((p for p in _vaguely() if tuple(words[: len(p)]) == p), None)
    if parts is not None and (found is None or found.last <= len(parts)):
        number, rest = _vaguely()[parts], words[len(parts) :]
    elif found is not None and found.min >= 2:
        number, rest = f"{'at least ' if found.max is None else ''}{_number(found.min)}", words[found.last :]
    else:
        return None
    if not rest:
        return None
    one = noun(rest[:1]) or ""
    if demonym(rest[0]) and not one:
        many, told = forms(demonym(rest[0]) or "")[1][1], 0
    elif rest[0] in nouns() or rest[0].removeprefix("ال") in nouns():
        many, told = _described(forms(noun_of(rest[0]))[1][1], rest[1:])
    elif one:
        many, told = _described(_plural(one), rest[1:])
    else:
        return None
    if told + 1 < len(rest):
        return None
    return f"{number} {many}"


@cache
def _vaguely() -> dict[tuple[str, ...], str]:
    """English of words for some or many of a kind, by those words: عدد من, بعض."""
    return {tuple(map(fold_word, words.split())): en for en, told in table("sentences")["grammar"]["some"].items() for words in told}


def _plural(noun_: str) -> str:
    """Several of a glossed noun: "a vehicle" → "vehicles"."""
    if not noun_.startswith(("a ", "an ")):
        return noun_
    plain = noun_.split(" ", 1)[1]
    if plain.endswith(("craft", "s")):
        return plain
    return plain[:-1] + "ies" if plain.endswith("y") and plain[-2] not in "aeou" else plain + ("es" if plain.endswith(("ch", "sh", "x")) else "s")


def noun(words: list[str]) -> str | None:
    """English of a noun, by its folded Arabic words."""
    head = " ".join(words)
    found = glosses().get(head) or glosses().get(bare(head)) or _people(head) or _owned(head)
    if found is None and head.endswith(("ين", "ان")) and glosses().get(head[:-2], "").startswith(("a ", "an ")):
        return f"two {glosses()[head[:-2]].split(' ', 1)[1]}s"
    return found


def _owned(word: str) -> str | None:
    """A noun with somebody's pronoun behind it: قنصليتها, أنصاره."""
    for end in ("ها", "هم", "ه"):
        stem = word.removesuffix(end)
        if stem != word and len(stem) > 3:
            for form in (stem, stem[:-1] + "ه" if stem.endswith("ت") else stem):
                if form in glosses():
                    return glosses()[form]
    return None


def _described(noun_: str, rest: list[str], head: str = "ال") -> tuple[str, int]:
    """The noun (whose folded Arabic word is `head`) with the English of the adjectives behind it, and how many those are."""
    found = [a for a in map(adjective, rest[:2]) if a]
    if not found or adjective(rest[0]) is None:
        return noun_, 0
    if rest[0].startswith("ال") and rest[0].endswith(("ين", "ون")) and not head.startswith("ال"):
        return noun_, 0  # أهالي العسكريين are the families of soldiers, no military families
    article, _, plain = noun_.partition(" ") if _ONE.match(noun_) else ("", "", noun_)
    line = " ".join([*reversed(found), plain])  # عسكرية يمنية: Yemeni military
    if article in ("a", "an"):
        article = "an" if line[0] in "aeioAEIO" or (line.startswith(("uni", "un")) and not line.startswith("unit")) else "a"
    return f"{article} {line}".strip(), len(found)


def _people(word: str) -> str | None:
    name = nouns().get(word) or nouns().get(word.removeprefix("ال"))
    if name is None:
        return None
    entry = table("sentences")["people"][name]
    one: str
    many: str
    one, many = entry["en"]
    plain = word.removeprefix("ال")
    if (
        plain != word.removesuffix("ين")
        and plain in (fold_word(entry["ar"][1]), fold_word(entry["ar"][1])[:-2] + "ان")
        and fold_word(entry["ar"][1]) != fold_word(entry["ar"][2])
    ):
        return f"two {many}"
    if plain in (fold_word(entry["ar"][0]), fold_word(entry["ar"][3])) or plain in grammar("ones"):
        return f"{'an' if one[0] in 'aeio' else 'a'} {one}"
    return many


def speaker(name: Name) -> str:
    """Whose word it is; an adjective alone ("medical") speaks for sources."""
    only = adjective(fold_word(name.ar)) if not name.known else None
    return f"{only} sources" if only else thing(name)


def spots(places: Iterable[Where]) -> list[str]:
    """Places as objects of a verb, the same one once, a whole left out where a part of it is told."""
    return unique(f"an area {n}" if n.startswith("near ") else n for n in (_spot(w) for w in fewest(places)))[:_MOST]


def _spot(w: Where) -> str:
    head = fold_word(w.said).split()[:2]
    head = head if " ".join(head) in glosses() else head[:1]
    # An unknown place is known by what it is: "a village near Bara", "areas in Nineveh province".
    kind = noun(head) if head and (w.en.startswith("near ") or (fold_word(w.ar) == fold_word(w.said) and w.precision in _WHOLE)) else None
    name = _named(w)
    link = "" if w.en.startswith("near ") else "on " if w.en.split()[-1] in english_words("lines") else "in "
    own = own_name(w.said or w.ar) if not w.listed else ""
    if own and not alike(latin(own), w.en):
        typed = f"the {kind.split(' ', 1)[-1]} of " if kind and _people(head[0]) is None else ""
        return f"{typed}{latin(own)} {link}{name}"
    if kind and kind not in english_words("around") and _people(head[0]) is None:
        return f"{kind} {link}{name}"
    return name


def _named(w: Where) -> str:
    of = table("sentences")["grammar"]
    if w.precision == "country" and w.en.split()[-1] in english_words("the_countries"):
        return f"the {w.en}"
    if w.en.split()[-1] in english_words("areas"):
        return f"the {w.en}" if not w.en.startswith("near ") else w.en
    if (
        w.precision == "governorate"
        and not w.en.startswith("near ")
        and not any(word in w.en.lower() for word in ("governorate", "province", "region", "oblast", "state"))
    ):
        kind = "state" if w.country in of["states"] else "province" if w.country in of["provinces"] else "governorate"
        return f"{w.en} {kind}"
    return f"the {w.en} area" if w.precision == "area" and not w.en.startswith("near ") else w.en


def several(text: str) -> bool:
    """Whether what is named stands with a plural verb."""
    if not text:
        return False
    plain = _BEHIND.split(text.split(" (")[0])[0].split(" near ")[0]
    last = plain.split()[-1] if plain.split() else ""
    if last in english_words("plural") or (_COUNTED.match(plain) and not plain.startswith("at least one")):
        return True
    plurals = (plain in _glosses() and last.endswith("s")) or last in _many()
    return plurals and not _ONE.match(plain)


@cache
def _glosses() -> frozenset[str]:
    """English of nouns."""
    return frozenset(glosses().values())


@cache
def _many() -> frozenset[str]:
    """Plural nouns of people."""
    return frozenset(entry["en"][1].split()[-1] for entry in table("sentences")["people"].values())


def unique(names: Iterable[str]) -> list[str]:
    """Names in their order, each once."""
    told = list(dict.fromkeys(n for n in names if n))
    return [n for n in told if not any(o != n and o.endswith(" " + n.removeprefix("the ")) for o in told)]


def _actors(names: Sequence[Name]) -> list[str]:
    return [actor(n) for n in names]


def _listed(names: Sequence[str]) -> str:
    names = unique(names)
    if len(names) > _MOST:
        names = [*names[:_MOST], "others"]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""
