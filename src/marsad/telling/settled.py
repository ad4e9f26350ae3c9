"""What is told before it is put into words: people whom the numbers tell are no targets beside them, what was shot at is where it was hit."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from ..arabic.normalise import fold_word
from ..lexicon.tables import table
from .cases import alone, indefinite, indefinite_thing
from .lexemes import adjective, found
from .persons import is_name
from .phrase import person
from .said import kin, small
from .told import Folk, Name, Told, Where
from .words import (
    countries,
    country_of,
    demonym,
    english_words,
    forms,
    grammar,
    nation_alone,
    nation_called,
    nation_of,
    noun_of,
    number_alone,
    numerals,
    type_of,
    vague,
)


def _in_part(told: Told) -> Told:
    """Who takes land in a town that has no name (عدد من المناطق في السويداء) takes a part of it."""
    if told.type != "capture" or told.part or len(told.at) != 2:
        return told
    land, whole = sorted(told.at, key=lambda w: w.listed)
    head = found((fold_word((land.said.split() or [""])[0]),))
    several = head is not None and head.lexeme.number == "many" and head.words == len(land.said.split())
    if not (several and whole.listed and land.en == f"near {whole.en}"):
        return told
    return msgspec.structs.replace(told, at=(whole,), part=True)


@lru_cache(2)
def settled(told: Told) -> Told:
    """What a sentence is made of, each of its parts told once; both languages ask for the same."""
    told = _in_part(_by_names(_sworn(told)))
    if type_of(told) in english_words("fought"):
        told = msgspec.structs.replace(told, targets=tuple(map(_foe, told.targets)))
    own = {n.en for n in told.doers if n.known}
    if type_of(told) not in english_words("mutual"):
        told = msgspec.structs.replace(told, targets=tuple(n for n in told.targets if not (n.known and n.en in own)))
    told = msgspec.structs.replace(told, doers=_several(told.doers), targets=tuple(_nation(n) if n.ar.startswith("ال") else n for n in told.targets))
    if told.to:
        told = msgspec.structs.replace(told, to=tuple(w for w in told.to if not _home(w, told.doers)))
    told = msgspec.structs.replace(told, start=tuple(w for w in told.start if not any(n.known and w.en == n.en for n in told.doers)))
    if told.to and (type_of(told) in english_words("standing") or told.turn == "alert"):
        told = msgspec.structs.replace(told, at=told.at or told.to, to=())
    if told.part:  # part of Bara, not part of the Bara area
        told = msgspec.structs.replace(
            told, at=tuple(msgspec.structs.replace(w, precision="settlement") if w.precision == "area" else w for w in told.at)
        )
    told = msgspec.structs.replace(told, doers=tuple(_of_a_nation(n, type_of(told)) for n in told.doers))
    if type_of(told) == "displacement":
        told = msgspec.structs.replace(told, targets=tuple(map(_moved, told.targets)), doers=tuple(map(_moved, told.doers)))
    if type_of(told) in english_words("taking"):
        told = msgspec.structs.replace(told, targets=tuple(map(_taken, told.targets)))
    if type_of(told) == "armed_attack":
        return _one_fallen(told)
    if type_of(told) not in english_words("hitting"):
        return told
    told = msgspec.structs.replace(told, targets=tuple(sorted(told.targets, key=lambda n: not n.known and person(n.ar) is None)))  # before things
    if told.to and not told.at and not told.targets:
        whole = [w for w in told.to if w.precision == "country"]
        hit = tuple(Name(w.ar, w.en, known=True) for w in whole)
        told = msgspec.structs.replace(told, at=told.to if not whole else (), targets=hit, to=())  # shells towards a town are told to have hit it
    told = msgspec.structs.replace(told, doers=tuple(map(_nation, told.doers)), targets=tuple(map(_state, told.targets)))
    named = [n for n in told.targets if not n.known and _named_alone(n.ar)]
    if (type_of(told) == "shelling" or len(named) > 1) and (told.killed or told.injured) and (told.at or told.to):
        told = msgspec.structs.replace(told, targets=tuple(n for n in told.targets if n not in named))
    counted = [n for n in told.targets if not n.known and (_counted(n.ar) or number_alone(fold_word(alone(n.ar)).split()) is not None)]
    if not counted:
        return _one_fallen(told)
    if not told.killed and not told.injured:  # nobody is counted as harmed: they were shot at, however many they are
        shot = tuple(Name(forms(noun_of(n.ar))[0][2]) if n in counted else n for n in told.targets if n not in counted or noun_of(n.ar) != "people")
        return msgspec.structs.replace(told, targets=shot)
    left = tuple(n for n in told.targets if n not in counted)
    return msgspec.structs.replace(told, targets=left, killed=_named(told.killed, counted), injured=_named(told.injured, counted))


def _sworn(told: Told) -> Told:
    """A threat on a condition is made, whatever comes of it; of talks that one side denies the others are those whom it did not talk with."""
    if told.undone and type_of(told) in english_words("of_hold"):
        told = msgspec.structs.replace(told, undone=False)
    if told.type == "support":
        told = msgspec.structs.replace(told, targets=tuple(_without_support(n) for n in told.targets))
    if told.type == "threat" and told.modality == "conditional":
        return msgspec.structs.replace(told, modality="asserted")
    if told.modality == "denied" and told.own and told.source is not None and not told.targets and told.type in english_words("mutual"):
        others = tuple(n for n in told.doers if n != told.source)
        return msgspec.structs.replace(told, doers=tuple(n for n in told.doers if n == told.source), targets=others)
    return told


def _without_support(name: Name) -> Name:
    """Whom somebody backs, without a noun of backing before him: دعم المبعوث is the envoy."""
    first, _, rest = name.ar.partition(" ")
    return msgspec.structs.replace(name, ar=rest) if rest and not name.known and fold_word(first) in grammar("backing") else name


def _by_names(told: Told) -> Told:
    """The dead by their names where as many are named as are counted; whom somebody tried to kill is not told again as injured."""
    named = [n for n in told.targets if not n.known and person(n.ar) is not None]
    if told.type != "killing" or not named or len(named) != len(told.targets):
        return told
    if not told.killed and told.turn and sum(f.min for f in told.injured) <= len(named):
        return msgspec.structs.replace(told, injured=())
    if len(told.killed) == 1 and told.killed[0].min == told.killed[0].max == len(named) and told.killed[0].of is None:
        return msgspec.structs.replace(told, killed=())
    return told


def _foe(name: Name) -> Name:
    """Who is fought under a name that is a common noun too: القاعدة."""
    foes = table("sentences")["grammar"]["as_foes"]
    en = next((en for en, words in foes.items() if fold_word(name.ar) in map(fold_word, words)), "") if not name.known else ""
    return Name(foes[en][0], en, known=True, force=True) if en else name


def _one_fallen(told: Told) -> Told:
    """Who alone was hit and alone was killed is told as the dead: killing a prison guard."""
    if len(told.targets) != 1 or len(told.killed) != 1 or not told.killed[0].min == told.killed[0].max == 1 or told.killed[0].of is not None:
        return told
    n = told.targets[0]
    noun = found(tuple(fold_word(n.ar).split()))
    one = noun is not None and noun.lexeme.people and noun.lexeme.number == "one" and not noun.owned
    if n.known or not (one or person(n.ar) is not None):
        return told
    return msgspec.structs.replace(told, targets=(), killed=(msgspec.structs.replace(told.killed[0], name=n),))


def _state(name: Name) -> Name:
    """A state that was hit, by its own name rather than its government's."""
    country = name.en.removeprefix("Government of ")
    if not name.known or country == name.en or country not in countries().values():
        return name
    return msgspec.structs.replace(name, ar=country_of(country), en=country, force=False)


def _several(names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Those who did something, by nouns with an article that spoke of words told before: الجنود are soldiers, المقاتلات warplanes. A people
    stays, and where one of them does they all do."""
    plain = tuple(n if n.known else msgspec.structs.replace(n, ar=_indefinite(n.ar)) for n in names)
    return names if any((a == b and not a.known and a.ar.startswith("ال")) or _a_people(a.ar) for a, b in zip(names, plain, strict=True)) else plain


def _indefinite(text: str) -> str:
    aircraft = fold_word(text).removeprefix("ال") in grammar("aircraft")
    return indefinite_thing(text) if aircraft else indefinite(text)


def _a_people(text: str) -> bool:
    """Whether one word is a nation or a people: البدو, الأتراك."""
    return demonym(fold_word(text)) is not None or (adjective(fold_word(text)) or "")[:1].isupper()


def _moved(name: Name) -> Name:
    """People who are told to be displaced already: the displacement of المهجرين."""
    head = found(tuple(fold_word(name.ar).split())) if not name.known else None
    alone = all(adjective(fold_word(w)) is not None for w in name.ar.split()[1:])
    return Name(forms("residents")[0][2]) if head is not None and head.lexeme.en == "displaced person" and alone else name


def _taken(name: Name) -> Name:
    """People without what the deed tells already: the abduction of العسكريين المخطوفين."""
    words = name.ar.split()
    kept = [w for n, w in enumerate(words) if n == 0 or _stem(w) not in grammar("taken")]
    return msgspec.structs.replace(name, ar=" ".join(kept)) if not name.known else name


def _stem(word: str) -> str:
    """A folded adjective without article and the ending of a plural."""
    plain = fold_word(word).removeprefix("ال")
    return next((plain.removesuffix(end) for end in ("ين", "ون") if plain.endswith(end)), plain)


def _home(w: Where, doers: tuple[Name, ...]) -> bool:
    """Whether a place is the country of those who move, which they did not go to: British forces, to Britain."""
    return w.precision == "country" and any(w.en in n.en or (nation_of(w.en) or "\0") in n.en for n in doers if n.known)


def _named_alone(text: str) -> bool:
    """Whether the words are a person by his name, whom shells do not aim at: where they hit and whom they killed is told."""
    words = fold_word(text).split()
    told = found(tuple(words[:1]))
    if told is None and len(words) > 2 and all(map(is_name, words[1:3])):
        return True  # قمر بلال حافظ: a name by those behind it
    return person(text) is not None or (told is not None and told.owned and told.lexeme.en in kin())


def _nation(name: Name) -> Name:
    """A country by its adjective alone: قصف تركي is Turkey's."""
    nation = nation_alone(fold_word(name.ar)) if not name.known else None
    return Name(*nation, known=True) if nation else name


def _of_a_nation(name: Name, type_: str) -> Name:
    """Who did something, by a nation's adjective: its people of what people do, its state of what states do, else where an article tells it."""
    if type_ in english_words("of_many"):
        return _nationals(name)
    return _nation(name) if name.ar.startswith("ال") or type_ in english_words("of_states") else name


def _nationals(name: Name) -> Name:
    """People of a nation by its adjective alone, in what people do: protests that are فلسطينية are those of Palestinians."""
    word = fold_word(name.ar)
    nation = demonym(word.removesuffix("ه")) if not name.known and (nation_alone(word) or nation_called(word)) else None
    return Name(forms(nation)[0][2]) if nation else name


def _counted(text: str) -> bool:
    """Whether the words are people by a number: several civilians, 60 residents."""
    words = fold_word(text).split()
    words = words[2:] if " ".join(words[:2]) in small("more") else words
    if not words or not (numerals().is_number(words[0]) or words[0] in vague() or words[0] in grammar("some_of")):
        return False
    return any((noun := found((word,))) is not None and noun.lexeme.people for word in words[1:])


def _named(folks: tuple[Folk, ...], counted: list[Name]) -> tuple[Folk, ...]:
    """People by number under the noun that the text has for just as many of them."""
    for n in counted:
        words = fold_word(n.ar).split()
        number = next((read for size in range(len(words), 0, -1) if (read := number_alone(words[:size])) is not None), None)
        folks = tuple(
            msgspec.structs.replace(f, noun=noun_of(n.ar)) if f.noun == "people" and number == (f.min, f.max) and not f.among else f for f in folks
        )
    return folks
