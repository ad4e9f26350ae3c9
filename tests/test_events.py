"""Events and the ledger: gold for merging, histories of places, the order of articles, grades."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import histories, merging

from marsad.events import build_event, group, match, records_of
from marsad.events.ledger import ledger, statements_of


@pytest.fixture(scope="module")
def gold(lexicon):
    return merging.labelled(lexicon)


def test_merging_gold(lexicon):
    assert len(merging.stories()) >= 25
    scored = merging.score(lexicon)
    assert scored.f >= 0.90
    assert scored.apart >= 0.95
    assert scored.pairs >= 20
    assert len(scored.missing) <= 3


def test_merging_gold_of_longer_texts(lexicon):
    scored = merging.score(lexicon, merging.SECOND)
    assert scored.f >= 0.90
    assert scored.apart >= 0.95
    assert len(scored.missing) <= 2


def test_shared_stories_merge(lexicon):
    """The occurrences that the shared gold marks across articles."""
    from conftest import SHARED_GOLD, read_gold

    from marsad.coder import code_article
    from marsad.read import article_from_text

    records, labels = [], {}
    for gold in read_gold(SHARED_GOLD / "dev.jsonl"):
        if not any(e.get("story_event") for e in gold["events"]):
            continue
        doc = code_article(article_from_text(gold["text"], id=gold["id"], published=gold["published"]), lexicon)
        for record, claim in zip(records_of(doc), [c for c in doc.claims if c.kind == "event"], strict=True):
            records.append(record)
            for e in gold["events"]:
                if e.get("story_event") and e["type"] == claim.type and e["trigger"][0] < claim.trigger.end and claim.trigger.start < e["trigger"][1]:
                    labels[record.id] = e["story_event"]
    of = {r.id: n for n, g in enumerate(group(records)) for r in g}
    pairs = [(a, b) for a in labels for b in labels if a < b]
    assert pairs
    wrong = [(a, b) for a, b in pairs if (of[a] == of[b]) != (labels[a] == labels[b])]
    assert not wrong


@pytest.mark.dear
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_groups_do_not_depend_on_order(gold, data):
    records, _, _ = gold
    some = data.draw(st.lists(st.sampled_from(records), max_size=60, unique_by=lambda r: r.id))
    mixed = data.draw(st.permutations(some))
    as_ids = lambda groups: [[r.id for r in g] for g in groups]  # noqa: E731
    assert as_ids(group(some)) == as_ids(group(mixed))
    assert [build_event(g) for g in group(some)] == [build_event(list(reversed(g))) for g in group(mixed)]


def test_a_match_is_symmetric_and_shows_its_parts(gold):
    records, _, _ = gold
    assert len(records) > 20
    for a, b in itertools.pairwise(records):
        found = match(a, b)
        assert found == match(b, a)
        assert found.score == 0.0 if found.veto else found.parts
        assert 0.0 <= found.score <= 1.0


def code(lexicon, text, id, published="2024-06-12", outlet=None):
    from marsad.coder import code_article
    from marsad.model import Found
    from marsad.read import article_from_text

    found = {"outlet": Found("outlet", outlet, "test", 1.0)} if outlet else {}
    return code_article(article_from_text(text, id=id, published=published, found=found), lexicon)


def one_event(lexicon, *texts, type_=None):
    docs = [code(lexicon, text, f"d{n}", outlet=f"outlet {n}") for n, text in enumerate(texts)]
    events = [build_event(g) for g in group(r for d in docs for r in records_of(d))]
    return max(events, key=lambda e: len(e.claims))


@pytest.mark.parametrize(
    ("texts", "grade"),
    [
        (["قصفت قوات الدعم السريع مدينة الفاشر الثلاثاء، بحسب شهود عيان."], "single source"),
        (["قصفت قوات الدعم السريع مدينة الفاشر الثلاثاء، بحسب شهود عيان.", "قصفت قوات الدعم السريع مدينة الفاشر يوم الثلاثاء، وفق شبكة أطباء السودان."], "fair"),
        (["أعلنت قوات الدعم السريع سيطرتها على مدينة بارا الثلاثاء.", "سيطرت قوات الدعم السريع على مدينة بارا الثلاثاء، بحسب مصدر محلي."], "confirmed"),
        (["سيطرت قوات الدعم السريع على مدينة بارا الثلاثاء، بحسب مصدر محلي.", "نفت لجان المقاومة سيطرة قوات الدعم السريع على مدينة بارا الثلاثاء."], "contested"),
        (["قد تسيطر قوات الدعم السريع على مدينة بارا."], "not asserted"),
    ],
)  # fmt: skip
def test_grades(lexicon, texts, grade):
    event = one_event(lexicon, *texts)
    assert len(event.claims) == len(texts)
    assert event.grade == grade
    assert event.reasons


def test_a_disputed_doer_is_kept_as_disagreement(lexicon):
    event = one_event(
        lexicon,
        "قتل ستة مدنيين في قصف مدفعي للحوثيين على مدينة تعز يوم الثلاثاء.",
        "قتل ستة مدنيين بقصف مدفعي لقوات التحالف العربي على مدينة تعز الثلاثاء.",
    )
    assert event.grade == "contested"
    assert "doer" in {d.about for d in event.disagreements}
    assert (event.deaths.best, event.deaths.min, event.deaths.max) == (6, 6, 6)


def test_histories(lexicon):
    answers = histories.answers(lexicon)
    assert len({place for place, *_ in answers}) == 15
    right = sum(want == got for _, _, want, got in answers)
    assert right / len(answers) >= 0.95


def test_plans_and_conditions_never_move_the_ledger(lexicon):
    texts = [
        "وفي حال السيطرة على مدينة بارا ستفتح الطريق.",
        "تعتزم قوات الدعم السريع السيطرة على مدينة بارا.",
        "قد تسيطر قوات الدعم السريع على مدينة بارا.",
    ]
    assert ledger(s for n, t in enumerate(texts) for s in statements_of(code(lexicon, t, f"p{n}"))) == {}


def test_a_stay_leads_to_its_claims(lexicon):
    doc = code(lexicon, "سيطرت قوات الدعم السريع على مدينة بارا الثلاثاء، بحسب مصدر محلي.", "s1")
    (stays,) = ledger(statements_of(doc)).values()
    assert stays[0].claims == (f"s1:{doc.claims[0].id}",)
    assert stays[0].holder_id == "sd.rsf"


# -- operations ---------------------------------------------------------------------------------------------------------

PINCER = """هجومان على جيب واحد

شن الجيش العراقي الأربعاء هجوما واسعا على تنظيم داعش في القائم التي يسيطر عليها داعش، وقال ناطق باسمه إن القوات العراقية تزحف نحو القائم وراوة.
وعلى الجانب الآخر شن الجيش السوري هجوما واسعا على داعش في مدينة البوكمال، وأفاد مصدر ميداني بأن الجيش السوري يتقدم نحو البوكمال من مدينة الميادين.
وتحدث ناشطون عن تنسيق بين بغداد ودمشق."""


def test_two_sides_on_one_pocket_converge(lexicon):
    from marsad.events.operations import operations
    from marsad.events.record import party, spot

    doc = code(lexicon, PINCER, "pincer", "2017-10-26")
    holders: dict = {}
    for claim in doc.claims:
        if claim.kind == "control" and claim.holder:
            for place in claim.places:
                holders.setdefault(spot(place).key, []).append(party(claim.holder))
    found = operations(records_of(doc), holders)
    by_side = {o.side: o for o in found.operations}
    assert set(by_side) == {"state:IQ", "state:SY"}
    assert {"Al-Qaim", "Rawa"} <= set(by_side["state:IQ"].objectives)
    assert [(a.start, a.end) for a in by_side["state:SY"].axes] == [("Al-Mayadin", "Al-Bukamal")]
    assert all(o.state == "under way" for o in found.operations)
    (link,) = found.converging
    assert link.opponents == ("Islamic State",)


def test_the_seed_is_two_converging_operations(lexicon):
    """The article that this was made for: both operations, the two Syrian axes, and who says that they are coordinated."""
    from conftest import SHARED_GOLD, read_gold

    from marsad.events.operations import operations
    from marsad.events.record import party, spot

    gold = read_gold(SHARED_GOLD / "seed.jsonl")[0]
    doc = code(lexicon, gold["text"], "seed", gold["published"])
    holders: dict = {}
    for claim in doc.claims:
        if claim.kind == "control" and claim.holder and claim.modality == "asserted":
            for place in claim.places:
                holders.setdefault(spot(place).key, []).append(party(claim.holder))
    found = operations(records_of(doc), holders)
    by_side = {o.side: o for o in found.operations}
    assert set(by_side["state:IQ"].objectives) == {"Al-Qaim", "Rawa"}
    assert by_side["state:SY"].objectives == ("Al-Bukamal",)
    assert {(a.start, a.end) for a in by_side["state:SY"].axes} == {("Al-Mayadin", "Al-Bukamal"), ("T2 pumping station", "Al-Bukamal")}
    (link,) = found.converging
    assert {c.modality for c in link.coordination} == {"asserted", "possible"}


def test_operations_do_not_depend_on_order(lexicon):
    from marsad.events.operations import operations

    records = records_of(code(lexicon, PINCER, "pincer", "2017-10-26"))
    assert operations(records) == operations(list(reversed(records)))
