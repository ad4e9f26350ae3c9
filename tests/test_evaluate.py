"""`marsad eval`: the figures of the shared scorer, the misses, and what changed between two codings."""

import json
import subprocess
import sys

import pytest
from conftest import OWN_GOLD, ROOT, SHARED_GOLD, coded, read_gold, shared_scorer

from marsad.evaluate import compare, score


@pytest.mark.parametrize("path", [SHARED_GOLD / "dev.jsonl", OWN_GOLD / "own.jsonl"], ids=["dev", "own"])
def test_figures_are_those_of_the_shared_scorer(path, lexicon):
    theirs = shared_scorer()
    docs = read_gold(path)
    claims = coded(docs, lexicon)
    wanted = theirs.score(docs, claims)[0]
    ours = score(docs, claims)
    checked = 0
    for name, value in ours.figures.items():
        if name not in wanted:
            continue
        if hasattr(value, "precision"):
            assert [round(x, 3) for x in value[:3]] == [round(wanted[name][k], 3) for k in "PRF"], name
        elif value is not None:
            assert round(value, 3) == round(wanted[name], 3), name
        checked += 1
    assert checked >= 15


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
    assert "airstrike" in out
    assert "missed |" in out or "extra |" in out
    assert "differences from gold, by share" in out


def test_causes_add_up(lexicon):
    docs = read_gold(OWN_GOLD / "own.jsonl")
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
    done = subprocess.run(
        [sys.executable, "-c", "from marsad.cli import main; main()", "eval", str(file)], capture_output=True, cwd=ROOT
    )
    error = done.stderr.decode("utf-8").strip()
    assert done.returncode == 2
    assert says in error
    assert "Traceback" not in error
    assert len(error.splitlines()) == 1


def test_coded_file_of_another_kind_is_refused(tmp_path):
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"id": "own-01"}) + "\n", "utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from marsad.cli import main; main()",
            "eval",
            str(OWN_GOLD / "own.jsonl"),
            "--coded",
            str(other),
        ],
        capture_output=True,
        cwd=ROOT,
    )
    assert done.returncode == 2
    assert "marsad code" in done.stderr.decode("utf-8")
