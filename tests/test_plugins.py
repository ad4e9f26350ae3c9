"""What other packages bring by entry points, with the package of `examples/plugin`."""

import sys
from importlib import metadata
from pathlib import Path

import pytest

from marsad import plugins
from marsad.errors import InputError, LexiconError
from marsad.read import article_from_text, read_bytes
from marsad.second import Options, made

EXAMPLE = Path(__file__).parents[1] / "examples" / "plugin"


@pytest.fixture
def installed(monkeypatch):
    """The example's entry points, as its `pyproject.toml` registers them."""
    import tomllib

    groups = tomllib.loads((EXAMPLE / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    points = [metadata.EntryPoint(n, v, g) for g, named in groups.items() for n, v in named.items()]

    def entry_points(group, name=None):
        return [p for p in points if p.group == group and name in (None, p.name)]

    monkeypatch.setattr(plugins.metadata, "entry_points", entry_points)
    monkeypatch.syspath_prepend(str(EXAMPLE / "src"))
    yield points
    for name in [n for n in sys.modules if n.startswith("marsad_example")]:
        del sys.modules[name]


def test_a_second_coder_that_plugs_in(installed):
    coder = made(Options("plugin:keywords"))
    out = coder.code(article_from_text("قصفت طائرات مدينة الأبيض أمس.", published="2025-05-06"))
    assert [(c.type, c.places[0].name_en, c.rule) for c in out.claims] == [("shelling", "El Obeid", "second/keywords@1")]


def test_a_door_that_plugs_in(installed):
    data = "#bulletin 2025-05-06\nقصفت طائرات مدينة الأبيض أمس.\n\nreport\n".encode()
    items = list(read_bytes(data, "b.txt"))
    assert [i.article.published if i.article else i.where for i in items] == ["2025-05-06", "b.txt:4"]


def test_an_exporter_that_plugs_in(installed, tmp_path):
    from marsad.archive import Filters, open_archive
    from marsad.coder import code_article

    with open_archive(str(tmp_path / "a.db")) as archive:
        archive.add([article_from_text("قصفت طائرات مدينة الأبيض أمس.", published="2025-05-06")], code_article)
        assert plugins.plugged("marsad.exporters", "counts")(archive, Filters(), tmp_path / "c.txt") == 1
    assert len((tmp_path / "c.txt").read_text("utf-8").splitlines()) == 1


def test_what_is_not_installed_or_fails_is_named(installed, monkeypatch):
    with pytest.raises(InputError, match="there are: keywords"):
        plugins.plugged("marsad.coders", "absent")
    installed.append(metadata.EntryPoint("broken", "marsad_example.nowhere:x", "marsad.coders"))
    with pytest.raises(InputError, match="cannot be loaded"):
        plugins.plugged("marsad.coders", "broken")


def test_a_reader_that_fails_leaves_the_other_doors_open(installed):
    installed.insert(0, metadata.EntryPoint("broken", "marsad_example.nowhere:x", "marsad.readers"))
    (item,) = read_bytes("قصفت طائرات مدينة الأبيض أمس.".encode(), "a.txt", "2025-05-06")
    assert item.article is not None


def test_a_lexicon_that_plugs_in_is_laid_over_the_packaged_one_and_the_users_over_it(installed, tmp_path, monkeypatch):
    from marsad import lexicon
    from marsad.versions import versions

    monkeypatch.setenv("MARSAD_LEXICON", str(tmp_path))
    (tmp_path / "own.toml").write_text('[[actor]]\nid = "xx.river"\nalso = ["كتيبة النهر"]\n', "utf-8")
    (river,) = [a for a in lexicon.schema.actors(lexicon.read_tables()["actors"]) if a.id == "xx.river"]
    assert (river.ar, river.also) == ("لواء النهر", ("قوات لواء النهر", "كتيبة النهر"))
    keys = lexicon.index_key.__wrapped__(), versions.__wrapped__().lexicon
    installed[:] = [point for point in installed if point.group != "marsad.lexicons"]
    (tmp_path / "own.toml").unlink()
    assert "xx.river" not in {a["id"] for a in lexicon.read_tables()["actors"]}
    assert (lexicon.index_key.__wrapped__(), versions.__wrapped__().lexicon) != keys


@pytest.mark.parametrize(("value", "why"), [("marsad_example.nowhere:x", "cannot be loaded"), ("marsad_example:__doc__", "brings no folder")])
def test_a_lexicon_that_cannot_be_had_is_named(installed, value, why):
    installed.append(metadata.EntryPoint("broken", value, "marsad.lexicons"))
    with pytest.raises(LexiconError, match=f"'broken'.*{why}"):
        plugins.lexicon_files()
