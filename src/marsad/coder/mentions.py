"""Tokens → mentions: actors, groups of people, sites, persons by office, sources, places, times."""

from __future__ import annotations

import datetime as dt

from ..arabic.numerals import Quantity
from ..gazetteer import Place
from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from ..model import Actor
from .tokens import Sentence

_NAME_LIMIT = 7


class Mention:
    """A stretch of tokens [i, j) that stands for someone, something, a place or a time.

    `kind`: actor, group, site, person, source, place, time. `cls` refines it: an armed head's class (state, group,
    aircraft, ground, suicide), civilians, demonstrators, office, outlet, organisation. `prep` is the preposition that
    governs it; `coord` is true where it continues the mention before it (X وY).
    """

    __slots__ = ("actor", "candidates", "cls", "coord", "count", "i", "j", "kind", "place", "prep", "relative", "s", "typed", "when")  # fmt: skip

    def __init__(self, s: Sentence, i: int, j: int, kind: str, cls: str = "", actor: Actor | None = None):
        self.s, self.i, self.j, self.kind, self.cls, self.actor = s, i, j, kind, cls, actor
        self.count: Quantity | None = None
        self.when = None
        self.place: Place | None = None
        self.candidates: list[Place] = []
        self.typed: str | None = None
        self.relative = False
        self.prep = ""
        self.coord = False

    @property
    def start(self) -> int:
        return self.s.tokens[self.i].inner

    @property
    def end(self) -> int:
        return self.s.tokens[self.j - 1].end

    @property
    def armed(self) -> bool:
        if self.actor is not None and self.actor.kind in (
            "state_forces",
            "external_forces",
            "rebel_group",
            "political_militia",
            "identity_militia",
        ):
            return True
        return self.kind in ("actor", "group") and self.cls in ("state", "group", "aircraft", "ground", "suicide")

    @property
    def agentive(self) -> bool:
        return self.kind in ("actor", "group", "person", "source")

    @property
    def people(self) -> bool:
        return self.kind == "group" or self.cls in ("civilians", "demonstrators")

    def __repr__(self) -> str:
        words = " ".join(t.text for t in self.s.tokens[self.i : self.j])
        return f"<{self.kind}:{self.cls} {words} prep={self.prep}>"


def national(iso: str, head: str, lexicon: Lexicon) -> Actor:
    """The forces (or, for other heads, armed people) of a country, from the lexicon or made to its pattern."""
    known = lexicon.actor_by_id.get(f"{iso.lower()}.army")
    if known and head in ("state", "aircraft", "ground"):
        return known
    country = lexicon.country_names[iso]
    if head in ("state", "aircraft", "ground"):
        return Actor(f"{iso.lower()}.army", f"قوات {country['ar']}", f"{country['adj_en']} forces", "state_forces", iso)
    if head == "government":
        return Actor(
            f"{iso.lower()}.gov", f"حكومة {country['ar']}", f"Government of {country['en']}", "government", iso
        )
    return Actor(
        f"{iso.lower()}.armed",
        f"مسلحون في {country['ar']}",
        f"{country['adj_en']} armed group",
        "political_militia",
        iso,
    )


class Mentioner:
    """Finds the mentions of a sentence. One per article, since the publication date belongs to it."""

    def __init__(self, lexicon: Lexicon, published: str | None):
        self.lex = lexicon
        self.published = dt.date.fromisoformat(published) if published else None
        self.sure: set[str] = set()  # weak names that the article types somewhere: منفذ القائم makes القائم a place

    def learn(self, s: Sentence) -> None:
        """Note the weak place names that a type word or direction introduces in this sentence."""
        for before, t in zip(s.tokens, s.tokens[1:], strict=False):
            if (
                (before.w.place_type or before.w.direction)
                and not before.w.det
                and t.w.det
                and not t.w.prep
                and t.w.word in self.lex.gazetteer.weak
                and not t.w.demonym
            ):
                self.sure.add(t.w.word)

    def find(self, s: Sentence) -> list[Mention]:
        """All mentions of one sentence in order, none overlapping."""
        out: list[Mention] = []
        i, tokens = 0, s.tokens
        while i < len(tokens):
            mention = None if tokens[i].mark else self._at(s, i)
            if mention is None:
                i += 1
                continue
            self._govern(s, mention, out[-1] if out else None)
            out.append(mention)
            i = mention.j
        return out

    def _at(self, s: Sentence, i: int) -> Mention | None:
        w = s.tokens[i].w
        if w.time:
            mention = self._time(s, i)
            if mention:
                return mention
        if w.number:
            mention = self._counted(s, i)
            if mention:
                return mention
        named = self._named(s, i) if w.names else None
        if w.place_type or w.area or w.direction:
            typed = self._typed_place(s, i)
            if typed and (named is None or typed.j >= named.j):
                return typed
        if named:
            return named
        if w.verbs and not w.det and not w.prep and w.head is None and w.victim is None and not w.title:
            return None
        if w.title:
            return self._person(s, i)
        if w.source:
            document = w.stem in WORDS["documents"]
            return Mention(s, i, i + 1 if document else self._extend(s, i), "source", "source")
        if (
            w.head
            and i
            and s.tokens[i - 1].w.nouns
            and w.stem in WORDS["attack_adjectives"]
            and not w.conj
            and not s.tokens[i - 1].mark
        ):
            return None  # هجوم إرهابي: what kind of attack, not who
        if w.head:
            return self._armed(s, i)
        if w.office:
            return self._office(s, i)
        if w.victim and not w.counted:
            j = self._extend(s, i)
            return Mention(s, i, j, "group", w.victim, self._inside_actor(s, i, j))
        if w.site and not w.nouns:
            j = self._extend(s, i)
            return Mention(s, i, j, "site", "site", None)
        return None

    # -- times and numbers -----------------------------------------------------------------------------------------

    def _time(self, s: Sentence, i: int) -> Mention | None:
        words = list(s.norms)
        words[i] = s.tokens[i].w.word
        when = self.lex.calendar.read(words, i, self.published)
        if when is None:
            return None
        if when.precision == "month" and when.last == i + 1:
            # A month's name alone may be another word (مارس, آب): it needs a word of time before it.
            before = s.norms[i - 1] if i else ""
            if before not in WORDS["month_openers"] and s.tokens[i].w.prep != "ب":
                return None
        if (
            i
            and s.tokens[i].w.number
            and (s.tokens[i - 1].w.head or s.tokens[i - 1].w.place_type)
            and not s.tokens[i - 1].mark
        ):
            return None  # a name that holds a date: فوج 14 أكتوبر
        mention = Mention(s, i, when.last, "time")
        mention.when = when
        return mention

    def _counted(self, s: Sentence, i: int) -> Mention | None:
        """A number with the people or things it counts: سبعة مدنيين, عشرة من مقاتلي X, 28 موقعا."""
        words = list(s.norms)
        words[i] = s.tokens[i].w.word.removeprefix("ال") if s.tokens[i].w.det else s.tokens[i].w.word
        quantity = self.lex.numerals.read(words, i)
        if quantity is None or quantity.last >= len(s.tokens):
            return self._only_number(s, i, quantity)
        k = quantity.last
        tokens = s.tokens
        if tokens[k].w.norm == "من" and k + 1 < len(tokens):
            k += 1
        unit = tokens[k].w
        if tokens[k].mark or (unit.conj and k > i):
            return self._only_number(s, i, quantity)
        actor_match = self._phrase(self.lex.actors, s, k)
        cls = unit.victim or unit.head or ("site" if unit.site else "")
        if actor_match and not cls:
            mention = Mention(s, i, actor_match[0], "group", "group", actor_match[1])
        elif cls:
            j = self._extend(s, k)
            if unit.counted:
                j = k + 1
            mention = Mention(
                s, i, j, "site" if cls == "site" else "group", cls, self._inside_actor(s, k, j) if unit.head else None
            )
        else:
            return self._only_number(s, i, quantity)
        last = self._bound_after(s, mention.j)
        if last:
            quantity, mention.j = quantity._replace(max=None), last
        mention.count = quantity
        return mention

    def _only_number(self, s: Sentence, i: int, quantity: Quantity | None) -> Mention | None:
        """A number alone counts people only where a verb of harm precedes it: أصيب ثلاثة آخرون is handled with آخرون."""
        if quantity is None or quantity.last <= i:
            return None
        before = s.tokens[i - 1].w if i else None
        if before is not None and (
            any(u.frame and u.frame.harm for u in before.verbs) or any(n.frame.harm for n in before.nouns)
        ):
            following = s.tokens[quantity.last] if quantity.last < len(s.tokens) else None
            if (
                following is None
                or following.mark
                or following.w.prep
                or following.w.stop
                or following.w.conj
                or following.w.verbs
            ):
                mention = Mention(s, i, quantity.last, "group", "civilians")
                mention.count = quantity
                return mention
        return None

    @staticmethod
    def _bound_after(s: Sentence, j: int) -> int | None:
        if s.norms[j : j + 2] == ["علي", "الاقل"]:
            return j + 2
        if s.norms[j : j + 3] == ["علي", "اقل", "تقدير"]:
            return j + 3
        return None

    # -- names -----------------------------------------------------------------------------------------------------

    def _phrase(self, phrases, s: Sentence, i: int):
        w = s.tokens[i].w
        found = phrases.match(s.norms, i, w.word)
        if not found and w.conj == "" and w.prep:
            found = phrases.match(s.norms, i, w.norm)
        if found and any(t.mark for t in s.tokens[i : found[0]]):
            return None
        return found

    def _named(self, s: Sentence, i: int) -> Mention | None:
        actor = self._phrase(self.lex.actors, s, i)
        outlet = self._phrase(self.lex.outlets, s, i)
        place = self._place(s, i)
        best = max((x[0] for x in (actor, outlet) if x), default=0)
        if place and place.j > best:
            return place
        if actor and actor[0] >= (outlet[0] if outlet else 0):
            end = self._tail(s, i, actor[0])
            cls = "organisation" if actor[1].kind in ("organisation", "government") else "named"
            return Mention(s, i, end, "actor", cls, actor[1])
        if outlet and self._is_outlet(s, i, outlet[0], place):
            return Mention(s, i, outlet[0], "source", "outlet", outlet[1])
        return place

    def _is_outlet(self, s: Sentence, i: int, j: int, place: Mention | None) -> bool:
        """An outlet of one word that is a place or an ordinary word too needs a sign: a quotation verb or its type word."""
        if j - i > 1 or (place is None and self.lex.frequency(s.tokens[i].text) < 2e-5):
            return True
        before = s.norms[i - 1] if i else ""
        around = [t.w for t in s.tokens[max(0, i - 2) : i]]
        return before in WORDS["outlet_types"] or s.tokens[i].opens or any(
            u.use in ("say", "announce") for w in around for u in w.verbs
        ) or s.tokens[i].w.prep == "ل"  # fmt: skip

    def _tail(self, s: Sentence, i: int, j: int) -> int:
        """Take an adjective or a modifier phrase that belongs to a name: القوات التابعة لـ, حزب الله اللبناني."""
        tokens = s.tokens
        while (
            j < len(tokens)
            and not tokens[j].mark
            and tokens[j].w.demonym
            and tokens[j].w.det
            and not tokens[j].w.conj
            and not tokens[j].w.prep
            and not tokens[j - 1].closes
        ):
            j += 1
        if j < len(tokens) and tokens[j].w.word in self.lex.modifiers and not tokens[j].w.conj and j + 1 < len(tokens):
            k = j + 1
            if tokens[k].w.norm in ("ل", "من", "مع", "ب"):
                k += 1
            if k < len(tokens) and (tokens[k].w.prep in ("ل", "ب") or k > j + 1):
                match = self._phrase(self.lex.actors, s, k)
                if match:
                    return match[0]
        return j

    # -- places ----------------------------------------------------------------------------------------------------

    def _place(self, s: Sentence, i: int, typed: str | None = None) -> Mention | None:
        """A gazetteer name at token i. A weak name (an ordinary word too) needs `typed` or a preposition of place."""
        gazetteer = self.lex.gazetteer
        w = s.tokens[i].w
        if (w.place_type or w.area) and not typed:
            least = 2  # المدينة and المنطقة alone stand for a place named elsewhere
        elif not typed and (w.victim or w.head or w.title or w.source or w.number):
            least = 2
        else:
            least = 1
        size = gazetteer.longest.get(w.word, 0)
        for length in range(min(size, len(s.tokens) - i), least - 1, -1):
            if any(t.mark for t in s.tokens[i : i + length]) or (length == 1 and w.stop):
                continue
            key = " ".join([w.word, *s.norms[i + 1 : i + length]]) if length > 1 else w.word
            if key not in gazetteer:
                continue
            if key in gazetteer.weak and key not in self.sure and not typed and not self._supported(s, i, length):
                continue
            if length == 1 and not typed and (w.pron or (w.verbs and not w.det and not w.prep)):
                continue
            if length == 1 and w.demonym and not w.det and not typed and not self._stands_free(s, i):
                continue  # سورية, روسية after a noun are adjectives
            mention = Mention(s, i, i + length, "place")
            mention.candidates = gazetteer.find(key)
            mention.typed = typed
            return mention
        return None

    @staticmethod
    def _stands_free(s: Sentence, i: int) -> bool:
        """Whether a word that is an adjective too stands where only a name can: after a preposition or direction."""
        if s.tokens[i].w.prep or i == 0 or s.tokens[i - 1].mark:
            return True
        before = s.tokens[i - 1].w
        return (
            before.norm in WORDS["prepositions"]
            or before.direction
            or before.area
            or bool(before.place_type)
            or bool(before.verbs)
        )

    def _supported(self, s: Sentence, i: int, length: int) -> bool:
        """Whether a weak name stands like a place: after في/إلى/من/قرب or a direction, not before another noun's ال."""
        t = s.tokens[i]
        if t.w.number or t.w.time or t.w.title or t.w.head or t.w.stop or t.w.verbs or t.w.nouns:
            return False
        before = s.tokens[i - 1].w if i else None
        after = s.tokens[i + length].w if i + length < len(s.tokens) else None
        if after is not None and not s.tokens[i + length].mark and after.prep == "ب" and t.w.word == "القايم":
            return False
        if not t.w.det:
            return bool(before and before.direction)
        if before is not None and (before.direction or before.norm in ("مدينه", "بلده")):
            return True
        if before is not None and before.norm in WORDS["placing"]:
            return (
                after is None or s.tokens[i + length].mark or not (after.det and not after.demonym) or bool(after.conj)
            )
        return False

    def _typed_place(self, s: Sentence, i: int) -> Mention | None:
        """A type word, area or direction with the place it governs: مدينة الباب, ريف حلب الغربي, شمال شرقي بعقوبة."""
        tokens = s.tokens
        k, kind, area = i, None, False
        while (
            k < len(tokens)
            and not tokens[k].mark
            and (k == i or (not tokens[k].w.prep and (not tokens[k].w.conj or tokens[k].w.direction)))
        ):
            w = tokens[k].w
            if k > i and w.names and self._phrase(self.lex.actors, s, k):
                break
            if (w.det and w.place_type and k == i) or (w.det and (w.area or w.place_type)):
                break
            if k > i and w.names and (w.place_type or w.area):
                named = self._place(s, k)
                if named and named.j > k + 1:
                    named.i, named.relative = i, area
                    return named
            if w.place_type and not w.pron:
                kind, k = w.place_type, k + 1
            elif (w.area or w.direction) and not w.pron:
                area, k = True, k + 1
            else:
                break
        w0 = tokens[i].w
        if k == i:
            if w0.det and (w0.place_type or w0.area):
                return self._common_place(s, i, i)
            return None
        if k >= len(tokens) or tokens[k].mark:
            return None
        name = tokens[k].w
        if name.det and name.place_type and not name.prep and not name.conj:
            common = self._common_place(s, i, k)
            named = (
                self._place(s, k + 1)
                if k + 1 < len(tokens)
                and not tokens[k + 1].mark
                and not tokens[k + 1].w.prep
                and not tokens[k + 1].w.conj
                else None
            )
            if named:
                named.i, named.typed, named.relative = i, "settlement", area
                return named
            return common
        if (
            name.prep
            and k > i
            and kind in ("settlement", "district", "neighbourhood")
            and not name.det
            and len(name.norm) > 4
        ):
            # After a type word a name keeps its first letter: بلدة بسيدا is not بـ + سيدا.
            mention = Mention(s, i, k + 1, "place")
            mention.typed = kind
            mention.candidates = self.lex.gazetteer.find(name.norm)
            return mention
        if (name.prep and k > i) or name.conj:
            return None
        found = (
            self._place(s, k, typed=kind or ("settlement" if area else None))
            if name.word in self.lex.gazetteer.longest
            else None
        )
        whole = (
            self._place(s, i) if w0.word in self.lex.gazetteer.longest else None
        )  # شمال سيناء, جبل سنجار are names themselves
        if whole and (not found or whole.j >= found.j):
            whole.typed = kind if kind == "governorate" else None
            found = whole
            area = False
        if found:
            if found.typed == "settlement" and not kind:
                found.typed = None
            found.i = i
            found.relative = area
            end = found.j
            while end < len(tokens) and tokens[end].w.norm in self.lex.direction_adjectives:
                end, found.relative = end + 1, True
            if end < len(tokens) and not tokens[end].mark and tokens[end].w.norm in WORDS["place_closers"]:
                end += 1
            found.j = end
            return found
        if (
            kind
            and (kind != "area" or (name.det and k == i + 1))
            and not name.demonym
            and not w0.direction
            and not name.stop
            and not name.verbs
            and not name.nouns
            and not name.number
            and not name.time
        ):
            # A typed name that no gazetteer knows: kept with its span; resolve.py gives it its container's position.
            if name.head or name.victim or name.title or name.office:
                return None
            if kind == "site" and not name.det and not name.names:
                return None
            j = min(self._extend(s, k), k + 2)
            if j == k + 1 and name.demonym:
                return None
            mention = Mention(s, i, j, "place")
            mention.typed = kind
            return mention
        return None

    def _common_place(self, s: Sentence, i: int, k: int) -> Mention | None:
        """المدينة, البلدة, محيط المخيم: stands for a place named before; coref.py finds which."""
        w = s.tokens[k].w
        if w.word in (
            "المركز",
            "المنطقه",
            "القطاع",
            "الموقع",
            "الطريق",
            "الساحه",
            "المحور",
            "الجانب",
            "الحدود",
        ) and w.word not in ("القطاع", "المنطقه"):
            return None
        kind = w.place_type or "area"
        j = k + 1
        while j < len(s.tokens) and (
            s.norms[j] in self.lex.direction_adjectives
            or s.norms[j] in ("الساحليه", "الحدوديه", "نفسها", "ذاتها", "المحاصره")
        ):
            j += 1
        mention = Mention(s, i, j, "place", "common")
        mention.typed = kind
        mention.relative = k > i or j > k + 1
        return mention

    # -- people and groups -----------------------------------------------------------------------------------------

    def _extend(self, s: Sentence, i: int) -> int:
        """The end of the name or noun phrase whose head is token i."""
        tokens, j = s.tokens, i + 1
        while j < len(tokens) and j - i < _NAME_LIMIT:
            t = tokens[j]
            w = t.w
            if t.mark or (tokens[j - 1].closes and t.opens):
                break
            if w.word in self.lex.modifiers and not w.conj and j + 1 < len(tokens):
                k = j + 1
                step = tokens[k].w
                if step.norm in ("من", "مع", "ل", "ب") and k + 1 < len(tokens):
                    k += 1
                elif step.prep not in ("ل", "ب"):
                    break
                match = self._phrase(self.lex.actors, s, k)
                return match[0] if match else min(k + 2, len(tokens)) if not tokens[k].mark else j
            if w.conj:
                # Paired adjectives go on: طائرات أميركية وبريطانية, الشعبي والعشائري.
                if w.demonym and tokens[j - 1].w.demonym and not w.prep:
                    j += 1
                    continue
                break
            if w.norm == "من" and j + 1 < len(tokens) and not tokens[i].w.det and tokens[i].w.head:
                match = self._phrase(self.lex.actors, s, j + 1)
                if match:
                    return match[0]
                if tokens[j + 1].w.head == "state" and tokens[j + 1].w.det:
                    return j + 2
            if w.prep or w.stop or w.break_ or (w.number and not w.det):
                break
            if (
                w.time
                and (w.det or w.word in WORDS["day_parts"])
                and self.lex.calendar.read(
                    [*s.norms[:j], w.word, *s.norms[j + 1 :]], j, self.published or dt.date(2020, 1, 1)
                )
            ):
                break
            if w.nouns and not (
                tokens[j - 1].w.norm in WORDS["commands"] or w.norm in ("عمليات", "للعمليات", "العمليات")
            ):
                break
            if w.verbs and not w.det and not w.demonym:
                break
            if not w.det and self._verb_like(w, tokens[j - 1].w):
                break
            if w.place_type and not w.det and w.norm not in ("ولايه", "مركز"):
                break
            if (
                not w.det
                and not w.names
                and not w.demonym
                and (tokens[i].w.det or tokens[j - 1].w.norm.endswith("ون"))
                and (w.head or w.victim or w.site)
                and w.norm[-2:] != tokens[j - 1].w.norm[-2:]
            ):
                break  # a definite or closed head is not followed by an indefinite noun of its own: the next phrase begins
            if not w.det and (w.head or w.victim or w.site) and tokens[j - 1].w.demonym:
                break
            if (
                w.det
                and j - 1 > i
                and not tokens[j - 1].w.det
                and tokens[j - 1].w.norm.endswith("يه")
                and not tokens[j - 1].w.place_type
            ):
                break  # an indefinite adjective closes its phrase: منظمات حقوقية | الفصائل
            if w.direction or (w.area and not w.det):
                break
            j += 1
        return j

    @staticmethod
    def _verb_like(w, before) -> bool:
        """An unknown word in the shape of a verb, after something that is no title or name."""
        if before.title or (before.det is False and before.head is None):
            return False
        n = w.word
        if (
            len(n) >= 4
            and n[0] in "يت"
            and not n.endswith(("ه", "ات"))
            and w.demonym is None
            and not w.victim
            and not w.names
            and n[0] == "ي"
        ):
            return True
        return len(n) >= 4 and n.endswith("ت") and not n.endswith(("ات", "يت", "وت")) and not w.names

    def _inside_actor(self, s: Sentence, i: int, j: int) -> Actor | None:
        """The actor that a phrase names inside: مقاتلي الحشد الشعبي, مسلحي التنظيم, قوات تركية."""
        for k in range(i, j):
            match = self._phrase(self.lex.actors, s, k)
            if match and match[0] <= j + 3 and match[0] > k:
                return match[1]
        head = s.tokens[i].w.head
        for k in range(i + 1, j):
            iso = s.tokens[k].w.demonym
            if iso and s.tokens[k].w.det == s.tokens[i].w.det:
                return national(iso, head or "state", self.lex)
        for k in range(i + 1, j):
            iso = self.lex.capitals.get(s.tokens[k].w.word)
            if iso and head in ("state", "aircraft", "ground"):
                return national(iso, head, self.lex)
        return None

    def _armed(self, s: Sentence, i: int) -> Mention | None:
        w = s.tokens[i].w
        j = self._extend(s, i)
        # مقاتلو + a name of several words may reach past the phrase's own end.
        for k in range(i + 1, i + 1 if w.det else min(j + 1, len(s.tokens))):
            if s.tokens[k].mark or (s.tokens[k].w.prep and k > i + 1) or s.tokens[k].w.conj:
                break
            match = self._phrase(self.lex.actors, s, k)
            if match and match[0] > j:
                j = match[0]
                break
        cls = w.head or "group"
        if w.stem.startswith("انتحاري"):
            cls = "suicide"
        actor = self._inside_actor(s, i, j)
        if w.norm in ("فصل", "قوه") and j == i + 1 and not w.det:
            return None
        mention = Mention(s, i, j, "actor", cls, actor)
        return mention

    def _person(self, s: Sentence, i: int) -> Mention:
        """An office holder: the title with all that names him: رئيس الوزراء العراقي حيدر العبادي."""
        tokens, j = s.tokens, i + 1
        while j < len(tokens) and j - i < 12:
            t = tokens[j]
            w = t.w
            if t.mark or (
                w.conj and not (w.word in WORDS["ministry_parts"] or (w.demonym and tokens[j - 1].w.demonym))
            ):
                break
            if w.norm in WORDS["in_the_name"] or tokens[j - 1].w.norm in WORDS["in_the_name"]:
                j += 1
                continue
            if (
                w.norm == "في"
                and j == i + 1
                and j + 1 < len(tokens)
                and (tokens[j + 1].w.head or tokens[j + 1].w.office or tokens[j + 1].w.names)
            ):
                inner = self._phrase(self.lex.actors, s, j + 1)
                j = inner[0] if inner else self._extend(s, j + 1)
                continue
            named = any(
                not x.w.det and not x.w.title and not x.w.stop and not x.w.office and x.w.head is None
                for x in tokens[i + 1 : j]
            )
            if (
                w.det
                and named
                and (w.head or w.victim or w.office)
                and tokens[j - 1].w.norm not in WORDS["in_the_name"]
                and not tokens[j - 1].w.office
            ):
                break
            match = self._phrase(self.lex.actors, s, j) if w.names and not w.prep else None
            if match:
                j = match[0]
                continue
            if (
                t.text == "علي"
                and not tokens[j - 1].w.verbs
                and j + 1 < len(tokens)
                and not tokens[j + 1].w.place_type
                and (tokens[j - 1].w.title or not tokens[j - 1].w.verbs)
                and not tokens[j + 1].mark
                and tokens[j + 1].w.det
                and not tokens[j + 1].w.place_type
                and not tokens[j + 1].w.head
            ):
                j += 1  # the name, not the preposition على
                continue
            if (
                w.prep in ("ب", "ك")
                or w.stop
                or w.break_
                or (w.time and w.det and w.word in self.lex.calendar.weekdays)
                or w.word in WORDS["part_or_day"]
            ):
                break
            if w.prep == "ل" and not (w.det and (w.office or w.head or w.names or w.title)):
                break
            if w.verbs and not w.det and not w.title and not w.names and not tokens[j - 1].w.title:
                break  # right after a title or rank the word is a name: العقيد تامر
            if w.nouns and not w.title and tokens[j - 1].w.norm not in WORDS["commands"]:
                break
            j += 1
        return Mention(s, i, j, "person", "person", self._office_actor(s, i, j))

    def _office_actor(self, s: Sentence, i: int, j: int) -> Actor | None:
        for k in range(i, j):
            match = self._phrase(self.lex.actors, s, k)
            if match:
                return match[1]
        for k in range(i, j):
            iso = s.tokens[k].w.demonym if s.tokens[k].w.det or k == j - 1 else None
            if iso:
                military = any(
                    s.tokens[m].w.norm in ("العسكري", "الجيش", "الاركان", "الركن", "عسكري") for m in range(i, j)
                )
                return national(iso, "state" if military else "government", self.lex)
        return None

    def _office(self, s: Sentence, i: int) -> Mention:
        j = self._extend(s, i)
        actor = self._office_actor(s, i, j)
        return Mention(s, i, j, "actor", "office", actor)

    # -- government by prepositions, coordination ------------------------------------------------------------------

    def _govern(self, s: Sentence, m: Mention, previous: Mention | None) -> None:
        first = s.tokens[m.i].w
        if (m.i and s.norms[m.i - 1].removeprefix("و") in WORDS["among"]) or (
            m.i > 1 and s.norms[m.i - 2] in WORDS["among"] and not s.tokens[m.i - 1].mark
        ):
            m.prep = "بينهم"  # a part of those just counted: no argument of its own
            return
        if first.prep:
            m.prep = first.prep
        elif m.i and s.norms[m.i - 1].removeprefix("و") in WORDS["prepositions"] and not first.conj:
            m.prep = s.norms[m.i - 1] if s.norms[m.i - 1] in WORDS["prepositions"] else s.norms[m.i - 1][1:]
            if m.prep == "من" and m.i > 1 and s.norms[m.i - 2] in WORDS["both"]:
                m.prep = ""  # كل من X وY: both, not from them
        elif m.kind == "place" and not first.conj and not m.cls:
            if previous is not None and previous.kind == "place" and m.i - previous.j <= 1:
                m.prep = "~"  # says where the place before it lies
            elif first.direction or first.area:
                m.prep = "في"
        if m.kind == "place" and m.i and s.norms[m.i - 1] in WORDS["beside"]:
            m.prep = "~"
        if not m.prep and m.i and s.norms[m.i - 1] in WORDS["by"]:
            m.prep = "بيد"
        if not m.prep and m.kind == "actor" and m.i > 1 and not first.conj:
            m.prep = self._mediated(s, m.i)
        if previous is None or m.kind == "time" or previous.kind == "time":
            return
        gap = s.tokens[previous.j : m.i]
        linked = first.conj == "و" and not gap
        linked = linked or (len(gap) == 1 and gap[0].mark and gap[0].text in "،," and self._listed(s, m, previous))
        if linked and not (first.prep and first.prep != previous.prep) and _alike(m, previous):
            m.coord = True
            m.prep = m.prep or previous.prep

    @staticmethod
    def _mediated(s: Sentence, i: int) -> str:
        """The preposition before a stronghold whose holder is named: على آخر معاقل داعش."""
        k = i - 1
        while k > 0 and s.tokens[k].w.stem in WORDS["held"] and i - k <= 3:
            if s.tokens[k].w.prep:
                return s.tokens[k].w.prep
            k -= 1
        return s.norms[k] if k < i - 1 and s.norms[k] in WORDS["prepositions"] else ""

    def _listed(self, s: Sentence, m: Mention, previous: Mention) -> bool:
        """A comma continues a list only where a و closes it later or the kinds are both places."""
        after = s.tokens[m.j] if m.j < len(s.tokens) else None
        return (
            m.kind == "place" and previous.kind == "place" and after is not None and (after.mark or after.w.conj == "و")
        )


def _alike(a: Mention, b: Mention) -> bool:
    if a.kind == "place" or b.kind == "place":
        return a.kind == b.kind
    return True
