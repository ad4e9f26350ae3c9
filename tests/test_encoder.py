"""A pretrained encoder as a second coder: the real training and loading code, with a tiny encoder of random weights."""

import json

import pytest

from marsad.errors import InputError
from marsad.read import article_from_text
from marsad.second import Options, made

TEXTS = ["قصفت قوات الدعم السريع مدينة الأبيض أمس.", "قصف الجيش السوداني مدينة نيالا أمس.", "اجتمع الوزير بالسفير في العاصمة."]


def gold():
    out = []
    for n, text in enumerate(TEXTS[:2]):
        words = text.split()
        at = {w: [text.index(w), text.index(w) + len(w)] for w in words}
        place = [text.index("مدينة"), text.index(" أمس")]
        agent = [len(words[0]) + 1, place[0] - 1]
        event = {
            "id": "e",
            "type": "shelling",
            "trigger": at[words[0]],
            "agent": [agent],
            "target": [],
            "place": [{"span": place, "role": "at"}],
            "date": None,
            "date_span": None,
            "source": None,
            "modality": "asserted",
            "deaths": None,
            "injured": None,
        }
        out.append({"id": f"g{n}", "text": text, "title": None, "published": "2025-05-06", "relevant": True, "events": [event], "control": []})
    out.append({"id": "g2", "text": TEXTS[2], "title": None, "published": "2025-05-06", "relevant": False, "events": [], "control": []})
    return out


@pytest.fixture
def encoder(tmp_path):
    pytest.importorskip("torch", reason="encoders need marsad[encoder]")
    transformers = pytest.importorskip("transformers", reason="encoders need marsad[encoder]")
    folder = tmp_path / "tiny"
    folder.mkdir()
    words = sorted({w.strip(".") for t in TEXTS for w in t.split()})
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", *words]), "utf-8")
    transformers.BertTokenizerFast(vocab_file=str(folder / "vocab.txt"), do_lower_case=False, strip_accents=False).save_pretrained(folder)
    config = transformers.BertConfig(
        vocab_size=6 + len(words), hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=48, max_position_embeddings=64
    )
    transformers.BertModel(config).save_pretrained(folder)
    return folder


def test_an_encoder_learns_gold_and_codes_with_it(encoder, tmp_path):
    from marsad.cli import app

    path, out = tmp_path / "gold.jsonl", tmp_path / "trained"
    path.write_text("\n".join(json.dumps(a, ensure_ascii=False) for a in gold()), "utf-8")
    args = ["train", str(path), "--encoder", str(encoder), "-o", str(out), "--epochs", "60", "--rate", "5e-3"]
    assert app(args, result_action="return_value") == 0
    coder = made(Options(f"encoder:{out}"))
    assert coder.by.startswith("second/encoder:tiny@")
    (claim,) = coder.code(article_from_text(TEXTS[0], published="2025-05-06")).claims
    assert (claim.type, claim.trigger.text) == ("shelling", "قصفت")
    assert [a.actor.id for a in claim.agents] == ["sd.rsf"]
    assert [p.name_en for p in claim.places] == ["El Obeid"]
    assert coder.code(article_from_text(TEXTS[2], published="2025-05-06")).claims == ()


def test_an_encoder_that_was_not_trained_is_refused(encoder):
    with pytest.raises(InputError, match="was not trained for marsad"):
        made(Options(f"encoder:{encoder}"))


def test_a_damaged_encoder_is_refused(encoder):
    (encoder / "config.json").write_text("{}", "utf-8")
    with pytest.raises(InputError):
        made(Options(f"encoder:{encoder}"))


def test_gold_without_events_teaches_nothing(encoder, tmp_path):
    from marsad.second.encoder_train import train

    with pytest.raises(InputError, match="no event to learn from"):
        train(encoder, gold()[2:], tmp_path / "out", 1, 1e-3)


def test_a_folder_that_holds_no_encoder_is_named(tmp_path):
    with pytest.raises(InputError, match="holds no encoder"):
        made(Options(f"encoder:{tmp_path}"))
