"""`marsad lexicon`: check and widen a user's own lexicon folder; what a corpus has that the lexicon lacks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from ..errors import InputError
from ..say import say
from .intake import AS_IT_COMES, Reading, articles, summary

_Many = Annotated[tuple[str, ...], Parameter(consume_multiple=False, negative="")]

lexicon = App(
    name="lexicon",
    help="Words, actors and places of your own, beside the packaged ones: check, add, and see what your articles have that the lexicon lacks "
    "(docs/lexicon.md).",
)


def register(app: App) -> None:
    """Put the commands into `app`."""
    app.command(lexicon)


def chosen(arguments: list[str]) -> list[str]:
    """The command line without `--lexicon FOLDER`, which holds for every command: it goes into $MARSAD_LEXICON, where this process
    and those that it starts look for the user's lexicon. Raises `InputError` where no folder follows."""
    left = list(arguments)
    for n, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name != "--lexicon":
            continue
        if not equals and n + 1 == len(arguments):
            raise InputError("--lexicon needs a folder of lexicon files; give its path.")
        os.environ["MARSAD_LEXICON"] = value if equals else arguments[n + 1]
        del left[n : n + (1 if equals else 2)]
        break
    return left


@lexicon.command
def check(folder: Path | None = None) -> int:
    """Check a lexicon folder: every entry against the schema, every example against what the coder makes of it.

    Parameters
    ----------
    folder
        The folder; without it that of --lexicon, $MARSAD_LEXICON or the user's data folder.
    """
    if folder is not None:
        os.environ["MARSAD_LEXICON"] = str(folder)
    from ..lexicon import load
    from ..lexicon.own import own_files, own_folder, read_own
    from ..report.examples import faults_of

    files = own_files()
    if not files:
        raise InputError(f"{own_folder()} holds no .toml file; `marsad lexicon add` makes one, docs/lexicon.md tells how to write one.")
    own = read_own(files)
    load()
    faults = [f"{e['file']}, frame {e.get('id')}: {fault}" for e in own["frame"] for x in e.get("examples", ()) for fault in faults_of(x)]
    for fault in faults:
        say(fault)
    for entry in own["frame"]:
        if not entry.get("examples"):
            say(f"{entry['file']}, frame {entry.get('id')} has no example; give it a sentence that shows it.")
    counts = ", ".join(f"{len(entries)} {kind}(s)" for kind, entries in own.items())
    tried = sum(len(e.get("examples", ())) for e in own["frame"])
    print(f"marsad: {counts} in {len(files)} file(s) are well formed; {tried - len(faults)} of {tried} example(s) give what they say")
    return 1 if faults else 0


@lexicon.command
def add(
    file: Path | None = None,
    *,
    frame: str | None = None,
    verb: _Many = (),
    noun: _Many = (),
    actor: str | None = None,
    ar: str | None = None,
    en: str | None = None,
    kind: str | None = None,
    cc: str = "",
    also: _Many = (),
    of: str | None = None,
) -> int:
    """Add to your lexicon folder: a file of entries, words of a frame, or an actor. Nothing is kept unless all of it is well formed.

    Parameters
    ----------
    file
        A TOML file of [[frame]], [[actor]] and [[place]], such as a filled-in proposal of `marsad lexicon gaps`.
    frame
        Id of the frame that --verb and --noun join (docs/lexicon.md).
    verb
        Past and present of a verb: "هاجم يهاجم". May be given more than once.
    noun
        Singular and plurals of an event noun: "هجوم هجمات". May be given more than once.
    actor
        Id of an actor, new or known, with --ar, --en, --kind and --cc where it is new.
    ar
        Its Arabic name.
    en
        Its English name.
    kind
        Its kind: rebel_group, state_forces … (docs/lexicon.md).
    cc
        ISO code of its country.
    also
        Another name of it. May be given more than once.
    of
        Id of the actor that it is a part of.
    """
    from ..lexicon import widen

    if (file is not None) + (frame is not None) + (actor is not None) != 1:
        raise InputError("give one of: a file of entries, --frame with --verb or --noun, --actor with its names.")
    if file is not None:
        kept = widen.with_file(file)
    elif frame is not None:
        if not verb and not noun:
            raise InputError("--frame needs a --verb or a --noun to add to it.")
        kept = widen.with_entry("frame", {"id": frame, "verbs": list(verb), "nouns": list(noun)})
    else:
        told = {"id": actor, "ar": ar, "en": en, "kind": kind, "cc": cc or None, "also": list(also), "of": of}
        kept = widen.with_entry("actor", {key: value for key, value in told.items() if value})
    print(f"marsad: kept in {kept}; the index is built anew at the next run, and archives are coded again with it by `marsad recode`")
    return 0


@lexicon.command(name="list")
def list_(kind: Literal["frame", "actor"] = "frame") -> int:
    """List what an entry of yours can add to: id, type or kind, and its first words, one a line.

    Parameters
    ----------
    kind
        Frames or actors.
    """
    from ..lexicon import read_tables
    from ..lexicon.schema import actors, frames

    tables = read_tables()
    if kind == "frame":
        for frame in frames(tables["frames"]):
            print(frame.id, frame.type, "، ".join((*frame.verbs, *frame.nouns, *frame.participles)[:4]), sep="\t")
    else:
        for actor in actors(tables["actors"]):
            print(actor.id, actor.kind, actor.ar, actor.en, sep="\t")
    return 0


@lexicon.command
def gaps(
    *corpus: str,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    least: int = 3,
    reading: Reading = AS_IT_COMES,
) -> int:
    """List the predicates, actors and places that your articles have and the lexicon lacks, by frequency, as a file of proposals.

    Parameters
    ----------
    corpus
        What to read, as for `marsad code`.
    output
        The file of proposals to write, in the lexicon's own format; without it it goes to standard output.
    least
        Leave out what stands fewer times.
    """
    from ..lexicon.ready import ready
    from ..outfile import OutFile
    from ..read import Tally
    from ..report.gaps import Gaps

    tally, found = Tally(), Gaps()
    ready()
    for article in articles(corpus, reading, tally):
        found.take(article)
    text = found.proposals(least)
    if output is None:
        print(text, end="")
    else:
        out = OutFile(output)
        out.part.write_text(text, "utf-8")
        out.done()
        say(f"wrote {output}; fill in what is empty, take out what is none, then `marsad lexicon add {output}`")
    summary(tally)
    return 0 if tally.read else 1
