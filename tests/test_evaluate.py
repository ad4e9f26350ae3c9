"""`marsad eval`: the figures of the shared scorer, the misses, and what changed between two codings."""

import json

import pytest
from conftest import OWN_GOLD, SHARED_GOLD, coded, command, read_gold, shared_scorer

from marsad.errors import InputError
from marsad.evaluate import Ratio, compare, score


def same_figures(docs, claims):
    """Holds every figure to the shared scorer's, and gives ours."""
    wanted, misses = shared_scorer().score(docs, claims)
    ours = score(docs, claims)
    assert set(ours.figures) == set(wanted) - {"by_type"}
    for name, value in ours.figures.items():
        told = [*value[:3], value.n] if isinstance(value, Ratio) else value
        theirs = [wanted[name][k] for k in "PRFn"] if isinstance(wanted[name], dict) else wanted[name]
        assert told == theirs, name
    assert {t: [*r[:3], r.n] for t, r in ours.by_type.items()} == {t: [r[k] for k in "PRFn"] for t, r in wanted["by_type"].items()}
    assert sorted(map(tuple, ours.misses)) == sorted(misses)
    return ours


@pytest.mark.dear
@pytest.mark.parametrize("path", [SHARED_GOLD / "dev.jsonl", OWN_GOLD / "own.jsonl"], ids=["dev", "own"])
def test_figures_are_those_of_the_shared_scorer(path, lexicon):
    docs = read_gold(path)
    same_figures(docs, coded(docs, lexicon))


def test_figures_on_gold_without_coordinates_are_those_of_the_shared_scorer(lexicon):
    docs = read_gold(OWN_GOLD / "own.jsonl")
    claims = coded(docs, lexicon)
    located = score(docs, claims).figures
    for event in [e for d in docs for e in d["events"]][::2]:  # every other event's places lose theirs
        for place in event["place"]:
            del place["lat"], place["lon"]
    some = same_figures(docs, claims)
    assert some.figures["place_role"] == located["place_role"]
    for place in (p for d in docs for e in d["events"] for p in e["place"]):
        place["lat"] = place["lon"] = None
    none = same_figures(docs, claims)
    assert none.figures["place_within_25km"] is None
    assert none.causes["coordinates off by more than 25 km"] == 0


TOLD_TWICE = "قصفت قوات النظام مدينة إدلب أمس.\nوقال شهود إن القصف على ادلب قتل سبعة، وإن لقوات النظام مدافع قربها."


def test_a_name_told_elsewhere_is_the_same_span():
    at = lambda words, after=0: [i := TOLD_TWICE.index(words, after), i + len(words)]  # noqa: E731
    span = lambda words, after=0: dict(zip(("start", "end"), at(words, after), strict=True))  # noqa: E731
    event = {
        "type": "shelling",
        "trigger": at("قصفت"),
        "agent": [at("قوات النظام")],
        "target": [],
        "place": [{"span": at("إدلب"), "role": "at"}],
        "date": None,
        "source": None,
        "modality": "asserted",
        "deaths": None,
        "injured": None,
    }
    gold = [{"id": "a", "text": TOLD_TWICE, "relevant": True, "events": [event], "control": []}]
    later = TOLD_TWICE.index("\n")
    claim = {
        "kind": "event",
        "type": "shelling",
        "trigger": span("قصفت"),
        "agents": [span("لقوات النظام")],
        "places": [{**span("ادلب"), "role": "at"}],
        "modality": "asserted",
        "source": None,
    }
    figures = same_figures(gold, {"a": [claim]}).figures
    assert figures["agent"].f == figures["place"].f == figures["whole_event"] == figures["row"].f == 1.0
    other = claim | {"agents": [span("شهود")], "places": [{**span("النظام", later), "role": "at"}]}
    figures = same_figures(gold, {"a": [other]}).figures
    assert figures["agent"].f == figures["place"].f == figures["row"].f == 0.0
    neighbour = same_figures(gold, {"a": [claim | {"type": "airstrike"}]}).figures
    assert (neighbour["events"].f, neighbour["events_by_family"].f) == (0.0, 1.0)
    stranger = same_figures(gold, {"a": [claim | {"type": "protest"}]}).figures
    assert stranger["events_by_family"].f == 0.0


def test_a_lost_claim_is_a_miss_and_a_difference(lexicon):
    docs = read_gold(OWN_GOLD / "own.jsonl")[:3]
    full = coded(docs, lexicon)
    first = next(a for a, claims in full.items() if any(c["kind"] == "event" for c in claims))
    lost = {a: [c for c in claims if a != first or c["kind"] != "event"] for a, claims in full.items()}
    assert len(score(docs, lost).misses) > len(score(docs, full).misses)
    assert score(docs, lost).figures["events"].recall < score(docs, full).figures["events"].recall
    assert list(compare(docs, full, lost))
    assert not list(compare(docs, full, full))


def test_command_prints_figures_by_type_with_misses(capsys):
    from marsad.cli import app

    assert app(["eval", str(OWN_GOLD / "own.jsonl"), "--misses", "3"], result_action="return_value") == 0
    out = capsys.readouterr().out
    assert "conflict_events" in out
    assert "events_by_family" in out and "\nrow " in out
    assert "airstrike" in out
    assert "missed |" in out
    assert "differences from gold, by share" in out


def test_causes_add_up(lexicon):
    docs = read_gold(OWN_GOLD / "fresh_c.jsonl")
    result = score(docs, coded(docs, lexicon))
    missed = sum(m.what == "missed" for m in result.misses)
    assert result.causes["event missed"] == missed > 0
    assert list(result.causes.values()) == sorted(result.causes.values(), reverse=True)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "is not JSON"),
        ('{"id": "a", "text": "نص"}', "lacks 'relevant'"),
        (
            '{"id": "a", "text": "نص", "relevant": true, "events": [{"type": "clash"}], "control": []}',
            "without 'trigger'",
        ),
    ],
)
def test_bad_gold_is_one_sentence(tmp_path, line, says):
    file = tmp_path / "gold.jsonl"
    file.write_text(line + "\n", "utf-8")
    status, _, error = command("eval", file)
    assert status == 2
    assert says in error
    assert "Traceback" not in error
    assert len(error.splitlines()) == 1


def test_coded_file_of_another_kind_is_refused(tmp_path):
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"id": "own-01"}) + "\n", "utf-8")
    status, _, error = command("eval", OWN_GOLD / "own.jsonl", "--coded", other)
    assert status == 2 and "marsad code" in error


def test_a_gold_article_that_was_passed_over_has_no_claims(tmp_path, capsys):
    from marsad.cli import app

    gold = read_gold(OWN_GOLD / "own.jsonl")[:2]
    files = tmp_path / "gold.jsonl", tmp_path / "coded.jsonl", tmp_path / "none.jsonl"
    files[0].write_text("".join(json.dumps(a) + "\n" for a in gold), "utf-8")
    files[1].write_text(json.dumps({"id": gold[0]["id"], "claims": []}) + "\n", "utf-8")
    files[2].write_text(json.dumps({"id": "x", "claims": []}) + "\n", "utf-8")
    assert app(["eval", str(files[0]), "--coded", str(files[1])], result_action="return_value") == 0
    told = capsys.readouterr()
    assert f"counted as without claims: {gold[1]['id']}" in told.err
    assert f"n {sum(len(a['events']) for a in gold)}" in told.out
    with pytest.raises(InputError, match="no article of the gold"):
        app(["eval", str(files[0]), "--coded", str(files[2])], result_action="return_value")
