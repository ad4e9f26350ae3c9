"""How fast the coder is: `make bench`. Three streams, yardsticks over the same text in the same run, and where the time goes.

Streams, made from templates that vary and (where they are there) the gold articles:
- relevant: news of conflict alone;
- mix: one relevant article in ten, the others of sport, markets, weather, culture, health, technology and offices;
- long: documents of some hundred paragraphs.

Yardsticks: one pass of Aho-Corasick (pyahocorasick, 200,000 patterns) over the same text, the practical limit of looking words up; a
regular expression that finds the words. Seconds of one machine say little: compare ratios of one run.
"""

from __future__ import annotations

import cProfile
import json
import platform
import pstats
import random
import re
import resource
import subprocess
import sys
import time
from collections import defaultdict, deque
from collections.abc import Sequence
from pathlib import Path

from marsad import lexicon as lexicons
from marsad.coder import code_article
from marsad.lexicon.ready import ready
from marsad.model import Article
from marsad.read import article_from_text
from marsad.scale.pool import coded

ROOT = Path(__file__).parent.parent
GOLD = [
    ROOT / "tests" / "gold" / "own.jsonl",
    ROOT / "tests" / "gold" / "fresh.jsonl",
    ROOT.parent / "shared" / "gold" / "dev.jsonl",
]
_WORD = re.compile(r"\w+")

CONFLICT = (
    "قتل {n} مدنيين وأصيب {m} آخرون في قصف مدفعي استهدف مدينة {place} {day}، بحسب مصادر طبية.",
    "أعلن الجيش {army} السيطرة على بلدة {place} بعد معارك استمرت {n} أيام مع المسلحين.",
    "قال متحدث باسم القوات {army} إن طائرات حربية شنت {n} غارات على مواقع قرب {place} {day}.",
    "اندلعت اشتباكات عنيفة {day} في محيط {place}، وأسفرت عن سقوط {m} قتيلا من الطرفين، وفق شهود عيان.",
    "نفى مصدر عسكري انسحاب القوات من {place}، مؤكدا أن المعارك ما تزال مستمرة.",
    "ونزح {m} ألف شخص من {place} خلال الأسبوع الماضي، بحسب منظمة الهجرة الدولية.",
    "وفي حال سقوط {place} فإن الطريق إلى العاصمة سيصبح مفتوحا أمام المهاجمين.",
)
OTHER = (
    "فاز المنتخب على ضيفه بهدفين مقابل هدف في المباراة التي أقيمت {day} على ملعب {place}، ضمن التصفيات المؤهلة للبطولة.",
    "ارتفعت أسعار الذهب {n} في المئة {day}، فيما تراجع مؤشر البورصة مع ترقب المستثمرين قرار البنك المركزي.",
    "تتوقع الأرصاد الجوية طقسا حارا نسبيا على {place} {day}، مع رياح نشطة تثير الغبار ودرجات حرارة تبلغ {m} مئوية.",
    "افتتح في {place} {day} مهرجان السينما بمشاركة {m} فيلما من {n} دول، ويستمر حتى نهاية الأسبوع.",
    "كشفت دراسة حديثة أن تناول الخضراوات يوميا يقلل خطر الإصابة بأمراض القلب لدى {m} في المئة من البالغين.",
    "أطلقت الشركة هاتفها الجديد بشاشة أكبر وبطارية تدوم {n} أيام، ويبدأ سعره من {m} دولارا.",
    "بحث الوزير مع نظيره في {place} {day} سبل تعزيز التعاون في مجالات التعليم والسياحة والنقل.",
    "شهدت أسواق {place} إقبالا كبيرا مع اقتراب العيد، وقال تجار إن الأسعار ارتفعت {n} في المئة عن العام الماضي.",
)
DAYS = ("الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "أمس", "اليوم")
PLACES = (
    "حلب",
    "الموصل",
    "الفاشر",
    "تعز",
    "بنغازي",
    "درعا",
    "الرقة",
    "نيالا",
    "الحديدة",
    "سرت",
    "غزة",
    "جنين",
    "بغداد",
    "دمشق",
    "القاهرة",
    "الرباط",
)
ARMIES = ("السوري", "العراقي", "السوداني", "اليمني", "الليبي")


def made(draw: random.Random, templates: tuple[str, ...], sentences: int, places: Sequence[str] = PLACES) -> str:
    def fill(t):
        return t.format(n=draw.randint(2, 9), m=draw.randint(10, 90), place=draw.choice(places), day=draw.choice(DAYS), army=draw.choice(ARMIES))

    told = [fill(draw.choice(templates)) for _ in range(sentences)]
    return told[0].rstrip(".") + "\n\n" + "\n".join(" ".join(told[i : i + 2]) for i in range(0, sentences, 2))


def gold_texts(relevant: bool) -> list[str]:
    rows = [json.loads(line) for path in GOLD if path.exists() for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [r["text"] for r in rows if r.get("relevant", True) == relevant]


def streams(count: int) -> dict[str, list[Article]]:
    draw = random.Random(7)
    good, bad = gold_texts(True), gold_texts(False)
    told = [made(draw, CONFLICT, 14) if n % 3 else draw.choice(good) for n in range(count)]
    dull = [made(draw, OTHER, 14) if n % 20 else draw.choice(bad) for n in range(count)]
    mix = [told[n] if n % 10 == 0 else dull[n] for n in range(count)]
    long = [made(draw, CONFLICT if n % 2 else (*CONFLICT, *OTHER), 200) for n in range(max(3, count // 25))]
    read = lambda texts: [article_from_text(f"{t}\n({n})", published="2024-05-02") for n, t in enumerate(texts)]  # noqa: E731
    return {"relevant": read(told), "mix": read(mix), "long": read(long)}


def size(articles: list[Article]) -> float:
    """Megabytes of UTF-8."""
    return sum(len(a.text.encode()) for a in articles) / 1e6


def best(run, times: int = 3) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


def yardsticks(articles: list[Article]) -> tuple[float | None, float]:
    """MB/s of an Aho-Corasick pass and of a regular expression over the stream's text."""
    texts = [a.text for a in articles]
    words = size(articles) / best(lambda: [sum(1 for _ in _WORD.finditer(t)) for t in texts])
    try:
        import ahocorasick
    except ImportError:
        return None, words
    automaton = ahocorasick.Automaton()
    gazetteer = lexicons.load().gazetteer
    patterns = set(gazetteer.words()) | set(lexicons.load().actors.table)
    for n in range(200_000 - len(patterns)):
        patterns.add(f"كلمة{n}")
    for pattern in patterns:
        automaton.add_word(pattern, len(pattern))
    automaton.make_automaton()
    return size(articles) / best(lambda: [sum(1 for _ in automaton.iter(t)) for t in texts]), words


def peers(articles: list[Article]) -> list[str]:
    """What part of the work other libraries do, and how fast, on the same text; what is not installed is told."""
    texts = [a.text for a in articles]
    sentences = [s for t in texts for s in re.split(r"[.\n]+", t) if s.strip()]
    out = []
    took = best(lambda: [code_article(a) for a in articles])
    out.append(f"marsad, everything: {len(sentences) / took:.0f} sentences/s")
    try:
        from dateparser.search import search_dates
    except ImportError:
        out.append("dateparser (dates alone): not installed (pip install dateparser)")
    else:
        few = sentences[:150]
        search_dates(few[0], languages=["ar"])
        rate = len(few) / best(lambda: [search_dates(s, languages=["ar"]) for s in few], 1)
        out.append(f"dateparser's search for dates alone: {rate:.0f} sentences/s")
    try:
        from camel_tools.tokenizers.word import simple_word_tokenize
        from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar
    except ImportError:
        out.append("camel-tools (words and their spelling alone): not installed (pip install --no-deps camel-tools; pip install emoji)")
    else:
        alike = lambda s: normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(s)))  # noqa: E731
        rate = len(sentences) / best(lambda: [simple_word_tokenize(alike(s)) for s in sentences])
        out.append(f"camel-tools' words and spelling alone: {rate:.0f} sentences/s")
    # https://petrarch2.readthedocs.io/en/latest/tabari_vs_petrarch.html, June 2014, a core of that time
    out.append("as their makers publish: TABARI 1,000 to 2,000 sentences/s; PETRARCH 150, after a parser that reads 2 to 5")
    return out


STAGES = {
    "first look": ("coder/relevance",),
    "sentences, tokens, words": ("arabic/sentences", "arabic/normalise", "arabic/clitics", "arabic/repair", "coder/tokens", "lexicon/"),
    "mentions": ("coder/mention", "coder/phrases", "coder/placenames", "coder/prepositions", "arabic/calendar", "arabic/days", "arabic/numerals"),
    "places settled, coreference": ("coder/places", "coder/coref", "gazetteer/"),
    "clauses, loose phrases, page": ("coder/clauses", "coder/loose", "coder/page", "coder/scene"),
    "signs": ("coder/signs", "coder/pairs"),
    "reader": ("coder/reader",),
    "choices, harm, control, repeats": (
        "coder/decide",
        "coder/harm",
        "coder/holding",
        "coder/voices",
        "coder/weapons",
        "coder/objections",
        "coder/repeats",
    ),
    "claims frozen": ("coder/__init__", "coder/freeze", "coder/confidence", "coder/gloss", "telling/", "model"),
}


def stages(articles: list[Article]) -> dict[str, float]:
    """Milliseconds an article of each stage: shares by the profiler (what Python does for a function is that function's), of the time without it."""
    took = best(lambda: [code_article(a) for a in articles]) / len(articles) * 1000
    profile = cProfile.Profile()
    profile.enable()
    for a in articles:
        code_article(a)
    profile.disable()
    share: defaultdict[str, float] = defaultdict(float)
    for (file, _, _), (_, _, own, _, callers) in pstats.Stats(profile).stats.items():
        if _stage(file):
            share[_stage(file)] += own
        else:
            for (caller, _, _), (_, _, part, _) in callers.items():
                share[_stage(caller) or "other"] += part
    total = sum(share.values())
    return {name: took * share[name] / total for name in (*STAGES, "other") if share[name]}


def _stage(file: str) -> str:
    name = re.search(r"marsad/(.+)\.py$", file)
    return next((s for s, files in STAGES.items() if name and name[1].startswith(files)), "")


def started(*args: str, stdin: str = "") -> float:
    """Seconds of a whole run of the command line, the best of five."""
    return best(lambda: subprocess.run(_command(args), input=stdin.encode(), capture_output=True, check=False), 5)


def held(*args: str, stdin: str = "") -> float:
    """Megabytes that a run of the command line has in memory at most; asked by a small process, for a child inherits its parent's peak."""
    ask = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)"
    ask += "; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", ask, *_command(args)], input=stdin.encode(), capture_output=True, check=True)
    return int(done.stdout) / 1024


def _command(args: tuple[str, ...]) -> list[str]:
    return [str(Path(sys.executable).with_name("marsad")), *args]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, {count} articles a stream")
    ready()
    made_ = streams(count)
    ac, words = yardsticks(made_["mix"])
    print(
        f"yardsticks over the mix: Aho-Corasick {f'{ac:.0f} MB/s' if ac else 'not installed (pip install pyahocorasick)'}, words by a"
        f" regular expression {words:.0f} MB/s"
    )
    for name, articles in made_.items():
        for a in articles[: count // 10]:  # the cache of words fills within the first articles of a batch
            code_article(a)
        took = best(lambda articles=articles: [code_article(a) for a in articles])
        rate = size(articles) / took
        print(f"{name:10}{len(articles) / took:8.0f} articles/s {rate:7.2f} MB/s" + (f"   1/{ac / rate:.0f} of the Aho-Corasick pass" if ac else ""))
    short = made(random.Random(3), CONFLICT, 100)
    one, ten = (article_from_text(t, published="2024-05-02") for t in (short, "\n".join(made(random.Random(n), CONFLICT, 100) for n in range(10))))
    ratio = best(lambda: code_article(ten), 10) / best(lambda: code_article(one), 30)
    print(f"ten times the text takes {ratio:.1f} times the time")
    mix = made_["mix"]
    for name, stream in (("relevant", made_["relevant"] * 4), ("mix", mix * 8)):
        single = best(lambda stream=stream: deque(coded(stream, code_article, 1), maxlen=0), 4)
        both = best(lambda stream=stream: deque(coded(stream, code_article, 2), maxlen=0), 4)
        print(f"-j 2 gains {single / both:.2f} times on the stream {name} ({len(stream)} articles)")
    print("peers on the relevant stream:\n  " + "\n  ".join(peers(made_["relevant"][: count // 3])))
    command, text = ("code", "-", "-f", "jsonl"), made(random.Random(1), CONFLICT, 2)
    print(f"start-up: --version {started('--version'):.2f} s; first claim {started(*command, stdin=text):.2f} s, {held(*command, stdin=text):.0f} MB")
    print(f"peak memory of this process, with its streams {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print("milliseconds an article, by stage: relevant, mix")
    relevant, mixed = stages(made_["relevant"][: count // 2]), stages(mix)
    for name in (*STAGES, "other"):
        print(f"  {name:34}{relevant.get(name, 0.0):7.2f}{mixed.get(name, 0.0):7.3f}")


if __name__ == "__main__":
    main()
