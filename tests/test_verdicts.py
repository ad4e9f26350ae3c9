"""What the decisions of events rest on, each alone, on claims made by hand: grades, tolls, voices."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from marsad.events.grade import grade, rival
from marsad.events.record import Blame, Hurt, Party, Record
from marsad.events.tolls import Toll, harmed, in_one_voice, number, toll
from marsad.events.voices import denying, doers_of, free_of, offices_of, parties_alone, sources_of, telling
from marsad.model import Count

ARMY = Party("the army", "army", ("army", "state"), partisan=True)
MINISTRY = Party("the ministry", "ministry", ("ministry", "state"), partisan=True)
REBELS = Party("rebels", "rebels", ("rebels",), partisan=True)
GANG = Party("a gang", "gang", ("gang",), partisan=True)
MONITOR = Party("a monitor", "monitor", ("monitor",))
CIVIC = Party("witnesses", None, key="witnesses")


def claim(id="a", **more):
    told = {
        "id": id,
        "article": f"art {id}",
        "root": f"art {id}",
        "type": "shelling",
        "family": "violence",
        "modality": "asserted",
        "agents": (ARMY,),
        "targets": (),
        "spots": (),
        "start": 1,
        "end": 1,
        "dated": True,
        "hour": None,
        "deaths": None,
        "injured": None,
        "source": None,
        "office": f"office {id}",
        "outlet": f"outlet {id}",
        "published": None,
        "words": frozenset(),
        "confidence": 0.5,
    } | more
    return Record(**told)


def by(party, id="a", **more):
    return claim(id, source=party, office=party.id or party.name, **more)


def test_the_grades_in_their_order():
    assert grade([claim(modality="planned"), claim("b", modality="denied")]) == ("not asserted", ("a is planned", "b is denied"))
    assert grade([claim(), by(ARMY, "b", modality="denied")]) == ("contested", ("b denies it, by army",))
    assert grade([claim(denies=(ARMY, CIVIC))]) == ("contested", ("a denies it, by army, witnesses",))
    rivals = [claim(), claim("b", agents=(REBELS,))]
    assert grade(rivals) == ("contested", ("a: the army, by office a", "b: rebels, by office b"))
    assert grade([replace(r, type="clash") for r in rivals])[0] == "fair"
    assert grade([replace(r, office="one") for r in rivals])[0] == "single source"
    assert grade([claim(), by(MINISTRY, "b")]) == ("confirmed", ("b is the doer's own word, by ministry", "a is by office a, no party"))
    assert grade([by(MINISTRY), by(ARMY, "b")])[0] == "single source"
    assert grade([claim(), by(MINISTRY, "b", root="art a")])[0] != "confirmed"
    assert grade([claim(), claim("b")]) == ("fair", ("asserted by office a", "asserted by office b"))
    assert grade([claim(), by(REBELS, "b")])[0] == "fair"
    assert grade([claim()]) == ("single source", ("asserted by office a alone",))
    assert grade([by(REBELS), by(GANG, "b")]) == ("single source", ("asserted by parties alone",))
    assert grade([by(REBELS), by(REBELS, "b")]) == ("single source", ("asserted by rebels alone",))


def test_rivals_are_known_and_of_no_one_side():
    assert rival([ARMY], [REBELS]) and not rival([ARMY], [MINISTRY]) and not rival([ARMY], [CIVIC]) and not rival([], [REBELS])
    assert not rival([ARMY, REBELS], [REBELS]) and rival([ARMY, CIVIC], [REBELS])


def test_who_denies():
    assert denying(by(ARMY, modality="denied")) == (ARMY,) and denying(by(ARMY)) == ()
    assert denying(claim(modality="denied", denies=(REBELS,))) == (REBELS,)
    assert denying(by(ARMY, modality="denied", denies=(REBELS,))) == (ARMY, REBELS)


def test_what_an_event_rests_on():
    one, planned, deny = claim(), claim("b", modality="planned"), by(REBELS, "c", modality="denied")
    assert telling([one, planned, deny]) == [one] and telling([planned, deny]) == [planned] and telling([deny]) == [deny]
    assert telling([claim("b", modality=m) for m in ("possible", "conditional")]) == [claim("b", modality=m) for m in ("possible", "conditional")]
    of_deniers = by(REBELS, "d")
    assert telling([one, of_deniers, deny]) == [one] and telling([of_deniers, deny]) == [of_deniers]


def test_an_office_is_its_article_s_and_a_copy_s_that_of_its_original():
    one = claim()
    copied, lost = claim("b", root="art a", office="copy of art a"), claim("c", root="art z", office="copy of art z")
    assert offices_of([one, copied, lost]) == {"a": "office a", "b": "office a", "c": "copy of art z"}
    assert offices_of([by(MONITOR), copied])["b"] == "copy of art a"
    assert offices_of([one, claim("b", root="art a")])["b"] == "office b"
    assert offices_of([by(CIVIC), copied])["b"] == "witnesses"


def test_sources_that_count():
    assert sources_of([claim(), claim("b", office="office a"), claim("c")]) == ("office a", "office c")
    assert sources_of([by(REBELS), by(GANG, "b")]) == ("rebels",)
    assert sources_of([by(REBELS), by(ARMY, "b")]) == ("army", "rebels")
    assert sources_of([by(MONITOR), by(REBELS, "b")]) == ("monitor", "rebels")
    assert sources_of([by(MONITOR, agents=(CIVIC,)), by(REBELS, "b", agents=(CIVIC,))]) == ("monitor", "rebels")
    quoting = [by(REBELS), claim("b", article="art a")]
    assert free_of(quoting) == [] and parties_alone(quoting) and sources_of(quoting) == ("rebels",)
    assert free_of([by(REBELS), by(CIVIC, "b", article="art a"), claim("c")]) == [by(CIVIC, "b", article="art a"), claim("c")]
    assert not parties_alone([claim()]) and parties_alone([by(REBELS)])


def test_who_is_said_to_have_done_it_and_by_whom():
    found = doers_of(
        [
            claim(targets=(REBELS,)),
            by(MINISTRY, "b"),
            by(REBELS, "c", targets=(REBELS,)),
            by(CIVIC, "d"),
            by(MONITOR, "e"),
            by(REBELS, "f", modality="denied"),
        ]
    )
    (d,) = found
    assert (d.name, d.id, d.claimed_by, d.enemies, d.witnesses, d.independent, d.denied_by) == (
        "the army",
        "army",
        ("ministry",),
        ("rebels",),
        ("witnesses",),
        ("monitor", "office a"),
        (),
    )
    assert not d.blamed
    (d,) = doers_of([by(REBELS, targets=(REBELS,)), by(MINISTRY, "b", modality="denied")])
    assert d.blamed and d.denied_by == ("ministry",)
    (d,) = doers_of([claim(agents=(), blames=(Blame(REBELS, ARMY),), targets=(REBELS,)), claim("b", agents=(), blames=(Blame(MONITOR, ARMY),))])
    assert (d.enemies, d.independent) == (("rebels",), ("monitor",))
    (d,) = doers_of([by(REBELS, targets=(REBELS,)), by(CIVIC, "b")])
    assert (d.enemies, d.witnesses) == (("rebels",), ("witnesses",)) and not d.blamed
    assert {d.name: d.claimed_by for d in doers_of([by(MINISTRY, agents=(ARMY, GANG))])} == {"the army": ("ministry",), "a gang": ("ministry",)}
    ranked = doers_of([by(REBELS, agents=(GANG,), targets=(REBELS,)), claim("b"), claim("c"), claim("d", agents=(REBELS,))])
    assert [d.name for d in ranked] == ["the army", "rebels", "a gang"]


@pytest.mark.parametrize(("low", "high", "told"), [(7, 7, "7"), (7, 9, "7–9"), (20, None, "20+")])
def test_a_number_with_its_edges(low, high, told):
    assert number(low, high) == told and Toll(low, low, high, (), high).told == told


def dead(n, id="a", high=0, **more):
    return claim(id, **({"deaths": Count(n, n if high == 0 else high)} | more))


def tolled(*records, what="deaths"):
    found = toll(records, offices_of(records), what)
    return found and (found.best, found.best_max, found.min, found.max)


def test_the_best_supported_number():
    assert tolled(dead(3)) == (3, 3, 3, 3) and tolled(claim()) is None and tolled(dead(3, total=True)) is None
    assert tolled(claim(injured=Count(4, 4)), what="injured") == (4, 4, 4, 4)
    assert tolled(dead(3), dead(3, "b"), dead(9, "c")) == (3, 3, 3, 9)
    assert tolled(dead(3), dead(9, "b", source=REBELS), dead(9, "c", source=GANG)) == (3, 3, 3, 9)
    assert tolled(dead(5, published="2024-06-02"), dead(3, "b", published="2024-06-03")) == (3, 3, 3, 5)
    assert tolled(dead(3, published="2024-06-02"), dead(5, "b", published="2024-06-03")) == (5, 5, 3, 5)
    assert tolled(dead(5), dead(3, "b")) == (5, 5, 3, 5)
    assert tolled(dead(20, high=None), dead(3, "b")) == (3, 3, 3, None)
    assert tolled(dead(20, high=None), dead(22, "b", high=None)) == (22, None, 20, None)
    assert tolled(dead(3), dead(3, "b", office="office a"), dead(9, "c")) == (9, 9, 3, 9)
    found = toll([dead(3), dead(3, "b"), dead(2, "c", high=None)], {"a": "x", "b": "y", "c": "x"}, "deaths")
    assert [(v.value, v.by) for v in found.by] == [("2+", ("x",)), ("3", ("x", "y"))]


def hurt(id, *harm_, deaths=None, **more):
    return claim(id, harm=tuple(Hurt("killed", *h) for h in harm_), deaths=Count(deaths, deaths) if deaths else None, **more)


def groups(*records, what="deaths", injured=None):
    return [(h.what, h.group, h.best, h.best_max, h.among, h.claims) for h in harmed(records, toll(records, offices_of(records), what), injured)]


def test_people_by_group():
    assert groups(hurt("a", ("children", 3, 3), deaths=3)) == [("killed", "children", 3, 3, False, ("a",))]
    assert groups(hurt("a", deaths=3)) == [("killed", "people", 3, 3, False, ())]
    assert groups(hurt("a", ("people", 3, 3), deaths=3), hurt("b", ("children", 3, 3), deaths=3)) == [("killed", "children", 3, 3, False, ("b",))]
    assert groups(hurt("a", ("people", 3, 3), ("children", 1, 1, True), deaths=3)) == [
        ("killed", "people", 3, 3, False, ("a",)),
        ("killed", "children", 1, 1, True, ("a",)),
    ]
    assert groups(hurt("a", ("children", 1, 1), ("women", 2, 2), deaths=3)) == [
        ("killed", "children", 1, 1, False, ("a",)),
        ("killed", "women", 2, 2, False, ("a",)),
    ]
    assert groups(hurt("a", ("children", 2, 2), ("women", 3, 3), deaths=3)) == [("killed", "women", 3, 3, False, ("a",))]
    assert groups(hurt("a", ("children", 3, 3), ("women", 3, 3), deaths=3), hurt("b", ("children", 3, 3), deaths=3)) == [
        ("killed", "children", 3, 3, False, ("a", "b"))
    ]
    assert groups(hurt("a", ("children", 3, 3), deaths=3), hurt("b", ("women", 9, 9), deaths=9, total=True)) == [
        ("killed", "children", 3, 3, False, ("a",))
    ]
    assert groups(hurt("a", ("children", 3, 3), deaths=3), hurt("c", ("children", 3, 3), deaths=3), hurt("b", ("women", 9, 9), deaths=9)) == [
        ("killed", "children", 3, 3, False, ("a", "c"))
    ]
    assert groups(hurt("a", ("children", 3, 3))) == [("killed", "children", 3, 3, False, ("a",))]
    many = [hurt("a", ("children", 3, 3)), hurt("b", ("children", 5, 5)), hurt("c", ("children", 5, 5)), hurt("d", ("people", 9, 9))]
    assert groups(*many) == [("killed", "children", 5, 5, False, ("a", "b", "c")), ("killed", "people", 9, 9, False, ("d",))]
    freed = claim("a", harm=(Hurt("freed", "prisoners", 4, None), Hurt("injured", "people", 2, 2)), injured=Count(2, 2))
    assert groups(freed, injured=toll([freed], offices_of([freed]), "injured")) == [
        ("injured", "people", 2, 2, False, ("a",)),
        ("freed", "prisoners", 4, None, False, ("a",)),
    ]


def one_voice(*records):
    """(what, best) of the people that one sentence tells, and the ids of the claims that tell the injured alone."""
    killed, injured = (toll(records, offices_of(records), what) for what in ("deaths", "injured"))
    told, apart = in_one_voice(records, harmed(records, killed, injured), killed, injured)
    return [(h.what, h.best) for h in told], [r.id for r in apart]


def test_the_dead_of_one_source_do_not_stand_beside_the_injured_of_another():
    def counted(id, killed=0, injured=0, **more):
        counts = {what: n for what, n in (("killed", killed), ("injured", injured)) if n}
        told = {name: Count(n, n) for name, n in (("deaths", killed), ("injured", injured)) if n}
        return claim(id, harm=tuple(Hurt(what, "people", n, n) for what, n in counts.items()), **told, **more)

    assert one_voice(counted("a", 3)) == ([("killed", 3)], []) and one_voice(counted("a", 0, 5)) == ([("injured", 5)], [])
    assert one_voice(counted("a", 3, 5)) == ([("killed", 3), ("injured", 5)], [])
    assert one_voice(counted("a", 3), counted("b", 0, 5)) == ([("killed", 3), ("injured", 5)], ["b"])
    assert one_voice(counted("a", 3), counted("b", 0, 5), counted("c", 0, 5, total=True)) == ([("killed", 3), ("injured", 5)], ["b"])
    # Two give the same dead, one of them with injured of its own; others tell more injured, and are not heard beside these dead.
    assert one_voice(counted("a", 3, 5), counted("b", 3), counted("c", 0, 9), counted("d", 0, 9)) == ([("killed", 3), ("injured", 5)], [])
