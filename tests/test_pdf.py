"""PDF statements: the text layer in the order in which it is read."""

import builtins

import pytest
from support.readers import pdf

from marsad.arabic.visual import as_read, as_shown, with_lam_alef
from marsad.lexicon import load
from marsad.read import read_bytes
from marsad.read.doors.pdf import marks_on_letters

LINES = [
    "بيان صادر عن قيادة الجيش",
    "صدت وحدات الجيش يوم الاثنين (5/5/2025) هجوما على مدينة الأبيض وأسقطت طائرة Orlan-10 مسيرة وقتلت",
    "12 مسلحا خلال الاشتباكات التي دارت قرب الاحتياطي المركزي.",
]
BODY = "صدت وحدات الجيش يوم الاثنين (5/5/2025) هجوما على مدينة الأبيض وأسقطت طائرة Orlan-10 مسيرة وقتلت 12 مسلحا خلال الاشتباكات التي دارت قرب الاحتياطي المركزي."


def read(data):
    pytest.importorskip("pypdf", reason="PDF needs pypdf")
    (item,) = read_bytes(data, "statement.pdf")
    return item


@pytest.mark.parametrize("ligatures", [False, True])
def test_a_statement_is_read_in_its_order(ligatures):
    article = read(pdf(LINES, ligatures=ligatures)).article
    assert article.text == f"{LINES[0]}\n{BODY}"
    assert article.title == LINES[0]


def test_words_that_an_ocr_program_laid_over_a_scan_are_put_in_order():
    lines = ["بيان صادر عن وزارة الصحة", "قتل 12 مدنيا وأصيبت 4 نساء في مدينة الفاشر (شمال دارفور)."]
    assert read(pdf(lines, letters=False)).article.text == "\n".join(lines)


def test_the_day_of_the_file_serves_where_nothing_else_dates_it():
    article = read(pdf(["بيان صادر عن قيادة الجيش", "صدت وحدات الجيش هجوما على مدينة الأبيض وقتلت 12 مسلحا."])).article
    (told,) = [f for f in article.found if f.field == "published"]
    assert (told.value, told.origin) == ("2025-05-06", "the file's own date") and told.sure < 0.7
    pytest.importorskip("pypdf")
    (item,) = read_bytes(pdf(["بيان صادر عن قيادة الجيش", "صدت وحدات الجيش هجوما على مدينة الأبيض."]), "s.pdf", "2025-05-07")
    assert item.article.published == "2025-05-07"


def test_a_scan_and_a_broken_file_are_named():
    assert "no text layer" in read(pdf([])).reason
    assert "cannot be read" in read(b"%PDF-1.4\n" + bytes(200)).reason
    assert "not Arabic" in read(pdf(["Statement of the ministry of defence of the republic"])).reason


def test_without_pypdf_it_says_what_to_install(monkeypatch):
    found = builtins.__import__
    monkeypatch.setattr(
        builtins, "__import__", lambda name, *a, **k: (_ for _ in ()).throw(ImportError(name)) if name == "pypdf" else found(name, *a, **k)
    )
    (item,) = read_bytes(pdf(LINES), "s.pdf")
    assert item.reason == "a PDF needs the pypdf package; install it with: pip install 'marsad[pdf]'"


def test_order_is_told_by_letters_that_only_end_words():
    assert as_shown(["ةنيدم يف ةراغ"]) and not as_shown(["غارة في مدينة"])
    assert as_read("(ةراغ) 2025/5/6 يف %40") == "40% في 2025/5/6 (غارة)".replace("40%", "%40")
    assert as_read("no Arabic (at all)") == "no Arabic (at all)"


def test_only_words_that_are_none_are_mended():
    frequency = load().frequency
    assert with_lam_alef("االحتالل اإلسرائيلي", frequency) == "الاحتلال الإسرائيلي"
    assert with_lam_alef("القوات قالت إن العمال بدلا من الاعتقال", frequency) == "القوات قالت إن العمال بدلا من الاعتقال"


@pytest.mark.parametrize(
    ("drawn", "read_as"),
    [
        ("ق ُتل 11 مدنيا ًوأصيب 20", "قُتل 11 مدنياً وأصيب 20"),
        ("استمر ّ القصف", "استمرّ القصف"),
        ("قُتل مدنياً وأصيب", "قُتل مدنياً وأصيب"),
        ("دخلوا مدنيا ً .", "دخلوا مدنياً ."),
    ],
)
def test_vowel_marks_that_are_drawn_apart_stand_on_their_letters(drawn, read_as):
    assert marks_on_letters(drawn) == read_as
