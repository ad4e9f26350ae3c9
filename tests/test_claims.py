"""What holds for every claim: its words quote the article, its rule is named, it fits the published schema."""

import json

import jsonschema
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import marsad
from marsad.model import json_schema

SAMPLES = [json.loads(line) for line in (ROOT / "src/marsad/samples/articles.jsonl").read_text("utf-8").splitlines()]
PIECES = [line for sample in SAMPLES for line in sample["text"].split("\n") if len(line) > 30]
NOISE = st.sampled_from(["ـ", "\u200f", "َ", " ", "«", "»", '"', "،", "\n", "(", ")", "و", "ال", "123", "٣", ":", "..", "أن "])


def spans(claim):
    yield claim.trigger
    yield claim.evidence
    yield from claim.agents
    yield from claim.targets
    yield from claim.places
    yield from claim.mentions
    for one in (claim.source, claim.holder, claim.time and claim.time.span):
        if one is not None:
            yield one


def check(doc):
    for claim in doc.claims:
        assert claim.rule
        assert claim.gloss_en
        for span in spans(claim):
            assert span.text == doc.text[span.start : span.end]
            assert span.text.strip()
        assert claim.evidence.start <= claim.trigger.start < claim.trigger.end <= claim.evidence.end


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 400), NOISE), max_size=12),
)
def test_every_span_quotes_the_text_exactly(code, pieces, noise):
    text = "\n".join(pieces)
    for at, mark in noise:
        at %= len(text)
        text = text[:at] + mark + text[at:]
    doc = code(text)
    assert doc.text == text
    check(doc)


def test_samples_fit_the_published_schema():
    schema = json_schema()
    for sample in SAMPLES:
        doc = marsad.code(sample["text"], published=sample["published"])
        check(doc)
        jsonschema.validate(json.loads(json.dumps(doc.to_dicts())), schema)


def test_claim_ids_are_stable_and_distinct():
    first = [marsad.code(s["text"], published=s["published"]) for s in SAMPLES]
    again = [marsad.code(s["text"], published=s["published"]) for s in SAMPLES]
    assert [c.id for d in first for c in d.claims] == [c.id for d in again for c in d.claims]
    ids = [c.id for d in first for c in d.claims]
    assert len(ids) == len(set(ids)) > 15


def test_sport_told_in_words_of_war_makes_no_claim():
    derby = next(s for s in SAMPLES if s["id"] == "derby")
    assert marsad.code(derby["text"], published=derby["published"]).claims == ()


def test_chrome_is_passed_over_but_stays_in_the_text(code):
    body = "قصفت قوات الدعم السريع مدينة الفاشر بالمدفعية صباح الأحد وقتلت خمسة مدنيين."
    text = f"أخبار السودان\n\n{body}\n\nاقرأ أيضا: غارات روسية على حلب\nالمزيد من الأخبار"
    doc = code(text)
    assert doc.text == text
    assert {c.evidence.text for c in doc.claims} == {body.rstrip(".")}


def test_a_weapon_is_named(code):
    claims = code("انفجرت سيارة مفخخة قرب مقر للشرطة في كركوك وقتلت ثلاثة جنود.").claims
    assert [c.weapon for c in claims if c.type == "bombing"] == ["car_bomb"]
    claims = code("قصفت قوات النظام بالبراميل المتفجرة مدينة داريا.").claims
    assert [c.weapon for c in claims] == ["barrel_bomb"]
