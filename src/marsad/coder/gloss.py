"""One plain English line for a claim: "Syrian government forces advance on Al-Bukamal from Al-Mayadin (SANA)"."""

from __future__ import annotations

from ..model import ActorSpan, Count, PlaceSpan

_VERBS = {
    "offensive": ("launch an offensive", "an offensive"), "clash": ("clash", "clashes"), "armed_attack": ("attack", "an attack"), "advance": ("advance", "an advance"),
    "capture": ("capture", "a capture"), "withdrawal": ("withdraw", "a withdrawal"), "siege": ("besiege", "a siege"), "airstrike": ("carry out an airstrike", "an airstrike"),
    "shelling": ("shell", "shelling"), "bombing": ("set off a bomb", "an explosion"), "suicide_bombing": ("carry out a suicide bombing", "a suicide bombing"),
    "killing": ("kill", "a killing"), "abduction": ("abduct", "an abduction"), "arrest": ("detain", "a detention"), "interception": ("intercept", "an interception"),
    "protest": ("protest", "a protest"), "riot": ("riot", "a riot"), "crackdown": ("use force on demonstrators", "force used on demonstrators"), "agreement": ("agree", "an agreement"),
    "negotiation": ("negotiate", "negotiations"), "release": ("release", "a release"), "deployment": ("deploy", "a deployment"), "fortification": ("fortify", "fortification"),
    "coordination": ("coordinate", "coordination"), "destruction": ("destroy", "destruction"), "displacement": ("flee", "displacement"), "aid": ("deliver aid", "aid"),
    "accusation": ("accuse", "an accusation"), "demand": ("call on", "a demand"), "threat": ("threaten", "a threat"), "rejection": ("reject", "a rejection"),
    "condemnation": ("condemn", "a condemnation"), "support": ("support", "support"),
}  # fmt: skip
_MODALITY = {
    "planned": "planned: ",
    "conditional": "if it comes to it: ",
    "possible": "possibly: ",
    "denied": "denied: ",
}


def name(x: ActorSpan) -> str:
    """The English name where the actor is known, else the Arabic words."""
    return x.actor.name_en if x.actor else x.text


def _listed(names: list[str]) -> str:
    unique = list(dict.fromkeys(names))
    return unique[0] if len(unique) == 1 else ", ".join(unique[:-1]) + " and " + unique[-1]


def _count(what: str, count: Count | None) -> str:
    if count is None:
        return ""
    number = (
        f"{count.min}"
        if count.max == count.min
        else f"at least {count.min}"
        if count.max is None
        else f"{count.min}-{count.max}"
    )
    return f", {number} {what}"


def event(type_: str, modality: str, agents, targets, places: tuple[PlaceSpan, ...], deaths, injured, source) -> str:
    """The line for an event claim."""
    verb, noun = _VERBS[type_]
    line = _MODALITY.get(modality, "")
    line += f"{_listed([name(a) for a in agents])} {verb}" if agents else noun
    if targets:
        against = {
            "airstrike": " on ",
            "offensive": " against ",
            "clash": " with ",
            "suicide_bombing": " against ",
            "bombing": " hitting ",
            "advance": " against ",
            "capture": " from ",
        }
        joiner = against.get(type_, " " if agents else " of ")
        line += joiner + _listed([name(t) for t in targets])
    for role, word in (("at", "in"), ("to", "to"), ("from", "from")):
        names = [p.name_en for p in places if p.role == role]
        if names:
            if role == "at" and type_ in ("capture", "siege") and not targets and agents:
                word = ""
            if role == "to" and type_ == "advance":
                word = "on"
            if role == "at" and names[0].startswith("near "):
                word = ""
            line += f" {word} {_listed(names)}" if word else f" {_listed(names)}"
    line += _count("dead", deaths) + _count("injured", injured)
    return _finish(line, source)


def control(modality: str, holder: ActorSpan | None, places: tuple[PlaceSpan, ...], source) -> str:
    """The line for a control claim."""
    who = name(holder) if holder else "an unnamed side"
    return _finish(f"{_MODALITY.get(modality, '')}{who} hold {_listed([p.name_en for p in places])}", source)


def _finish(line: str, source: ActorSpan | None) -> str:
    line = line[0].upper() + line[1:]
    return f"{line} ({name(source)})" if source else line
