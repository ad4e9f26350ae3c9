"""The pictures of the documentation, made anew from the sample articles: python bench/pictures.py (needs chromium)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from support.browser import COUNTING, browser, driver, quiet, served, settled

from marsad.archive import Filters, open_archive
from marsad.coder import code_article
from marsad.read.sources import read_paths

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "samples.db"
        with open_archive(str(db)) as archive:
            samples = ROOT / "src" / "marsad" / "samples" / "articles.jsonl"
            archive.add((i.article for i in read_paths([str(samples)]) if i.article), code_article)
            (contested, *_) = archive.events(Filters(grade="contested"))
        with served(db) as address, driver() as started, browser(started) as running:
            for name, path, width, height in (
                ("map-en", "/?lang=en&on=2024-07-01&at=20,38,4", 1440, 900),
                ("event-ar", f"/events/{contested.id}?lang=ar", 1440, 1000),
                ("control-en", "/control?lang=en&country=SD&one=2024-01-15", 1440, 900),
                ("map-ar-phone", "/?lang=ar&country=SD", 390, 844),
            ):
                page = running.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
                page.add_init_script(COUNTING)
                page.add_init_script("localStorage.setItem('welcomed', 'yes')")
                page.goto(address + path)
                page.wait_for_selector("main h1", state="attached")
                quiet(page)
                if page.locator(".frame").count():
                    settled(page)
                page.screenshot(path=PICTURES / f"{name}.png")
                page.close()


if __name__ == "__main__":
    main()
