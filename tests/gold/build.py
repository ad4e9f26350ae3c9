"""Turn own.txt and fresh.txt (readable, quotes instead of offsets) into .jsonl files, checking every quote.

Run: python tests/gold/build.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def span(text: str, quote: str, where: str) -> list[int] | None:
    """Offsets of a quote; "words@2" means the second occurrence. Exits with the place of a quote that is not there."""
    quote = quote.strip()
    if not quote:
        return None
    body, _, nth = quote.rpartition("@") if "@" in quote else (quote, "", "1")
    at = text.find("\n") if where.startswith("fresh") else -1  # fresh.txt counts from the body, own.txt from the headline
    for _ in range(int(nth)):
        at = text.find(body, at + 1)
        if at < 0:
            sys.exit(f"{where}: not in the text: {quote}")
    return [at, at + len(body)]


def spans(text: str, quotes: str, where: str) -> list[list[int]]:
    """Offsets of a list of quotes parted by semicolons."""
    return [s for s in (span(text, q, where) for q in quotes.split(";")) if s]


def count(field: str) -> dict | None:
    """5, 5-7 or 20+ as {min, max}."""
    field = field.strip()
    if not field:
        return None
    if field.endswith("+"):
        return {"min": int(field[:-1]), "max": None}
    low, _, high = field.partition("-")
    return {"min": int(low), "max": int(high or low)}


def place(text: str, field: str, where: str) -> dict:
    """quote,role,lat,lon."""
    quote, role, lat, lon = field.rsplit(",", 3)
    return {"span": span(text, quote, where), "role": role, "lat": float(lat), "lon": float(lon)}


def article(block: list[str]) -> dict:
    """One article from its block of lines."""
    id_, published = (x.strip() for x in block[0][2:].split("|"))
    body = [line for line in block[1:] if not line.startswith(("E ", "C "))]
    text = "\n".join(body).strip("\n")
    events, control = [], []
    for number, line in enumerate(line for line in block[1:] if line.startswith(("E ", "C "))):
        fields = [f.strip() for f in line[2:].split("|")]
        where = f"{id_} line {number + 1}"
        if line.startswith("E "):
            type_, trigger, agents, targets, places, date, source, modality, *counts = fields
            counts += [""] * (2 - len(counts))
            events.append(
                {
                    "id": f"e{number + 1}",
                    "type": type_,
                    "trigger": span(text, trigger, where),
                    "agent": spans(text, agents, where),
                    "target": spans(text, targets, where),
                    "place": [place(text, p, where) for p in places.split(";") if p.strip()],
                    "date": date or None,
                    "date_span": None,
                    "source": span(text, source, where),
                    "modality": modality,
                    "deaths": count(counts[0]),
                    "injured": count(counts[1]),
                }
            )
        else:
            where_held, holder, trigger, modality, source = fields
            control.append(
                {
                    "id": f"c{number + 1}",
                    "place": {"span": span(text, where_held, where)},
                    "holder": span(text, holder, where),
                    "trigger": span(text, trigger, where),
                    "modality": modality,
                    "source": span(text, source, where),
                    "date": None,
                }
            )
    return {
        "id": id_,
        "published": published,
        "title": body[0].strip(),
        "text": text,
        "chrome": [],
        "relevant": bool(events or control),
        "events": events,
        "control": control,
    }


def main() -> None:
    for source in sorted(FOLDER.glob("*.txt")):
        blocks: list[list[str]] = []
        for line in source.read_text("utf-8").splitlines():
            if line.startswith("== "):
                blocks.append([])
            if blocks:
                blocks[-1].append(line)
        docs = [article(block) for block in blocks]
        lines = "".join(json.dumps(d, ensure_ascii=False) + "\n" for d in docs)
        source.with_suffix(".jsonl").write_text(lines, "utf-8")
        events, control = (sum(len(d[key]) for d in docs) for key in ("events", "control"))
        print(f"{source.name}: {len(docs)} articles, {events} events, {control} control statements")


if __name__ == "__main__":
    main()
