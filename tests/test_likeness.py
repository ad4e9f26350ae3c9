"""The list of events that one may be merged with: by likeness, with what speaks for and against; on both databases."""

from __future__ import annotations

from conftest import news
from support.serving import built, local

from marsad.archive import likeness
from marsad.archive.desk import regroup
from marsad.coder import code_article
from marsad.read import article_from_text


def test_the_most_alike_come_first_and_what_speaks_against_is_said(archive):
    archive.add(
        [
            news(7, url="https://a.example/1"),
            news(9, url="https://b.example/2"),
            news(30, url="https://c.example/3", day="الأحد", published="2024-06-10"),  # two days before
            news(4, place="نيالا", url="https://d.example/4"),  # another town, the same day
            article_from_text("أعلن الجيش السوداني سيطرته على مدينة الفاشر، الثلاثاء.", published="2024-06-12", url="https://e.example/5"),
            news(5, url="https://f.example/6", published="2023-01-04"),  # far away in time
        ],
        code_article,
    )
    by_url = {d.article.url: d.id for d in archive.documents()}
    of = lambda n, url: next(e for e in archive.events() if any(c.startswith(by_url[url]) for c in e.claims))  # noqa: E731
    one, two = of(7, "https://a.example/1"), of(9, "https://b.example/2")
    if one.id == two.id:  # told apart by a person, they are the first to be offered again
        claims = sorted(one.claims)
        regroup(archive, "split", claims[:1], claims[1:], "rana")
        one, two = of(7, "https://a.example/1"), of(9, "https://b.example/2")
    found = likeness.alike(archive, one.id)
    assert found[0].event.id == two.id and found[0].veto is None and found[0].score > 0.6
    assert found[0].parts["place"] == found[0].parts["time"] == 1.0
    against = {a.event.id: a.veto for a in found}
    assert against[of(30, "https://c.example/3").id] == "on different days"
    assert of(5, "https://f.example/6").id not in against and one.id not in against
    scores = [(a.veto is not None, -a.score) for a in found]
    assert scores == sorted(scores) and len(likeness.alike(archive, one.id, limit=1)) == 1


@built
def test_the_page_is_told_of_them(tmp_path):
    from marsad.archive import open_archive

    with open_archive(str(tmp_path / "a.db")) as archive, local(archive) as client:
        archive.add([news(7), news(30, url="https://c.example/3", day="الأحد", published="2024-06-10")], code_article)
        one, other = sorted(e.id for e in archive.events())
        (row,) = client.get(f"/api/events/{one}/alike").json()
        assert row["event"]["id"] == other and row["veto"] and set(row) == {"event", "score", "parts", "veto"}
        assert client.get("/api/events/none/alike").status_code == 404
