"""How places are named in lists: the table of words that the index is made with."""

from importlib import resources

import pytest

from marsad.errors import LexiconError
from marsad.gazetteer.build import shown, spellings
from marsad.gazetteer.naming import checked, naming
from marsad.gazetteer.rows import written_plainly

TEXT = (resources.files("marsad.lexicon") / "naming.toml").read_text("utf-8")


def test_its_words_are_those_that_names_are_read_with():
    assert shown(["ولاية سنار", "سنار"], "Sennar", lambda w: 1e-6) == "سنار"
    assert spellings("كفر حور") == {"كفر حور", "كفرحور"}
    assert spellings("أبو دالي") == {"ابو دالي", "ابودالي", "البودالي", "البو دالي", "بودالي"}
    assert written_plainly("ابو دالي") == "أبو دالي"
    assert {"SD", "SY"} <= naming().focus


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("types = [", 'colour = "red"\ntypes = [', "unknown field `colour`"),
        ("population =", "inhabitants =", "unknown field `inhabitants`|missing required field"),
        ('"IQ"', '"Iraq"', "matching regex"),
        ('"lat", "latitude"', '"Lat", "latitude"', "matching regex"),
        ("types = [", "types = {", "naming.toml: "),
    ],
)
def test_a_broken_table_is_named(old, new, why):
    with pytest.raises(LexiconError, match=why):
        checked(TEXT.replace(old, new, 1))
