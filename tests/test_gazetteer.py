"""Places beyond the default gazetteer, from a dump of a province made after GeoNames' format (numbers are our own)."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT, command

from marsad import lexicon as lexicons

DUMP = ROOT / "tests" / "data" / "SY-idlib.txt"
ALTERNATES = ROOT / "tests" / "data" / "SY-idlib-alternates.txt"
STORY = "قصفت قوات النظام السوري بالمدفعية قرية {} جنوبي إدلب."


@pytest.fixture
def marsad(tmp_path):
    """The command with data and cache folders of its own; the index without added places is there already."""
    (tmp_path / "cache").mkdir()
    index, _ = lexicons.setup()
    for part in index.parent.glob(f"{index.stem}.*"):
        shutil.copy(part, tmp_path / "cache")
    env = {**os.environ, "MARSAD_DATA": str(tmp_path / "data"), "MARSAD_CACHE": str(tmp_path / "cache")}

    def run(*args: str, stdin: str = ""):
        done = subprocess.run(
            [sys.executable, "-c", "from marsad.cli import main; main()", *args],
            input=stdin,
            env=env,
            capture_output=True,
            text=True,
        )
        return done

    return run


def place_of(marsad, *villages):
    """The place of the claim that a story of each village makes."""
    stories = "".join(json.dumps({"id": v, "text": STORY.format(v)}) + "\n" for v in villages)
    done = marsad("code", "-", "--format", "jsonl", stdin=stories)
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["claims"][0]["places"][0] for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_villages_of_a_dump_are_known_until_removed(marsad):
    (before,) = place_of(marsad, "كنصفرة")
    assert before["name_en"] != "Kansafrah"

    done = marsad("gazetteer", "add", str(DUMP), "--alternates", str(ALTERNATES))
    assert done.returncode == 0, done.stderr
    assert "9 place(s) kept as SY-idlib, 1 line(s) not of the format passed over" in done.stdout

    place, second, third = place_of(marsad, "كنصفرة", "كفرعويد", "فركيا")
    assert (place["name_en"], place["lat"], place["lon"]) == ("Kansafrah", 35.644, 36.512)
    assert (place["admin1"], place["district"]) == ("Idlib", "Ariha District")
    assert second["name_en"] == "Kafr Uwayd"  # a second spelling
    assert third["name_en"] == "Farkya"  # told by the alternate names file alone
    assert "SY-idlib\t9 places" in marsad("gazetteer", "list").stdout

    assert marsad("gazetteer", "remove", "SY-idlib").returncode == 0
    assert place_of(marsad, "كنصفرة")[0]["name_en"] == before["name_en"]


def test_what_is_no_dump_is_refused_in_one_sentence(marsad, tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("قرى جبل الزاوية: كنصفرة، بليون\n", encoding="utf-8")
    done = marsad("gazetteer", "add", str(other))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "GeoNames" in done.stderr
    missing = marsad("gazetteer", "add", str(tmp_path / "none.txt"))
    assert missing.returncode == 2
    assert "cannot be read" in missing.stderr
    unknown = marsad("gazetteer", "remove", "nothing")
    assert unknown.returncode == 1


def test_collisions_come_from_frequencies():
    lines = command("gazetteer", "collisions")[1].splitlines()
    assert len(lines) > 500
    rates = [float(line.split("\t")[1]) for line in lines]
    assert rates == sorted(rates, reverse=True)
    words = {line.split("\t")[0] for line in lines}
    assert {"الباب", "الشرق"} & words
