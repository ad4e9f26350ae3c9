"""Fit the weights of `coder/confidence.py` on gold articles and show how well the probabilities hold.

    python bench/calibrate.py GOLD.jsonl… [--write] [--plot docs/reliability.svg]

Prints the reliability by tenths under cross-validation by article: each article's rows are judged by weights fitted on the
others. `--write` fits on all and writes `lexicon/confidence.toml`.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from pathlib import Path

from marsad.coder import trace_article
from marsad.coder.confidence import features, holding_features
from marsad.evaluate import match, overlap, roles, same
from marsad.lexicon import load
from marsad.read import article_from_text

FOLDS, ROUNDS, RATE, DECAY = 8, 400, 0.5, 0.02
WEIGHTS = Path(__file__).parents[1] / "src" / "marsad" / "lexicon" / "confidence.toml"


def rows(gold_files):
    """(article id, features with the type as one of them, 1 where right) of every row coded on the gold."""
    lexicon, out = load(), []
    for path in gold_files:
        for line in Path(path).read_text("utf-8").splitlines():
            gold = json.loads(line)
            article = article_from_text(
                gold["text"], id=gold["id"], title=gold.get("title"), published=gold.get("published")
            )
            trace = trace_article(article, lexicon)
            claims = trace.doc.to_dicts()["claims"]
            events = [c for c in claims if c["kind"] == "event"]
            drafts = {(d.type, d.start): d for d in trace.drafts if not d.blocked}
            holdings = {(h.scene.s.tokens[h.i].inner, h.place.start): h for h in trace.holdings}
            pairs = {j: i for i, j in match(gold["text"], gold["events"], events)}
            for j, claim in enumerate(events):
                draft = drafts.get((claim["type"], claim["trigger"]["start"]))
                if draft is not None:
                    right = j in pairs and whole(gold["text"], gold["events"][pairs[j]], claim)
                    out.append((gold["id"], {**features(draft), "type_" + draft.type: 1.0}, float(right)))
            for claim in claims:
                if claim["kind"] == "control":
                    holding = holdings.get((claim["trigger"]["start"], claim["places"][0]["start"]))
                    if holding is not None:
                        out.append(
                            (gold["id"], {**holding_features(holding), "type_control": 1.0}, float(held(gold, claim)))
                        )
    return out


def whole(text, g, c):
    """Whether agents, places and modality of a matched row are right."""
    told = roles(text, g, c)
    return told["agent"].whole and told["place"].whole and g["modality"] == c["modality"]


def held(gold, claim):
    """Whether the gold says that the holder holds the place."""
    holder = claim["holder"] and (claim["holder"]["start"], claim["holder"]["end"])
    place = (claim["places"][0]["start"], claim["places"][0]["end"])
    text, taken = gold["text"], [p["span"] for g in gold["events"] if g["type"] == "capture" for p in g["place"]]
    return any(
        same(text, c["place"]["span"], place) and (same(text, c["holder"], holder) if c["holder"] else not holder)
        for c in gold["control"]
    ) or any(overlap(s, place) for s in taken)


def fit(data):
    """Weights by gradient descent with decay; the base is free of it."""
    names = sorted({name for _, x, _ in data for name in x})
    w = dict.fromkeys(names, 0.0)
    base = 0.0
    for _ in range(ROUNDS):
        slope, slope_base = dict.fromkeys(names, 0.0), 0.0
        for _, x, y in data:
            error = _sigmoid(base + sum(w[k] * v for k, v in x.items())) - y
            slope_base += error
            for k, v in x.items():
                slope[k] += error * v
        base -= RATE * slope_base / len(data)
        for k in names:
            w[k] -= RATE * (slope[k] / len(data) + DECAY * w[k] / 4)
    return {"base": base, **w}


def _sigmoid(x):
    return 1 / (1 + math.exp(-x))


def predict(w, x):
    return _sigmoid(w["base"] + sum(w.get(k, 0.0) * v for k, v in x.items()))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", nargs="+")
    ap.add_argument("--write", action="store_true")
    ap.add_argument("--plot", type=Path)
    args = ap.parse_args()
    data = rows(args.gold)
    ids = sorted({i for i, _, _ in data})
    random.Random(7).shuffle(ids)
    judged = []
    for fold in range(FOLDS):
        out = set(ids[fold::FOLDS])
        w = fit([r for r in data if r[0] not in out])
        judged += [(predict(w, x), y) for i, x, y in data if i in out]
    bins = []
    for k in range(10):
        part = [(p, y) for p, y in judged if k / 10 <= p < (k + 1) / 10 or (k == 9 and p == 1)]
        if part:
            bins.append((sum(p for p, _ in part) / len(part), sum(y for _, y in part) / len(part), len(part)))
    error = sum(abs(p - y) * n for p, y, n in bins) / len(judged)
    brier = sum((p - y) ** 2 for p, y in judged) / len(judged)
    rate = sum(y for _, y in judged) / len(judged)
    print(
        f"rows {len(judged)}, right {rate:.3f}; expected calibration error {error:.3f}, Brier {brier:.3f} (always saying {rate:.2f}: {rate * (1 - rate):.3f})"
    )
    print("said   right   rows")
    for p, y, n in bins:
        print(f"{p:.2f}   {y:.2f}    {n}")
    if args.plot:
        args.plot.write_text(plot(bins), "utf-8")
    if args.write:
        weights = fit(data)
        lines = [
            "# The weights of coder/confidence.py, fitted by bench/calibrate.py: do not edit by hand, fit anew.",
            "[weights]",
        ]
        lines += [f"{k} = {v:.3f}" for k, v in weights.items()]
        WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


def plot(bins):
    """A reliability plot as SVG: what was said against what was right, each dot as large as its rows."""
    dots = "".join(
        f'<circle cx="{40 + 300 * p:.0f}" cy="{320 - 300 * y:.0f}" r="{3 + math.sqrt(n):.1f}" fill="#1b6ca8" fill-opacity="0.7"><title>{n} rows: said {p:.2f}, right {y:.2f}</title></circle>'
        for p, y, n in bins
    )
    ticks = "".join(
        f'<text x="{40 + 300 * k / 5:.0f}" y="338" text-anchor="middle">{k / 5:.1f}</text><text x="34" y="{324 - 300 * k / 5:.0f}" text-anchor="end">{k / 5:.1f}</text>'
        for k in range(6)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 370" font-family="sans-serif" font-size="11" role="img" aria-label="Reliability of confidence">'
        '<rect width="360" height="370" fill="#fff"/><path d="M40 20V320H340" fill="none" stroke="#444"/><path d="M40 320L340 20" stroke="#999" stroke-dasharray="4 4"/>'
        f'{dots}{ticks}<text x="190" y="360" text-anchor="middle">confidence said</text><text x="12" y="170" transform="rotate(-90 12 170)" text-anchor="middle">share right</text></svg>\n'
    )


if __name__ == "__main__":
    main()
