"""Tables as spreadsheets, databases and people write them: encodings, orders of days, quotation marks, letters that were not read."""

import pytest

from marsad.read import read_bytes
from marsad.read.dates import month_first, month_second
from marsad.read.decode import encoding_of, unescaped

MARKET = "قتل أربعة مدنيين في قصف مدفعي على سوق مدينة الأبيض صباح اليوم، بحسب غرفة الطوارئ."
BRIDGE = "سيطر الجيش السوداني على جسر قرب مدينة الخوي في ولاية غرب كردفان بعد معارك استمرت ساعات."
MINE = "أصيب ثلاثة أطفال بانفجار لغم من مخلفات الحرب اليوم قرب مدينة الباب في ريف حلب."


def read(text, name="t.csv", encoding="utf-8"):
    return list(read_bytes(text.encode(encoding), name))


def articles(text, **options):
    return [i.article for i in read(text, **options) if i.article]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
@pytest.mark.parametrize("above", ["", "sep=;\n", '"sep=;"\r\n', "تقرير الأسبوع;\n;\n"])
def test_tables_in_the_encodings_of_spreadsheets(encoding, above):
    made = articles(f"{above}التاريخ;النص\n2025-03-04;{MARKET}\n2025-03-05;{BRIDGE}\n", encoding=encoding)
    assert [(a.published, a.text) for a in made] == [("2025-03-04", MARKET), ("2025-03-05", BRIDGE)]


def test_wide_letters_are_told_by_their_bytes():
    assert (encoding_of(MARKET.encode("utf-16-le")), encoding_of(MARKET.encode("utf-16-be"))) == ("utf-16-le", "utf-16-be")
    assert encoding_of(b"text\0text") == "utf-8-sig"


def test_a_delimiter_that_is_told_wrongly_gives_way_to_the_one_that_shows_a_header():
    (a,) = articles(f"sep=,\ndate;text\n2025-03-04;{MARKET}\n")
    assert (a.text, a.published) == (MARKET, "2025-03-04")


def test_days_in_the_american_order_are_told_by_the_others_of_their_column():
    american = f"Date,Text\n3/4/2025,{MARKET}\n3/14/2025 9:30 PM,{BRIDGE}\n12/01/24,{MINE}\n"
    assert [a.published for a in articles(american)] == ["2025-03-04", "2025-03-14", "2024-12-01"]
    ours = f"Date,Text\n3/4/2025,{MARKET}\n14/3/2025,{BRIDGE}\n"
    assert [a.published for a in articles(ours)] == ["2025-04-03", "2025-03-14"]
    assert not month_first(["3/14/2025", "14/3/2025"]) and not month_first(["3/4/2025"]) and not month_first([])
    assert month_second("3/14/2025 10:00") == "14/3/2025 10:00"


def test_an_hour_in_a_column_of_its_own_is_the_days():
    made = articles(f"date,time,text\n2025-03-04,14:30,{MARKET}\n2025-03-05,9:05 م,{BRIDGE}\n2025-03-06,صباحا,{MINE}\n")
    assert [a.published_at for a in made] == ["2025-03-04T14:30", "2025-03-05T21:05", None]


def test_two_rows_whose_marks_are_not_closed_are_two_lost_rows():
    one, two, three = read(f'date,text,source\n2025-03-04,"{MARKET},أ\n2025-03-05,"{BRIDGE},ب\n2025-03-06,{MINE},ج\n')
    assert "never closed" in one.reason and "never closed" in two.reason
    assert (three.article.text, three.article.outlet) == (MINE, "ج")


def test_marks_written_with_a_backslash_end_no_cell():
    one, two = articles(f'date,text\n2025-03-04,"قال \\"مصدر\\", إن {MARKET}"\n2025-03-05,"{BRIDGE}"\n')
    assert (one.text, two.text) == (f'قال "مصدر", إن {MARKET}', BRIDGE)


def test_a_row_that_is_too_short_has_empty_cells():
    short, whole = read(f"date,text,source\n2025-03-04\n2025-03-05,{BRIDGE}\n")
    assert short.passed and "'text' is empty" in short.reason and whole.article.outlet is None


@pytest.mark.parametrize(
    ("codec", "read_as"),
    [("utf-8", "cp437"), ("utf-8", "cp850"), ("utf-8", "mac_roman"), ("cp1256", "cp1251"), ("cp1256", "latin-1"), ("utf-8", "latin-1")],
)
def test_more_ways_of_garbling_are_gone_back(codec, read_as):
    (item,) = read(f"date,text\n2025-03-04,{MARKET.encode(codec).decode(read_as)}\n")
    assert item.article.text == MARKET and "garbled Arabic mended" in item.note


@pytest.mark.parametrize("way", ["&#{0};", "&#x{0:x};", "&#x{0:04X};", "\\u{0:04x}"])
def test_letters_written_as_references_or_escapes_are_read(way):
    (a,) = articles(f"date,text\n2025-03-04,{''.join(way.format(ord(c)) if ord(c) > 0x5FF and c != '،' else c for c in MARKET)}\n")
    assert a.text == MARKET
    assert unescaped("&#1602; وحده") == ("&#1602; وحده", 0)


@pytest.mark.parametrize("header", ["Lat.,Long.", "GPS Latitude,GPS Longitude", "Y_Coord,X_Coord", "latitude (dd),longitude (dd)"])
def test_more_names_of_coordinates(header):
    (a,) = articles(f"date,text,{header}\n2025-03-04,{MINE},36.37,37.51\n")
    assert [f.value for f in a.found if f.field == "coordinates"] == ["36.37,37.51"]


# -- workbooks ----------------------------------------------------------------------------------------------------------


def workbook(tmp_path, *sheets):
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "t.xlsx")
    return list(read_bytes((tmp_path / "t.xlsx").read_bytes(), "t.xlsx"))


def test_days_of_a_workbook_as_numbers_with_hours_beside_and_of_the_hijra(tmp_path):
    import datetime as dt

    rows = [
        ["date", "time", "text"],
        [45720, None, MARKET],
        [45720.75, None, MARKET],
        [dt.date(2025, 3, 4), dt.time(14, 30), BRIDGE],
        [dt.datetime(2025, 3, 4), dt.time(9, 5), BRIDGE],
        ["1446/09/04", None, MINE],
        ["4-9-1446هـ", None, MINE],
        ["1446-13-04", None, MINE],
    ]
    made = [i.article for i in workbook(tmp_path, ("أخبار", rows))]
    assert [a.published_at or a.published for a in made] == [
        "2025-03-04",
        "2025-03-04T18:00",
        "2025-03-04T14:30",
        "2025-03-04T09:05",
        "2025-03-04",
        "2025-03-04",
        None,
    ]


def test_a_sheet_without_articles_is_named_once(tmp_path):
    summary = ("ملخص", [["الأسبوع", "المجموع"], [1, 5], [2, 8], [3, 2]])
    named, article = workbook(tmp_path, summary, ("أخبار", [["التاريخ", "تفاصيل الخبر"], ["2025-03-04", MARKET]]))
    assert named.where == "t.xlsx:ملخص" and "no column for the text" in named.reason
    assert article.article.published == "2025-03-04"


OF_EXCEL = {
    "page": '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table><tr><th>التاريخ</th><th>النص</th></tr><tr><td>2025-03-04</td><td>{}</td></tr></table></body></html>',
    "plain page": "<table><tr><td>date</td><td>text</td></tr>\n<tr></tr><tr><td>2025-03-04</td><td><b>{}</b></td></tr></table>",
    "xml": '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table><Row><Cell><Data ss:Type="String">date</Data></Cell><Cell><Data ss:Type="String">text</Data></Cell></Row><Row><Cell><Data ss:Type="DateTime">2025-03-04T00:00:00.000</Data></Cell><Cell><Data ss:Type="String">{}</Data></Cell></Row></Table></Worksheet></Workbook>',
    "prefixed": '<?xml version="1.0"?><ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><ss:Worksheet><ss:Table><ss:Row><ss:Cell><ss:Data>date</ss:Data></ss:Cell><ss:Cell><ss:Data>text</ss:Data></ss:Cell></ss:Row><ss:Row><ss:Cell><ss:Data>2025-03-04</ss:Data></ss:Cell><ss:Cell><ss:Data>{}</ss:Data></ss:Cell></ss:Row></ss:Table></ss:Worksheet></ss:Workbook>',
    "text": "date\ttext\n2025-03-04\t{}\n",
}


@pytest.mark.parametrize("form", OF_EXCEL)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_sites_call_an_old_workbook_is_a_table(form, encoding):
    (a,) = articles(OF_EXCEL[form].format(MARKET), name="export.xls", encoding=encoding)
    assert (a.text, a.published) == (MARKET, "2025-03-04")


def test_an_old_workbook_without_articles_says_so():
    (item,) = read("<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>", name="export.xls")
    assert "no column for the text" in item.reason


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"{\\rtf1\\ansi text}", "a.rtf", "rich text"),
        ('<?xml version="1.0"?><corpus><doc><text>' + MARKET + "</text></doc></corpus>", "a.xml", "XML of a kind"),
        (b"PK\x03\x04 [Content_Types].xml word/document.xml", "a.docx", "word processor"),
        (b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.text", "a.odt", "word processor"),
    ],
)
def test_documents_of_other_kinds_are_named(data, name, why):
    (item,) = read_bytes(data.encode() if isinstance(data, str) else data, name)
    assert item.article is None and why in item.reason
