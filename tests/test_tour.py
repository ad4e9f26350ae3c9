"""The front door: every command of the README's tours is run, in their order, and prints what they say; docs name no command that marsad lacks."""

from __future__ import annotations

import re
import shlex
import shutil
from typing import NamedTuple

import pytest
from conftest import ROOT, command
from cyclopts import CycloptsError, MissingArgumentError

from marsad.cli import app

BLOCK = re.compile(r"```(?:sh|console)?\n(.*?)```", re.DOTALL)
PRINTS = "# → "
BY_SHELL = ("make ", ". ", "python3 ")  # these set up what the tours begin from
COMMANDS = {name for name in app if not name.startswith("-")}


class Step(NamedTuple):
    """A line of a tour with what must stand in what it prints."""

    words: list[str]
    prints: list[str]


def steps(page: str) -> list[Step]:
    """The commands of a page's blocks, in their order."""
    out: list[Step] = []
    for block in BLOCK.findall((ROOT / page).read_text("utf-8")):
        for line in block.splitlines():
            if line.startswith(PRINTS):
                out[-1].prints.append(line.removeprefix(PRINTS))
            elif (words := shlex.split(line, comments=True)) and not line.startswith(BY_SHELL):
                out.append(Step(words, []))
    return out


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder as `make run` leaves the checkout."""
    here = tmp_path_factory.mktemp("tour")
    shutil.copytree(ROOT / "examples" / "data", here / "examples" / "data")
    (here / "out").mkdir()
    assert command("add", "--db", "out/marsad.db", "--samples", cwd=here)[0] == 0
    return here


@pytest.mark.slow
@pytest.mark.parametrize("page", ["README.md", "README.ar.md"])
def test_every_command_of_the_tour_works_as_written(page, folder):
    tour = [step for step in steps(page) if step.words[0] in ("marsad", "echo")]
    assert sum(bool(step.prints) for step in tour) >= 5
    for words, prints in tour:
        if words[0] == "echo":  # echo TEXT > FILE
            (folder / words[3]).write_text(words[1] + "\n", "utf-8")
            continue
        status, out, err = command(*words[1:], cwd=folder)
        assert status == 0, (words, err)
        assert [line for line in prints if line not in out + err] == [], (words, out, err)
    (folder / "out" / "mine.db").unlink()


@pytest.mark.parametrize("page", ["README.md", "README.ar.md"])
def test_the_tour_needs_nothing_that_is_not_shipped(page):
    made = {"out/marsad.db"}
    for words, _ in steps(page):
        for word in words[1:]:
            if word.startswith("out/"):
                made.add(word)
            elif "/" in word and not word.startswith("-") and " " not in word:
                assert (ROOT / word).exists(), f"{page}: {word}"
    assert {"out/post.txt", "out/report.html", "out/brief.html"} <= made


def test_the_readme_is_short_and_the_languages_tell_the_same_tour():
    assert len((ROOT / "README.md").read_text("utf-8").split()) <= 600
    assert [step.words for step in steps("README.md")] == [step.words for step in steps("README.ar.md")]


def figures(cell):
    return re.findall(r"\d+(?:\.\d+)?", cell)


@pytest.mark.parametrize("page", ["README.md", "README.ar.md"])
def test_the_figures_of_the_readme_are_those_of_the_page_on_quality(page):
    rows = [line.split("|")[1:-1] for line in (ROOT / page).read_text("utf-8").splitlines() if line.startswith("|")][2:]
    told = {
        line.split("|")[1].strip(): line.split("|")[3:5]
        for line in (ROOT / "docs" / "quality.md").read_text("utf-8").splitlines()[:20][::-1]
        if line.startswith("|")
    }
    names = (
        "events P / R / F",
        "agent / target / place F",
        next(n for n in told if n.startswith("whole row")),
        "articles with nothing to code that get a claim",
    )
    assert len(rows) == len(names)
    for name, (_, ours, theirs) in zip(names, rows, strict=True):
        for cell, full in zip((ours, theirs), told[name], strict=True):
            assert figures(cell) and figures(cell) == figures(full)[: len(figures(cell))], name


@pytest.mark.parametrize("page", ["README.md", "README.ar.md"])
def test_pages_and_pictures_that_the_front_door_points_to_are_there(page):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (ROOT / page).read_text("utf-8"))
    assert len(links) > 8
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_documentation_names_no_command_that_marsad_lacks():
    named = {
        (page.name, step.words[1])
        for page in (ROOT / "docs").glob("*.md")
        for step in _told(page)
        if step.words[0] == "marsad" and len(step.words) > 1
    }
    assert len(named) > 20
    assert {(page, name) for page, name in named if name not in COMMANDS} == set()


def _told(page) -> list[Step]:
    """The lines of a page's blocks that call marsad; others may be of any language."""
    lines = [line for block in BLOCK.findall(page.read_text("utf-8")) for line in block.splitlines()]
    return [Step(line.split(), []) for line in lines if line.startswith("marsad ")]


def _lines(page) -> list[str]:
    """What calls marsad on a page of the documentation: lines of its blocks, and what stands in its text as code."""
    text = page.read_text("utf-8")
    blocks = [line for block in BLOCK.findall(text) for line in block.splitlines()]
    return [line for line in (*blocks, *re.findall(r"`([^`\n]+)`", BLOCK.sub("", text))) if re.match(r"marsad [a-z]", line)]


def _words(line: str) -> list[str]:
    """The words of a call as somebody would type them: what is left open is filled in, of choices the first is taken, remarks go."""
    call = re.split(r"\s{2,}|\s#|\s[|<>&]\s", line.replace("\\", ""), maxsplit=1)[0]
    call = re.sub(r"(?<=\w)\|[\w|]+", "", call.replace("[", "").replace("]", ""))
    for left, filled in (("…", "2025-01-01"), (" -j N", " -j 2")):
        call = call.replace(left, filled)
    return shlex.split(call)[1:]


@pytest.mark.dear
def test_every_call_in_the_documentation_is_one_that_marsad_takes():
    """Commands, options and their values; what files they name is left open."""
    calls = [(page.name, line) for page in (ROOT / "docs").glob("*.md") for line in _lines(page)]
    assert len(calls) > 60
    wrong = []
    for page, line in calls:
        try:
            app.parse_args(_words(line), exit_on_error=False, print_error=False)
        except CycloptsError as error:
            if not isinstance(error, MissingArgumentError):  # in a sentence a command is told by its name or an option
                wrong.append(f"{page}: {line}: {error}")
    assert wrong == []


@pytest.mark.parametrize("line", ["marsad export --formatt acled", "marsad find --type captured", "marsad controll"])
def test_a_call_that_marsad_does_not_take_is_seen(line):
    with pytest.raises(CycloptsError):
        app.parse_args(_words(line), exit_on_error=False, print_error=False)
