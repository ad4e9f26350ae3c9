"""Score coded articles against gold annotation, and show what two codings of the same gold do differently.

Gold and coded articles are dicts of the formats that docs/evaluate.md describes; offsets are Python string indices, end exclusive.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from .gazetteer import km
from .lexicon.types import having

ROLES = ("agent", "target", "place")
_COARSE = frozenset(("district", "governorate", "region", "country"))
_TAKEN = frozenset(("capture", "withdrawal"))
# Types that a reader may take for one another: `events_by_family` forgives one for its neighbour.
_FAMILIES = (
    "offensive clash armed_attack airstrike shelling bombing suicide_bombing killing destruction interception",
    "advance capture withdrawal siege deployment fortification",
    "protest riot crackdown",
    "abduction arrest release",
    "agreement negotiation coordination",
    "displacement aid",
    "accusation demand threat rejection condemnation support",
)
FAMILY = {type_: n for n, types in enumerate(_FAMILIES) for type_ in types.split()}
# Spellings that newsrooms mix become one; vowel signs, tatweel and quotation marks go.
_SPELLING = str.maketrans("أإآٱىةؤئ", "اااايهوي", "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640\"«»“”()'")
_PREFIXES = re.compile(r"^(?:[وف]?[بلك]?ال|[وف]?لل|[وفبلك](?=.{4}))")

Span = Sequence[int]


class Miss(NamedTuple):
    """One difference from gold: `what` is missed, extra, trap or control missed."""

    what: str
    article: str
    type: str
    words: str


class Ratio(NamedTuple):
    """Precision, recall and their harmonic mean over `n` gold items."""

    precision: float
    recall: float
    f: float
    n: int


class Result(NamedTuple):
    """The figures by name, in the order they are printed; a `Ratio`, a share (0 to 1, None where nothing was asked) or a count."""

    figures: dict[str, Ratio | float | int | None]
    by_type: dict[str, Ratio]
    causes: dict[str, int]  # differences from gold by field, commonest first
    misses: list[Miss]


def overlap(a: Span | None, b: Span | None) -> bool:
    """Whether two spans share at least half of the shorter one."""
    if not a or not b:
        return False
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared > 0 and 2 * shared >= min(a[1] - a[0], b[1] - b[0])


def same(text: str, a: Span | None, b: Span | None) -> bool:
    """Whether two spans overlap, or are the same words told at two places of the text: prefixes and spelling aside."""
    if not a or not b:
        return False
    if overlap(a, b):
        return True
    told = _told(text, a)
    return len(told) > 2 and told == _told(text, b)


def _told(text: str, span: Span) -> str:
    return _PREFIXES.sub("", text[span[0] : span[1]].translate(_SPELLING).strip())


def _span(x: Mapping[str, Any] | None) -> Span | None:
    return (x["start"], x["end"]) if x else None


def _coded_roles(claim: Mapping[str, Any]) -> dict[str, list[Span]]:
    return {role: [s for s in map(_span, claim.get(role + "s", ())) if s is not None] for role in ROLES}


def _gold_roles(event: Mapping[str, Any]) -> dict[str, list[Span]]:
    return {"agent": event["agent"], "target": event["target"], "place": [p["span"] for p in event["place"]]}


def _kind(x: Mapping[str, Any], family: bool) -> int | str:
    type_: str = x["type"]
    return FAMILY.get(type_, type_) if family else type_


def match(text: str, gold: Sequence[Mapping[str, Any]], coded: Sequence[Mapping[str, Any]], family: bool = False) -> list[tuple[int, int]]:
    """Pairs of indices (gold event, coded event) of one type: overlapping triggers first, then a shared role in one paragraph.

    With `family`, types of one family count as one.
    """
    ranked: list[tuple[bool, int, int, int, int]] = []
    for i, g in enumerate(gold):
        wanted = _gold_roles(g)
        for j, c in enumerate(coded):
            if _kind(g, family) != _kind(c, family):
                continue
            given, trigger = _coded_roles(c), _span(c["trigger"])
            assert trigger is not None
            shared = sum(any(same(text, a, b) for a in wanted[r] for b in given[r]) for r in ROLES)
            hit = overlap(g["trigger"], trigger)
            together = text.count("\n", 0, g["trigger"][0]) == text.count("\n", 0, trigger[0])
            if hit or (together and shared):
                ranked.append((not hit, -shared, abs(g["trigger"][0] - trigger[0]), i, j))
    taken_gold: set[int] = set()
    taken_coded: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for *_, i, j in sorted(ranked):
        if i not in taken_gold and j not in taken_coded:
            taken_gold.add(i)
            taken_coded.add(j)
            pairs.append((i, j))
    return pairs


def score(gold: Iterable[Mapping[str, Any]], coded: Mapping[str, Sequence[Mapping[str, Any]]]) -> Result:
    """Score the claims of each gold article (`coded` maps article ids to claims; an article that is missing has none)."""
    n: Counter[str] = Counter()
    types: dict[str, Counter[str]] = {"gold": Counter(), "coded": Counter(), "right": Counter()}
    misses: list[Miss] = []
    for article in gold:
        n["articles"] += 1
        claims = coded.get(article["id"], ())
        if not article["relevant"]:
            n["traps"] += 1
            n["trap claims"] += len(claims)
            n["traps with claims"] += bool(claims)
            misses += [Miss("trap", article["id"], c["type"], _words(article["text"], _span(c["trigger"]))) for c in claims]
            continue
        events = [c for c in claims if c["kind"] == "event"]
        _events(article, events, n, types, misses)
        _control(article, [c for c in claims if c["kind"] == "control"], n, misses)
    return Result(
        _figures(n),
        {
            t: _ratio(types["right"][t], types["coded"][t], types["gold"][t])
            for t in sorted(types["gold"] | types["coded"], key=lambda t: -types["gold"][t])
        },
        _causes(n),
        misses,
    )


def _causes(n: Counter[str]) -> dict[str, int]:
    wrong = {
        "event missed": n["gold"] - n["right"],
        "event in excess or of another type": n["coded"] - n["right"],
        **{role: n[role + " wrong"] for role in ROLES},
        "coordinates off by more than 25 km": n["located"] - n["within 25"],
        "source": n["pairs"] - n["source right"],
        "modality": n["pairs"] - n["modality right"],
        "date": n["dated"] - n["date right"] + n["date spurious"],
        "casualties": n["casualties"] - n["casualties right"],
        "control": n["control gold"] + n["control coded"] - 2 * n["control right"],
        "claim in a trap": n["trap claims"],
    }
    return dict(sorted(wrong.items(), key=lambda x: -x[1]))


def _words(text: str, span: Span | None) -> str:
    return text[span[0] : span[1]] if span else ""


def _events(
    article: Mapping[str, Any], events: Sequence[Mapping[str, Any]], n: Counter[str], types: dict[str, Counter[str]], misses: list[Miss]
) -> None:
    text, gold = article["text"], article["events"]
    pairs, political = match(text, gold, events), having("political")
    found, told = {i for i, _ in pairs}, {j for _, j in pairs}
    n["gold"] += len(gold)
    n["coded"] += len(events)
    n["right"] += len(pairs)
    n["right family"] += len(match(text, gold, events, family=True))
    n["gold conflict"] += sum(g["type"] not in political for g in gold)
    n["coded conflict"] += sum(c["type"] not in political for c in events)
    n["right conflict"] += sum(gold[i]["type"] not in political for i in found)
    types["gold"].update(g["type"] for g in gold)
    types["coded"].update(c["type"] for c in events)
    types["right"].update(gold[i]["type"] for i in found)
    for i, g in enumerate(gold):
        n["trigger found"] += any(overlap(g["trigger"], _span(c["trigger"])) for c in events)
        if i not in found:
            misses.append(Miss("missed", article["id"], g["type"], _words(text, g["trigger"])))
    seen = {(gold[i]["type"], _bare(text, s)) for i in found for r in ("agent", "place") for s in _gold_roles(gold[i])[r]}
    for j, c in enumerate(events):
        if j in told:
            continue
        roles = _coded_roles(c)
        if any((c["type"], _bare(text, s)) in seen for r in ("agent", "place") for s in roles[r]):
            n["repeats"] += 1
        else:
            misses.append(Miss("extra", article["id"], c["type"], _words(text, _span(c["trigger"]))))
    for i, j in pairs:
        _pair(text, gold[i], events[j], n)


def _bare(text: str, span: Span) -> str:
    return re.sub(r"^[وفبلك]?ا?ل", "", text[span[0] : span[1]])


class Role(NamedTuple):
    """One role of a matched event: spans asked for, coded, found of those asked, right of those coded; whether all is right."""

    gold: int
    coded: int
    found: int
    right: int
    whole: bool


def roles(text: str, g: Mapping[str, Any], c: Mapping[str, Any]) -> dict[str, Role]:
    """How the roles of a coded event stand to those of the gold event it matched, both of the article `text`."""
    wanted, given = _gold_roles(g), _coded_roles(c)
    out: dict[str, Role] = {}
    for role in ROLES:
        hit_gold = sum(any(same(text, a, b) for b in given[role]) for a in wanted[role])
        hit_coded = sum(any(same(text, a, b) for a in wanted[role]) for b in given[role])
        count = len(given[role])
        if role == "place" and hit_coded:  # a containing place beside the right one is neither asked for nor wrong
            count -= sum(p.get("precision") in _COARSE and not any(same(text, a, _span(p)) for a in wanted[role]) for p in c.get("places", ()))
        whole = hit_coded == count and (hit_gold > 0 or not wanted[role]) and (role == "place" or hit_gold == len(wanted[role]))
        out[role] = Role(len(wanted[role]), count, hit_gold, hit_coded, whole)
    return out


def right_row(text: str, g: Mapping[str, Any], c: Mapping[str, Any]) -> bool:
    """Whether a coded event is what a user would call right: agents, place, modality and source of the gold event it matched."""
    told = roles(text, g, c)
    source = same(text, g["source"], _span(c.get("source"))) if g["source"] else not c.get("source")
    return told["agent"].whole and told["place"].whole and source and g["modality"] == c["modality"]


def _pair(text: str, g: Mapping[str, Any], c: Mapping[str, Any], n: Counter[str]) -> None:
    told = roles(text, g, c)
    for role, r in told.items():
        n[role + " gold"] += r.gold
        n[role + " coded"] += r.coded
        n[role + " found"] += r.found
        n[role + " right"] += r.right
        n[role + " wrong"] += not r.whole
    _where(text, g, c, n)
    _when(g, c, n)
    source = same(text, g["source"], _span(c.get("source"))) if g["source"] else not c.get("source")
    sure = g["modality"] == c["modality"]
    n["pairs"] += 1
    n["source right"] += source
    n["modality right"] += sure
    if g["modality"] != "asserted":
        n["not asserted"] += 1
        n["not asserted right"] += sure
    for harm in ("deaths", "injured"):
        if g[harm] or c.get(harm):
            n["casualties"] += 1
            n["casualties right"] += bool(g[harm] and c.get(harm) and g[harm]["min"] == c[harm].get("min"))
    n["whole"] += told["agent"].whole and told["place"].whole and sure and source


def _where(text: str, g: Mapping[str, Any], c: Mapping[str, Any], n: Counter[str]) -> None:
    for wanted in g["place"]:
        place = next((p for p in c.get("places", ()) if same(text, wanted["span"], _span(p))), None)
        if place is None:
            continue
        n["placed"] += 1
        located = wanted.get("lat") is not None
        n["located"] += located
        if located and place.get("lat") is not None:
            far = km(wanted["lat"], wanted["lon"], place["lat"], place["lon"])
            n["within 25"] += far <= 25
            n["within 161"] += far <= 161
        n["place role"] += wanted["role"] == place.get("role")


def _when(g: Mapping[str, Any], c: Mapping[str, Any], n: Counter[str]) -> None:
    time: Mapping[str, Any] = c.get("time") or {}
    from_text = time.get("basis") == "text"
    if not g["date"]:
        n["date spurious"] += from_text
        return
    first, _, last = g["date"].partition("/")
    last = last or first
    n["dated"] += 1
    ok = bool(from_text and time.get("start") and time["start"] <= last and time["end"] >= first)
    n["date right"] += ok
    n["date exact"] += ok and (time["start"], time["end"]) == (first, last)


def _control(article: Mapping[str, Any], claims: Sequence[Mapping[str, Any]], n: Counter[str], misses: list[Miss]) -> None:
    text = article["text"]
    taken = [p["span"] for g in article["events"] if g["type"] in _TAKEN for p in g["place"]]
    asked = [c["place"]["span"] for c in article["control"]]
    free = 0  # other places of a captured list are neither asked for nor wrong
    for claim in claims:
        places = _coded_roles(claim)["place"]
        free += any(overlap(a, b) for a in taken for b in places) and not any(overlap(a, b) for a in asked for b in places)
    n["control gold"] += len(article["control"])
    n["control coded"] += len(claims) - free
    used: set[int] = set()
    for wanted in article["control"]:
        for j, claim in enumerate(claims):
            holder = _span(claim.get("holder"))
            if (
                j not in used
                and any(same(text, wanted["place"]["span"], s) for s in _coded_roles(claim)["place"])
                and (same(text, wanted["holder"], holder) if wanted["holder"] else not holder)
            ):
                used.add(j)
                n["control right"] += 1
                n["control modality"] += wanted["modality"] == claim["modality"]
                break
        else:
            misses.append(
                Miss(
                    "control missed",
                    article["id"],
                    wanted["modality"],
                    _words(text, wanted["place"]["span"]),
                )
            )


def _ratio(right: int, coded: int, gold: int, found: int | None = None) -> Ratio:
    precision = right / coded if coded else 0.0
    recall = (right if found is None else found) / gold if gold else 0.0
    f = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Ratio(round(precision, 3), round(recall, 3), round(f, 3), gold)


def _figures(n: Counter[str]) -> dict[str, Ratio | float | int | None]:
    def share(a: str, b: str) -> float | None:
        return round(n[a] / n[b], 3) if n[b] else None

    def role(r: str) -> Ratio:
        return _ratio(n[r + " right"], n[r + " coded"], n[r + " gold"], n[r + " found"])

    return {
        "articles": n["articles"],
        "events": _ratio(n["right"], n["coded"], n["gold"]),
        "repeats": n["repeats"],
        "events_by_family": _ratio(n["right family"], n["coded"], n["gold"]),
        "row": _ratio(n["whole"], n["coded"], n["gold"]),
        "events_forgiving_repeats": _ratio(n["right"], n["coded"] - n["repeats"], n["gold"]),
        "conflict_events": _ratio(n["right conflict"], n["coded conflict"], n["gold conflict"]),
        "trigger_found_any_type": share("trigger found", "gold"),
        **{r: role(r) for r in ROLES},
        "place_within_25km": share("within 25", "located"),
        "place_within_161km": share("within 161", "located"),
        "place_role": share("place role", "placed"),
        "date_right": share("date right", "dated"),
        "date_exact": share("date exact", "dated"),
        "date_spurious": n["date spurious"],
        "source": share("source right", "pairs"),
        "modality": share("modality right", "pairs"),
        "modality_not_asserted": share("not asserted right", "not asserted"),
        "casualties": share("casualties right", "casualties"),
        "whole_event": share("whole", "gold"),
        "control": _ratio(n["control right"], n["control coded"], n["control gold"]),
        "control_modality": share("control modality", "control right"),
        "trap_articles": n["traps"],
        "trap_articles_with_claims": n["traps with claims"],
        "trap_claims": n["trap claims"],
    }


class Change(NamedTuple):
    """One claim that only one of two codings has: `sign` is + (only the second) or - (only the first); `right` by gold."""

    sign: str
    right: bool
    article: str
    type: str
    words: str


def compare(gold: Iterable[Mapping[str, Any]], first: Mapping[str, Any], second: Mapping[str, Any]) -> list[Change]:
    """What the second coding has that the first lacks, and the other way round: claims by type and trigger, each with
    whether gold holds it right."""
    out: list[Change] = []
    for article in gold:
        sides: list[dict[tuple[str, int], tuple[bool, str]]] = []
        for coded in (first, second):
            events = [c for c in coded.get(article["id"], ()) if c["kind"] == "event"]
            told = {j for _, j in match(article["text"], article["events"], events)}
            sides.append(
                {(c["type"], c["trigger"]["start"]): (j in told, _words(article["text"], _span(c["trigger"]))) for j, c in enumerate(events)}
            )
        for sign, mine, other in (("-", sides[0], sides[1]), ("+", sides[1], sides[0])):
            out += [
                Change(sign, right, article["id"], key[0], words)
                for key, (right, words) in sorted(mine.items(), key=lambda x: x[0][1])
                if key not in other
            ]
    return out
