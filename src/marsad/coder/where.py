"""Which of the places around an event are its own."""

from __future__ import annotations

from bisect import bisect_left

from ..lexicon.grammar import WORDS
from ..model import POLITICAL
from .draft import Draft, Scene
from .mention import Mention
from .subjects import group, same_clause


def axes(scene: Scene, d: Draft) -> None:
    """Axes told after the movement, clause by clause: تتقدم من محورين، الأول من X والثاني من Y."""
    if d.frame.type not in ("advance", "withdrawal", "displacement") or d.verb is None:
        return
    stop = next(
        (
            t.i
            for t in scene.s.tokens[d.j :]
            if (t.w.verbs and not t.w.det and scene.mention_at(t.i) is None)
            or t.i in scene.clauses.relative
            or t.i in scene.clauses.that
            or t.text in ":؛"
        ),
        len(scene.s.tokens),
    )
    for m in scene.mentions:
        if m.kind == "place" and m.prep == "من" and d.i < m.i < stop and scene.clauses.of[m.i] != d.clause:
            d.places.append((m, "from"))


def settle_places(scene: Scene, d: Draft) -> None:
    """Keep the most specific of nested places; where none was found, take the clause's, then the sentence's only one."""
    if d.frame.type in POLITICAL:  # what one says of another has no place on the map
        d.places = []
        return
    d.places = [(m, role) for m, role in d.places if m.place is not None]
    d.places = [_named_instead(scene, m, role) for m, role in d.places]
    if not d.places:
        candidates = [
            m for m in scene.mentions if m.kind == "place" and m.prep in WORDS["at"] and same_clause(scene, m.i, d.i)
        ]
        elsewhere = not candidates
        if not candidates:
            chains = _chains(scene, [m for m in scene.mentions if m.kind == "place"])
            candidates = (
                chains[0][:1]
                if len(chains) == 1
                and chains[0][0].prep not in ("بين", "مع", "ل")
                and (
                    chains[0][0].prep or chains[0][0].relative or d.type == "clash" or _entered(scene, d, chains[0][0])
                )
                else []
            )
        if not candidates:
            candidates = [
                m
                for m in scene.mentions
                if m.kind == "place" and m.prep in ("في", "ب") and m.place is not None and _opens(scene, m)
            ]  # وفي إقليم هيران، …: where all that the sentence tells happened
        d.vague_place = bool(candidates) and elsewhere
        d.places = [
            (m, "at" if d.frame.place == "at" or m.prep in WORDS["at"] else d.frame.place) for m in candidates[:1]
        ]
        if d.places and d.frame.place == "to" and d.frame.type == "advance":
            d.places = [(d.places[0][0], "to")]
    kept: list[tuple[Mention, str]] = []
    for m, role in d.places:
        if any(m is k for k, _ in kept):
            continue
        inside = next((k for k, r in kept if r == role and same_clause(scene, k.i, m.i) and _nested(scene, k, m)), None)
        if inside is not None and not contains(m, inside):
            continue
        if role == "at" and inside is None and any(_nested(scene, k, m) for k, r in kept if r == "to"):
            continue
        kept.append((m, role))
    d.places = _with_containers(scene, kept)


def _entered(scene: Scene, d: Draft, place: Mention) -> bool:
    """اقتحمت القوات مدينة جنين واعتقلت شابا: what those who entered a place did next, they did there."""
    if d.type not in ("arrest", "abduction", "destruction", "killing", "crackdown"):
        return False
    if d.verb is None or scene.s.tokens[d.i].w.conj != "و":
        return False
    before = [x for x in scene.drafts if x.i < d.i and x.type == "advance" and any(m is place for m, _ in x.places)]
    return any({id(m) for m in x.agents} & {id(m) for m in d.agents} for x in before)


def _named_instead(scene: Scene, m: Mention, role: str) -> tuple[Mention, str]:
    """سيطرت على المنشآت العسكرية في مدينة X: sites without a name of their own stand for the place that they lie in."""
    w = scene.s.tokens[m.i].w
    if m.kind != "site" or m.candidates or not w.det or w.stem not in WORDS["generic_sites"]:
        return m, role
    last = group(scene, m)[-1]
    named = next(
        (x for x in scene.mentions if x.kind == "place" and x.candidates and x.i >= last.j and _nested(scene, last, x)),
        None,
    )
    return (named, role) if named is not None else (m, role)


def contains(outer: Mention, inner: Mention) -> bool:
    """Whether `outer` is the district, governorate or region that the text says `inner` lies in: worth a place of its
    own, since its coordinates are told apart by their precision."""
    a, b = outer.place, inner.place
    return (
        a is not None
        and b is not None
        and a.precision in ("district", "governorate", "region")
        and not outer.relative
        and (a.lat, a.lon) != (b.lat, b.lon)
        and b.precision not in ("governorate", "region", "country")
    )


def _with_containers(scene: Scene, kept: list[tuple[Mention, str]]) -> list[tuple[Mention, str]]:
    """Add the district or governorate that the words behind the last place name as lying around it."""
    out = list(kept)
    for m, role in kept:
        low, high = (bisect_left(scene.mentions, at, key=lambda x: x.i) for at in (m.j, m.j + _CHAIN))
        for outer in scene.mentions[low:high]:
            if (
                outer.kind == "place"
                and all(outer is not k for k, _ in out)
                and _nested(scene, m, outer)
                and contains(outer, m)
            ):
                out.append((outer, role))
    return out


def _opens(scene: Scene, m: Mention) -> bool:
    """Whether a place opens its sentence or quotation: وفي X، …; قال فلان: في X، …"""
    first = m.i - (not scene.s.tokens[m.i].w.prep)
    return first <= 0 or scene.s.tokens[first - 1].text == ":"


def strike_sites(scene: Scene, d: Draft) -> None:
    """A building that is struck is the target; it lies in the place that the words behind it name: قصف مستشفى X في Y."""
    out: list[tuple[Mention, str]] = []
    for m, role in d.places:
        first = scene.s.tokens[m.i].w
        head = scene.s.tokens[m.i + 1].w if (first.area or first.direction) and m.j > m.i + 1 else first
        word = head.stem if head.stem in WORDS["struck_sites"] else ""
        around_it = first.norm.removeprefix("و") in WORDS["surroundings"]  # قصفت محيط مستشفى X
        struck = word and m.i > d.i and m.kind == "place" and (m.prep not in WORDS["at"] or around_it)
        if not struck:
            out.append((m, role))
            continue
        if m not in d.targets:
            d.targets.insert(0, m)
        around = next(
            (
                x
                for x in scene.mentions
                if x.kind == "place" and x.place is not None and x.i >= m.j and _nested(scene, m, x)
            ),
            None,
        )
        if around is None or word in WORDS["struck_places"]:
            out.append((m, role))
        elif all(around is not k for k, _ in d.places):
            out.append((around, role))
    d.places = out


_NEAR = 5  # tokens between a place and the one that says where it lies
_CHAIN = 30  # tokens between a place and the last of a chain that says where it lies: beyond, nothing is read as one


def _nested(scene: Scene, inner: Mention, outer: Mention) -> bool:
    """Whether `outer` only says where `inner` lies: no و between, within five tokens and one clause, itself or place by
    place (X في Y، Z): one walk over the places between the two, at most `_CHAIN` tokens."""
    if outer.coord or outer.i < inner.j:
        return False
    if _close(scene, inner, outer):
        return _holds(scene, inner, outer)
    if outer.i - inner.j > _CHAIN:
        return False
    inside = [inner]
    for m in _places_between(scene, inner, outer):
        if m.coord:
            continue
        if _close(scene, inner, m):
            reached = _holds(scene, inner, m)
        else:
            reached = any(_close(scene, k, m) and _holds(scene, k, m) for k in inside[-_NEAR:])
        if reached:
            inside.append(m)
    return any(_close(scene, k, outer) and _holds(scene, k, outer) for k in inside[-_NEAR:])


def _places_between(scene: Scene, inner: Mention, outer: Mention) -> list[Mention]:
    low, high = (bisect_left(scene.mentions, at, key=lambda m: m.i) for at in (inner.j, outer.i))
    return [m for m in scene.mentions[low:high] if m.kind == "place"]


def _close(scene: Scene, inner: Mention, outer: Mention) -> bool:
    """Whether no more than a few words, and no colon, stand between two places."""
    return 0 <= outer.i - inner.j <= _NEAR and not any(
        t.mark and t.text in ":؛" for t in scene.s.tokens[inner.j : outer.i]
    )


def _holds(scene: Scene, inner: Mention, outer: Mention) -> bool:
    """Whether nothing but words of place stands between two places: no و, no verb."""
    return not any(t.w.conj or (t.w.verbs and not t.w.det) for t in scene.s.tokens[inner.j : outer.i])


def _chains(scene: Scene, places: list[Mention]) -> list[list[Mention]]:
    chains: list[list[Mention]] = []
    for m in places:
        if chains and _nested(scene, chains[-1][-1], m):
            chains[-1].append(m)
        else:
            chains.append([m])
    return chains
