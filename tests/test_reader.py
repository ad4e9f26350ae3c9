"""The reader and what is decided on its reading; that training and coding run one and the same network."""

import json

import numpy as np
import pytest
from conftest import OWN_GOLD

from marsad.coder import Page, code_article, code_surely, objections, reader, scenes, signs, trace_article, weights
from marsad.coder.pairs import PairSigns, PairTables
from marsad.coder.scene import Event
from marsad.model import EVENT_TYPES, Article

TEXT = "شنت طائرات حربية إسرائيلية غارات على بلدة الخيام جنوبي لبنان، ما أسفر عن مقتل خمسة مدنيين وإصابة 12 آخرين، بحسب وزارة الصحة."


def page_of(text, lexicon, published="2024-10-12"):
    return Page(scenes(Article(id="t", text=text, published=published), lexicon))


def test_every_token_has_odds_that_sum_to_one(lexicon):
    page = page_of(TEXT, lexicon)
    reading = weights().read(page, lexicon)
    assert reading.types.shape == (len(page.tokens), len(EVENT_TYPES) + 1)
    assert np.allclose(reading.types.sum(1), 1, atol=1e-4)
    assert np.allclose(reading.modalities.sum(1), 1, atol=1e-4)
    assert (reading.holding >= 0).all() and (reading.holding <= 1).all()


def test_an_event_has_its_words_and_its_runner_up(lexicon):
    trace = trace_article(Article(id="t", text=TEXT, published="2024-10-12"), lexicon)
    (strike,) = [e for e in trace.events if e.type == "airstrike" and not e.turned_down]
    assert strike.kind > strike.rival[1]
    assert strike.source is not None and strike.choices["source"].taken
    assert (strike.deaths, strike.injured) == ((5, 5), (12, 12))
    assert 0 < strike.confidence < 1


def test_a_long_text_is_read_in_pieces_as_it_is_whole(lexicon, monkeypatch):
    page = page_of(" ".join([TEXT] * 4), lexicon)
    whole = weights().read(page, lexicon)
    monkeypatch.setattr(reader, "_PIECE", 7)
    assert len(page.tokens) > 21
    assert np.abs(weights().read(page, lexicon).types - whole.types).max() < 1e-5


def test_why_names_the_words_that_decide(lexicon):
    page = page_of(TEXT, lexicon)
    k = next(k for k, t in enumerate(page.tokens) if t.text == "غارات")
    reasons = dict(weights().why(page, lexicon, k, EVENT_TYPES.index("airstrike") + 1))
    assert reasons["noun of airstrike"] > 0
    assert any(name.startswith("«") for name in reasons)


def test_a_capture_of_nothing_is_objected_to(lexicon):
    page = page_of("سيطرت القوات.", lexicon)
    event = Event(page.scenes[0], 0, 0, "capture", 0.9, 0.9, ("advance", 0.05))
    reading = weights().read(page, lexicon)
    objections.raise_([event], reading, lexicon)
    assert event.turned_down == "a capture needs a place or a position"


def test_every_objection_has_a_name_of_its_own():
    assert len({o.name for o in objections.OBJECTIONS}) == len(objections.OBJECTIONS)


def test_high_precision_keeps_some_of_the_claims(lexicon):
    articles = [json.loads(line) for line in (OWN_GOLD / "own.jsonl").read_text("utf-8").splitlines()]
    whole = part = 0
    for d in articles:
        article = Article(id=d["id"], text=d["text"], published=d["published"])
        every, sure = code_article(article, lexicon).claims, code_surely(article, lexicon).claims
        assert set(sure) <= set(every)
        whole, part = whole + len(every), part + len(sure)
    assert 0 < part < whole


def test_signs_of_a_page_without_mentions(lexicon):
    page = page_of("لا شيء هنا.", lexicon)
    assert signs.of_frames(page.scenes[0]) == {}
    assert page.before == {}
    assert [f.spot for f in weights().read(page, lexicon).fillers(0, 1)] == page.near(0)


def test_signs_of_pairs_in_arrays_are_those_that_have_names(lexicon):
    page = page_of(
        f"{TEXT}\n\nوقالت الوكالة إن الجيش السوري قصف بالمدفعية بلدة سرمين في ريف إدلب، وقتل ثلاثة مدنيين. وذكر ناشطون أن القصف على البلدة مستمر.\n{TEXT}",
        lexicon,
    )
    told = [k for k, t in enumerate(page.tokens) if t.w.verbs or t.w.nouns]
    near = [page.near(k) for k in told]
    of = np.repeat(np.arange(len(told)), [len(spots) for spots in near])
    spots = [s for some in near for s in some]
    # A table in which the sum of some rows tells which they are: each sign adds 1 in a column of its own.
    known = {name: n for n, name in enumerate(weights().names["pairs"], 1)}
    tables = PairTables(known, np.eye(len(known) + 1, dtype=np.float32)[None] * (np.arange(len(known) + 1) > 0))
    found = PairSigns(page, tables).beside(told, of, np.array([s.n for s in spots])) + tables.of_spots(spots)
    named = [signs.beside(page, told[e], s) for e, s in zip(of, spots, strict=True)]
    assert len(spots) > 100 and any("the frame's target" in names for names in named)
    assert [np.repeat(np.arange(len(row)), row.astype(int)).tolist() for row in found[0]] == [
        sorted(known[n] for n in names if n in known) for names in named
    ]


def test_fillers_weighed_together_are_those_weighed_alone(lexicon):
    page = page_of(TEXT + " واعتقلت الشرطة ناشطا في دمشق. وقصف الجيش السوري بالمدفعية بلدة سرمين في ريف إدلب.", lexicon)
    together = weights().read(page, lexicon)
    events = list(together._likely)
    assert len(events) > 1
    for k, type_number in events:
        alone = weights().read(page, lexicon)
        alone._likely = []  # nothing else will be asked for
        ours, theirs = together.fillers(k, type_number), alone.fillers(k, type_number)
        assert [f.spot for f in ours] == [f.spot for f in theirs]
        assert np.allclose([f.scores for f in ours], [f.scores for f in theirs], atol=1e-5)


def test_sums_of_rows_in_parts_with_repeats_and_without_any():
    table = np.arange(2 * 9 * 3, dtype=np.float32).reshape(2, 9, 3)
    rows = [[n % 9, (n * 5) % 9, n % 9][: n % 4] for n in range(reader._AT_ONCE + 40)]
    assert np.array_equal(reader._sums(table, *reader._flat(rows)), np.stack([table[:, ids].sum(1) for ids in rows], 1))
    assert not reader._sums(table, *reader._flat([[], []])).any()


def test_what_is_remembered_is_what_is_made_and_made_once():
    made = []

    def make(things):
        made.append(list(things))
        return np.array([[[n, n] for n in things], [[n + 9, n] for n in things]], np.float32)

    memory = reader.Remembered(2, 2, 4, make)
    assert memory.of("abca", [1, 2, 3, 1])[0, :, 0].tolist() == [1, 2, 3, 1]
    assert memory.of("bd", [2, 4])[1, :, 0].tolist() == [11, 13] and made == [[1, 2, 3], [4]]
    assert memory.of("ae", [1, 5])[0, :, 1].tolist() == [1, 5] and made[2:] == [[1, 5]]  # one more than are kept: all else is forgotten
    assert memory.of("abcdef", range(6))[0, :, 0].tolist() == [0, 1, 2, 3, 4, 5]  # more at once than are kept


def test_an_article_is_looked_at_once(lexicon, monkeypatch):
    from marsad.coder import relevance

    looks, look = [], relevance.may_speak_of_conflict
    monkeypatch.setattr(relevance, "may_speak_of_conflict", lambda article, lex: looks.append(article.id) or look(article, lex))
    assert code_article(Article(id="t", text=TEXT, published="2024-10-12"), lexicon).claims
    assert looks == ["t"]


@pytest.fixture(scope="module")
def trained(lexicon):
    torch = pytest.importorskip("torch", reason="training needs marsad[train]")
    from marsad.train import export
    from marsad.train.examples import examples
    from marsad.train.fit import fit, names_of
    from marsad.train.network import Network, numbered

    gold = [json.loads(line) for line in (OWN_GOLD / "own.jsonl").read_text("utf-8").splitlines()][:6]
    known = list(examples(gold, lexicon))

    def make():
        torch.manual_seed(1)
        shipped = reader.load()
        names = names_of(known, shipped.names["stems"], shipped.names["skeletons"])
        network = Network(names, *export.vectors_of(shipped))
        fit(network, [numbered(e, names) for e in known], 1, 1, lambda line: None)
        return network, names

    return known, make


def test_torch_and_numpy_read_alike(trained, lexicon):
    import torch

    from marsad.train import export
    from marsad.train.network import numbered

    known, make = trained
    network, names = make()
    about = {"thresholds": weights().about["thresholds"], "rows": {"base": 0.0}}
    ours = export.reader_of([network], names, about)
    gold = json.loads((OWN_GOLD / "own.jsonl").read_text("utf-8").splitlines()[0])
    page = Page(scenes(Article(id=gold["id"], text=gold["text"], published=gold["published"]), lexicon))
    reading, example = ours.read(page, lexicon), numbered(known[0], names)
    with torch.no_grad():
        hidden = network.encode([example])
        theirs = torch.softmax(network.types(hidden), -1)[0].numpy()
        modalities = torch.softmax(network.modality(hidden), -1)[0].numpy()
        asked, signed = example.example.pairs[0], example.pairs[0]
        ends = torch.tensor(asked.ends)
        many = (len(ends), -1)
        scores = network.relations(
            hidden[0, asked.k].expand(*many),
            torch.full((len(ends),), asked.type),
            (hidden[0, ends[:, 0]] + hidden[0, ends[:, 1]]) / 2,
            signed,
            torch.zeros(len(ends), dtype=torch.long),
        )
        relations = torch.sigmoid(scores).numpy()
    assert np.abs(reading.types - theirs).max() < 0.03
    assert np.abs(reading.modalities - modalities).max() < 0.03
    assert np.abs(np.array([f.scores for f in reading.fillers(asked.k, asked.type)]) - relations).max() < 0.03


def test_training_is_the_same_to_the_byte(trained, tmp_path):
    from marsad.train import export

    _, make = trained
    for n in "ab":
        network, names = make()
        export.write([network], names, {"version": 0}, tmp_path / n)
    assert (tmp_path / "a" / "reader.npz").read_bytes() == (tmp_path / "b" / "reader.npz").read_bytes()


def test_what_a_reader_said_of_news_teaches_another(trained, lexicon):
    """Taught by nothing but another's answers, a network's loss against them falls, and words without gold ask for none."""
    import random

    import torch

    from marsad.train import soft
    from marsad.train.fit import fit

    _, make = trained
    network, names = make()
    news = [json.loads(line) for line in (OWN_GOLD / "own.jsonl").read_text("utf-8").splitlines()][6:10]
    told = list(soft.told(news, [weights()], lexicon))
    assert [t.example.id for t in told] == [a["id"] for a in news]
    assert any(p.labels.max() > 0.5 for t in told for p in t.example.pairs)
    unread = [soft.softly(t, names) for t in told]

    def off() -> float:
        with torch.no_grad():
            return float(soft.loss(network, unread, random.Random(1)))

    before = off()
    fit(network, [], 30, 1, lambda line: None, unread)
    assert off() < before / 2


def test_gold_held_aside_judges_and_is_never_taught(trained, tmp_path, capsys):
    """Of ten articles, four of which are held aside, six are taught, three of them twice; the confidence comes from the four."""
    from marsad.train.__main__ import main

    lines = (OWN_GOLD / "own.jsonl").read_text("utf-8").splitlines()[:10]
    whole, twice, aside = (tmp_path / name for name in ("whole.jsonl", "twice.jsonl", "aside.jsonl"))
    for path, part in ((whole, lines[3:]), (twice, lines[:3]), (aside, lines[6:])):
        path.write_text("\n".join(part) + "\n", "utf-8")
    main([whole, twice, twice], aside=aside, epochs=1, out=tmp_path / "weights")
    said = capsys.readouterr().err
    assert "6 articles taught, 9 in an epoch" in said and "4 articles judged" in said
    assert json.loads((tmp_path / "weights" / "about.json").read_text("utf-8"))["version"] == 2


def test_copies_of_a_story_stand_in_one_fold():
    from marsad.train.folds import folds

    story = [f"كلمة{n}" for n in range(40)]
    others = [[f"غير{k}-{n}" for n in range(40)] for k in range(20)]
    found = folds([story, *others, ["مقدمة", *story[:30]]], 5, 1)
    assert found[0] == found[-1]
    assert set(found) == set(range(5))


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("سيطر الجيش السوداني على مدينة بارا.", {"Bara"}),
        ("سيطرت قوات الدعم السريع على أجزاء من مدينة الفاشر.", set()),
        ("سيطر الجيش السوري على ثلاث قرى في ريف إدلب الجنوبي.", set()),
        ("سيطر الجيش السوري على مناطق من محافظة إدلب.", set()),
    ],
)
def test_parts_of_a_place_never_hold_the_whole(code, text, held):
    holds = [c for c in code(text).claims if c.kind == "control"]
    assert {p.name_en for c in holds if not c.part for p in c.places} == held and holds


def test_what_may_happen_is_never_told_as_fact(code):
    """قد before a verb of the present tells what may be; before a past verb it tells that it was."""
    assert {c.modality for c in code("قد يقصف الجيش السوداني مدينة بارا.").claims} == {"possible"}
    assert {c.modality for c in code("وكان الجيش السوداني قد قصف مدينة بارا.").claims} == {"asserted"}
